"""A region on one machine: what it needs, and what comes back by itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.kafka import free_port
from tests import machine
from tests.journeys.regional import regional

pytestmark = pytest.mark.slow


def started(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deploy.local", "--data", str(data), "--port", str(free_port()), *words]
    return subprocess.run(command, cwd=machine.ROOT, env=environment, capture_output=True, text=True, timeout=50)


def test_without_java_and_maven_it_says_what_to_install(tmp_path: Path) -> None:
    done = started(tmp_path / "data", "--kafka-port", str(free_port()), PATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (1, "There is no Kafka: install java and mvn.\n")


@pytest.mark.kafka
@pytest.mark.long
@pytest.mark.timeout(1200)
async def test_every_process_that_is_killed_comes_back(region_folder: Path) -> None:
    async with regional(region_folder) as first:
        before = first.region.pids
        for name in first.region.supervisor.programs:
            first.region[name].kill()
        first.region.ready(300)
        now = first.region.pids
        assert set(now) == set(before)
        assert not set(now.values()) & {before[name] for name in first.region.supervisor.programs}
        assert (now["kafka"], now["postgresql"]) == (before["kafka"], before["postgresql"])
    assert first.region.pids == {}
