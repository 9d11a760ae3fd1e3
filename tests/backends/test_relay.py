"""The relay: each log stands on its topic in order and is marked, and nobody waits for another's backlog."""

import asyncio
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from contracts import topics
from services.chassis import relay
from services.chassis.database import ALL
from services.chassis.relay import Parcel, Publisher, Receipt, Undelivered
from services.chassis.service import Running
from services.chassis.tables import streams
from services.chassis.topic import partition_of
from tests.backends.conftest import Pair
from tests.backends.listener import TROUBLE
from tests.backends.log_book import EVENTS, LogBook
from tests.backends.relaying import (
    assert_first_occurrences_are_the_log,
    in_log,
    marked,
    on_topic,
    write,
)
from tests.backends.story import describe
from tests.backends.topic import PARTITIONS, TENANTS, Memory, relayed


@pytest.fixture
async def written(pair: Pair) -> Running:
    TROUBLE.clear()
    return await write(pair)


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


@dataclass
class Order:
    """A publisher that notes in which order the topics come, and acknowledges no more than it may."""

    left: int = 99
    sent: list[tuple[str, int]] = field(default_factory=list)

    async def publish(self, parcel: Parcel) -> Receipt:
        await asyncio.sleep(0)  # lets the others begin
        good = parcel.records[: self.left]
        self.left -= len(good)
        self.sent += [(parcel.topic, record.sequence) for record in good]
        return Receipt(len(good), 0)

    async def close(self) -> None:
        """There is nothing to let go of."""


SIGNED = [(topics.CHECKPOINTS, 1), (topics.CHECKPOINTS, 2)]
FACTS = [(topics.INVENTORY, number) for number in range(1, EVENTS + 1)]


async def test_checkpoints_come_after_what_they_were_signed_over(book: LogBook) -> None:
    order = Order()
    await relayed(book.running(book.worker), order)
    assert order.sent == FACTS + SIGNED


async def test_checkpoints_wait_while_their_organisation_is_behind(
    book: LogBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "ROUND", 8)
    monkeypatch.setattr(relay, "SHARE", 2)
    order, running = Order(), book.running(book.worker)
    await relay.relay(running, order)
    assert order.sent == FACTS[:4]
    await relayed(running, order)
    assert order.sent == FACTS + SIGNED


async def test_checkpoints_are_not_sent_when_a_fact_was_not(book: LogBook) -> None:
    order = Order(EVENTS - 1)
    with pytest.raises(Undelivered):
        await relay.relay(book.running(book.worker), order)
    assert order.sent == FACTS[:-1]
