"""A later release begins on a topic that has a history: its rows know all of it, its policies act from now on."""

import asyncio
import dataclasses
import sys

import pytest
from sqlalchemy import func, select

from contracts.inventory import Oversight
from services.chassis import days
from services.chassis.broker import KafkaReader
from services.chassis.database import ALL, Database
from services.chassis.execute import Order, Origin, execute
from services.chassis.recovery import rebuilding
from services.chassis.recovery.sources import TopicSource
from services.chassis.service import Running
from services.chassis.tables import events
from services.inventory.app import SERVICE as INVENTORY
from services.inventory.domain import system
from services.inventory.domain.system import ArrangeOversight
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.next_release import LATER, MADE, overseers
from tests.faults.region import Region
from tests.faults.stories import describe, onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(900)]
SYSTEMS = 20
WORDS = ("checks", "stop", "explanation", "correction", "objection", "contact")


async def arrange(helder: Region, tenant: str, systems: list[str], each: int) -> None:
    """So many facts about each system that no policy acts upon."""
    running = Running(INVENTORY, Database(helder.url("inventory", "helder_app")), helder.settings)
    common = {"by": "iemand", "roles": ("coordinator",), "today": days.today()}
    try:
        for number in range(each):
            oversight = Oversight(role=f"Rol {number}", **dict.fromkeys(WORDS, "Zo."))
            command = ArrangeOversight(**common, oversight=oversight)
            for id in systems:
                await execute(running, Origin(tenant, "iemand"), Order(system, id, command))
    finally:
        await running.db.close()


async def rebuilt(helder: Region) -> None:
    """What is done at the deployment of a new read table, while everything runs."""
    db = Database(helder.url("dpia", "helder_owner"), 2)
    async with KafkaReader(helder.settings) as reader:
        sources = {topic: TopicSource(reader, "inventory") for topic in LATER.subscriptions}
        await rebuilding.rebuild(Running(LATER, db, helder.settings, sources=sources))
    await db.close()


@pytest.mark.long
@pytest.mark.parametrize("history", [500, 5_000])
async def test_a_new_read_table_and_a_new_policy(fresh: Region, tenants: Tenants, history: int) -> None:
    old, new = tenants(3), tenants(3)
    async with burst(fresh) as people:
        await onboard(people, old)
        systems = [await describe(people, old[0], number) for number in range(SYSTEMS)]
        people.answered.clear()  # these systems change below without people
        await arrange(fresh, old[0], systems, history // SYSTEMS)
        await settled(fresh)
        await asyncio.to_thread(fresh.end, "dpia.work")
        await asyncio.to_thread(fresh.machine.server.execute, MADE, fresh.database("dpia"))
        program = fresh.program("dpia", "work-later")
        words = [sys.executable, "-m", "tests.faults.next_release", str(fresh.ports["dpia.work-later"])]
        fresh.start([dataclasses.replace(program, command=words)])
        await fresh.up()
        await onboard(people, new)
        working = asyncio.create_task(stories(people, [*old, *new], 2, first=100))
        await rebuilt(fresh)
        await working
    tell(f"a new read table and policy on {history} events", people, await settled(fresh))
    async with fresh.databases() as databases, databases["dpia"].view(ALL) as tx:
        rows = (await tx.execute(select(overseers.c.role, func.count()).group_by(overseers.c.role))).all()
        by_policy = select(events.c.tenant).where(events.c.actor == "system:open-general-case")
        assert [tuple(row) for row in rows] == [(f"Rol {history // SYSTEMS - 1}", SYSTEMS)]
        assert sorted((await tx.execute(by_policy)).scalars()) == sorted(new)
    await whole(fresh, people.answered)
