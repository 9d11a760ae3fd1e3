"""Figures for operators, in Prometheus text form: requests, lag, what is due, parked and alarming. No contents."""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from services.chassis import feed
from services.chassis.database import ALL
from services.chassis.service import Running
from services.chassis.tables import due, parked, streams
from services.chassis.trace_http import METHODS

_DEPTH = select(func.coalesce(func.sum(streams.c.last - streams.c.relayed), 0))
"""Events that are not on Kafka yet."""


class Requests:
    """How many requests came, how they ended and how long they took, by the first part of the address."""

    def __init__(self, areas: Collection[str]) -> None:
        self.areas = frozenset(areas)
        self.counts: Counter[tuple[str, str, int]] = Counter()
        self.seconds: Counter[str] = Counter()

    def note(self, path: str, method: str, status: int, seconds: float) -> None:
        """One request; an address outside the known areas counts as `other`, and so does a method nobody knows."""
        first = path.split("/", 2)[1] if "/" in path else ""
        area = first if first in self.areas else "other"
        self.counts[area, method if method in METHODS else "other", status] += 1
        self.seconds[area] += seconds  # type: ignore[assignment]

    def lines(self) -> list[str]:
        """One line for each series."""
        counts = [
            f'helder_requests_total{{area="{area}",method="{method}",status="{status}"}} {n}'
            for (area, method, status), n in sorted(self.counts.items())
        ]
        return counts + [f'helder_request_seconds_total{{area="{a}"}} {s:.6f}' for a, s in sorted(self.seconds.items())]


async def lines(requests: Requests, services: Sequence[Running]) -> list[str]:
    """All figures of the services at one address; a process that only answers requests has no others."""
    behind = [line for running in services if running.db.embedded for line in await figures(running)]
    return requests.lines() + behind


async def figures(running: Running) -> list[str]:
    """How far a service is behind with what it relays, hears and must do, what it parked, and its alarms."""
    name = running.service.name
    async with running.db.view(ALL) as tx:
        counts = {t.name: (await tx.execute(select(func.count()).select_from(t))).scalar_one() for t in (due, parked)}
        depth = (await tx.execute(_DEPTH)).scalar_one()
    lag = await feed.lag(running) if running.db.embedded else running.lag
    waits = [f'helder_{table}_rows{{service="{name}"}} {n}' for table, n in counts.items()]
    behind = [f'helder_lag_events{{service="{name}",topic="{topic}"}} {n}' for topic, n in lag.items()]
    alarms = [f'helder_alarms_total{{service="{name}",kind="{kind}"}} {n}' for kind, n in running.alarms.items()]
    relay = [] if running.db.embedded else [f'helder_relay_depth_events{{service="{name}"}} {depth}']
    return [*waits, *relay, *behind, *alarms]
