"""Rows: from a command that was accepted to the row of another service, over Kafka, fifty times a second."""

import asyncio
import json
import time
from contextlib import ExitStack
from statistics import quantiles
from typing import Any

import httpx2 as httpx

from bench import filling
from bench.figures import Goal, value
from bench.filling import description
from bench.filling_log import TENANTS
from bench.rows import Bench, stacked
from bench.servers import ROLES, database, process, ran
from services.chassis.access import Keys

PER_SECOND = 50
SIZE = 1500
"""Bytes of a record in the limit: as many as a registration has."""
GOALS = {50: 30.0, 99: 150.0}
_WRITTEN = "select subject, pg_xact_commit_timestamp(xmin) from events where type like '%.system-registered.%'"
_THERE = "select 'system/' || id, pg_xact_commit_timestamp(xmin) from systems"


def measure(bench: Bench) -> list[dict[str, Any]]:
    """Commit to commit, by the clock of PostgreSQL; inventory and dpia run as their real processes."""
    seconds = 4 if bench.quick else 20
    with stacked("From a command to a row elsewhere") as stack:
        cluster = bench.cluster()
        limit = ran("bounce", str(PER_SECOND * seconds), str(SIZE), environment=cluster)["times"]
        names = database(bench.server, "inventory"), database(bench.server, "dpia")
        asyncio.run(filling.fill_each(bench.server.url(names[0], "helder_worker"), TENANTS, 1))
        port = _started(bench, stack, cluster, names)
        token = filling.token(Keys.open(bench.folder / "keys"), TENANTS)
        _heard(bench, names[1], len(TENANTS))
        asyncio.run(_send(port, token, PER_SECOND * seconds))
        times = _times(bench, names, PER_SECOND * seconds + len(TENANTS))
    return [
        value((f"command to row elsewhere, p{n}", f"{len(times)} at {PER_SECOND}/s"), "ms", own, Goal(most), beside)
        for n, most in GOALS.items()
        for own, beside in [(quantiles(times, n=100)[n - 1], quantiles(limit, n=100)[n - 1])]
    ]


def _started(bench: Bench, stack: ExitStack, cluster: dict[str, str], names: tuple[str, str]) -> int:
    """The port on which inventory answers; last, so that the others are ready before it."""
    Keys.open(bench.folder / "keys")
    environment = cluster | {"HELDER_KEYS": str(bench.folder / "keys")}
    port = 0
    for service, kind in (("inventory", "work"), ("dpia", "work"), ("inventory", "serve")):
        url = bench.server.url(names[service == "dpia"], ROLES[kind])
        given = environment | {"HELDER_DATABASE_URL": url}
        port = stack.enter_context(process(service, kind, given)).port
    return port


def _heard(bench: Bench, dpia: str, count: int, patience: float = 60) -> None:
    end = time.monotonic() + patience
    while bench.server.value("select count(*) from systems", dpia) < count:
        if time.monotonic() > end:
            raise RuntimeError(f"dpia has not heard of {count} systems within {patience} s")
        time.sleep(0.2)


async def _send(port: int, token: str, count: int) -> None:
    """Each at its time, whatever became of those before it."""
    body = json.dumps(description(1).model_dump(mode="json", by_alias=True, exclude_none=True))
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
        began, tasks = time.monotonic(), []
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
            path = f"/inventory/v1/organisations/{TENANTS[number % len(TENANTS)]}/systems"
            tasks.append(asyncio.create_task(client.post(path, content=body)))
        for answer in await asyncio.gather(*tasks):
            answer.raise_for_status()


def _times(bench: Bench, names: tuple[str, str], count: int) -> list[float]:
    """Milliseconds, without those that were there before."""
    inventory, dpia = names
    _heard(bench, dpia, count)
    written, there = dict(bench.server.rows(_WRITTEN, inventory)), dict(bench.server.rows(_THERE, dpia))
    first = sorted(written, key=written.__getitem__)[len(TENANTS) :]
    return [(there[subject] - written[subject]).total_seconds() * 1000 for subject in first]
