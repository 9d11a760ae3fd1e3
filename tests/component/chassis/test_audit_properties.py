"""Whatever a log holds, verify does not complain; whatever is done to it, a checkpoint kept outside gives it away."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from contracts.envelope import Envelope
from services.chassis import canonical
from services.chassis.audit.findings import Verdict
from services.chassis.audit.keys import public_key, verifier
from services.chassis.audit.merkle import Frontier, leaf_hash
from services.chassis.audit.notes import SigningKey, sign_checkpoint
from services.chassis.audit.scan import COLUMNS, Log, Row, Scan
from services.chassis.audit.signatures import Signed

SOURCE = "urn:nld:oin:00000099000000001000:systeem:helder-inventory"
SEED, STOLEN = b"a" * 32, b"b" * 32
Rows = list[Row]

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
contents = st.lists(st.dictionaries(text, text | st.integers(-9, 9) | st.none(), max_size=3), max_size=12)
keys = st.sampled_from((SEED, STOLEN))


def row(sequence: int, data: dict[str, Any], id: str) -> Row:
    envelope = Envelope(
        id=id,
        source=SOURCE,
        type="nl.algoritmes.inventory.system-described.v1",
        subject=f"system/{id}",
        time=datetime(2026, 11, 24, tzinfo=UTC),
        dataschema="https://helder.example/s",
        sequence=canonical.PLACEHOLDER,
        partitionkey="t1",
        tenant="t1",
        version=1,
        authid="a" * 26,
        data=data,
    )
    raw = canonical.number(canonical.serialise(envelope), sequence)
    return Row(sequence, leaf_hash(raw), raw, columns(raw))


def columns(raw: bytes) -> dict[str, Any]:
    event = json.loads(raw)
    return {name: event.get(attribute) for name, attribute in COLUMNS.items()}


def rewritten(one: Row, sequence: int, **attributes: Any) -> Row:
    """Another event in its place, thoroughly: bytes, hash and index agree."""
    event = json.loads(one.bytes) | {"sequence": f"{sequence:020}"} | attributes
    raw = json.dumps(event, separators=(",", ":"), sort_keys=True).encode()
    return Row(sequence, leaf_hash(raw), raw, columns(raw))


def renumbered(rows: Rows) -> Rows:
    return [rewritten(one, place) for place, one in enumerate(rows, 1)]


def placed(rows: Rows) -> Rows:
    """Only the index is numbered again."""
    return [Row(place, one.leaf, one.bytes, one.columns) for place, one in enumerate(rows, 1)]


def signed(rows: Rows, sizes: set[int], seed: bytes, *, outside: bool = False) -> list[Signed]:
    found = []
    for size in sorted(sizes):
        frontier = Frontier().extended(one.leaf for one in rows[:size])
        note = sign_checkpoint(SigningKey(SOURCE, seed), frontier.head)
        found.append(Signed(size, frontier.head.root, note, b"".join(frontier.edge), outside))
    return found


def verdict(rows: Rows, last: int, checkpoints: list[Signed]) -> Verdict:
    scan = Scan(
        Log("inventory", "t1", "helder.inventory", SOURCE, last, checkpoints), verifier(SOURCE, public_key(SEED))
    )
    for one in sorted(rows, key=lambda one: one.sequence):
        scan.add(one)
    return scan.verdict(last)


def logged(contents: list[dict[str, Any]]) -> Rows:
    return [row(place, data, f"id-{place}") for place, data in enumerate(contents, 1)]


sizes_of = st.sets(st.integers(0, 12), max_size=4)


@given(contents, sizes_of, st.integers(0, 12))
def test_a_log_that_nobody_touched_holds(contents: list[dict[str, Any]], sizes: set[int], kept: int) -> None:
    rows = logged(contents)
    inside = {size for size in sizes if size <= len(rows)}
    outside = signed(rows, {min(kept, len(rows))}, SEED, outside=True)
    answer = verdict(rows, len(rows), [*signed(rows, inside, SEED), *outside])
    assert answer.ok, answer.findings
    assert answer.unsigned == len(rows) - max(inside, default=0)


def _change(rows: Rows, draw: Callable[[Any], Any]) -> Rows:
    index = draw(st.integers(0, len(rows) - 1))
    changed = rewritten(rows[index], rows[index].sequence, data={"changed": draw(text)})
    if draw(st.booleans()):
        changed = Row(changed.sequence, rows[index].leaf, changed.bytes, changed.columns)
    return [*rows[:index], changed, *rows[index + 1 :]]


def _delete(rows: Rows, draw: Callable[[Any], Any]) -> Rows:
    index = draw(st.integers(0, len(rows) - 1))
    return draw(st.sampled_from((list, placed, renumbered)))([*rows[:index], *rows[index + 1 :]])


def _insert(rows: Rows, draw: Callable[[Any], Any]) -> Rows:
    index = draw(st.integers(0, len(rows) - 1))
    extra = rewritten(rows[index], draw(st.integers(0, 30)), id="new", subject="system/new")
    return draw(st.sampled_from((placed, renumbered)))([*rows[:index], extra, *rows[index:]])


def _shuffle(rows: Rows, draw: Callable[[Any], Any]) -> Rows:
    return draw(st.sampled_from((placed, renumbered)))(draw(st.permutations(rows)))


def _truncate(rows: Rows, draw: Callable[[Any], Any]) -> Rows:
    return rows[: draw(st.integers(0, len(rows) - 1))]


@given(st.data(), contents, sizes_of)
def test_whatever_is_done_to_a_log_shows_against_a_checkpoint_kept_outside(
    data: st.DataObject, contents: list[dict[str, Any]], sizes: set[int]
) -> None:
    rows = logged(contents)
    assume(rows)
    outside = signed(rows, {len(rows)}, SEED, outside=True)
    tampered = rows
    for how in data.draw(st.lists(st.sampled_from((_change, _delete, _insert, _shuffle, _truncate)), max_size=3)):
        tampered = how(tampered, data.draw) if tampered else tampered
    seed = data.draw(keys)
    inside = signed(tampered, {size for size in sizes if 0 < size <= len(tampered)}, seed)
    unhurt = [one.bytes for one in tampered] == [one.bytes for one in rows]
    assume(not unhurt or (seed == STOLEN and inside))
    answer = verdict(tampered, len(tampered), [*inside, *outside])
    assert not answer.ok


@given(st.data(), contents.filter(bool))
def test_an_index_or_hash_that_does_not_fit_shows_without_any_checkpoint(
    data: st.DataObject, contents: list[dict[str, Any]]
) -> None:
    rows = logged(contents)
    index = data.draw(st.integers(0, len(rows) - 1))
    one, name = rows[index], data.draw(st.sampled_from((*COLUMNS, "leaf", "sequence")))
    if name == "leaf":
        rows[index] = Row(one.sequence, data.draw(st.binary(max_size=33)), one.bytes, one.columns)
    elif name == "sequence":
        place = data.draw(st.integers(-5, 40).filter(lambda n: n not in range(1, len(rows) + 1)))
        rows[index] = Row(place, one.leaf, one.bytes, one.columns)
    else:
        rows[index] = Row(one.sequence, one.leaf, one.bytes, one.columns | {name: "other"})
    answer = verdict(rows, len(rows), [])
    assert not answer.ok
