"""One of the two copies of the log is lost, or older than the other: it is made whole from the other."""

import asyncio
import json

import pytest

from services.chassis import admin
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.kafka_admin import delete_topic
from tests.faults.region import Region
from tests.faults.stories import onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(900)]


def back_up(helder: Region, service: str) -> None:
    """A copy of the database as it is now; its processes are away for a moment."""
    for kind in ("serve", "work"):
        helder.end(f"{service}.{kind}")
    name = helder.database(service)
    helder.machine.server.execute(f'create database "{name}_old" template "{name}" owner helder_owner')
    for kind in ("work", "serve"):
        helder.supervisor[f"{service}.{kind}"].launch()


def put_back(helder: Region, service: str) -> None:
    """The database is lost; the copy takes its place, and the processes are there again."""
    for kind in ("serve", "work"):
        helder.supervisor[f"{service}.{kind}"].kill(stays_down=True)
        helder.supervisor[f"{service}.{kind}"].log.write_text("")
    name = helder.database(service)
    helder.machine.server.drop(name)
    helder.machine.server.execute(f'alter database "{name}_old" rename to "{name}"')
    for kind in ("work", "serve"):
        helder.supervisor[f"{service}.{kind}"].launch()


async def refused(helder: Region, service: str) -> None:
    """Neither process begins its work on the old copy."""
    worker, server = (helder.supervisor[f"{service}.{kind}"] for kind in ("work", "serve"))
    async with asyncio.timeout(120):
        while f"services.{service} restore" not in worker.last_words() or "waiting-for-work" not in server.last_words(
            1
        ):
            await asyncio.sleep(0.2)
    assert not await helder.answers(f"{service}.serve")


@pytest.mark.parametrize("service", ["dpia", pytest.param("inventory", marks=pytest.mark.long)])
async def test_a_database_that_is_put_back_is_healed_from_the_topics(
    fresh: Region, tenants: Tenants, service: str
) -> None:
    organisations = tenants(3)
    async with burst(fresh) as people:
        await onboard(people, organisations)
        await stories(people, organisations, 1)
        await settled(fresh)
        await asyncio.to_thread(back_up, fresh, service)
        await fresh.up()
        await stories(people, organisations, 2, first=10)
        await settled(fresh)
        await asyncio.to_thread(put_back, fresh, service)
        await refused(fresh, service)
        done = await asyncio.to_thread(fresh.run, service, "restore", "--json")
        assert done.returncode == 0, done.stderr
        restored = json.loads(done.stdout)
        assert restored["events"]
        assert bool(restored["texts"]) == (service == "dpia")
        await fresh.up()
        await stories(people, organisations, 1, first=20)
    tell(
        f"database of {service} put back from an old copy", people, await settled(fresh),
        taken_back=restored["events"], texts_lost=len(restored["texts"]),
    )  # fmt: skip
    await whole(fresh, people.answered)


async def test_a_topic_that_is_lost_is_published_again(fresh: Region, tenants: Tenants) -> None:
    organisations = tenants(3)
    async with burst(fresh) as people:
        await onboard(people, organisations)
        await stories(people, organisations, 2)
        await settled(fresh)
        await delete_topic(fresh, "helder.dpia")
        while "helder.dpia" not in await asyncio.to_thread(admin.create, "dpia", fresh.settings):
            await asyncio.sleep(0.5)
        fresh.supervisor["dpia.work"].kill()  # it compares when it starts
        await fresh.up()
        await stories(people, organisations, 1, first=10)
    tell("topic of dpia deleted and made again", people, await settled(fresh))
    await whole(fresh, people.answered)
