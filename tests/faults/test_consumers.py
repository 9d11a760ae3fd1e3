"""Consumers begin again, come, go, and stand still: each event is heard once all the same."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from tests.faults import kafka_admin
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.region import Region
from tests.faults.stories import onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(900)]
LISTENERS = ("dpia", "publication")


@pytest.mark.long
@pytest.mark.parametrize("accident", [kafka_admin.begin_again, kafka_admin.forget])
async def test_a_consumer_group_may_lose_its_place(
    helder: Region, tenants: Tenants, accident: Callable[[Region, str], Awaitable[None]]
) -> None:
    organisations = tenants(4)
    async with burst(helder) as people:
        await onboard(people, organisations)
        await stories(people, organisations, 1)
        await settled(helder)
        for service in LISTENERS:
            helder.end(f"{service}.work")
            await accident(helder, service)
        for service in LISTENERS:
            helder.supervisor[f"{service}.work"].launch()
        await stories(people, organisations[:2], 2, first=10)
    tell(f"consumer groups: {accident.__name__}", people, await settled(helder))
    await whole(helder, people.answered)


async def test_workers_may_come_and_go_during_a_burst(helder: Region, tenants: Tenants) -> None:
    """Three for each of two services; one leaves in order, one is killed for good."""
    organisations = tenants(10)
    async with burst(helder) as people:
        await onboard(people, organisations)
        working = asyncio.create_task(stories(people, organisations, 3))
        for kind in ("work-2", "work-3"):
            helder.start(helder.program(service, kind) for service in LISTENERS)
            await helder.up()
        for service in LISTENERS:
            assert helder.end(f"{service}.work-2") == 0
            helder.supervisor[f"{service}.work-3"].kill(stays_down=True)
        await working
    tell("workers 2 and 3 join, one ends, one is killed", people, await settled(helder))
    await whole(helder, people.answered)


@pytest.mark.long
@pytest.mark.parametrize("seconds", [15, 60])
async def test_a_consumer_may_be_slow(helder: Region, tenants: Tenants, seconds: float) -> None:
    """What it hears cannot be written for longer than it takes to be called stuck."""
    organisations = tenants(5)
    async with burst(helder) as people:
        await onboard(people, organisations)
        working = asyncio.create_task(stories(people, organisations, 2))
        await locked(helder, "dpia", "inbox", seconds)
        await working
    tell(f"nothing heard can be written for {seconds} s", people, await settled(helder))
    await whole(helder, people.answered)


async def locked(helder: Region, service: str, table: str, seconds: float) -> None:
    """Nobody else can write to the table, or read it, for so long."""
    server = helder.machine.server
    connection = await asyncpg.connect(host=str(server.sockets), user="postgres", database=helder.database(service))
    try:
        async with connection.transaction():
            await connection.execute(f"lock table {table} in access exclusive mode")
            await asyncio.sleep(seconds)
    finally:
        await connection.close()
