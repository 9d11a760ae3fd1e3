"""A topic lacks an event in its middle: who hears it says so, an audit names it, and the guide's advice mends it."""

import asyncio

import pytest
from sqlalchemy import select, update

from services.chassis.audit import from_kafka
from services.chassis.audit.findings import Finding
from services.chassis.audit.keys import public_key
from services.chassis.audit.verify import Trust
from services.chassis.broker import KafkaReader, read_topic
from services.chassis.database import ALL
from services.chassis.tables import events, streams
from services.chassis.topic import partition_of
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.kafka_admin import delete_topic, produce
from tests.faults.region import PARTITIONS, Region
from tests.faults.stories import describe, onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(900)]
TOPIC = "helder.inventory"


async def skip_one(helder: Region, tenant: str) -> int:
    """The relay, which is away, seems to have published all but the first of what waits; the sequence of that one."""
    here = (streams.c.topic == TOPIC, streams.c.tenant == tenant)
    async with helder.databases() as databases, databases["inventory"].session(ALL) as tx:
        done, last = (await tx.execute(select(streams.c.relayed, streams.c.last).where(*here))).one()
        assert last > done + 1
        log = select(events.c.bytes).where(events.c.topic == TOPIC, events.c.tenant == tenant)
        later = (await tx.execute(log.where(events.c.sequence > done + 1).order_by(events.c.sequence))).scalars().all()
        await produce(helder, TOPIC, [(tenant, raw) for raw in later])
        async with KafkaReader(helder.settings) as reader:
            offset = (await reader.ends(TOPIC))[partition_of(tenant, PARTITIONS)] - 1
        await tx.execute(update(streams).where(*here).values(relayed=last, relayed_offset=offset))
    return int(done + 1)


async def named(helder: Region, tenant: str) -> list[Finding]:
    """What an audit from Kafka alone finds."""
    trust = Trust(public_key(helder.keys.audit))
    verdicts = await from_kafka.verify_topics(lambda topic: read_topic(helder.settings, topic), trust, tenant)
    return [finding for verdict in verdicts for finding in verdict.findings]


async def alarmed(helder: Region, service: str) -> None:
    async with asyncio.timeout(120):
        while 'kind="gap"' not in str(await helder.figures(service)):
            await asyncio.sleep(0.3)


async def publish_again(helder: Region) -> None:
    """As the guide says."""
    helder.end("inventory.work")
    await delete_topic(helder, TOPIC)
    while TOPIC not in (done := await asyncio.to_thread(helder.run, "inventory", "topics")).stdout:
        assert done.returncode == 0, done.stderr
        await asyncio.sleep(0.5)
    helder.supervisor["inventory.work"].launch()
    await helder.up()


async def test_a_hole_in_a_topic_is_named_and_mended(fresh: Region, tenants: Tenants) -> None:
    organisations = tenants(3)
    lacking, *others = organisations
    async with burst(fresh) as people:
        await onboard(people, organisations)
        await stories(people, organisations, 1)
        await settled(fresh)
        fresh.end("inventory.work")
        await describe(people, lacking, 10)
        await describe(people, lacking, 11)
        hole = await skip_one(fresh, lacking)
        fresh.supervisor["inventory.work"].launch()
        await fresh.up()
        for service in ("dpia", "publication", "feedback"):
            await alarmed(fresh, service)
        await stories(people, others, 1, first=20)
        assert [(f.kind, f.sequence) for f in await named(fresh, lacking)] == [("missing", hole)]
        await publish_again(fresh)
        await stories(people, organisations, 1, first=30)
    tell("a hole in the topic of inventory", people, await settled(fresh))
    await whole(fresh, people.answered)
