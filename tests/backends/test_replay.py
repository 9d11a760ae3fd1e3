"""Whole logs read into an empty database: it ends with the rows of the one that lived through it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace

import pytest

from contracts import topics
from services.chassis import inbox
from services.chassis.database import ALL
from services.chassis.inbox import Batch
from services.chassis.recovery import replay, restore
from services.chassis.recovery.rebuilding import Missing
from services.chassis.recovery.replay import NotEmpty
from services.chassis.recovery.restore import Ahead
from services.chassis.recovery.sources import START, DatabaseSource, Source, TopicSource, sequence_of
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.chassis.tables import due, tenants
from tests.backends.backup import Copy, content
from tests.backends.conftest import Backend, Pair
from tests.backends.listener import POISON, TROUBLE
from tests.backends.story import add_tenant, carry_out, describe, hear, opened, register
from tests.backends.topic import Memory, relayed

TENANTS = ("t1", "t2", "t3")
NOT_FROM_THE_LOG = ("due", "texts", "lease", "checkpoints", "partitions")


@pytest.fixture(autouse=True)
def calm() -> None:
    TROUBLE.clear()


async def lived(pair: Pair) -> None:
    for tenant in TENANTS:
        await add_tenant(pair.writer, tenant)
        for turn in range(8):
            await register(pair.writer, f"s{turn}", tenant=tenant)
            await describe(pair.writer, f"s{turn}", f"Systeem {turn}", tenant)
    await hear(pair.listener)
    await carry_out(pair.listener)


async def published(pair: Pair) -> Memory:
    memory = Memory()
    await relayed(pair.writer_worker, memory)
    await relayed(pair.listener, memory)
    return memory


async def anew(running: Running, backend: Backend) -> Running:
    """The same service on an empty database."""
    _, worker = await backend.database()
    return Running(running.service, worker, Settings())


def source(kind: str, memory: Memory, service: Running, *others: Running) -> dict[str, Source]:
    """Where each topic is read: all on the broker, or each in the database of its writer."""
    if kind == "topics":
        return dict.fromkeys([*memory.partitions, topics.CHECKPOINTS], TopicSource(memory, service.service.name))
    found: dict[str, Source] = {topic: DatabaseSource(other.db) for other in others for topic in other.service.topics}
    return found | {topic: DatabaseSource(service.db) for topic in (*service.service.topics, topics.CHECKPOINTS)}


def told(copy: Copy, offsets: bool) -> Copy:
    """What follows from the logs; from a database no offsets are known."""
    kept = {name: rows for name, rows in copy.items() if name not in NOT_FROM_THE_LOG}
    if not offsets:
        for row in [*kept["streams"], *kept["inbox"]]:
            row |= {key: None for key in ("relayed_offset", "topic_offset") if key in row}
    return kept


@pytest.mark.parametrize("kind", ["topics", "databases"])
async def test_a_replay_ends_with_the_same_rows(pair: Pair, backend: Backend, kind: str) -> None:
    await lived(pair)
    memory = await published(pair)
    for live, others in ((pair.listener, [pair.writer_worker]), (pair.writer_worker, [])):
        new = await anew(live, backend)
        if live is pair.writer_worker:
            new.service = replay.without_policies(new.service)
            new.service = type(new.service)(**vars(new.service) | {"subscriptions": {}})
        counted: list[int] = []
        await replay.replay(new, source(kind, memory, live, *others), counted.append)
        expected = await content(live)
        if kind == "topics":
            for row in expected["inbox"]:
                row["topic_offset"] = heard_at(memory, row["tenant"])
        assert told(await content(new), kind == "topics") == told(expected, kind == "topics")
        assert sum(counted) == len(expected["events"]) + sum(row["sequence"] for row in expected["inbox"])


def heard_at(memory: Memory, tenant: str) -> int:
    there = [placed for partition in memory.partitions[topics.INVENTORY] for placed in partition]
    return max(placed.offset for placed in there if placed.key == tenant.encode())


def ahead(memory: Memory, tenant: str, first: int, number: int) -> None:
    """Copies of a few events come to stand before those that belong before them, as after a failed batch."""
    for partition in memory.partitions[topics.INVENTORY]:
        its = [placed for placed in partition if placed.key == tenant.encode()]
        if its:
            partition[:0] = its[first : first + number]
            partition[:] = [replace(placed, offset=offset) for offset, placed in enumerate(partition)]


async def test_what_stands_too_early_on_a_topic_is_read_in_its_place(pair: Pair, backend: Backend) -> None:
    await lived(pair)
    memory = await published(pair)
    ahead(memory, "t1", 9, 4)
    ahead(memory, "t3", 14, 2)
    new = await anew(pair.listener, backend)
    await replay.replay(new, source("topics", memory, new))
    assert (await content(new))["heard"] == (await content(pair.listener))["heard"]
    async with new.db.view(ALL) as tx:
        assert await inbox.positions(tx, topics.INVENTORY) == dict.fromkeys(TENANTS, 16)


async def test_what_waits_for_an_event_that_is_not_there_is_given_at_the_end(pair: Pair) -> None:
    await lived(pair)
    memory = await published(pair)
    for partition in memory.partitions[topics.INVENTORY]:
        partition[:] = [placed for placed in partition if (placed.key, sequence_of(placed)) != (b"t2", 3)]
    given = [
        record.sequence
        async for batch in TopicSource(memory, "inventory").batches(topics.INVENTORY, {})
        for record in batch.records
        if batch.tenant == "t2"
    ]
    assert given == [1, 2, *range(4, 17)]


async def test_a_replay_fires_no_policy(pair: Pair, backend: Backend) -> None:
    await lived(pair)
    new = await anew(pair.listener, backend)
    await replay.replay(new, source("databases", Memory(), pair.listener, pair.writer_worker))
    assert (await content(new, due))["due"] == []
    assert await carry_out(new) == 0
    assert await opened(new) == await opened(pair.listener)


@dataclass(frozen=True)
class Dying(TopicSource):
    """Is killed after some batches."""

    after: int = 0

    async def batches(
        self, topic: str, after: Mapping[str, int], begin: Mapping[int, int] = START
    ) -> AsyncIterator[Batch]:
        left = self.after
        async for batch in super().batches(topic, after, begin):
            if not left:
                raise SystemExit
            left -= 1
            yield batch


async def test_a_replay_that_was_killed_goes_on_and_may_not_be_used_before(pair: Pair, backend: Backend) -> None:
    await lived(pair)
    memory = await published(pair)
    new = await anew(pair.listener, backend)
    whole = source("topics", memory, pair.listener)
    for topic in (topics.DPIA, topics.INVENTORY):
        with pytest.raises(SystemExit):
            await replay.replay(new, whole | {topic: Dying(memory, "listener", 2)})
        with pytest.raises(Ahead, match="has not ended"):
            await restore.check_log(new, memory)
    counted: list[int] = []
    await replay.replay(new, whole, counted.append)
    assert 0 < sum(counted) < 48
    before = await content(pair.listener)
    after = await content(new)
    assert {name: after[name] for name in ("heard", "events")} == {name: before[name] for name in ("heard", "events")}
    assert {row["next_offset"] for row in after["partitions"]} == set((await memory.ends(topics.INVENTORY)).values())
    await restore.check_log(new, memory)
    assert not new.alarms


async def test_what_was_replayed_is_heard_and_written_on(pair: Pair, backend: Backend) -> None:
    await lived(pair)
    memory = await published(pair)
    new = await anew(pair.listener, backend)
    await replay.replay(new, source("topics", memory, pair.listener))
    await register(pair.writer, "later")
    new.sources = {topics.INVENTORY: DatabaseSource(pair.writer_worker.db)}
    assert await hear(new) == 1
    assert await carry_out(new) == 2
    assert not new.alarms


async def test_a_database_that_holds_something_is_refused(pair: Pair) -> None:
    await lived(pair)
    before = await content(pair.listener)
    with pytest.raises(NotEmpty, match="events is not empty"):
        await replay.replay(pair.listener, source("databases", Memory(), pair.listener, pair.writer_worker))
    assert await content(pair.listener) == before


async def test_a_topic_with_a_hole_is_refused(pair: Pair, backend: Backend) -> None:
    await lived(pair)
    memory = await published(pair)
    for partition in memory.partitions[topics.INVENTORY]:
        del partition[3:5]
    new = await anew(pair.listener, backend)
    with pytest.raises(Missing):
        await replay.replay(new, source("topics", memory, pair.listener))


async def test_what_cannot_be_applied_is_parked_by_a_replay_too(pair: Pair, backend: Backend) -> None:
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1", POISON)
    await register(pair.writer, "s2")
    await hear(pair.listener)
    new = await anew(pair.listener, backend)
    await replay.replay(new, source("databases", Memory(), pair.listener, pair.writer_worker))
    assert told(await content(new), False) == told(await content(pair.listener), False)
    TROUBLE["healed"] = True
    assert await inbox.retry(new, "t1") == 1
    assert [row["tenant"] for row in (await content(new, tenants))["tenants"]] == ["t1"]
