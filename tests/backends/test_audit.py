"""Audit: a clean log holds; whatever is done to it behind the service's back is found and called by its name."""

import pytest
from sqlalchemy import delete, update

from contracts import topics
from services.chassis.audit.keys import verifier
from services.chassis.audit.merkle import EMPTY_ROOT
from services.chassis.audit.notes import SigningKey, open_checkpoint, sign_checkpoint
from services.chassis.database import ALL
from services.chassis.tables import checkpoints as signed
from services.chassis.tables import events, streams, tenants
from tests.backends.log_book import EVENTS as N
from tests.backends.log_book import OIN, OTHER_SEED, SEED, SOURCE, TENANT, LogBook, edited, forged, hashed, numbered


async def test_a_clean_log_holds(book: LogBook) -> None:
    verdict = await book.verdict(outside=True)
    assert (verdict.ok, verdict.source, verdict.events, verdict.unsigned) == (True, SOURCE, N, 0)
    assert (verdict.service, verdict.organisation) == ("inventory", TENANT)


async def test_a_clean_log_says_how_many_events_are_not_signed_yet(book: LogBook) -> None:
    await book.write(3)
    verdict = await book.verdict(outside=True)
    assert (verdict.ok, verdict.events, verdict.unsigned) == (True, N + 3, 3)


async def test_every_organisation_has_a_log_of_its_own(book: LogBook) -> None:
    await book.open("zandveen", "00000099000000002000")
    await book.write(2, "zandveen")
    assert {(v.organisation, v.events, v.ok) for v in await book.verify()} == {(TENANT, N, True), ("zandveen", 2, True)}


async def test_a_changed_event_is_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[2]["bytes"] = rows[2]["bytes"].replace(b"Systeem", b"Sisteem")
    await book.replace(rows)
    assert await book.found() == [("changed", 3)]
    assert (await book.verdict()).findings[0].id == rows[2]["id"]


async def test_a_changed_event_with_a_fitting_hash_is_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[2] = hashed(rows[2], rows[2]["bytes"].replace(b"Systeem", b"Sisteem"))
    await book.replace(rows)
    assert await book.found() == [("changed", 1)]
    assert "tussen gebeurtenis 1 en 4" in (await book.verdict()).findings[0].detail


async def test_where_a_change_lies_is_told_as_narrowly_as_the_checkpoints_allow(book: LogBook) -> None:
    rows = await book.rows()
    rows[8] = hashed(rows[8], rows[8]["bytes"].replace(b"Systeem", b"Sisteem"))
    await book.replace(rows)
    assert await book.found() == [("changed", 9)]


async def test_a_checkpoint_narrows_down_a_change_by_the_subtrees_it_kept(book: LogBook) -> None:
    await book.write(4)
    await book.forget()
    await book.sign()
    rows = await book.rows()
    rows[9] = hashed(rows[9], rows[9]["bytes"].replace(b"Systeem", b"Sisteem"))
    await book.replace(rows)
    assert await book.found() == [("changed", 9)]
    assert "tussen gebeurtenis 9 en 12" in (await book.verdict()).findings[0].detail


async def test_an_event_that_is_no_event_any_more_is_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[4] = hashed(rows[4], b"\xff{")
    await book.replace(rows)
    assert await book.found() == [("changed", 5)]


@pytest.mark.parametrize("column", ["id", "subject", "version", "type", "actor", "causation"])
async def test_an_index_that_says_something_else_than_the_event_is_found(book: LogBook, column: str) -> None:
    rows = await book.rows()
    rows[4][column] = 77 if column == "version" else "anders"
    await book.replace(rows)
    assert await book.found() == [("changed", 5)]


@pytest.mark.parametrize("attribute", ["source", "tenant"])
async def test_an_event_of_another_log_is_found(book: LogBook, attribute: str) -> None:
    rows = await book.rows()
    rows[5] = hashed(rows[5], edited(rows[5], **{attribute: "urn:nld:oin:00000099000000009999:systeem:helder-dpia"}))
    await book.replace(rows)
    assert await book.found() == [("changed", 6)]


async def test_a_deleted_event_is_found(book: LogBook) -> None:
    rows = await book.rows()
    await book.replace([*rows[:4], *rows[5:]])
    assert await book.found() == [("missing", 5)]


async def test_a_deleted_event_is_found_when_the_index_closes_the_gap(book: LogBook) -> None:
    rows = await book.rows()
    shifted = [row | {"sequence": row["sequence"] - 1} for row in rows[5:]]
    await book.replace([*rows[:4], *shifted], last=N - 1)
    assert ("missing", 5) in await book.found()


async def test_a_deleted_event_is_found_when_all_later_ones_are_numbered_again(book: LogBook) -> None:
    rows = await book.rows()
    await book.replace([*rows[:2], *(numbered(row, row["sequence"] - 1) for row in rows[3:])], last=N - 1)
    assert ("truncated", N) in await book.found()
    assert ("changed", 1) in await book.found()


async def test_an_event_inserted_in_the_middle_is_found(book: LogBook) -> None:
    rows = await book.rows()
    shifted = [row | {"sequence": row["sequence"] + 1} for row in rows[5:]]
    await book.replace([*rows[:5], extra := forged(rows[0], 6), *shifted], last=N + 1)
    assert await book.found() == [("inserted", 6)]
    assert (await book.verdict()).findings[0].id == extra["id"]


async def test_an_event_inserted_at_the_end_without_the_service_is_found(book: LogBook) -> None:
    rows = await book.rows()
    await book.replace([*rows, forged(rows[0], N + 1)])
    assert await book.found() == [("inserted", N + 1)]


async def test_an_event_at_the_end_with_the_number_of_another_is_found(book: LogBook) -> None:
    rows = await book.rows()
    await book.replace([*rows, forged(rows[0], 3) | {"sequence": N + 1}], last=N + 1)
    assert await book.found() == [("changed", N + 1)]


async def test_two_events_inserted_in_different_places_are_both_found(book: LogBook) -> None:
    rows = await book.rows()
    early = [row | {"sequence": row["sequence"] + 1} for row in rows[2:5]]
    late = [row | {"sequence": row["sequence"] + 2} for row in rows[5:]]
    await book.replace([*rows[:2], forged(rows[0], 3), *early, forged(rows[0], 7), *late], last=N + 2)
    assert {"inserted"} == {kind for kind, _ in await book.found()}
    assert ("inserted", 3) in await book.found()


async def test_swapped_events_are_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[2]["sequence"], rows[6]["sequence"] = 7, 3
    await book.replace(rows)
    assert await book.found() == [("out-of-order", 3), ("out-of-order", 7)]


async def test_an_event_moved_to_the_end_is_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[8]["sequence"] = N + 4
    await book.replace(rows)
    assert ("out-of-order", N + 4) in await book.found()


async def test_neighbours_that_are_swapped_are_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[5]["sequence"], rows[6]["sequence"] = 7, 6
    await book.replace(rows)
    assert await book.found() == [("out-of-order", 6), ("out-of-order", 7)]


async def test_an_event_that_calls_itself_another_number_is_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[4] = hashed(rows[4], edited(rows[4], sequence=f"{7:020}"))
    await book.replace(rows)
    assert await book.found() == [("changed", 5)]


async def test_a_lost_tail_is_found(book: LogBook) -> None:
    await book.replace((await book.rows())[:6])
    assert await book.found() == [("truncated", 7)]


async def test_a_lost_tail_is_found_by_the_checkpoint_when_the_counter_is_turned_back(book: LogBook) -> None:
    await book.replace((await book.rows())[:6], last=6)
    assert await book.found() == [("truncated", 7)]


async def test_a_lost_tail_with_all_its_traces_is_only_found_with_a_checkpoint_kept_outside(book: LogBook) -> None:
    await book.replace((await book.rows())[:6], last=6)
    await book.forget(after=6)
    await book.sign()
    assert await book.found() == []
    assert await book.found(outside=True) == [("truncated", 7)]


async def test_a_log_that_is_gone_with_all_its_traces_is_found_with_a_checkpoint_kept_outside(book: LogBook) -> None:
    await book.forget()
    await book.replace([])
    async with book.worker.session(ALL) as tx:
        await tx.execute(delete(events))
        await tx.execute(delete(streams))
        await tx.execute(delete(tenants))
    assert await book.verify() == []
    assert await book.found(outside=True) == [("truncated", 1)]


async def test_a_replaced_key_is_found_by_who_has_the_old_one(book: LogBook) -> None:
    await book.resign(OTHER_SEED)
    assert await book.found() == []
    assert await book.found(outside=True, seed=SEED) == [("key-replaced", N)]


async def test_a_log_written_anew_and_signed_with_another_key_is_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[2] = hashed(rows[2], rows[2]["bytes"].replace(b"Systeem", b"Sisteem"))
    await book.replace(rows)
    await book.resign(OTHER_SEED)
    assert await book.found() == []
    assert {kind for kind, _ in await book.found(outside=True, seed=SEED)} == {"changed", "key-replaced"}


async def test_a_log_written_anew_and_signed_with_the_stolen_key_is_found(book: LogBook) -> None:
    rows = await book.rows()
    rows[2] = hashed(rows[2], rows[2]["bytes"].replace(b"Systeem", b"Sisteem"))
    await book.replace(rows)
    await book.resign(SEED)
    assert await book.found() == []
    assert await book.found(outside=True) == [("changed", 1)]


async def test_a_kept_checkpoint_that_says_something_else_than_its_note_is_found(book: LogBook) -> None:
    async with book.worker.session(ALL) as tx:
        await tx.execute(update(signed).where(signed.c.size == 4).values(root=EMPTY_ROOT))
    assert await book.found() == [("changed", 4)]


async def test_a_note_that_was_touched_is_found(book: LogBook) -> None:
    async with book.worker.session(ALL) as tx:
        note = (await tx.execute(signed.select().where(signed.c.size == 4))).one().note
        await tx.execute(update(signed).where(signed.c.size == 4).values(note=note.replace("\n4\n", "\n3\n")))
    assert await book.found() == [("changed", 4)]


async def test_a_checkpoint_of_another_log_does_not_count_for_this_one(book: LogBook) -> None:
    (made,) = await book.sign()
    other = SOURCE.replace("inventory", "dpia")
    note = sign_checkpoint(SigningKey(other, SEED), open_checkpoint(made.note, verifier(SOURCE, made.key)).head)
    async with book.worker.session(ALL) as tx:
        await tx.execute(update(signed).where(signed.c.size == N).values(note=note))
    assert [kind for kind, _ in await book.found()] == ["key-replaced"]


async def test_what_is_done_to_published_checkpoints_is_found(book: LogBook) -> None:
    (apart,) = await book.apart()
    assert (apart.ok, apart.events, apart.unsigned, apart.source) == (
        True, 2, 0, topics.checkpoints_source("inventory", OIN),
    )  # fmt: skip
    async with book.worker.session(ALL) as tx:
        await tx.execute(delete(events).where(events.c.topic == topics.CHECKPOINTS, events.c.sequence == 1))
    (apart,) = await book.apart()
    assert [(finding.kind, finding.sequence) for finding in apart.findings] == [("missing", 1)]
