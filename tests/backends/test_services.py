"""The four services on PostgreSQL: people's requests as `helder_app` under row-level security, the loops as worker."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services import embedded
from services.chassis import migrate
from services.chassis.access import Keys
from services.chassis.database import Database
from services.chassis.recovery.sources import DatabaseSource
from services.chassis.service import Running
from services.chassis.settings import Settings
from tests import postgres
from tests.installation import ZANDVEEN, Installation
from tests.journeys import test_straight_way as straight

LOGINS = ("helder_app", "helder_worker")


async def databases(server: postgres.Server, role: str, names: dict[str, str]) -> dict[str, Database]:
    return {service: Database(server.url(name, role), pool_size=3) for service, name in names.items()}


def running(dbs: dict[str, Database], keys: Keys) -> list[Running]:
    sources = {topic: DatabaseSource(dbs[service.name]) for service in embedded.SERVICES for topic in service.topics}
    return [Running(service, dbs[service.name], Settings(), keys, sources) for service in embedded.SERVICES]


@pytest.fixture
async def regional(postgres_server: postgres.Server, tmp_path: Path) -> AsyncIterator[Installation]:
    names = {service.name: postgres_server.create() for service in embedded.SERVICES}
    for service, name in names.items():
        await migrate.upgrade(postgres_server.url(name), service)
    for role in LOGINS:
        postgres_server.execute(f"alter role {role} login")
    keys = Keys.open(tmp_path)
    app, worker = [await databases(postgres_server, role, names) for role in LOGINS]
    installation = Installation(
        {r.service.name: r for r in running(worker, keys)}, embedded.application(running(app, keys))
    )
    await installation.onboard()
    yield installation
    for db in [*app.values(), *worker.values()]:
        await db.close()
    for name in names.values():
        postgres_server.drop(name)


async def test_one_system_goes_its_whole_way_on_postgresql(regional: Installation) -> None:
    await straight.test_one_system_goes_its_whole_way(regional)
    await regional.onboard(ZANDVEEN)
    there = regional.client("zoe", "coordinator", "process-owner", "editor", "moderator", "auditor", tenant="zandveen")
    for service, items in (
        ("inventory", "systems"),
        ("dpia", "cases"),
        ("publication", "entries"),
        ("feedback", "remarks"),
    ):
        answer = await there.get(f"/{service}/v1/organisations/zandveen/{items}")
        assert (answer.status_code, answer.json()["items"]) == (200, []), service
