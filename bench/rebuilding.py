"""Rows: a rebuild of the read tables of inventory, beside reading the same events; and the memory that it takes."""

from typing import Any

from bench import filling_log
from bench.figures import Figures, Goal, value
from bench.rows import Bench, stacked
from bench.servers import database, ran

SIZES = (20_000, 100_000)
FULL = 1_000_000


def measure(bench: Bench) -> list[dict[str, Any]]:
    """Time against reading; memory at its peak against that of the smallest."""
    sizes = [*bench.sizes(*SIZES), *([FULL] if bench.full else [])]
    peaks, rows = dict[int, float](), []
    for size in sizes:
        own, limit = _at(bench, size)
        rows.append(value(("rebuild", f"{size} events"), "s", own["seconds"], Goal(3.0, ratio=True), limit["seconds"]))
        peaks[size] = own["peak"]
    for size, peak in peaks.items():
        smallest = peaks[sizes[0]] if size != sizes[0] else None
        goal = Goal(1.2, ratio=True) if smallest else None
        rows.append(value(("rebuild, peak of memory", f"{size} events"), "MB", peak, goal, smallest))
    return rows


def _at(bench: Bench, size: int) -> tuple[Figures, Figures]:
    with stacked(f"Rebuild from {size} events"):
        name = database(bench.server, "inventory")
        url = bench.server.url(name)
        filling_log.fill(url, size)
        limit, own = ran("read", url), ran("rebuild", url)
        bench.server.drop(name)
    if (limit["count"], own["count"]) != (size, size):
        raise RuntimeError(f"{limit['count']} events read, {own['count']} rebuilt, of {size}")
    return own, limit
