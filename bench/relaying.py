"""Rows: the relay with a backlog, beside an idempotent producer alone with the same records."""

from typing import Any

from bench import filling_log
from bench.figures import rate
from bench.rows import Bench, stacked
from bench.servers import database, ran

BACKLOG = 20_000


def measure(bench: Bench) -> list[dict[str, Any]]:
    """Each round relays everything anew; eight organisations."""
    count = 2_000 if bench.quick else BACKLOG
    own, limit = [], []
    with stacked(f"Relaying {count} events"):
        name = database(bench.server, "inventory")
        filling_log.fill(bench.server.url(name), count)
        for _ in range(bench.rounds):
            cluster = bench.cluster()
            limit.append(ran("produce", bench.server.url(name, "postgres"), environment=cluster))
            bench.server.execute("update streams set relayed = 0", name)
            own.append(ran("relay", bench.server.url(name, "helder_worker"), environment=cluster))
            assert own[-1]["count"] == count
    return [rate(("relay", f"backlog of {count}"), own, limit, 0.5)]
