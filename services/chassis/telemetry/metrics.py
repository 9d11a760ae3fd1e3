"""Figures for operators: requests, durations, what waits, lags, is parked and alarms. No contents, no persons."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import feed
from services.chassis.database import ALL
from services.chassis.service import Running
from services.chassis.telemetry.timing import BOUNDS, Histogram, Labels, Timings
from services.chassis.telemetry.trace_http import METHODS

WHERE = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT")


@dataclass(frozen=True)
class Figure:
    """One number at this moment; a name that ends in `_total` only grows."""

    name: str
    labels: Labels
    value: float

    @classmethod
    def of(cls, name: str, value: float, **labels: str) -> "Figure":
        """A figure with these labels."""
        return cls(f"helder_{name}", tuple(labels.items()), value)


Read = tuple[list[Figure], Sequence[Timings]]


class Requests:
    """How many requests came, how they ended and how long they took, by the first part of the address."""

    def __init__(self, areas: Collection[str]) -> None:
        self.areas = frozenset(areas)
        self.counts: Counter[tuple[str, str, int]] = Counter()
        self.timings = Timings()

    def note(self, path: str, method: str, status: int, seconds: float) -> None:
        """One request; an address outside the known areas counts as `other`, and so does a method nobody knows."""
        first = path.split("/", 2)[1] if "/" in path else ""
        area = first if first in self.areas else "other"
        self.counts[area, method if method in METHODS else "other", status] += 1
        self.timings.note("helder_request_seconds", seconds, area=area)

    def figures(self) -> list[Figure]:
        """How many of each kind."""
        return [
            Figure.of("requests_total", number, area=area, method=method, status=str(status))
            for (area, method, status), number in sorted(self.counts.items())
        ]


_WAITING = text("""
select (select count(*) from due) as due_rows, (select min(made_at) from due) as due_since,
  (select count(*) from parked) as parked_rows,
  (select coalesce(sum(last - relayed), 0) from streams) as relay_depth_events,
  (select max(made_at) from checkpoints) as signed_at
""")
_OLDEST = text("""
select min(e.id) from streams s
join events e on e.tenant = s.tenant and e.topic = s.topic and e.sequence = s.relayed + 1 where s.last > s.relayed
""")


async def read(services: Sequence[Running], behind: bool = False) -> "Read":
    """What these services can tell; `behind`: also what waits in the database, which embedded services always tell."""
    found = [figure for running in services for figure in await _of(running, behind or running.db.embedded)]
    return found, [running.timings for running in services]


async def _of(running: Running, behind: bool) -> list[Figure]:
    found = await figures(running) if behind else []
    return found + [
        Figure.of("alarms_total", n, service=running.service.name, kind=kind) for kind, n in running.alarms.items()
    ]


async def figures(running: Running) -> list[Figure]:
    """How far a service is behind with what it relays, hears and must do, and what it parked."""
    async with running.db.view(ALL) as tx:
        found = [*await _waiting(tx, running), *([] if running.db.embedded else await _relay_age(tx, running))]
    name = running.service.name
    lag = await feed.lag(running) if running.db.embedded else running.lag
    return found + [Figure.of("lag_events", events, service=name, topic=topic) for topic, events in lag.items()]


async def _waiting(tx: AsyncConnection, running: Running) -> list[Figure]:
    row = (await tx.execute(_WAITING)).mappings().one()
    counted = ["due_rows", "parked_rows", *([] if running.db.embedded else ["relay_depth_events"])]
    ages = {"due_age_seconds": row["due_since"], "checkpoint_age_seconds": row["signed_at"]}
    values = {name: float(row[name]) for name in counted}
    values |= {name: _seconds_since(moment) for name, moment in ages.items() if moment or name == "due_age_seconds"}
    return [Figure.of(name, value, service=running.service.name) for name, value in values.items()]


async def _relay_age(tx: AsyncConnection, running: Running) -> list[Figure]:
    """Ids of events begin with the millisecond in which they were made (UUIDv7)."""
    oldest = (await tx.execute(_OLDEST)).scalar()
    made = datetime.fromtimestamp(int(oldest.replace("-", "")[:12], 16) / 1000, UTC).isoformat() if oldest else None
    return [Figure.of("relay_age_seconds", _seconds_since(made), service=running.service.name)]


def _seconds_since(moment: str | None) -> float:
    return max((datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds(), 0.0) if moment else 0.0


def prometheus(found: Iterable[Figure], timings: Sequence[Timings]) -> str:
    """The figures in Prometheus' text form, by name."""
    lines = [f"{figure.name}{_braces(figure.labels)} {figure.value:g}" for figure in found]
    for each in timings:
        for (name, labels), histogram in sorted(each.histograms.items()):
            lines += _buckets(name, labels, histogram)
    return "\n".join(lines) + "\n"


def _buckets(name: str, labels: Labels, histogram: Histogram) -> list[str]:
    total, lines = 0, []
    for bound, count in zip([*map(str, BOUNDS), "+Inf"], histogram.counts, strict=True):
        total += count
        lines.append(f"{name}_bucket{_braces((*labels, ('le', bound)))} {total}")
    return [*lines, f"{name}_sum{_braces(labels)} {histogram.seconds:.6f}", f"{name}_count{_braces(labels)} {total}"]


def _braces(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels) + "}"
