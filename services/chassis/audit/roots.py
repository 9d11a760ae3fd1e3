"""The roots that a log has on the way, against those that were signed; and about where a change lies."""

from collections.abc import Iterator, Sequence

from services.chassis.audit.findings import Finding
from services.chassis.audit.merkle import HASH_SIZE, Frontier
from services.chassis.audit.signatures import Signed

PAGE = 1_000


class Roots:
    """Give it every leaf in the order of the log; `signed` are checkpoints with a good signature, by size."""

    def __init__(self, signed: Sequence[Signed]) -> None:
        self.count = 0
        self._good, self._ahead = signed, list(signed)
        self._leaves: list[bytes] = []
        self._frontier = Frontier()
        self._held = {True: 0, False: 0}
        self._broken: list[tuple[int, Signed, Frontier]] = []

    def add(self, leaf: bytes) -> None:
        """The hash of the next event."""
        self.count += 1
        self._leaves.append(leaf)
        if len(self._leaves) == PAGE or (self._ahead and self._ahead[0].size <= self.count):
            self._compare()

    @property
    def frontier(self) -> Frontier:
        """The right edge of what was given so far."""
        self._compare()
        return self._frontier

    @property
    def covered(self) -> int:
        """How many events the longest checkpoint that was kept inside covers."""
        return max((one.size for one in self._good if not one.outside and one.size <= self.count), default=0)

    def beyond(self, highest: int) -> Iterator[Finding]:
        """A checkpoint that counts more events than there are."""
        further = [signed for signed in self._ahead if signed.size > highest]
        if further:
            longest = further[-1]
            detail = f"{longest.where} telt {longest.size} gebeurtenissen, het logboek gaat nu tot {highest}."
            yield Finding("truncated", highest + 1, detail)

    def unexplained(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """The first checkpoint with another root, unless what was found before it says why."""
        if self._broken:
            held, signed, frontier = self._broken[0]
            if not any(finding.sequence <= signed.size for finding in found):
                first, final = _narrowed(held, signed, frontier)
                yield Finding("changed", first, f"{signed.where} klopt niet meer: {_between(first, final)}")

    def _compare(self) -> None:
        self._frontier = self._frontier.extended(self._leaves)
        self._leaves.clear()
        while self._ahead and self._ahead[0].size <= self.count:
            signed = self._ahead.pop(0)
            if signed.size == 0 or self._frontier.head.root == signed.root:
                self._held[signed.outside] = signed.size
            else:
                self._broken.append((self._bound(signed), signed, self._frontier))

    def _bound(self, signed: Signed) -> int:
        """Up to where the log surely holds; one that was kept inside may have been made after the change."""
        return self._held[True] if signed.outside else max(self._held.values())


def _narrowed(held: int, signed: Signed, frontier: Frontier) -> tuple[int, int]:
    """Where the first difference lies: after the last checkpoint that holds, in the first subtree that differs."""
    edge = tuple(signed.edge[i : i + HASH_SIZE] for i in range(0, len(signed.edge), HASH_SIZE))
    trusted = len(edge) == signed.size.bit_count() and Frontier(signed.size, edge).head.root == signed.root
    start = 0
    for bit, kept, found in zip(_powers(signed.size), edge, frontier.edge, strict=False) if trusted else ():
        if kept != found:
            return max(held, start) + 1, start + bit
        start += bit
    return held + 1, signed.size


def _powers(size: int) -> list[int]:
    return [1 << place for place in reversed(range(size.bit_length())) if size >> place & 1]


def _between(first: int, final: int) -> str:
    if first == final:
        return f"gebeurtenis {first} is daarna vervangen."
    return f"tussen gebeurtenis {first} en {final} is daarna iets veranderd, weggehaald, tussengevoegd of verwisseld."
