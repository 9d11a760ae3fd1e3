"""serve and work as processes: ready when they can do their work, gone in order when they are asked to go."""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from deploy.local.kafka import free_port
from deploy.local.processes import Program
from services.chassis import admin, migrate
from services.chassis.access import Keys
from services.chassis.settings import Settings
from tests import postgres
from tests.backends.cluster import settings_of
from tests.backends.conftest import LOGINS
from tests.kafka import Cluster

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(180)]
ROLES = dict(zip(("serve", "work"), LOGINS, strict=True))
Start = Callable[..., tuple[Program, str]]


@pytest.fixture
def settings(kafka_server: Cluster, kafka_prefix: str) -> Settings:
    made = settings_of(kafka_server, kafka_prefix)
    admin.create("dpia", made)
    admin.create("inventory", made)
    admin.create("publication", made)
    return made


@pytest.fixture
def start(settings: Settings, postgres_server: postgres.Server, postgres_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts dpia on a migrated database; its program and address."""
    asyncio.run(migrate.upgrade(postgres_url, "dpia"))
    for role in LOGINS:
        postgres_server.execute(f"alter role {role} login")
    Keys.open(tmp_path)
    programs = list[Program]()

    def begin(kind: str, **changed: str) -> tuple[Program, str]:
        port = free_port()
        environment = {
            "HELDER_DATABASE_URL": postgres_url.replace("postgres@", f"{ROLES[kind]}@"),
            "HELDER_KEYS": str(tmp_path),
            **{f"HELDER_{n}".upper(): str(getattr(settings, n)) for n in settings.model_fields_set},
        }
        command = [sys.executable, "-m", "services.dpia", kind, "--port", str(port)]
        programs.append(Program(kind, command, tmp_path / f"{kind}.log", environment | changed))
        programs[-1].launch()
        return programs[-1], f"http://127.0.0.1:{port}"

    yield begin
    for program in programs:
        program.kill(stays_down=True)


def ready(program: Program, address: str) -> None:
    while True:
        assert program.pid is not None, program.last_words()
        try:
            if httpx.get(f"{address}/health/ready", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)


def test_both_get_ready_and_end_in_order(start: Start) -> None:
    """serve waits for work, which compares the log with the topics first."""
    both = [start(kind) for kind in ("work", "serve")]
    for program, address in both:
        ready(program, address)
        assert httpx.get(f"{address}/health/live", timeout=5).json() == {"status": "ok"}
    for program, _ in both:
        assert program.stop(20) == 0, program.last_words()
        assert "loop-failed" not in program.last_words(100)


def test_work_tells_its_figures(start: Start) -> None:
    program, address = start("work")
    ready(program, address)
    assert "helder_" in httpx.get(f"{address}/metrics", timeout=5).text


def test_work_refuses_to_start_against_a_wrong_topic(start: Start) -> None:
    program, _ = start("work", HELDER_KAFKA_PARTITIONS="5")
    assert program.wait(30) == 2
    assert "helder.dpia has 3 partitions, HELDER_KAFKA_PARTITIONS says 5" in program.last_words()


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("HELDER_DATABASE_URL", "HELDER_DATABASE_URL is not set: postgresql+asyncpg://user:password@host/database"),
        ("HELDER_KAFKA", "HELDER_KAFKA is not set: host:port of the brokers, separated by commas"),
    ],
)
def test_a_setting_that_lacks_is_named(start: Start, missing: str, sentence: str) -> None:
    program, _ = start("serve", **{missing: ""})
    assert program.wait(30) == 2
    assert sentence in program.last_words()
