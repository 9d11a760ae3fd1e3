"""Hearing: once, in order, in the same transaction as the effect; a bad event costs only its own subject."""

import asyncio
import json

import pytest
from sqlalchemy import select, text

from contracts import registry, topics
from contracts.inventory import SystemRegistered
from services.chassis import feed, inbox, store
from services.chassis.database import ALL
from services.chassis.inbox import Batch, Gap
from services.chassis.recovery import rebuilding
from services.chassis.store import Record
from services.chassis.tables import parked
from tests.backends.conftest import Pair
from tests.backends.listener import POISON, TROUBLE
from tests.backends.story import add_tenant, carry_out, describe, hear, log, opened, register, rows


@pytest.fixture(autouse=True)
def calm() -> None:
    TROUBLE.clear()


def batch(records: list[Record]) -> Batch:
    return Batch(topics.INVENTORY, "t1", records)


async def three(pair: Pair) -> list[Record]:
    await add_tenant(pair.writer, "t1")
    for id in ("s1", "s2"):
        await register(pair.writer, id)
    await describe(pair.writer, "s1", "Nieuw")
    return await log(pair.writer)


async def times(pair: Pair) -> dict[str, int]:
    return {row["id"]: row["times"] for row in await rows(pair.listener)}


async def test_what_is_heard_twice_has_one_effect(pair: Pair) -> None:
    records = await three(pair)
    for _ in range(2):
        await inbox.consume(pair.listener, batch([*records, *records]))
    assert await times(pair) == {"s1": 2, "s2": 1}
    assert not pair.listener.alarms


async def test_dying_between_handler_and_position_ends_in_one_effect(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = await three(pair)

    async def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(inbox, "upsert", die)
        with pytest.raises(SystemExit):
            await inbox.consume(pair.listener, batch(records))
    assert await times(pair) == {}
    await inbox.consume(pair.listener, batch(records))
    assert await times(pair) == {"s1": 2, "s2": 1}


async def test_the_same_sequence_with_another_id_alarms(pair: Pair) -> None:
    records = await three(pair)
    await inbox.consume(pair.listener, batch(records))
    last = json.loads(records[-1].bytes) | {"id": "another"}
    await inbox.consume(pair.listener, batch([Record(records[-1].sequence, json.dumps(last).encode())]))
    assert pair.listener.alarms == {"second-history": 1}
    assert await times(pair) == {"s1": 2, "s2": 1}


async def test_a_gap_changes_nothing_and_heals_by_reading_again(pair: Pair) -> None:
    records = await three(pair)
    with pytest.raises(Gap):
        await inbox.consume(pair.listener, batch([records[0], records[2]]))
    assert await times(pair) == {}
    assert await hear(pair.listener) == 3
    assert await times(pair) == {"s1": 2, "s2": 1}
    assert not pair.listener.alarms


async def test_a_gap_that_comes_again_alarms(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    await three(pair)
    honest = store.read

    async def forgetful(*args: object) -> list[Record]:
        return [record for record in await honest(*args) if record.sequence != 2]  # type: ignore[arg-type]

    monkeypatch.setattr(feed.store, "read", forgetful)
    await hear(pair.listener)
    assert pair.listener.alarms == {"gap": 1}
    assert await times(pair) == {}


async def test_a_poison_event_parks_its_subject_and_others_go_on(pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1")
    await describe(pair.writer, "s1", POISON)
    await register(pair.writer, "s2")
    await describe(pair.writer, "s1", "Daarna")
    await hear(pair.listener)
    assert await times(pair) == {"s1": 1, "s2": 1}
    async with pair.listener.db.view(ALL) as tx:
        waiting = (await tx.execute(select(parked).order_by(parked.c.sequence))).all()
    assert [(row.sequence, row.subject) for row in waiting] == [(2, "system/s1"), (4, "system/s1")]
    assert waiting[0].error == "ValueError"
    assert await inbox.retry(pair.listener, "t1") == 0
    TROUBLE["healed"] = True
    assert await inbox.retry(pair.listener, "t1") == 2
    assert [(row["name"], row["times"]) for row in await rows(pair.listener)] == [("Daarna", 3), ("Een", 1)]


async def test_a_record_without_an_envelope_is_parked(pair: Pair) -> None:
    records = await three(pair)
    broken = [records[0], Record(2, b"{"), records[2]]
    await inbox.consume(pair.listener, batch(broken))
    assert await times(pair) == {"s1": 2}
    assert pair.listener.alarms == {"parked": 1}


async def test_a_record_without_an_envelope_that_comes_twice_is_parked_once(pair: Pair) -> None:
    records = await three(pair)
    for _ in range(2):
        await inbox.consume(pair.listener, batch([records[0], Record(2, b"{")]))
    assert pair.listener.alarms == {"parked": 1}
    await inbox.consume(pair.listener, batch([Record(2, records[1].bytes), records[2]]))
    assert pair.listener.alarms == {"parked": 1, "second-history": 1}


async def test_two_who_retry_at_once_apply_a_parked_event_once(pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1")
    await describe(pair.writer, "s1", POISON)
    await hear(pair.listener)
    TROUBLE["healed"] = True
    async with pair.listener.db.session(ALL) as tx:
        await tx.execute(select(parked).with_for_update())
        both = [asyncio.create_task(inbox.retry(pair.listener, "t1")) for _ in range(2)]
        await asyncio.sleep(0.2)
    await asyncio.gather(*both)
    assert await times(pair) == {"s1": 2}


@pytest.mark.parametrize(("written", "alarm"), [(0, "log-behind"), (2, "second-history")])
async def test_a_log_that_was_put_back_to_an_older_state_alarms(pair: Pair, written: int, alarm: str) -> None:
    await three(pair)
    await hear(pair.listener)
    async with pair.writer_worker.db.session(ALL) as tx:
        await tx.execute(text("delete from events where sequence = 3"))
        await tx.execute(text("update streams set last = 2"))
    for number in range(written):
        await register(pair.writer, f"later{number}")
    await hear(pair.listener)
    assert pair.listener.alarms == {alarm: 1}


async def test_an_unknown_type_is_ignored_and_a_newer_version_parked(pair: Pair) -> None:
    records = [json.loads(record.bytes) for record in await three(pair)]
    records[0]["type"] = "nl.algoritmes.inventory.system-danced.v1"
    records[1]["type"] = "nl.algoritmes.inventory.system-registered.v9"
    await inbox.consume(
        pair.listener, batch([Record(n, json.dumps(record).encode()) for n, record in enumerate(records[:2], 1)])
    )
    async with pair.listener.db.view(ALL) as tx:
        errors = (await tx.execute(select(parked.c.error))).scalars().all()
    assert len(errors) == 1
    assert errors[0].startswith("newer-version")


async def test_a_newer_release_retries_by_itself_what_an_older_one_did_not_know(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = "nl.algoritmes.inventory.system-registered.v9"
    record = json.loads((await three(pair))[0].bytes) | {"type": newer}
    await inbox.consume(pair.listener, batch([Record(1, json.dumps(record).encode())]))
    await inbox.retry_newer(pair.listener)
    assert await times(pair) == {}
    monkeypatch.setitem(registry.CLASSES, newer, SystemRegistered)
    await inbox.retry_newer(pair.listener)
    assert await times(pair) == {"s1": 1}


async def test_an_organisation_with_the_number_of_another_costs_only_itself(pair: Pair) -> None:
    records = await three(pair)
    await inbox.consume(pair.listener, batch(records))
    twin = [json.loads(record.bytes) | {"tenant": "t2", "partitionkey": "t2"} for record in records]
    claimed = [Record(n, json.dumps(event).encode()) for n, event in enumerate(twin, 1)]
    await inbox.consume(pair.listener, Batch(topics.INVENTORY, "t2", claimed))
    async with pair.listener.db.view(ALL) as tx:
        waiting = (await tx.execute(select(parked.c.tenant, parked.c.error))).all()
    assert tuple(waiting[0]) == ("t2", "IntegrityError")
    assert {row.tenant for row in waiting} == {"t2"}
    assert set(await times(pair)) == {"s1", "s2"}


async def test_two_policies_on_one_fact_both_fire_once_and_in_order(pair: Pair) -> None:
    records = await three(pair)
    for _ in range(2):
        await inbox.consume(pair.listener, batch(records))
        await carry_out(pair.listener)
    fired = await opened(pair.listener)
    assert [entry for entry in fired if entry[1] == "Nieuw"] == [("system:first", "Nieuw"), ("system:second", "Nieuw")]
    assert len(fired) == 6
    names = [name for policy, name in fired if policy == "system:first"]
    assert sorted(names[:2]) == ["Een", "Een"]
    assert names[2] == "Nieuw"


async def test_a_row_that_was_carried_out_but_not_deleted_does_nothing_more(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    await three(pair)
    await hear(pair.listener)
    async with pair.listener.db.session(ALL) as tx:
        saved = (await tx.execute(text("select * from due"))).mappings().all()
    assert await carry_out(pair.listener) == 6
    async with pair.listener.db.session("t1") as tx:
        for row in saved:
            from services.chassis.tables import due

            await tx.execute(due.insert().values(**row))
    await carry_out(pair.listener)
    assert len(await opened(pair.listener)) == 6


async def test_a_refused_row_ends_and_a_failing_row_waits_with_its_subject(pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1", "nee")
    await register(pair.writer, "s2")
    await hear(pair.listener)
    TROUBLE["decide"] = True
    assert await carry_out(pair.listener) == 2
    assert await opened(pair.listener) == []
    assert pair.listener.alarms["due-failed"] >= 1
    TROUBLE.clear()
    assert await carry_out(pair.listener) == 0, "a row that failed rests before it is tried again"
    assert await carry_out(pair.listener, after=3) == 2
    assert [policy for policy, _ in await opened(pair.listener)] == ["system:first", "system:second"]


async def test_a_rebuild_gives_the_same_rows_and_fires_no_policy(pair: Pair) -> None:
    await three(pair)
    await hear(pair.listener)
    await carry_out(pair.listener)
    before, fired = await rows(pair.listener), await opened(pair.listener)
    async with pair.listener.db.session(ALL) as tx:
        await tx.execute(text("update heard set name = 'kapot'"))
    tables = await rebuilding.rebuild(pair.listener)
    assert tables == {"roles": 0, "heard": 2}
    assert await rows(pair.listener) == before
    assert await carry_out(pair.listener) == 0
    assert await opened(pair.listener) == fired
