"""The check command: what an operator hears of a service's database and topics, and the exit code."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner, Result

from deploy.local.kafka import free_port
from services.chassis import admin, migrate
from services.chassis.cli import app
from services.publication.app import SERVICE
from tests import postgres
from tests.backends.cluster import settings_of
from tests.kafka import Cluster

NONE = dict.fromkeys(("HELDER_DATABASE_URL", "HELDER_KAFKA"))
CODE = f"publication: code: {len(SERVICE.api.routes)} routes, {len(SERVICE.tables)} read tables"


def check(*words: str, **settings: str) -> Result:
    """What an operator sees."""
    return CliRunner().invoke(app(SERVICE), ["check", *words], env={**NONE, **settings})


@pytest.fixture
def empty(postgres_server: postgres.Server) -> Iterator[str]:
    """A database without any table."""
    name = postgres_server.create()
    yield name
    postgres_server.drop(name)


def test_without_settings_it_tells_of_the_code_alone() -> None:
    seen = check()
    assert (seen.exit_code, seen.output) == (0, CODE + "\n")


def test_a_database_without_migrations_is_told_with_the_command_that_runs_them(
    postgres_server: postgres.Server, empty: str
) -> None:
    seen = check(HELDER_DATABASE_URL=postgres_server.url(empty))
    assert seen.exit_code == 1
    version = postgres_server.value("show server_version")
    assert seen.output.splitlines()[:3] == [
        CODE,
        f"publication: database: PostgreSQL {version}",
        "publication: migrations: WRONG: not current, run: python -m services.publication migrate",
    ]


def test_it_tells_whether_typing_errors_are_forgiven(postgres_server: postgres.Server, empty: str) -> None:
    asyncio.run(migrate.upgrade(postgres_server.url(empty), "publication"))
    seen = check("--json", HELDER_DATABASE_URL=postgres_server.url(empty))
    assert seen.exit_code == 0
    told = {found["subject"]: found["said"] for found in json.loads(seen.output)["findings"]}
    assert told["migrations"] == "current"
    able = postgres_server.value("select count(*) from pg_extension where extname = 'pg_trgm'", empty)
    lacking = "off, PostgreSQL had no pg_trgm when it was migrated"
    assert told["typing errors in search"] == ("forgiven" if able else lacking)


def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    seen = check(HELDER_DATABASE_URL=f"postgresql+asyncpg://helder:geheim@127.0.0.1:{free_port()}/helder")
    assert seen.exit_code == 1
    assert "publication: database: WRONG: " in seen.output
    assert "geheim" not in seen.output


def test_a_database_that_is_not_there_is_told(postgres_server: postgres.Server) -> None:
    seen = check(HELDER_DATABASE_URL=postgres_server.url("elders"))
    assert seen.exit_code == 1
    assert 'database "elders" does not exist' in seen.output


def test_no_broker_is_told() -> None:
    address = f"127.0.0.1:{free_port()}"
    seen = check(HELDER_KAFKA=address)
    assert seen.exit_code == 1
    assert f"publication: topics: WRONG: {address} does not answer" in seen.output


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.timeout(120)
def test_topics_are_told_when_they_are_there_and_when_they_are_not(kafka_server: Cluster, kafka_prefix: str) -> None:
    settings = settings_of(kafka_server, kafka_prefix)
    names = ("kafka", "kafka_prefix", "kafka_partitions", "kafka_replication")
    given = {f"HELDER_{name.upper()}": str(getattr(settings, name)) for name in names}
    seen = check(**given)
    assert seen.exit_code == 1
    missing = f"{kafka_prefix}helder.publication is not there. Make it with: python -m services.publication topics"
    assert f"publication: topics: WRONG: {missing}" in seen.output
    admin.create("publication", settings)
    seen = check(**given)
    assert seen.exit_code == 0
    assert "publication: topics: helder.publication, helder.register, helder.checkpoints" in seen.output
