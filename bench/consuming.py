"""Rows: one worker that hears inventory, beside the same rows from aiokafka by hand."""

from collections.abc import Mapping
from typing import Any

from bench import filling_log
from bench.figures import Figures, rate
from bench.rows import Bench, stacked
from bench.servers import database, ran

EVENTS = 20_000
LEAST = 5_000
"""Events per second that are wanted."""
WORK = ("hear_by_hand", "hear")


def measure(bench: Bench) -> list[dict[str, Any]]:
    """dpia writes a row for each system, and what is due; publication only what is due."""
    count = 2_000 if bench.quick else EVENTS
    with stacked(f"Hearing {count} events"):
        source = database(bench.server, "inventory")
        filling_log.fill(bench.server.url(source), count)
        return [_row(bench, source, service, count) for service in ("dpia", "publication")]


def _row(bench: Bench, source: str, service: str, count: int) -> dict[str, Any]:
    found: dict[str, list[Figures]] = {what: [] for what in WORK}
    empty = database(bench.server, service)
    for _ in range(bench.rounds):
        cluster = bench.cluster()
        bench.server.execute("update streams set relayed = 0", source)
        ran("relay", bench.server.url(source, "helder_worker"), environment=cluster)
        for what in WORK:
            found[what].append(_heard(bench, what, (service, empty), count, cluster))
    name = f"consume, {service}", f"{count} events, {len(filling_log.TENANTS)} organisations"
    return rate(name, found["hear"], found["hear_by_hand"], 0.5) | {"least": LEAST}


def _heard(bench: Bench, what: str, where: tuple[str, str], count: int, cluster: Mapping[str, str]) -> Figures:
    """Into an empty copy of the database, which is compared with the log."""
    service, empty = where
    name = bench.server.create(template=empty)
    found = ran(what, service, bench.server.url(name, "helder_worker"), str(count), environment=cluster)
    heard = bench.server.value("select sum(sequence) from inbox", name)
    if heard != count:
        raise RuntimeError(f"{what} of {service}: {heard} of {count} events are heard")
    bench.server.drop(name)
    return found
