"""A process that is asked to end finishes what it has begun, within ten seconds; one that sleeps is not missed."""

import asyncio
import time

import pytest
from sqlalchemy import select

from deploy.local.processes import Program
from services.chassis.database import ALL
from services.chassis.tables import lease
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.region import Region
from tests.faults.stories import onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(900)]
DRAINED = 10.0


@pytest.mark.long
async def test_a_process_that_is_asked_to_end_loses_nothing(helder: Region, tenants: Tenants) -> None:
    """Each in turn, as when a new release is deployed."""
    organisations, took = tenants(10), dict[str, float]()
    async with burst(helder) as people:
        await onboard(people, organisations)
        working = asyncio.create_task(stories(people, organisations, 2))
        for name in list(helder.supervisor.programs):
            began = time.monotonic()
            assert await asyncio.to_thread(helder.end, name, DRAINED) == 0, helder.supervisor[name].last_words()
            took[name] = round(time.monotonic() - began, 2)
            helder.supervisor[name].launch()
            await helder.up()
        await working
    tell("SIGTERM to each process in turn", people, await settled(helder), slowest=max(took.values()))
    await whole(helder, people.answered)


async def holder(helder: Region, service: str) -> Program:
    """The worker that relays now."""
    async with helder.databases() as databases, databases[service].view(ALL) as tx:
        name = str((await tx.execute(select(lease.c.holder).where(lease.c.name == "relay"))).scalar())
    return helder.supervisor[name.partition("/")[0]]


@pytest.mark.long
async def test_a_relay_that_wakes_up_late_is_no_longer_the_relay(helder: Region, tenants: Tenants) -> None:
    organisations = tenants(5)
    helder.start([helder.program("inventory", "work-2")])
    await helder.up()
    async with burst(helder) as people:
        await onboard(people, organisations)
        for number in range(2):
            asleep = await holder(helder, "inventory")
            working = asyncio.create_task(stories(people, organisations, 2, first=number * 10))
            await asyncio.sleep(0.5)
            asleep.pause()
            while await holder(helder, "inventory") is asleep:
                await asyncio.sleep(0.2)
            await working
            asleep.resume()
    tell("the relay paused in a burst until another took over, twice", people, await settled(helder))
    await whole(helder, people.answered)
