"""`python -m bench`: measures Helder beside the least that would do the same work; one table, as text and as JSON."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from bench import (
    consuming,
    desk,
    latency,
    memory,
    public,
    rebuilding,
    relaying,
    report,
    starting,
    tracing,
    writing,
)
from bench.load import CONNECTIONS, Client
from bench.rows import Bench
from bench.servers import postgresql, serving
from services.chassis.database import Database
from tests.postgres import Server

Group = Callable[[Bench], list[dict[str, Any]]]
GROUPS: Mapping[str, Group] = {
    "public": public.measure,
    "desk": desk.measure,
    "writing": writing.measure,
    "tracing": tracing.measure,
    "latency": latency.measure,
    "consuming": consuming.measure,
    "relaying": relaying.measure,
    "rebuilding": rebuilding.measure,
    "memory": memory.measure,
    "starting": starting.measure,
}
"""Each is a module with one function, which brings the servers and databases that it needs."""


def main(
    only: Annotated[str, typer.Option(help=f"groups of rows, with commas: {', '.join(GROUPS)}")] = ",".join(GROUPS),
    rounds: Annotated[int, typer.Option(min=1, help="how often everything is measured")] = 3,
    seconds: Annotated[float, typer.Option(min=0.2, help="how long each measurement takes")] = 1.0,
    quick: Annotated[bool, typer.Option("--quick", help="to try it: the smallest sizes, one short round")] = False,
    full: Annotated[bool, typer.Option("--full", help="also what takes many minutes: a million events")] = False,
) -> None:
    """Measures how fast Helder answers on this machine."""
    unknown = set(only.split(",")) - set(GROUPS)
    if unknown:
        raise typer.BadParameter(f"no such group: {', '.join(sorted(unknown))}", param_hint="--only")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended
    rounds, seconds = (1, 0.5) if quick else (rounds, seconds)
    found: dict[str, Any] = {"machine": report.machine(), "connections": CONNECTIONS}
    found |= {"rounds": rounds, "seconds": seconds, "rows": []}
    with ExitStack() as stack:
        bench = _bench(stack, rounds, seconds, quick, full)
        found["postgresql"] = _version(bench.server)
        for name in only.split(","):
            rows = [{"group": name} | row for row in GROUPS[name](bench)]
            typer.echo("\n".join(map(report.line, rows)), err=True)
            found["rows"] += rows
            found["loadAfter"] = round(os.getloadavg()[0], 2)
            paths = report.write(found)  # what comes later may fail
    typer.echo("\n".join([report.text(found), "", *(f"Written: {path}" for path in paths)]))


def _bench(stack: ExitStack, rounds: int, seconds: float, quick: bool, full: bool) -> Bench:
    server = stack.enter_context(postgresql())
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    client = Client()
    stack.callback(client.close)
    return Bench(stack, server, folder, client, stack.enter_context(serving("bare")), rounds, seconds, quick, full)


def _version(server: Server) -> str:
    async def ask() -> str:
        db = Database(server.url("postgres"))
        async with db.view() as tx:
            found = str((await tx.exec_driver_sql("show server_version")).scalar_one())
        await db.close()
        return found.split()[0]

    return asyncio.run(ask())


if __name__ == "__main__":
    typer.run(main)
