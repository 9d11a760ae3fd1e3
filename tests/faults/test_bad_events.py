"""What should never stand on a topic does: it costs only itself, and nothing is dropped."""

import asyncio

import pytest
from sqlalchemy import select

from services.chassis.database import ALL
from services.chassis.tables import events, inbox, parked
from tests.faults import planted
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.kafka_admin import produce
from tests.faults.region import Region
from tests.faults.stories import onboard, stories
from tests.faults.told import tell
from tests.faults.whole import kept, settled

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(600)]
TOPIC = "helder.inventory"


async def waiting(helder: Region, service: str) -> dict[tuple[str, int], str]:
    """What is parked, and why."""
    async with helder.databases() as databases, databases[service].view(ALL) as tx:
        rows = await tx.execute(select(parked))
        return {(row.tenant, row.sequence): row.error for row in rows}


async def heard(helder: Region, service: str, tenant: str, sequence: int) -> None:
    """Waits until it has heard so far."""
    position = select(inbox.c.sequence).where(inbox.c.tenant == tenant, inbox.c.topic == TOPIC)
    async with helder.databases() as databases:
        while True:
            async with databases[service].view(ALL) as tx:
                if ((await tx.execute(position)).scalar() or 0) >= sequence:
                    return
            await asyncio.sleep(0.2)


async def subjects(helder: Region, service: str, tenant: str) -> set[str]:
    """Of which the service has logged something."""
    async with helder.databases() as databases, databases[service].view(ALL) as tx:
        return set((await tx.execute(select(events.c.subject).where(events.c.tenant == tenant))).scalars())


async def test_a_bad_event_costs_only_itself(fresh: Region, tenants: Tenants) -> None:
    organisations = tenants(5)
    async with burst(fresh) as people:
        await onboard(people, organisations)
        working = asyncio.create_task(stories(people, organisations, 2))
        await produce(fresh, TOPIC, [(planted.TENANT, raw) for raw in planted.history()])
        await produce(fresh, TOPIC, [(tenant, raw) for tenant in organisations for raw in planted.NOT_EVEN_A_SEQUENCE])
        await working
    for service in ("dpia", "publication", "feedback"):
        await heard(fresh, service, planted.TENANT, 10)
    tell("bad records on the topic", people, await settled(fresh, apart=planted.TENANT))
    await kept(fresh, people.answered)
    assert {"case/een", "case/twee", "case/groot", "case/drie"} == await subjects(fresh, "dpia", planted.TENANT)
    unreadable = len(organisations) * len(planted.NOT_EVEN_A_SEQUENCE)
    found = await waiting(fresh, "dpia")
    assert {sequence: why for (tenant, sequence), why in found.items() if tenant == planted.TENANT} == {
        3: found[planted.TENANT, 3],
        5: found[planted.TENANT, 5],
        7: "follows a parked event of the same subject",
        planted.NO_ENVELOPE: "NoEnvelope: ValidationError",
    }
    assert found[planted.TENANT, 5].startswith("newer-version")
    assert sum(tenant.startswith("?") for tenant, _ in found) == unreadable
    figures = await fresh.figures("dpia")
    assert figures['helder_parked_rows{service="dpia"}'] == unreadable + 4


async def test_a_second_history_raises_an_alarm(fresh: Region, tenants: Tenants) -> None:
    organisations = tenants(1)
    async with burst(fresh) as people:
        await onboard(people, organisations)
        await stories(people, organisations, 1)
    await settled(fresh, apart=planted.TENANT)
    last = select(events.c.bytes).where(events.c.topic == TOPIC, events.c.tenant == organisations[0])
    last = last.order_by(events.c.sequence.desc()).limit(1)
    async with fresh.databases() as databases, databases["inventory"].view(ALL) as tx:
        raw = (await tx.execute(last)).scalar_one()
    await produce(fresh, TOPIC, [(organisations[0], planted.changed(raw, id="another"))])
    for service in ("dpia", "publication", "feedback"):
        while 'kind="second-history"' not in str(await fresh.figures(service)):
            await asyncio.sleep(0.2)
    await kept(fresh, people.answered)
