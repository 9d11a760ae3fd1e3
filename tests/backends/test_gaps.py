"""A gap on a topic: it holds back its organisation alone, and is read back until it is filled."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from services.chassis import hearing as hearing_module
from services.chassis.hearing import Hearing
from services.chassis.topic import Placed
from tests.backends.conftest import Pair
from tests.backends.listener import TROUBLE
from tests.backends.telling import TOPIC, Told, tell
from tests.backends.topic import PARTITIONS, TENANTS, Memory


@pytest.fixture
async def told(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Told:
    TROUBLE.clear()
    monkeypatch.setattr(hearing_module, "PATIENCE", 0.0)
    return await tell(pair)


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


def without(told: Told, lost: Placed) -> None:
    """The topic does not show this record for now."""
    there = told.memory.partitions[TOPIC][lost.partition]
    there[there.index(lost)] = replace(lost, key=b"t9", value=b"{}")


def with_it(told: Told, lost: Placed) -> None:
    told.memory.partitions[TOPIC][lost.partition][lost.offset] = lost


@dataclass
class Dead:
    """A worker that died while an organisation lacked its second event; the group is behind the third, its last."""

    one: str
    beside: str
    """An organisation on the same partition."""
    second: Placed


async def died(told: Told) -> Dead:
    pairs = ((a, b) for a in TENANTS for b in TENANTS if a != b and told.of(a)[0].partition == told.of(b)[0].partition)
    one, beside = next(pairs)
    second = told.of(one)[1]
    without(told, second)
    await told.hear(*told.memory.partitions[TOPIC][second.partition])
    await told.hearing.heal(told.memory)
    assert await told.times() == {one: 1, beside: 3}
    told.hearing = Hearing(told.listener)
    return Dead(one, beside, second)


async def test_what_a_worker_lacked_when_it_died_is_heard_by_the_one_that_starts(told: Told) -> None:
    dead = await died(told)
    await told.hearing.catch_up(told.memory, TOPIC, await told.memory.ends(TOPIC))
    with_it(told, dead.second)
    await told.hearing.heal(told.memory)
    assert (await told.times())[dead.one] == 3
    assert not told.hearing.gaps


async def test_what_a_worker_lacked_when_it_died_is_heard_by_the_one_that_takes_its_partitions(told: Told) -> None:
    """That one runs already, and gets of the partition only what is new: nothing of the organisation that lacks."""
    dead = await died(told)
    late = await told.more(dead.beside)
    await told.hear(late)
    assert (await told.kept())[late.partition] <= dead.second.offset
    with_it(told, dead.second)
    await told.hearing.heal(told.memory)
    assert await told.times() == {dead.one: 3, dead.beside: 4}
    assert (await told.kept())[late.partition] == late.offset + 1
    assert not told.hearing.gaps


async def test_one_that_goes_on_where_another_ended_reads_nothing_back(told: Told) -> None:
    await told.hear_all()
    told.hearing = Hearing(told.listener)
    told.memory.reads.clear()
    await told.hear(await told.more("t1"))
    await told.hearing.heal(told.memory)
    assert told.memory.reads == []
