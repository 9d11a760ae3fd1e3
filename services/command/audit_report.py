"""What `audit verify` says of what it found."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any, NoReturn

import typer

from services.chassis.audit.agreement import Agreement
from services.chassis.audit.findings import Verdict


@dataclass(frozen=True)
class Outcome:
    """What was found in the one place that was read; in databases, on Kafka and between them when both were."""

    sources: Sequence[Verdict]
    kafka: Sequence[Verdict] | None = None
    agreement: Sequence[Agreement] = ()

    @property
    def ok(self) -> bool:
        """Nothing is wrong anywhere."""
        verdicts = (*self.sources, *(self.kafka or ()))
        return all(verdict.ok for verdict in verdicts) and all(one.ok for one in self.agreement)

    def json(self) -> dict[str, Any]:
        """As `audit verify --json` says it."""
        first = {"ok": self.ok, "sources": [verdict.json() for verdict in self.sources]}
        if self.kafka is None:
            return first
        kafka, agreement = ([one.json() for one in said] for said in (self.kafka, self.agreement))
        return first | {"kafka": kafka, "agreement": agreement}


def tell(outcome: Outcome, as_json: bool) -> NoReturn:
    """Says what was found; exit code 1 when anything is wrong."""
    if as_json:
        typer.echo(json.dumps(outcome.json(), ensure_ascii=False))
    else:
        _say(_("Databases") if outcome.kafka is not None else None, outcome.sources)
        _say("Kafka", outcome.kafka or ())
        for one in outcome.agreement:
            _say_agreement(one)
    raise typer.Exit(0 if outcome.ok else 1)


def _say(title: str | None, verdicts: Sequence[Verdict]) -> None:
    if title and verdicts:
        typer.echo(f"{title}:")
    for verdict in verdicts:
        counted = _("{events} gebeurtenissen, {unsigned} nog niet ondertekend")
        counted = counted.format(events=verdict.events, unsigned=verdict.unsigned)
        typer.echo(f"{_('klopt') if verdict.ok else _('KLOPT NIET')}  {verdict.source}  {counted}")
        for finding in verdict.findings:
            typer.echo(f"    {finding.kind} {finding.sequence} {finding.id or ''} {finding.detail}")


def _say_agreement(one: Agreement) -> None:
    counted = _("{database} in de database, {kafka} op Kafka").format(database=one.database, kafka=one.kafka)
    first = _(", verschillend vanaf {sequence}").format(sequence=one.differs) if one.differs else ""
    typer.echo(f"{_('gelijk') if one.ok else _('NIET GELIJK')}  {one.source}  {counted}{first}")
