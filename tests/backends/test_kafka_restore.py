"""Restore, replay and rebuild over the real cluster."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from contracts import topics
from contracts.asyncapi import SERVICES
from services.chassis import canonical
from services.chassis.broker import KafkaReader
from services.chassis.recovery import opening, rebuilding, replay, restore
from services.chassis.recovery.on_topic import SecondHistory
from services.chassis.recovery.restore import Ahead
from services.chassis.service import Running
from services.chassis.settings import Settings
from tests.backends.backup import Copy, content, put_back
from tests.backends.cluster import Topics, settings_of
from tests.backends.conftest import Backend, Pair
from tests.backends.story import add_tenant, describe, register
from tests.kafka import Cluster

pytestmark = [pytest.mark.kafka, pytest.mark.parametrize("backend", ["postgresql"], indirect=True)]
TENANTS = ("t1", "t2", "t3")
NOT_FROM_THE_LOG = ("lease", "partitions")


@dataclass
class Kept:
    """A service, its topics, and a backup from before its last events."""

    running: Running
    topics: Topics
    reader: KafkaReader
    backup: Copy

    async def rows(self, running: Running | None = None) -> Copy:
        everything = await content(running or self.running)
        return {name: rows for name, rows in everything.items() if name not in NOT_FROM_THE_LOG}

    async def published(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for record in await self.topics.records(topics.INVENTORY):
            found.setdefault((record.key or b"").decode(), []).append(canonical.sequence_in(record.value or b"") or 0)
        return found


async def written(pair: Pair, made: Topics, first: int) -> None:
    for tenant in TENANTS:
        for turn in range(first, first + 4):
            await register(pair.writer, f"s{turn}", tenant=tenant)
            await describe(pair.writer, f"s{turn}", f"Systeem {turn}", tenant)
    await made.relay(pair.writer_worker)


@pytest.fixture
async def kept(kafka_server: Cluster, kafka_prefix: str, pair: Pair) -> AsyncIterator[Kept]:
    made = Topics(settings_of(kafka_server, kafka_prefix))
    await made.create(*SERVICES)
    for tenant in TENANTS:
        await add_tenant(pair.writer, tenant)
    await written(pair, made, 0)
    backup = await content(pair.writer_worker)
    await written(pair, made, 4)
    async with KafkaReader(made.settings) as reader:
        yield Kept(pair.writer_worker, made, reader, backup)


async def test_a_database_that_was_put_back_takes_its_log_back_from_kafka(kept: Kept, pair: Pair) -> None:
    before = await kept.rows()
    await put_back(kept.running, kept.backup)
    with pytest.raises(Ahead, match="t1 8, t2 8, t3 8"):
        await restore.check_log(kept.running, kept.reader)
    assert (await restore.restore(kept.running, kept.reader)).events == 24
    assert await kept.rows() == before
    await restore.check_log(kept.running, kept.reader)
    await written(pair, kept.topics, 8)
    assert await kept.published() == {tenant: [*range(1, 25)] for tenant in TENANTS}
    assert not kept.running.alarms


async def test_an_event_in_the_place_of_a_lost_one_stops_the_restore(kept: Kept, pair: Pair) -> None:
    await put_back(kept.running, kept.backup)
    await register(pair.writer, "elsewhere", tenant="t2")
    with pytest.raises(SecondHistory, match="t2 has another event at 9"):
        await restore.restore(kept.running, kept.reader)


async def test_topics_that_were_lost_and_made_anew_are_published_again(
    kept: Kept, kafka_server: Cluster, kafka_prefix: str
) -> None:
    kafka_server.forget(kafka_prefix)
    await kept.topics.create(*SERVICES)
    async with KafkaReader(kept.topics.settings) as reader:
        await restore.check_log(kept.running, reader)
        assert kept.running.alarms == {"topic-behind": 3}
        await kept.topics.relay(kept.running)
        assert await kept.published() == {tenant: [*range(1, 17)] for tenant in TENANTS}
        await restore.check_log(kept.running, reader)


async def test_a_replay_and_a_rebuild_from_kafka_end_with_the_same_rows(kept: Kept, backend: Backend) -> None:
    _, worker = await backend.database()
    new = Running(kept.running.service, worker, Settings())
    sources = opening.on_kafka(new.service, kept.reader)
    assert await replay.replay(new, sources) == 48
    expected = await kept.rows()
    assert await kept.rows(new) == expected
    new.sources = sources
    await rebuilding.rebuild(new)
    assert await kept.rows(new) == expected
