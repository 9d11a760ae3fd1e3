"""What a verification says: per log whether it holds, and everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["changed", "missing", "inserted", "out-of-order", "truncated", "key-replaced"]
MOST = 200
"""Findings per log that are named one by one."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `sequence`: where in the log; `id`: of the event, where one is known."""

    kind: Kind
    sequence: int
    detail: str
    id: str | None = None

    def json(self) -> dict[str, Any]:
        """As `audit verify --json` says it."""
        known = {} if self.id is None else {"id": self.id}
        return {"kind": self.kind, "sequence": self.sequence, **known, "detail": self.detail}


@dataclass(frozen=True)
class Verdict:
    """One log: how many events it has, how many of them no checkpoint covers yet, and what is wrong."""

    source: str
    service: str
    organisation: str
    events: int
    unsigned: int
    findings: Sequence[Finding]

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.findings

    def json(self) -> dict[str, Any]:
        """As `audit verify --json` says it."""
        return {
            "source": self.source,
            "service": self.service,
            "organisation": self.organisation,
            "events": self.events,
            "size": self.events - self.unsigned,
            "unsigned": self.unsigned,
            "ok": self.ok,
            "findings": [finding.json() for finding in self.findings],
        }


def shortened(findings: Sequence[Finding]) -> list[Finding]:
    """In the order of the log; of very many only the first, and how many more there are."""
    ordered = sorted(findings, key=lambda finding: finding.sequence)
    if len(ordered) <= MOST:
        return ordered
    following = ordered[MOST]
    rest = Finding(following.kind, following.sequence, f"En nog {len(ordered) - MOST} bevindingen vanaf hier.")
    return [*ordered[:MOST], rest]
