"""The relay: whatever fails, each log stands on its topic in order, and what comes twice is the same to the byte."""

import asyncio
from itertools import count

import pytest
from sqlalchemy.exc import OperationalError

from contracts import topics
from services.chassis import relay
from services.chassis.broker import BrokerAway
from services.chassis.hearing import Hearing
from services.chassis.relay import Parcel, Publisher, Receipt, Undelivered
from services.chassis.service import Running
from tests.backends.conftest import Pair
from tests.backends.listener import TROUBLE
from tests.backends.relaying import (
    Faulty,
    Paused,
    assert_first_occurrences_are_the_log,
    in_log,
    marked,
    on_topic,
    relaying,
    write,
)
from tests.backends.story import carry_out, describe, opened, rows
from tests.backends.topic import TENANTS, Memory, relayed


@pytest.fixture
async def written(pair: Pair) -> Running:
    TROUBLE.clear()
    return await write(pair)


class Killed(BaseException):
    """The process dies here."""


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
