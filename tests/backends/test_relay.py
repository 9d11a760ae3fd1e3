"""The relay: whatever fails, each log stands on its topic in order, and what comes twice is the same to the byte."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from contracts import topics
from services.chassis import relay
from services.chassis.broker import BrokerAway, partition_of
from services.chassis.database import ALL
from services.chassis.hearing import Hearing
from services.chassis.relay import Parcel, Publisher, Receipt, Undelivered
from services.chassis.service import Running
from services.chassis.tables import streams
from tests.backends.conftest import Pair
from tests.backends.listener import TROUBLE
from tests.backends.story import add_tenant, carry_out, describe, log, opened, register, rows
from tests.backends.topic import PARTITIONS, Memory, relayed

TENANTS = ("t1", "t2", "t3")
DESCRIBED = 4


class Killed(BaseException):
    """The process dies here."""


@dataclass
class Faulty:
    """A publisher that acknowledges so many records, and none after that."""

    memory: Memory
    left: int
    closed: bool = False

    async def publish(self, parcel: Parcel) -> Receipt:
        good = parcel.records[: self.left]
        self.left -= len(good)
        if not good:
            return Receipt(0)
        return await self.memory.publish(Parcel(parcel.topic, parcel.tenant, parcel.relayed, good))

    async def close(self) -> None:
        self.closed = True


@dataclass
class Paused:
    """A publisher that stands still before or after it has published."""

    memory: Memory
    before: bool
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, parcel: Parcel) -> Receipt:
        if self.before:
            await self._pause()
        receipt = await self.memory.publish(parcel)
        if not self.before:
            await self._pause()
        return receipt

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def _pause(self) -> None:
        self.reached.set()
        await self.go.wait()


@pytest.fixture(autouse=True)
def calm() -> None:
    TROUBLE.clear()


@pytest.fixture
async def written(pair: Pair) -> Running:
    """Three organisations with five events each; the worker's view of them."""
    for tenant in TENANTS:
        await add_tenant(pair.writer, tenant)
        await register(pair.writer, "s1", tenant=tenant)
    for turn in range(DESCRIBED):
        for tenant in TENANTS:
            await describe(pair.writer, "s1", f"Naam {turn}", tenant)
    return pair.writer_worker


def on_topic(memory: Memory, tenant: str) -> list[bytes]:
    there = [placed for partition in memory.partitions[topics.INVENTORY] for placed in partition]
    return [placed.value or b"" for placed in there if placed.key == topics.key(tenant)]


async def in_log(pair: Pair, tenant: str) -> list[bytes]:
    return [record.bytes for record in await log(pair.writer, tenant)]


async def marked(running: Running) -> dict[str, int]:
    async with running.db.view(ALL) as tx:
        found = await tx.execute(select(streams.c.tenant, streams.c.relayed).where(streams.c.relayed > 0))
        return {row.tenant: row.relayed for row in found}


async def assert_first_occurrences_are_the_log(pair: Pair, memory: Memory) -> None:
    """And nothing else is there: what comes again is the same to the byte."""
    for tenant in TENANTS:
        assert list(dict.fromkeys(on_topic(memory, tenant))) == await in_log(pair, tenant)


@contextlib.asynccontextmanager
async def relaying(running: Running, connect: Callable[[], Awaitable[Publisher]]) -> AsyncIterator[None]:
    """The relay runs until all is marked."""
    task = asyncio.create_task(relay.run(running, connect, 0.01))
    try:
        yield
        while await relay._parcels(running):
            assert not task.done(), task.result()
            await asyncio.sleep(0.01)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_each_log_is_published_in_its_order_and_marked(pair: Pair, written: Running) -> None:
    memory = Memory()
    assert await relay.relay(written, memory) == 15
    for tenant in TENANTS:
        assert on_topic(memory, tenant) == await in_log(pair, tenant)
    assert await marked(written) == dict.fromkeys(TENANTS, 5)
    assert await relay.relay(written, memory) == 0


async def test_the_offset_of_the_last_one_is_kept(written: Running) -> None:
    memory = Memory()
    await relay.relay(written, memory)
    async with written.db.view(ALL) as tx:
        found = (await tx.execute(select(streams.c.tenant, streams.c.relayed_offset))).all()
    for tenant, offset in found:
        there = memory.partitions[topics.INVENTORY][partition_of(tenant, PARTITIONS)]
        assert there[offset].value == on_topic(memory, tenant)[-1]


async def test_killed_between_publishing_and_marking_ends_in_one_effect(
    pair: Pair, written: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()

    async def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(relay, "_mark", die)
        with pytest.raises(Killed):
            await relay.relay(written, memory)
    assert await marked(written) == {}
    await relayed(written, memory)
    for tenant in TENANTS:
        assert on_topic(memory, tenant) == 2 * await in_log(pair, tenant)
    hearing = Hearing(pair.listener)
    for there in memory.partitions[topics.INVENTORY]:
        await hearing.hear(topics.INVENTORY, there)
    await carry_out(pair.listener)
    assert [(row["name"], row["times"]) for row in await rows(pair.listener)] == [("Naam 3", 5)] * 3
    assert len(await opened(pair.listener)) == 2 * 5
    assert not pair.listener.alarms


@pytest.mark.parametrize("good", range(0, 15, 2))
async def test_a_failed_send_marks_what_is_whole_and_raises(pair: Pair, written: Running, good: int) -> None:
    memory = Memory()
    with pytest.raises(Undelivered):
        await relay.relay(written, Faulty(memory, good))
    assert await marked(written) == {tenant: len(there) for tenant in TENANTS if (there := on_topic(memory, tenant))}
    await relayed(written, memory)
    for tenant in TENANTS:
        assert on_topic(memory, tenant) == await in_log(pair, tenant)


async def test_after_a_failed_send_another_publisher_goes_on_from_there(pair: Pair, written: Running) -> None:
    memory, made = Memory(), list[Faulty]()

    async def connect() -> Publisher:
        made.append(Faulty(memory, 4))
        return made[-1]

    async with relaying(written, connect):
        pass
    assert len(made) >= 4
    assert all(publisher.closed for publisher in made)
    for tenant in TENANTS:
        assert on_topic(memory, tenant) == await in_log(pair, tenant)
    assert written.alarms["relay-stopped"] == 3


@pytest.mark.parametrize("before", [True, False], ids=["before publishing", "before marking"])
async def test_one_who_wakes_up_late_marks_nothing_and_repeats_only_what_was_there(
    pair: Pair, written: Running, before: bool
) -> None:
    memory = Memory()
    late = Paused(memory, before)
    sleeper = asyncio.create_task(relay.relay(written, late))
    await late.reached.wait()
    await relayed(written, memory)
    for tenant in TENANTS:
        await describe(pair.writer, "s1", "Later", tenant)
    await relayed(written, memory)
    late.go.set()
    await sleeper
    assert await marked(written) == dict.fromkeys(TENANTS, 6)
    assert await relay.relay(written, memory) == 0
    await assert_first_occurrences_are_the_log(pair, memory)


async def test_two_who_relay_at_once_leave_first_occurrences_in_order(pair: Pair, written: Running) -> None:
    memory, slow = Memory(), count()

    class Slow(Memory):
        async def publish(self, parcel: Parcel) -> Receipt:
            for record in parcel.records:
                offset = memory.put(parcel.topic, parcel.tenant, record.bytes)
                await asyncio.sleep(0.001 * (next(slow) % 3))
            return Receipt(len(parcel.records), offset)

    async def connect() -> Publisher:
        return Slow()

    async with relaying(written, connect), relaying(written, connect):
        for turn in range(10):
            await describe(pair.writer, "s1", f"Druk {turn}", TENANTS[turn % 3])
    await assert_first_occurrences_are_the_log(pair, memory)


async def test_a_broker_that_is_away_is_asked_again(pair: Pair, written: Running) -> None:
    memory, away = Memory(), iter([BrokerAway("it does not answer"), ConnectionRefusedError()])

    async def connect() -> Publisher:
        for error in away:
            raise error
        return memory

    async with relaying(written, connect):
        pass
    assert written.alarms == {"relay-stopped": 2}
    await assert_first_occurrences_are_the_log(pair, memory)


async def test_after_trouble_with_the_database_the_relay_goes_on(
    pair: Pair, written: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory, honest = Memory(), relay._mark
    trouble = iter([OperationalError("update", {}, Exception("the connection was cut"))])

    async def mark(*given: object) -> None:
        for error in trouble:
            raise error
        await honest(*given)  # type: ignore[arg-type]

    async def connect() -> Publisher:
        return memory

    monkeypatch.setattr(relay, "_mark", mark)
    async with relaying(written, connect):
        pass
    assert written.alarms == {"relay-stopped": 1}
    await assert_first_occurrences_are_the_log(pair, memory)


async def test_what_was_committed_meanwhile_is_relayed_at_a_poke(pair: Pair, written: Running) -> None:
    memory = Memory()

    async def connect() -> Publisher:
        return memory

    task = asyncio.create_task(relay.run(written, connect, 3600))
    try:
        while await relay._parcels(written):
            await asyncio.sleep(0.01)
        await describe(pair.writer, "s1", "Later", "t1")
        written.poke()
        while await relay._parcels(written):
            await asyncio.sleep(0.01)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await assert_first_occurrences_are_the_log(pair, memory)


async def test_a_large_backlog_of_one_does_not_hold_up_others(
    pair: Pair, written: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "ROUND", 12)
    monkeypatch.setattr(relay, "SHARE", 2)
    memory = Memory()
    for turn in range(20):
        await describe(pair.writer, "s1", f"Druk {turn}", "t1")
    await relay.relay(written, memory)
    assert [len(on_topic(memory, tenant)) for tenant in TENANTS] == [4, 4, 4]
    await relay.relay(written, memory)
    await relay.relay(written, memory)
    assert [len(on_topic(memory, tenant)) for tenant in TENANTS] == [20, 5, 5]
    await relayed(written, memory)
    await assert_first_occurrences_are_the_log(pair, memory)


async def test_each_round_takes_at_least_a_share_of_each(
    pair: Pair, written: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "ROUND", 1)
    monkeypatch.setattr(relay, "SHARE", 2)
    memory = Memory()
    assert await relay.relay(written, memory) == 6
    assert [len(on_topic(memory, tenant)) for tenant in TENANTS] == [2, 2, 2]
