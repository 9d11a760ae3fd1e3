"""A rebuild: the service goes on meanwhile, and its rows become what the logs say."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Table, select, text

from contracts import topics
from services.chassis import inbox
from services.chassis.database import ALL
from services.chassis.inbox import Batch
from services.chassis.recovery import rebuilding
from services.chassis.recovery.rebuilding import Missing
from services.chassis.recovery.sources import START, DatabaseSource, TopicSource
from services.chassis.service import Running
from services.chassis.tables import partitions, tenants
from tests.backends.conftest import Backend, Pair
from tests.backends.listener import POISON, TROUBLE
from tests.backends.story import add_tenant, carry_out, describe, hear, opened, register, rows
from tests.backends.topic import Memory, relayed

TENANTS = ("t1", "t2", "t3")


@pytest.fixture(autouse=True)
def calm() -> None:
    TROUBLE.clear()


@dataclass(frozen=True)
class Busy(DatabaseSource):
    """Between two pages of the log, other things happen."""

    meanwhile: Any = None

    async def batches(
        self, topic: str, after: Mapping[str, int], begin: Mapping[int, int] = START
    ) -> AsyncIterator[Batch]:
        async for batch in super().batches(topic, after, begin):
            for start in range(0, len(batch.records), 5):
                yield Batch(topic, batch.tenant, batch.records[start : start + 5])
                await self.meanwhile()


def busy(pair: Pair, meanwhile: Any) -> None:
    source = pair.listener.sources[topics.INVENTORY]
    assert isinstance(source, DatabaseSource)
    pair.listener.sources = {topics.INVENTORY: Busy(source.db, meanwhile)}


async def written(pair: Pair, number: int = 8) -> None:
    for tenant in TENANTS:
        await add_tenant(pair.writer, tenant)
        for turn in range(number):
            await register(pair.writer, f"s{turn}", tenant=tenant)
            await describe(pair.writer, f"s{turn}", f"Systeem {turn}", tenant)
    await hear(pair.listener)


async def content(running: Running, *tables: Table) -> dict[str, list[dict[str, Any]]]:
    async with running.db.view(ALL) as tx:
        return {
            table.name: [dict(row) for row in (await tx.execute(select(table).order_by(*table.primary_key))).mappings()]
            for table in tables
        }


async def breaks(running: Running) -> None:
    async with running.db.session(ALL) as tx:
        await tx.execute(text("update heard set name = 'kapot'"))


async def test_what_is_heard_during_a_rebuild_is_in_its_rows(pair: Pair) -> None:
    await written(pair)
    await breaks(pair.listener)
    added = iter(range(8))

    async def meanwhile() -> None:
        turn = next(added, None)
        if turn is None:  # what comes then has to wait until the rows are replaced
            return
        await register(pair.writer, f"later{turn}", tenant=TENANTS[turn % 3])
        await describe(pair.writer, "s0", f"Anders {turn}", TENANTS[turn % 3])
        await hear(pair.listener)
        assert len(await rows(pair.listener)) == 24 + turn + 1

    busy(pair, meanwhile)
    tables = await rebuilding.rebuild(pair.listener)
    after = await rows(pair.listener)
    assert tables["heard"] == len(after) == 32
    assert "kapot" not in {row["name"] for row in after}
    await rebuilding.rebuild(pair.listener)
    assert await rows(pair.listener) == after


async def test_commands_are_answered_while_the_own_rows_are_rebuilt(pair: Pair, backend: Backend) -> None:
    await written(pair)
    _, nobody = await backend.database()
    worker = pair.writer_worker
    worker.sources = {topic: DatabaseSource(nobody) for topic in worker.service.subscriptions}
    begun = asyncio.create_task(rebuilding.rebuild(worker))
    answered = 0
    while not begun.done() or answered < 10:
        done = await register(pair.writer, f"later{answered}", tenant=TENANTS[answered % 3])
        await describe(pair.writer, f"later{answered}", "Anders", TENANTS[answered % 3], expected=done.version)
        answered += 1
    await begun
    after = await content(worker, *worker.service.tables, tenants)
    assert len(after["systems"]) == 24 + answered
    await rebuilding.rebuild(worker)
    assert await content(worker, *worker.service.tables, tenants) == after


async def test_a_writer_that_takes_its_time_is_waited_for(pair: Pair) -> None:
    await written(pair)
    async with pair.listener.db.session(ALL) as tx:
        await tx.execute(text("update heard set name = 'kapot'"))
        begun = asyncio.create_task(rebuilding.rebuild(pair.listener))
        await asyncio.wait([begun], timeout=1.5)  # longer than PostgreSQL lets a deadlock be
        assert not begun.done()
        await tx.execute(text("delete from roles"))
    await begun
    assert "kapot" not in {row["name"] for row in await rows(pair.listener)}


async def test_a_rebuild_that_is_killed_leaves_the_rows_and_a_new_one_starts_clean(pair: Pair) -> None:
    await written(pair)
    before = await rows(pair.listener)

    async def die() -> None:
        raise SystemExit

    whole = pair.listener.sources
    busy(pair, die)
    with pytest.raises(SystemExit):
        await rebuilding.rebuild(pair.listener)
    assert await rows(pair.listener) == before
    pair.listener.sources = whole
    assert await rebuilding.rebuild(pair.listener) == {"roles": 0, "heard": 24}
    assert await rows(pair.listener) == before


async def test_a_parked_event_that_heals_during_a_rebuild_is_in_its_rows(pair: Pair) -> None:
    await written(pair)
    await describe(pair.writer, "s0", POISON)
    await describe(pair.writer, "s0", "Daarna")
    await register(pair.writer, "s9", POISON)
    await hear(pair.listener)
    assert pair.listener.alarms["parked"] == 3
    await rebuilding.rebuild(pair.listener)
    assert {row["times"] for row in await rows(pair.listener)} == {2}

    async def heal() -> None:
        TROUBLE["healed"] = True
        await inbox.retry(pair.listener, "t1")

    busy(pair, heal)
    await rebuilding.rebuild(pair.listener)
    healed = {row["id"]: row["times"] for row in await rows(pair.listener) if row["tenant"] == "t1"}
    assert (healed["s0"], healed["s1"], healed["s9"]) == (4, 2, 1)


async def test_a_log_that_misses_events_that_were_heard_is_not_read_back(pair: Pair) -> None:
    await written(pair)
    before = await rows(pair.listener)
    async with pair.writer_worker.db.session(ALL) as tx:
        await tx.execute(text("delete from events where sequence > 14"))
        await tx.execute(text("update streams set last = 14"))
    with pytest.raises(Missing, match="t1, t2, t3"):
        await rebuilding.rebuild(pair.listener)
    assert await rows(pair.listener) == before


async def test_a_rebuild_from_a_topic_ends_where_the_service_stopped_hearing(pair: Pair) -> None:
    await written(pair)
    before, memory = await rows(pair.listener), Memory()
    await relayed(pair.writer_worker, memory)
    ends = await memory.ends(topics.INVENTORY)
    async with pair.listener.db.session(ALL) as tx:
        for number, end in ends.items():
            await tx.execute(partitions.insert().values(topic=topics.INVENTORY, partition=number, next_offset=end))
    await register(pair.writer, "later")
    await relayed(pair.writer_worker, memory)
    await breaks(pair.listener)
    pair.listener.sources = {topics.INVENTORY: TopicSource(memory, "listener")}
    await rebuilding.rebuild(pair.listener)
    assert await rows(pair.listener) == before
    assert {start for _, start, _ in memory.reads[2:]} == set(ends.values())


async def test_a_rebuild_asks_for_nothing(pair: Pair) -> None:
    await written(pair, 1)
    await carry_out(pair.listener)
    fired = await opened(pair.listener)
    await rebuilding.rebuild(pair.listener)
    assert await carry_out(pair.listener) == 0
    assert await opened(pair.listener) == fired
