"""Recomputes one log from the stored bytes, row by row, and says what does not fit."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from contracts import topics
from services.chassis.audit.findings import Finding, Verdict, shortened
from services.chassis.audit.merkle import leaf_hash
from services.chassis.audit.notes import VerifierKey
from services.chassis.audit.order import Placed, disorder
from services.chassis.audit.roots import Roots
from services.chassis.audit.signatures import Signed, check

_NUMBER = re.compile(r"[0-9]{20}")
COLUMNS = {
    "id": "id",
    "subject": "subject",
    "version": "version",
    "type": "type",
    "actor": "authid",
    "causation": "causationid",
}
"""Columns of `events` and the attribute of the event that each repeats."""


@dataclass(frozen=True)
class Log:
    """One log as it is found. `last`: what its own counter says, read before the rows."""

    service: str
    organisation: str
    topic: str
    source: str
    last: int
    signed: Sequence[Signed] = ()


@dataclass(frozen=True)
class Row:
    """One row of `events`; `columns` are those of COLUMNS."""

    sequence: int
    leaf: bytes
    bytes: bytes
    columns: dict[str, Any]


class Scan:
    """Give it every row in the order of `sequence`, then ask for the verdict."""

    def __init__(self, log: Log, key: VerifierKey) -> None:
        self.log, self.count, self.ordered = log, 0, 0
        good, self._notes = check(log.signed, key)
        self._roots = Roots(good)
        self._findings: list[Finding] = []
        self._right: Placed | None = None
        self._placed: list[Placed] = []

    def add(self, row: Row) -> None:
        """The next row. (SQLite lets anything stand in a column of numbers.)"""
        self.count += 1
        leaf = leaf_hash(row.bytes)
        if leaf != row.leaf:
            self._changed(row, "De inhoud past niet bij de controlewaarde die bij het vastleggen is bewaard.")
        number = self._number(row)
        if isinstance(row.sequence, int):
            self._order(row, number)
        self._roots.add(leaf)

    def verdict(self, last: int) -> Verdict:
        """What is wrong with the log; `last` is its counter, read again after the rows."""
        rows = [*self._findings, *disorder(self.ordered, self._placed), *self._counted(last)]
        log, findings = self.log, shortened([*self._notes, *rows, *self._roots.unexplained(rows)])
        unsigned = 0 if log.topic == topics.CHECKPOINTS else self.count - self._roots.covered
        return Verdict(log.source, log.service, log.organisation, self.count, unsigned, findings)

    def _number(self, row: Row) -> int:
        """The event's own number; the row's when it has none that can be read."""
        event = _event(row.bytes)
        if event is None:
            self._changed(row, "De inhoud is geen gebeurtenis meer.")
            return row.sequence
        for name, here, own in self._differing(row, event):
            self._changed(row, f"In de index staat {name} {here!r}, in de gebeurtenis zelf {own!r}.")
        number = event.get("sequence")
        if isinstance(number, str) and _NUMBER.fullmatch(number) and isinstance(row.sequence, int):
            return int(number)
        self._changed(row, "De gebeurtenis heeft geen geldig volgnummer.")
        return row.sequence

    def _differing(self, row: Row, event: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        for name, attribute in COLUMNS.items():
            if row.columns[name] != event.get(attribute):
                yield name, row.columns[name], event.get(attribute)
        for name, here in (("source", self.log.source), ("tenant", self.log.organisation)):
            if here != event.get(name):
                yield name, here, event.get(name)

    def _order(self, row: Row, number: int) -> None:
        """Remembers where rows stand from the one before the first that stands wrong: that one may be the intruder."""
        placed = Placed(row.sequence, number, str(row.columns["id"]))
        if not self._placed and row.sequence == number == self.count:
            self.ordered, self._right = self.count, placed
            return
        if not self._placed and self._right:
            self.ordered -= 1
            self._placed.append(self._right)
        self._placed.append(placed)

    def _counted(self, last: int) -> Iterator[Finding]:
        """The counter of the log and the sizes of its checkpoints against the rows."""
        highest = max((placed.place for placed in self._placed), default=self.count)
        if highest < self.log.last:
            yield Finding(
                "truncated", highest + 1, f"Het logboek telde {self.log.last} gebeurtenissen, na {highest} is er niets."
            )
        if highest > last:
            yield Finding(
                "inserted", last + 1, f"Het logboek telt zelf tot {last}, maar er staan gebeurtenissen tot {highest}."
            )
        yield from self._roots.beyond(max(highest, self.log.last))

    def _changed(self, row: Row, detail: str) -> None:
        place = row.sequence if isinstance(row.sequence, int) else self.count
        self._findings.append(Finding("changed", place, detail, str(row.columns["id"])))


def _event(raw: bytes) -> dict[str, Any] | None:
    try:
        event = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None
