"""Hearing a topic: nothing is skipped, what lacks is read back, and what cannot be read costs only itself."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from contracts import topics
from services.chassis import hearing as hearing_module
from services.chassis import inbox
from services.chassis.broker import Placed, partition_of
from services.chassis.database import ALL
from services.chassis.hearing import Hearing
from services.chassis.service import Running
from services.chassis.tables import due, events, parked, partitions
from services.chassis.tables import inbox as positions
from tests.backends.conftest import Pair
from tests.backends.listener import TROUBLE, heard
from tests.backends.story import add_tenant, carry_out, describe, opened, register, rows
from tests.backends.topic import PARTITIONS, Memory, relayed

TOPIC = topics.INVENTORY
TENANTS = ("t1", "t2", "t3")


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    TROUBLE.clear()
    monkeypatch.setattr(hearing_module, "PATIENCE", 0.0)


@dataclass
class Told:
    """What inventory told three organisations' neighbours: a topic, and who hears it."""

    pair: Pair
    memory: Memory
    hearing: Hearing
    number: int = field(default=0)

    @property
    def listener(self) -> Running:
        return self.pair.listener

    def of(self, tenant: str) -> list[Placed]:
        there = self.memory.partitions[TOPIC][partition_of(tenant, PARTITIONS)]
        return [placed for placed in there if placed.key == topics.key(tenant)]

    async def more(self, tenant: str) -> Placed:
        self.number += 1
        await describe(self.pair.writer, "s1", f"Later {self.number}", tenant)
        await relayed(self.pair.writer_worker, self.memory)
        return self.of(tenant)[-1]

    async def hear(self, *records: Placed) -> None:
        await self.hearing.hear(TOPIC, records)

    async def hear_all(self) -> None:
        for there in self.memory.partitions[TOPIC]:
            await self.hear(*there)

    async def times(self) -> dict[str, int]:
        return {row["tenant"]: row["times"] for row in await rows(self.listener)}

    async def kept(self) -> dict[int, int]:
        return await self.hearing.positions(TOPIC)


@pytest.fixture
async def told(pair: Pair) -> Told:
    """Three events for each of three organisations, of which two share a partition."""
    for tenant in TENANTS:
        await add_tenant(pair.writer, tenant)
        await register(pair.writer, "s1", tenant=tenant)
    for name in ("Twee", "Drie"):
        for tenant in TENANTS:
            await describe(pair.writer, "s1", name, tenant)
    made = Told(pair, Memory(), Hearing(pair.listener))
    await relayed(pair.writer_worker, made.memory)
    return made


async def waiting(told: Told) -> list[tuple[str, int, str]]:
    async with told.listener.db.view(ALL) as tx:
        found = await tx.execute(select(parked).order_by(parked.c.tenant, parked.c.sequence))
        return [(row.tenant, row.sequence, row.error) for row in found]


async def test_events_of_several_organisations_in_one_batch_are_each_applied(told: Told) -> None:
    mixed = sorted((record for tenant in TENANTS for record in told.of(tenant)), key=lambda r: (r.offset, r.partition))
    await told.hear(*mixed)
    assert await told.times() == dict.fromkeys(TENANTS, 3)
    assert not told.listener.alarms


async def test_each_partition_keeps_the_offset_behind_what_was_heard(told: Told) -> None:
    await told.hear_all()
    assert await told.kept() == {n: len(there) for n, there in enumerate(told.memory.partitions[TOPIC]) if there}


async def test_who_waits_for_news_is_woken(told: Told) -> None:
    woken = asyncio.Event()
    told.listener.listeners.append(woken)
    await told.hear_all()
    assert woken.is_set()


async def test_what_is_delivered_again_from_the_beginning_changes_nothing(told: Told) -> None:
    for _ in range(3):
        await told.hear_all()
        await carry_out(told.listener)
    assert await told.times() == dict.fromkeys(TENANTS, 3)
    assert [len(await opened(told.listener, tenant)) for tenant in TENANTS] == [6, 6, 6]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (None, b'{"data":{},"sequence":"00000000000000000001"}'),
        (b"t1", b"no json at all"),
        (b"t1", b'{"data":{},"sequence":"1"}'),
        (b"t1", None),
        (b"", b'{"sequence":"00000000000000000001"}'),
    ],
    ids=["no key", "no json", "a short sequence", "a tombstone", "an empty key"],
)
async def test_a_record_that_is_nobodys_is_parked_by_its_place(
    told: Told, key: bytes | None, value: bytes | None
) -> None:
    first, *rest = told.of("t1")
    stranger = Placed(first.partition, 77, key, value)
    for _ in range(2):
        await told.hear(first, stranger, *rest)
    assert await waiting(told) == [(f"?{first.partition}", 77, "NoEnvelope")]
    assert await told.times() == {"t1": 3}


def changed(record: Placed, **values: Any) -> Placed:
    return replace(record, value=json.dumps(json.loads(record.value or b"") | values, separators=(",", ":")).encode())


async def test_an_event_of_another_organisation_under_this_key_is_parked(told: Told) -> None:
    first, second, third = told.of("t1")
    await told.hear(first, changed(second, tenant="t2"), third)
    assert await told.times() == {"t1": 2}
    ((tenant, sequence, reason),) = await waiting(told)
    assert (tenant, sequence) == ("t1", 2)
    assert reason.startswith("NoEnvelope: tenant or sequence")


async def test_a_record_with_a_sequence_that_is_no_envelope_is_parked_in_its_place(told: Told) -> None:
    first, second, third = told.of("t1")
    await told.hear(first, replace(second, value=b'{"sequence":"00000000000000000002","specversion":'), third)
    assert await told.times() == {"t1": 2}
    assert [(tenant, sequence) for tenant, sequence, _ in await waiting(told)] == [("t1", 2)]


async def test_a_gap_holds_back_its_organisation_alone(told: Told) -> None:
    first, _, third = told.of("t1")
    await told.hear(first)
    await told.hear(third, *told.of("t2"), *told.of("t3"))
    assert await told.times() == {"t1": 1, "t2": 3, "t3": 3}
    await told.hear(await told.more("t1"))
    assert (await told.times())["t1"] == 1


async def test_nothing_behind_an_open_gap_counts_as_heard(told: Told) -> None:
    first, _, third = told.of("t1")
    await told.hear(first)
    await told.hear(third)
    await told.hear(await told.more("t1"))
    assert (await told.kept())[first.partition] == first.offset + 1
    await told.hearing.heal(told.memory)
    await told.hear(await told.more("t1"))
    assert (await told.kept())[first.partition] == told.of("t1")[-1].offset + 1


async def test_what_lacks_is_read_back_from_the_topic(told: Told) -> None:
    first, second, third = told.of("t1")
    await told.hear(first)
    await told.hear(third)
    await told.hear(await told.more("t1"))
    told.memory.reads.clear()
    await told.hearing.heal(told.memory)
    assert told.memory.reads[0][:2] == (second.partition, first.offset + 1)
    assert await told.times() == {"t1": 4}
    assert not told.hearing.gaps
    assert not told.listener.alarms


async def test_one_who_never_heard_an_organisation_reads_it_from_the_beginning(told: Told) -> None:
    await told.hear(told.of("t1")[2])
    await told.hearing.heal(told.memory)
    assert await told.times() == {"t1": 3}


async def test_a_gap_that_the_topic_has_too_alarms_until_it_is_filled(told: Told) -> None:
    first, second, third = told.of("t1")
    there = told.memory.partitions[TOPIC][first.partition]
    lost = there.index(second)
    there[lost] = replace(second, key=b"t9", value=b"{}")
    await told.hear(first)
    await told.hear(third)
    for turn in (1, 2):
        await told.hearing.heal(told.memory)
        assert told.listener.alarms["gap"] == turn
        assert await told.times() == {"t1": 1}
    assert told.memory.reads[-1][1] == 0
    there[lost] = second
    await told.hearing.heal(told.memory)
    assert await told.times() == {"t1": 3}
    assert not told.hearing.gaps
    assert told.listener.alarms["gap"] == 2


async def test_what_stands_too_early_on_the_topic_waits_for_its_place(told: Told) -> None:
    """A send that failed in the middle, by a producer that nobody stopped."""
    first, second, third = told.of("t1")
    there = told.memory.partitions[TOPIC][first.partition]
    there[:] = [record for record in there if record.key != b"t1"]
    for record in (first, third, second, third):
        told.memory.put(TOPIC, "t1", record.value or b"")
    await told.hear_all()
    await told.hearing.heal(told.memory)
    assert (await told.times())["t1"] == 3
    assert not told.hearing.gaps
    assert not told.listener.alarms


@dataclass
class Busy:
    """A reader while which other things happen: after the end of the topic was asked, and during each page."""

    memory: Memory
    meanwhile: Any

    async def ends(self, topic: str) -> dict[int, int]:
        return await self.memory.ends(topic)

    async def read(self, topic: str, start: dict[int, int], end: dict[int, int]) -> AsyncIterator[list[Placed]]:
        async for page in self.memory.read(topic, start, end):
            yield page
            await self.meanwhile()


async def test_what_is_delivered_while_a_gap_heals_is_not_lost(told: Told) -> None:
    first, _, third = told.of("t1")
    await told.hear(first)
    await told.hear(third)
    once = iter([True])

    async def meanwhile() -> None:
        if next(once, False):
            await told.hear(await told.more("t1"))

    reader = Busy(told.memory, meanwhile)
    await told.hearing.heal(reader)
    await told.hearing.heal(reader)
    assert await told.times() == {"t1": 4}
    assert not told.hearing.gaps
    assert not told.listener.alarms
    await told.hear(await told.more("t1"))
    assert await told.times() == {"t1": 5}


async def test_healing_one_organisation_says_nothing_of_others_on_the_same_partition(told: Told) -> None:
    one, other = next(
        (a, b) for a in TENANTS for b in TENANTS if a != b and told.of(a)[0].partition == told.of(b)[0].partition
    )
    first, _, third = told.of(one)
    await told.hear(first)
    await told.hear(third)
    late = await told.more(other)
    await told.hearing.heal(told.memory)
    assert (await told.kept())[late.partition] <= third.offset + 1
    assert (await told.times())[one] == 3


async def test_a_topic_that_begins_anew_does_not_heal_a_gap_by_having_nothing(told: Told) -> None:
    await told.hear_all()
    added = [await told.more("t1") for _ in range(2)]
    told.memory.partitions[TOPIC] = [[] for _ in range(PARTITIONS)]
    await told.hear(replace(added[1], offset=0))
    await told.hearing.heal(told.memory)
    assert told.hearing.gaps
    assert told.listener.alarms["gap"] == 1
    for record in added:
        told.memory.put(TOPIC, "t1", record.value or b"")
    await told.hearing.heal(told.memory)
    assert (await told.times())["t1"] == 5


async def test_hearing_waits_a_while_for_what_lacks_so_that_it_is_not_acknowledged_before(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing_module, "PATIENCE", 30.0)
    first, _, third = told.of("t1")
    await told.hear(first)
    hearing = asyncio.create_task(told.hear(third))
    while not told.hearing.gaps:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    assert not hearing.done()
    await told.hearing.heal(told.memory)
    await hearing
    assert await told.times() == {"t1": 3}


async def test_trouble_with_the_database_is_waited_out_and_order_holds(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, trouble = inbox.consume, iter(range(3))
    monkeypatch.setattr(hearing_module.asyncio, "sleep", _moment(asyncio.sleep))

    async def consume(*given: Any) -> None:
        if next(trouble, None) is not None:
            raise OperationalError("select", {}, Exception("the connection was cut"))
        await honest(*given)

    monkeypatch.setattr(inbox, "consume", consume)
    await told.hear_all()
    assert await told.times() == dict.fromkeys(TENANTS, 3)
    assert told.listener.alarms == {"hearing-failed": 3}
    async with told.listener.db.view(ALL) as tx:
        assert not (await tx.execute(select(parked))).all()


def _moment(honest: Any) -> Any:
    return lambda _: honest(0.001)


async def put_back(told: Told, saved: Sequence[tuple[Any, list[dict[str, Any]]]]) -> None:
    async with told.listener.db.session(ALL) as tx:
        for table, found in saved:
            await tx.execute(table.delete())
            if found:
                await tx.execute(table.insert(), found)


async def test_a_database_that_was_put_back_from_a_copy_hears_what_the_group_has_behind_it(told: Told) -> None:
    for there in told.memory.partitions[TOPIC]:
        await told.hear(*there[:2])
    before = await told.times()
    async with told.listener.db.view(ALL) as tx:
        tables = (heard, positions, partitions, due, events)
        saved = [(t, [dict(row) for row in (await tx.execute(select(t))).mappings()]) for t in tables]
    await told.hear_all()
    committed = await told.memory.ends(TOPIC)
    await put_back(told, saved)
    assert await told.times() == before
    again = Hearing(told.listener)
    await again.catch_up(told.memory, TOPIC, committed)
    assert await told.times() == dict.fromkeys(TENANTS, 3)
    assert await told.kept() == {n: end for n, end in committed.items() if end}
    await carry_out(told.listener)
    assert [len(await opened(told.listener, tenant)) for tenant in TENANTS] == [6, 6, 6]


async def test_one_who_is_not_behind_reads_nothing_back(told: Told) -> None:
    await told.hear_all()
    told.memory.reads.clear()
    await told.hearing.catch_up(told.memory, TOPIC, await told.memory.ends(TOPIC))
    assert told.memory.reads == []


async def test_the_lag_is_what_lies_behind_what_was_heard(told: Told) -> None:
    await told.hearing.look(told.memory)
    assert told.listener.lag == {TOPIC: 9}
    await told.hear_all()
    await told.hearing.look(told.memory)
    assert told.listener.lag == {TOPIC: 0}
    await told.more("t1")
    await Hearing(told.listener).look(told.memory)
    assert told.listener.lag == {TOPIC: 1}
