"""Checkpoints and proofs: signed once, growing from the last one, and checked without the database."""

import asyncio
import base64

import pytest

from contracts import registry, topics
from contracts.checkpoints import CheckpointPublished
from services.chassis import canonical
from services.chassis.audit import checkpoints, proofs
from services.chassis.audit.keys import public_key, verifier
from services.chassis.audit.merkle import Frontier, ProofError, root
from services.chassis.audit.notes import check_proof, open_checkpoint
from services.chassis.database import ALL
from services.chassis.execute import NotFound
from services.chassis.tables import checkpoints as signed
from tests.backends.log_book import EVENTS as N
from tests.backends.log_book import OIN, OTHER_SEED, SEED, SOURCE, TENANT, LogBook, edited, hashed
from tests.contracts.fitness import assert_event_fits


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


async def test_a_checkpoint_is_published_once_with_what_was_signed(book: LogBook) -> None:
    await book.sign()
    first, second = await book.published()
    assert [(event.sequence[-1], event.version, event.data["size"]) for event in (first, second)] == [
        ("1", 1, 4),
        ("2", 2, N),
    ]
    assert first.subject == second.subject
    assert second.source == topics.checkpoints_source("inventory", OIN)
    checkpoint = open_checkpoint(second.data["note"], verifier(SOURCE, public_key(SEED)))
    assert (second.data["log"], second.data["root"]) == (SOURCE, base64.b64encode(checkpoint.head.root).decode())
    assert isinstance(registry.parse(second), CheckpointPublished)
    assert_event_fits(canonical.serialise(second))


async def test_the_edge_that_is_published_grows_to_the_next_root(book: LogBook) -> None:
    first, second = await book.published()
    edge = tuple(base64.b64decode(text) for text in first.data["edge"])
    grown = Frontier(4, edge).extended([row["leaf"] for row in await book.rows()][4:])
    assert base64.b64encode(grown.head.root).decode() == second.data["root"]


async def test_a_checkpoint_that_cannot_be_published_is_not_kept(
    book: LogBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(checkpoints, "publish", full)
    await book.write(1)
    with pytest.raises(OSError, match="disk full"):
        await book.sign()
    monkeypatch.undo()
    assert [event.data["size"] for event in await book.published()] == [4, N]
    await book.sign()
    assert [event.data["size"] for event in await book.published()] == [4, N, N + 1]


async def test_the_log_of_checkpoints_is_not_signed_itself(book: LogBook) -> None:
    await book.sign()
    assert [made.source for made in await book.sign()] == [SOURCE]


async def test_two_that_sign_different_lengths_at_the_same_time_publish_both(book: LogBook) -> None:
    await book.write(1)
    both = await asyncio.gather(book.sign(), book.write(1), book.sign(), book.sign())
    await book.sign()
    sizes = [event.data["size"] for event in await book.published()]
    assert sorted(set(sizes)) == sorted(sizes)
    assert sizes[-1] == N + 2
    assert all(len(made) == 1 for made in (both[0], both[2], both[3]))
    assert await book.found() == []


async def test_what_is_signed_again_is_published_again(book: LogBook) -> None:
    await book.resign(OTHER_SEED)
    again = (await book.published())[-1]
    assert (again.data["size"], again.version) == (N, 3)
    assert open_checkpoint(again.data["note"], verifier(SOURCE, public_key(OTHER_SEED))).head.size == N


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
