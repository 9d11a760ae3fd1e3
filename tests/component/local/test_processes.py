"""The supervisor of a local region: what dies comes back, what must end ends."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.processes import Program, Supervisor

STAYS = "import time; print('up', flush=True); time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + STAYS
DIES = "import sys; print('up', flush=True); sys.exit('no settings')"
Make = Callable[[str, str], Program]


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor(delays=(0, 0.05, 0.1))
    yield made
    made.stop()


@pytest.fixture
def program(tmp_path: Path) -> Make:
    def make(name: str, code: str) -> Program:
        return Program(name, [sys.executable, "-c", code], tmp_path / f"{name}.log")

    return make


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def ups(program: Program) -> int:
    return program.last_words(1000).count("up")


def test_a_program_that_is_killed_comes_back_under_another_id(supervisor: Supervisor, program: Make) -> None:
    supervisor.start([program("a", STAYS), program("b", STAYS)])
    before = supervisor.pids
    supervisor["a"].kill()
    until(lambda: "a" in supervisor.pids)
    assert supervisor.pids["a"] != before["a"]
    assert supervisor.pids["b"] == before["b"]


def test_a_program_that_is_to_stay_down_stays_down(supervisor: Supervisor, program: Make) -> None:
    supervisor.start([program("a", STAYS), program("b", DIES)])
    supervisor["a"].kill(stays_down=True)
    until(lambda: supervisor["b"].starts > 2)
    assert "a" not in supervisor.pids
    supervisor["a"].launch()
    assert "a" in supervisor.pids


def test_a_program_that_cannot_start_is_tried_again_and_its_words_are_kept(
    supervisor: Supervisor, program: Make
) -> None:
    supervisor.start([program("a", DIES)])
    until(lambda: ups(supervisor["a"]) >= 4)
    assert "no settings" in supervisor["a"].last_words()


def test_at_the_end_all_end_also_who_is_deaf_or_paused(supervisor: Supervisor, program: Make) -> None:
    programs = [program("a", STAYS), program("b", DEAF), program("c", STAYS)]
    supervisor.start(programs)
    until(lambda: all(ups(one) for one in programs))
    supervisor["c"].pause()
    supervisor.stop(seconds=0.5)
    assert supervisor.pids == {}
