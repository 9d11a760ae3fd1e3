"""One log as it lies on a topic: delivered at least once, so what is there twice must be the same to the byte."""

import json
import re
from collections.abc import Iterator
from typing import Any

from contracts import topics
from services.chassis.audit.findings import Finding, Verdict, shortened
from services.chassis.audit.merkle import HASH_SIZE, leaf_hash
from services.chassis.audit.notes import VerifierKey
from services.chassis.audit.roots import Roots
from services.chassis.audit.scan import Log
from services.chassis.audit.signatures import check
from services.chassis.topic import Placed

_NUMBER = re.compile(r"(?!0{20})[0-9]{20}")


def event_in(record: Placed) -> dict[str, Any] | None:
    """The event in a record; None when there is none."""
    try:
        event = json.loads(record.value or b"")
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


class TopicLog:
    """Give it the records of one log in the order of their partition, then ask for the verdict."""

    def __init__(self, log: Log, key: VerifierKey) -> None:
        self.log = log
        good, self._notes = check(log.signed, key)
        self._roots = Roots(good)
        self._leaves = bytearray()
        self._ahead: dict[int, tuple[bytes, str]] = {}
        self._findings: list[Finding] = []
        self._before = 0
        self._partition: int | None = None

    @property
    def count(self) -> int:
        """How many events follow each other from the first."""
        return len(self._leaves) // HASH_SIZE

    @property
    def events(self) -> int:
        """How many events there are."""
        return self.count + len(self._ahead)

    @property
    def highest(self) -> int:
        """The highest number of an event."""
        return max(self._ahead, default=self.count)

    def leaf(self, sequence: int) -> bytes | None:
        """The hash of the event with this number; None when it is not there."""
        if 1 <= sequence <= self.count:
            return bytes(self._leaves[(sequence - 1) * HASH_SIZE : sequence * HASH_SIZE])
        leaf, _ = self._ahead.get(sequence, (None, ""))
        return leaf

    def add(self, record: Placed) -> bool:
        """The next record; true when its event was not seen before."""
        event = event_in(record)
        number = str((event or {}).get("sequence"))
        if event is None or not _NUMBER.fullmatch(number):
            self._find("inserted", self.highest + 1, f"{_where(record)} staat iets dat geen gebeurtenis is.")
            return False
        self._belongs(record, event, int(number))
        leaf, known = leaf_hash(record.value or b""), self.leaf(int(number))
        if known is None:
            self._first(int(number), leaf, event)
        elif known != leaf:
            detail = f"{_where(record)} staat een tweede gebeurtenis met dit nummer, en die zegt iets anders."
            self._find("inserted", int(number), detail, event)
        return known is None

    def unfit(self, event: dict[str, Any], detail: str) -> None:
        """An event that was just added does not say what its type promises."""
        self._find("changed", int(event["sequence"]), detail, event)

    def verdict(self) -> Verdict:
        """What is wrong with the log."""
        rows = [*self._findings, *self._missing(), *self._roots.beyond(self.highest)]
        findings = shortened([*self._notes, *rows, *self._roots.unexplained(rows)])
        log, unsigned = self.log, 0 if self.log.topic == topics.CHECKPOINTS else self.events - self._roots.covered
        return Verdict(log.source, log.service, log.organisation, self.events, unsigned, findings)

    def _belongs(self, record: Placed, event: dict[str, Any], number: int) -> None:
        here = {"source": self.log.source, **dict.fromkeys(("tenant", "partitionkey"), self.log.organisation)}
        for name, expected in here.items():
            if event.get(name) != expected:
                detail = f"In de gebeurtenis staat {name} {event.get(name)!r}, in dit logboek hoort {expected!r}."
                self._find("changed", number, detail, event)
        self._partition = record.partition if self._partition is None else self._partition
        if record.partition != self._partition:
            detail = f"{_where(record)} staat een gebeurtenis van een logboek dat op partitie {self._partition} ligt."
            self._find("out-of-order", number, detail, event)

    def _first(self, number: int, leaf: bytes, event: dict[str, Any]) -> None:
        if number < self._before:
            detail = f"Gebeurtenis {number} komt pas na gebeurtenis {self._before}."
            self._find("out-of-order", number, detail, event)
        self._before = number
        self._ahead[number] = (leaf, str(event.get("id")))
        while following := self._ahead.pop(self.count + 1, None):
            self._leaves += following[0]
            self._roots.add(following[0])

    def _missing(self) -> Iterator[Finding]:
        expected = self.count + 1
        for number in sorted(self._ahead):
            if number > expected:
                which = f"Gebeurtenis {expected} ontbreekt"
                if number > expected + 1:
                    which = f"De gebeurtenissen {expected} tot en met {number - 1} ontbreken"
                yield Finding("missing", expected, f"{which}: hierna komt {self._ahead[number][1]}.")
            expected = number + 1

    def _find(self, kind: Any, sequence: int, detail: str, event: dict[str, Any] | None = None) -> None:
        named = None if event is None else str(event.get("id"))
        self._findings.append(Finding(kind, sequence, detail, named))


def _where(record: Placed) -> str:
    return f"Op partitie {record.partition}, plaats {record.offset},"
