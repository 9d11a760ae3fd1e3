"""A row of the table: one kind of request to Helder, beside the same work done with as little as possible."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import typer

from bench.load import CONNECTIONS, Client, Load, Measured, request
from bench.servers import processor
from deploy.local import kafka
from services.chassis import admin
from services.chassis.settings import Settings
from tests.postgres import Server

PROBE = 1.0
"""Seconds to see that a row answers at all, also on a slow machine."""
SERVICES = ("inventory", "dpia", "publication", "feedback")
_numbers = count(1)


@dataclass
class Row:
    """What is asked. Without a `limit`: a constant answer of the same size, from a server that does nothing."""

    work: str
    where: str
    load: Load
    goal: float | None
    limit: Load | None = None
    own: list[Measured] = field(default_factory=list)
    beside: list[Measured] = field(default_factory=list)
    facts: int = 0

    def result(self) -> dict[str, Any]:
        """Medians over the rounds; `ratio`: of answers per second, Helder's to the limit's."""
        own = median(m.per_second for m in self.own)
        limit = median(m.per_second for m in self.beside)
        return {
            "work": self.work,
            "where": self.where,
            "perSecond": round(own, 1),
            "lowest": round(min(m.per_second for m in self.own), 1),
            "highest": round(max(m.per_second for m in self.own), 1),
            "p50": round(median(m.percentile(50) for m in self.own), 2),
            "p99": round(median(m.percentile(99) for m in self.own), 2),
            "limitPerSecond": round(limit, 1),
            "ratio": round(own / limit, 3) if limit else float("nan"),
            "goal": self.goal,
            "processor": round(median(m.each for m in self.own), 1),
            "limitProcessor": round(median(m.each for m in self.beside), 1),
        }


@dataclass
class Bench:
    """What every group measures with: a PostgreSQL server, the client, a server that does nothing, and how long.

    `parts`: what lasts until the end.
    """

    parts: ExitStack
    server: Server
    folder: Path
    client: Client
    bare_port: int
    rounds: int
    seconds: float
    quick: bool
    full: bool

    @cached_property
    def kafka(self) -> str:
        """The address of a broker, which is started when the first one asks; raises kafka.Unready."""
        if reason := kafka.lacks():
            raise kafka.Unready(reason)
        return self.parts.enter_context(kafka.running()).address

    def cluster(self) -> dict[str, str]:
        """The settings of a process, with new and empty topics of every service."""
        prefix = f"bench{next(_numbers)}."
        given = Settings(kafka=self.kafka, kafka_prefix=prefix, kafka_replication=1)
        for service in SERVICES:
            admin.create(service, given)
        return {"HELDER_KAFKA": self.kafka, "HELDER_KAFKA_PREFIX": prefix, "HELDER_KAFKA_REPLICATION": "1"}

    def sizes(self, *wanted: int) -> Sequence[int]:
        """The sizes to measure; of a quick run the smallest."""
        return wanted[:1] if self.quick else wanted

    def compare(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """Measures all rows and their limits in turn, round after round."""
        for row in rows:
            self._probe(row)
        for number in range(1, self.rounds + 1):
            typer.echo(f"  round {number} of {self.rounds}", err=True)
            for row in rows:
                assert row.limit is not None
                row.beside.append(self._asked(row.limit, self.seconds))
                row.own.append(self._measured(row, self.seconds))
        return [row.result() for row in rows]

    def _probe(self, row: Row) -> None:
        """Refuses to measure refusals; learns the length of the answer."""
        found = self._measured(row, PROBE)
        if not found.answered or found.refused:
            raise RuntimeError(f"{row.work} {row.where}: {found.refused} refusals, {found.answered} answers")
        if row.limit is None:
            row.limit = Load.spread(self.bare_port, [request("GET", f"/{found.size}")] * CONNECTIONS)

    def _measured(self, row: Row, seconds: float) -> Measured:
        found = self._asked(row.load, seconds)
        row.facts += found.facts
        return found

    def _asked(self, load: Load, seconds: float) -> Measured:
        before = processor(load.port)
        found = self.client.measure(load, seconds)
        found.processor = processor(load.port) - before
        return found


@contextmanager
def stacked(work: str) -> Iterator[ExitStack]:
    """Servers and databases that last as long as one group is measured."""
    typer.echo(f"{work} ...", err=True)
    with ExitStack() as stack:
        yield stack
