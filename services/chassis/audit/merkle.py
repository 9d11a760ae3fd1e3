"""Merkle trees of RFC 6962 with SHA-256: roots, a right edge that grows, and proofs of inclusion and consistency."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


class AuditError(ValueError):
    """Something about the log does not hold; the message is a sentence that a user can read."""


class ProofError(AuditError):
    """The proof shows nothing, or cannot be made."""


class TreeHead(NamedTuple):
    """How many leaves a tree has, and its root (32 bytes)."""

    size: int
    root: bytes


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry (RFC 6962, 2.1: prefix 0x00)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees (RFC 6962, 2.1: prefix 0x01)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: the roots of its perfect subtrees, largest first. It grows on without the leaves."""

    size: int = 0
    edge: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.edge) != self.size.bit_count() or not _hashes(self.edge):
            raise AuditError("De rechterrand van het logboek past niet bij het aantal regels.")

    def extended(self, leaves: Iterable[bytes]) -> Self:
        """The edge after more leaf hashes, in the order of the log."""
        size, edge = self.size, list(self.edge)
        for leaf in leaves:
            if len(leaf) != HASH_SIZE:
                raise AuditError("In het logboek staat iets dat geen SHA-256-waarde is.")
            edge.append(leaf)
            size += 1
            for _ in range(_trailing_zeros(size)):
                right = edge.pop()
                edge.append(node_hash(edge.pop(), right))
        return type(self)(size, tuple(edge))

    @property
    def head(self) -> TreeHead:
        """Size and root of the whole tree; of an empty one the root is the hash of nothing."""
        if not self.edge:
            return TreeHead(0, EMPTY_ROOT)
        *rest, root = self.edge
        for left in reversed(rest):
            root = node_hash(left, root)
        return TreeHead(self.size, root)

    def dump(self) -> str:
        """One line to keep: the size, a space and base64 of the edge."""
        return f"{self.size} {base64.b64encode(b''.join(self.edge)).decode()}"

    @classmethod
    def load(cls, line: str) -> Self:
        """The reverse of `dump`; raises AuditError for anything that `dump` does not write."""
        try:
            size, encoded = line.split(" ")
            joined = base64.b64decode(encoded, validate=True)
            loaded = cls(int(size), tuple(joined[i : i + HASH_SIZE] for i in range(0, len(joined), HASH_SIZE)))
        except ValueError as cause:
            raise AuditError("De bewaarde rechterrand van het logboek is beschadigd.") from cause
        if loaded.dump() != line:
            raise AuditError("De bewaarde rechterrand van het logboek is beschadigd.")
        return loaded


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    return Frontier().extended(leaves).head.root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The siblings from the leaf at `index` (from 0) up to the root's child (RFC 6962, 2.1.1)."""
    if not 0 <= index < len(leaves):
        raise ProofError("Deze regel staat niet in het logboek.")
    proof, level = [], list(leaves)
    while len(level) > 1:
        if index ^ 1 < len(level):
            proof.append(level[index ^ 1])
        level, index = _parents(level), index >> 1
    return proof


def verify_inclusion(leaf: bytes, index: int, proof: Sequence[bytes], head: TreeHead) -> None:
    """Raises ProofError unless `leaf` is the leaf hash at `index` in the tree of `head` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < head.size:
        raise ProofError("Het bewijs noemt een regel die niet in dit logboek kan staan.")
    if not _hashes((leaf, *proof)):
        raise ProofError("Het bewijs bevat iets dat geen SHA-256-waarde is.")
    inner = (index ^ (head.size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        raise ProofError("Het bewijs heeft niet de lengte die bij dit logboek past.")
    found = _climb(leaf, index, proof[:inner])
    for left in proof[inner:]:
        found = node_hash(left, found)
    if found != head.root:
        raise ProofError("De gebeurtenis staat niet op deze plaats in het logboek, of is veranderd.")


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Hashes that show that the tree of the first `earlier` leaves is the beginning of this one (RFC 6962, 2.1.2)."""
    if not 0 < earlier <= len(leaves):
        raise ProofError("Een bewijs van samenhang begint bij een eerder, niet leeg ijkpunt.")
    return _subproof(leaves, earlier, whole=True)


def verify_consistency(earlier: TreeHead, later: TreeHead, proof: Sequence[bytes]) -> None:
    """Raises ProofError unless `later` holds all of `earlier`, unchanged and first (RFC 9162, 2.1.4.2).

    From an empty tree nothing can be shown: that is refused too.
    """
    if not 0 < earlier.size <= later.size:
        raise ProofError("Een bewijs van samenhang gaat van een eerder, niet leeg ijkpunt naar een later ijkpunt.")
    if not _hashes(proof):
        raise ProofError("Het bewijs bevat iets dat geen SHA-256-waarde is.")
    if earlier.size == later.size:
        if proof or earlier.root != later.root:
            raise ProofError("Twee ijkpunten met evenveel regels zijn niet gelijk.")
    elif _replayed(earlier, later.size, proof) != (earlier.root, later.root):
        raise ProofError("Het latere ijkpunt bevat het eerdere niet ongewijzigd.")


def _replayed(earlier: TreeHead, size: int, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Both roots as the proof has them, from the largest perfect subtree that ends where the earlier tree ends."""
    shift = _trailing_zeros(earlier.size)
    known = earlier.size == 1 << shift  # a perfect earlier tree is its own start: the proof leaves it out
    start, rest = (earlier.root, proof) if known else (next(iter(proof), b""), proof[1:])
    last = (earlier.size - 1) >> shift
    inner = (last ^ ((size - 1) >> shift)).bit_length()
    if len(rest) != inner + (last >> inner).bit_count():
        raise ProofError("Het bewijs heeft niet de lengte die bij deze ijkpunten past.")
    lefts = [sibling for level, sibling in enumerate(rest[:inner]) if last >> level & 1]
    old, new = start, _climb(start, last, rest[:inner])
    for left in (*lefts, *rest[inner:]):
        old = node_hash(left, old)
    for left in rest[inner:]:
        new = node_hash(left, new)
    return old, new


def _climb(start: bytes, index: int, siblings: Iterable[bytes]) -> bytes:
    """Up from a node: a bit of `index` says on which side each sibling stands."""
    for level, sibling in enumerate(siblings):
        start = node_hash(sibling, start) if index >> level & 1 else node_hash(start, sibling)
    return start


def _subproof(leaves: Sequence[bytes], earlier: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2; `whole` while the earlier tree's own root is what the verifier knows."""
    if earlier == len(leaves):
        return [] if whole else [root(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1  # largest power of two below the length
    left, right = leaves[:split], leaves[split:]
    if earlier <= split:
        return [*_subproof(left, earlier, whole=whole), root(right)]
    return [*_subproof(right, earlier - split, whole=False), root(left)]


def _parents(level: Sequence[bytes]) -> list[bytes]:
    """One level up; a node without a sibling moves up as it is."""
    paired = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return paired + list(level[len(paired) * 2 :])


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1


def _hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_SIZE for value in values)
