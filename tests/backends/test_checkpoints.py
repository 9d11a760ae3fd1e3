"""Checkpoints and proofs: signed once, growing from the last one, and checked without the database."""

import asyncio

import pytest

from services.chassis.audit import checkpoints, proofs
from services.chassis.audit.keys import public_key, verifier
from services.chassis.database import ALL
from services.chassis.execute import NotFound
from services.chassis.merkle import ProofError, root
from services.chassis.notes import check_proof, open_checkpoint
from services.chassis.tables import checkpoints as signed
from tests.backends.log_book import EVENTS as N
from tests.backends.log_book import SEED, SOURCE, TENANT, LogBook, edited, hashed


async def test_a_checkpoint_has_the_root_of_all_leaves_and_the_signature_of_the_key(book: LogBook) -> None:
    (made,) = await book.sign()
    checkpoint = open_checkpoint(made.note, verifier(SOURCE, made.key))
    assert (made.source, made.size) == (SOURCE, N)
    assert checkpoint.head == (N, root(row["leaf"] for row in await book.rows()))


async def test_signing_again_when_nothing_happened_changes_nothing(book: LogBook) -> None:
    assert await book.sign() == await book.sign()
    async with book.worker.view(ALL) as tx:
        sizes = (await tx.execute(signed.select().order_by(signed.c.size))).all()
    assert [row.size for row in sizes] == [4, N]


async def test_a_checkpoint_grows_from_the_last_one_and_not_from_what_was_signed_before(book: LogBook) -> None:
    leaves = [row["leaf"] for row in await book.rows()]
    rows = await book.rows()
    rows[2] = hashed(rows[2], rows[2]["bytes"].replace(b"Systeem", b"Sisteem"))
    await book.replace(rows)
    await book.write(1)
    (made,) = await book.sign()
    whole = root([*leaves, (await book.rows())[-1]["leaf"]])
    assert open_checkpoint(made.note, verifier(SOURCE, made.key)).head == (N + 1, whole)


async def test_signing_when_nothing_happened_does_not_sign(book: LogBook, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> str:
        raise AssertionError("signed again")

    monkeypatch.setattr(checkpoints, "sign_checkpoint", never)
    assert [made.size for made in await book.sign()] == [N]


async def test_two_that_sign_at_the_same_time_sign_the_same(book: LogBook) -> None:
    await book.write(5)
    first, second = await asyncio.gather(book.sign(), book.sign())
    assert first == second
    assert await book.found() == []


async def test_who_signs_a_moment_later_what_was_signed_already_changes_nothing(
    book: LogBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await book.sign()

    async def nothing_yet(*_: object) -> None:
        return None

    monkeypatch.setattr(checkpoints, "_kept", nothing_yet)
    assert await book.sign() == first


async def test_a_log_that_lost_an_event_is_not_signed_again(book: LogBook) -> None:
    await book.write(3)
    rows = await book.rows()
    await book.replace([row for row in rows if row["sequence"] != 11])
    assert await book.sign() == []


async def test_a_proof_holds_without_the_database(book: LogBook) -> None:
    row = (await book.rows())[6]
    async with book.app.view(TENANT) as tx:
        text = await proofs.proof(tx, TENANT, row["id"])
    proven = check_proof(text.encode(), verifier(SOURCE, public_key(SEED)))
    assert (proven.event, proven.index, proven.checkpoint.head.size) == (row["bytes"], 6, N)


async def test_there_is_no_proof_before_a_checkpoint_covers_the_event(book: LogBook) -> None:
    await book.write(1)
    row = (await book.rows())[-1]
    async with book.app.view(TENANT) as tx:
        with pytest.raises(proofs.NotCovered):
            await proofs.proof(tx, TENANT, row["id"])


async def test_there_is_no_proof_of_what_is_not_there_or_belongs_to_another(book: LogBook) -> None:
    row = (await book.rows())[0]
    for tenant, event in ((TENANT, "onbekend"), ("zandveen", row["id"])):
        async with book.app.view(tenant) as tx:
            with pytest.raises(NotFound):
                await proofs.proof(tx, tenant, event)


async def test_a_proof_of_an_event_that_says_it_stands_elsewhere_does_not_hold(book: LogBook) -> None:
    rows = await book.rows()
    rows[6] = hashed(rows[6], edited(rows[6], sequence=f"{3:020}"))
    await book.replace(rows)
    await book.resign(SEED)
    async with book.app.view(TENANT) as tx:
        text = await proofs.proof(tx, TENANT, rows[6]["id"])
    with pytest.raises(ProofError):
        proofs.check(text.encode(), public_key(SEED))
