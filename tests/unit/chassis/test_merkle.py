"""The log's tree: published vectors, and properties that hold for every log."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.chassis.audit.merkle import (
    EMPTY_ROOT,
    AuditError,
    Frontier,
    ProofError,
    TreeHead,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(str(number).encode()) for number in range(70)]
sizes = st.integers(1, len(LEAVES))


def head(size: int) -> TreeHead:
    return TreeHead(size, root(LEAVES[:size]))


def root_as_defined(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1 word for word: split at the largest power of two below the length."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = max(2**power for power in range(10) if 2**power < len(leaves))
    return node_hash(root_as_defined(leaves[:split]), root_as_defined(leaves[split:]))


def proof_in(vector: dict[str, Any]) -> list[bytes]:
    return [base64.b64decode(sibling) for sibling in vector["proof"] or []]


def inclusion_holds(vector: dict[str, Any]) -> bool:
    leaf, claimed = base64.b64decode(vector["leafHash"]), base64.b64decode(vector["root"])
    try:
        verify_inclusion(leaf, vector["leafIdx"], proof_in(vector), TreeHead(vector["treeSize"], claimed))
    except ProofError:
        return False
    return True


def consistency_holds(vector: dict[str, Any]) -> bool:
    earlier, later = (TreeHead(vector[f"size{i}"], base64.b64decode(vector[f"root{i}"])) for i in (1, 2))
    try:
        verify_consistency(earlier, later, proof_in(vector))
    except ProofError:
        return False
    return True


def vectors(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.rglob("*.json")):
        yield str(path.relative_to(folder)), json.loads(path.read_text(encoding="utf-8"))


def test_every_published_inclusion_vector_is_judged_as_it_says(reference: Callable[[str], Path]) -> None:
    cases = dict(vectors(reference("standards/merkle/inclusion")))
    assert len(cases) == 98
    assert [name for name, case in cases.items() if inclusion_holds(case) == case["wantErr"]] == []


def test_every_published_consistency_vector_is_judged_as_it_says(reference: Callable[[str], Path]) -> None:
    cases = dict(vectors(reference("standards/merkle/consistency")))
    assert len(cases) == 98
    assert [name for name, case in cases.items() if consistency_holds(case) == case["wantErr"]] == []


def test_an_empty_log_has_the_hash_of_nothing_as_its_root() -> None:
    assert Frontier().head == TreeHead(0, EMPTY_ROOT)
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_leaf_and_a_node_are_hashed_with_the_prefixes_of_the_standard() -> None:
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    pair = node_hash(leaf_hash(b""), leaf_hash(b"\0"))
    assert pair.hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"


def test_the_root_of_every_size_is_the_one_of_the_definition() -> None:
    assert [root(LEAVES[:size]) for size in range(71)] == [root_as_defined(LEAVES[:size]) for size in range(71)]


@given(st.lists(st.integers(0, len(LEAVES)), max_size=6))
def test_a_right_edge_kept_as_text_grows_into_the_same_root(stops: list[int]) -> None:
    kept, done = Frontier().dump(), 0
    for stop in [*sorted(stops), len(LEAVES)]:
        kept, done = Frontier.load(kept).extended(LEAVES[done:stop]).dump(), stop
    assert Frontier.load(kept).head == TreeHead(len(LEAVES), root_as_defined(LEAVES))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "0",
        "1 ",
        "0  ",
        "00 ",
        "-1 ",
        "x ",
        "\N{FULLWIDTH DIGIT ZERO} ",
        Frontier().extended(LEAVES[:3]).dump().replace("3", "7", 1),
        Frontier().extended(LEAVES[:1]).dump()[:-4],
        Frontier().extended(LEAVES[:1]).dump() + "\n",
    ],
)
def test_a_damaged_right_edge_is_refused(line: str) -> None:
    with pytest.raises(AuditError):
        Frontier.load(line)


def test_a_leaf_that_is_no_hash_never_enters_the_tree() -> None:
    with pytest.raises(AuditError):
        Frontier().extended([LEAVES[0], b"short"])


@pytest.mark.parametrize("size", range(1, 71))
def test_every_leaf_of_every_log_has_a_proof_that_holds(size: int) -> None:
    for index in range(size):
        verify_inclusion(LEAVES[index], index, inclusion_proof(LEAVES[:size], index), head(size))


@given(sizes, st.data())
def test_a_proof_with_one_changed_bit_does_not_hold(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    parts = [LEAVES[index], root(LEAVES[:size]), *inclusion_proof(LEAVES[:size], index)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = (int.from_bytes(parts[which]) ^ 1 << bit).to_bytes(32)
    with pytest.raises(ProofError):
        verify_inclusion(parts[0], index, parts[2:], TreeHead(size, parts[1]))


@given(sizes, st.data())
def test_a_proof_for_another_place_does_not_hold(size: int, data: st.DataObject) -> None:
    index, claimed = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size + 1))
    assume(claimed != index)
    with pytest.raises(ProofError):
        verify_inclusion(LEAVES[index], claimed, inclusion_proof(LEAVES[:size], index), head(size))


@given(sizes, st.data())
def test_a_proof_with_a_sibling_too_many_or_too_few_does_not_hold(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(LEAVES[:size], index)
    at = data.draw(st.integers(0, len(proof)))
    changed = [*proof[:at], *data.draw(st.sampled_from([[], [LEAVES[0]]])), *proof[at + 1 :]]
    assume(changed != proof)
    with pytest.raises(ProofError):
        verify_inclusion(LEAVES[index], index, changed, head(size))


def test_hashes_cannot_slide_over_their_borders() -> None:
    left, right = LEAVES[:2]
    moved = node_hash(left, right)
    assert moved == node_hash(left[:-1], left[-1:] + right)
    with pytest.raises(ProofError):
        verify_inclusion(left[:-1], 0, [left[-1:] + right], TreeHead(2, moved))


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_is_made_for_a_line_outside_the_log(index: int) -> None:
    with pytest.raises(ProofError):
        inclusion_proof(LEAVES[:3], index)


@pytest.mark.parametrize("size", range(1, 71))
def test_every_earlier_log_is_shown_to_be_the_beginning_of_a_later_one(size: int) -> None:
    for earlier in range(1, size + 1):
        verify_consistency(head(earlier), head(size), consistency_proof(LEAVES[:size], earlier))


@given(sizes, sizes, st.integers(0, len(LEAVES) - 1))
def test_a_log_that_changed_an_earlier_leaf_is_not_consistent(one: int, other: int, at: int) -> None:
    earlier, later = sorted((one, other))
    assume(at < earlier)
    forged = [*LEAVES[:at], leaf_hash(b"forged"), *LEAVES[at + 1 : later]]
    with pytest.raises(ProofError):
        verify_consistency(head(earlier), TreeHead(later, root(forged)), consistency_proof(forged, earlier))


@given(sizes, sizes, st.data())
def test_a_consistency_proof_with_one_changed_bit_does_not_hold(one: int, other: int, data: st.DataObject) -> None:
    earlier, later = sorted((one, other))
    parts = [root(LEAVES[:earlier]), root(LEAVES[:later]), *consistency_proof(LEAVES[:later], earlier)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = (int.from_bytes(parts[which]) ^ 1 << bit).to_bytes(32)
    with pytest.raises(ProofError):
        verify_consistency(TreeHead(earlier, parts[0]), TreeHead(later, parts[1]), parts[2:])


@pytest.mark.parametrize("earlier", [0, -1, 4])
def test_no_consistency_is_shown_from_an_empty_or_a_longer_log(earlier: int) -> None:
    with pytest.raises(ProofError):
        consistency_proof(LEAVES[:3], earlier)
