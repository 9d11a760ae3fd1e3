"""Hearing a topic: nothing is skipped, what lacks is read back, and what cannot be read costs only itself."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from services.chassis import hearing as hearing_module
from services.chassis import inbox
from services.chassis.database import ALL
from services.chassis.hearing import Hearing
from services.chassis.tables import due, events, parked, partitions
from services.chassis.tables import inbox as positions
from services.chassis.topic import Placed
from tests.backends.conftest import Pair
from tests.backends.listener import TROUBLE, heard
from tests.backends.story import carry_out, opened
from tests.backends.telling import TOPIC, Told, tell
from tests.backends.topic import TENANTS


@pytest.fixture
async def told(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Told:
    TROUBLE.clear()
    monkeypatch.setattr(hearing_module, "PATIENCE", 0.0)
    return await tell(pair)


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
    assert await told.waiting() == [(f"?{first.partition}", 77, "NoEnvelope")]
    assert await told.times() == {"t1": 3}


def changed(record: Placed, **values: Any) -> Placed:
    return replace(record, value=json.dumps(json.loads(record.value or b"") | values, separators=(",", ":")).encode())


async def test_an_event_of_another_organisation_under_this_key_is_parked(told: Told) -> None:
    first, second, third = told.of("t1")
    await told.hear(first, changed(second, tenant="t2"), third)
    assert await told.times() == {"t1": 2}
    ((tenant, sequence, reason),) = await told.waiting()
    assert (tenant, sequence) == ("t1", 2)
    assert reason.startswith("NoEnvelope: tenant or sequence")


async def test_a_record_with_a_sequence_that_is_no_envelope_is_parked_in_its_place(told: Told) -> None:
    first, second, third = told.of("t1")
    await told.hear(first, replace(second, value=b'{"sequence":"00000000000000000002","specversion":'), third)
    assert await told.times() == {"t1": 2}
    assert [(tenant, sequence) for tenant, sequence, _ in await told.waiting()] == [("t1", 2)]


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
