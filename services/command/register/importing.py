"""Sends the entries of a register file to the inventories of its organisations, and finds what is gone from it."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.chassis.register_files import REGISTER, BadRow, Row, read
from services.command.client import Client, part, side_by_side
from services.command.register.tenants import ORGANISATIONS, Tenants

ROWS, BYTES = 100, 1_000_000
"""At most so much in one request."""

Json = dict[str, Any]
Advance = Callable[[int], None]
Batch = tuple[str, list[Json]]


@dataclass
class Report:
    """What the import came to. `known`: every source id in the file, by tenant."""

    read: int = 0
    skipped: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    gone: list[Json] = field(default_factory=list)
    refused: list[Json] = field(default_factory=list)
    known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def json(self) -> Json:
        """As `--json` answers it."""
        counts = {result: self.counts[result] for result in ("created", "changed", "unchanged")}
        refused = sorted(self.refused, key=lambda one: int(one["row"]))
        return {"read": self.read, **counts, "skipped": self.skipped, "gone": self.gone, "refused": refused}

    def count(self, outcome: Json) -> None:
        """What the inventory says of one row."""
        if outcome["result"] == "refused":
            self.refuse(outcome["row"], outcome.get("field"), outcome.get("reason"))
        else:
            self.counts[outcome["result"]] += 1

    def refuse(self, row: int, field: str | None, reason: str | None) -> None:
        """One row does not go in."""
        self.refused.append({"row": row, "field": field, "reason": reason})


@dataclass(frozen=True)
class Import:
    """One file for these tenants."""

    client: Client
    path: Path
    tenants: Tenants
    dry_run: bool = False

    def run(self, report: Report, advance: Advance) -> None:
        """Sends every row that belongs to these tenants, and asks each tenant what it knew before."""
        for batch, outcomes in side_by_side(self._send, _batches(self._rows(report, advance))):
            for outcome in outcomes:
                report.count(outcome)
            advance(len(batch[1]))
        for _, gone in side_by_side(self._gone, sorted(report.known.items())):
            report.gone += gone

    def _rows(self, report: Report, advance: Advance) -> Iterator[tuple[str, Row]]:
        for row in read(self.path):
            report.read += 1
            tenant = self.tenants.of(row.organisation)
            if tenant and row.source_id:
                report.known[tenant].add(row.source_id)
            if tenant and isinstance(row, Row):
                yield tenant, row
            else:
                self._keep_here(report, row)
                advance(1)

    def _keep_here(self, report: Report, row: Row | BadRow) -> None:
        """A row that is not sent: of another organisation, not readable, or of one that is no tenant in a rehearsal."""
        ours = self.tenants.of(row.organisation) or self.tenants.is_fresh(row.organisation)
        if isinstance(row, BadRow) and (ours or not row.organisation):
            report.refuse(row.row, row.field, row.reason)
        elif ours:
            report.count({"result": "created"})
        else:
            report.skipped += 1

    def _send(self, batch: Batch) -> list[Json]:
        tenant, rows = batch
        body = {"register": REGISTER, "dryRun": self.dry_run, "rows": rows}
        answer = self.client.ask("POST", f"{ORGANISATIONS}/{part(tenant)}/imports", json=body)
        outcomes: list[Json] = answer.json()["rows"]
        return outcomes

    def _gone(self, known: tuple[str, set[str]]) -> list[Json]:
        tenant, in_file = known
        before = self.client.pages(f"{ORGANISATIONS}/{part(tenant)}/imports", register=REGISTER, limit=100)
        return [
            {"organisation": tenant, "sourceId": item["sourceId"]} for item in before if item["sourceId"] not in in_file
        ]


def _batches(rows: Iterable[tuple[str, Row]]) -> Iterator[Batch]:
    """Rows of one tenant together, as many as fit in a request."""
    waiting: dict[str, list[Json]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for tenant, row in rows:
        body = row.body()
        size = len(json.dumps(body))
        if waiting[tenant] and (len(waiting[tenant]) == ROWS or sizes[tenant] + size > BYTES):
            yield tenant, waiting.pop(tenant)
            sizes[tenant] = 0
        waiting[tenant].append(body)
        sizes[tenant] += size
    yield from waiting.items()
