"""`python -m bench`: measures list, search, detail and create, and says how to read it at the end."""

import asyncio
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import httpx2 as httpx
import typer

from bench import appending, filling, report
from bench.load import CONNECTIONS
from bench.rows import Row, rows
from bench.servers import database, postgresql, serving
from services.chassis.access import EVERYWHERE, OPERATOR, Keys
from services.chassis.database import Database
from tests.postgres import Server

LEGEND = (
    "bare: answers per second of a Starlette application that answers as many bytes and does nothing, in the same "
    "round; times: how many of those fit in one answer of Helder."
)


def main(
    rounds: Annotated[int, typer.Option(min=1, help="how often everything is measured")] = 5,
    seconds: Annotated[float, typer.Option(min=0.2, help="how long each measurement takes")] = 2.0,
    sizes: Annotated[str, typer.Option(help="numbers of systems, with commas")] = "1000,20000",
    sqlite: Annotated[bool, typer.Option(help="also the embedded services on SQLite")] = True,
) -> None:
    """Measures how fast Helder answers on this machine."""
    found = {
        "machine": report.machine(),
        "connections": CONNECTIONS,
        "rounds": rounds,
        "seconds": seconds,
    }
    with ExitStack() as stack:
        server = stack.enter_context(postgresql())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        plan = [row for size in sizes.split(",") for row in _postgresql(stack, server, folder, int(size))]
        plan += _embedded(stack, folder) if sqlite else []
        asyncio.run(_measure(plan, stack.enter_context(serving("bare")), rounds, seconds))
        found |= {"postgresql": _version(server), "bursts": _bursts(server, seconds)}
    found["rows"] = [row.result() for row in plan]
    _say(found)


def _postgresql(stack: ExitStack, server: Server, folder: Path, size: int) -> list[Row]:
    """Inventory alone on PostgreSQL, signed in as the role that sees one organisation at a time."""
    typer.echo(f"Registering {size} systems on PostgreSQL ...", err=True)
    name = database(server)
    ids = asyncio.run(_fill(server.url(name, "helder_worker"), size))
    server.execute("analyze", name)
    port = stack.enter_context(serving("inventory", server.url(name, "helder_app"), folder / "keys"))
    return rows(f"PostgreSQL, {size} systems", port, _token(folder / "keys"), ids)


async def _fill(url: str, size: int) -> list[str]:
    db = Database(url)
    try:
        return await filling.fill(db, size)
    finally:
        await db.close()


def _embedded(stack: ExitStack, folder: Path) -> list[Row]:
    """All services in one process on SQLite, as `make run` has them: what follows in the others costs time too."""
    port = stack.enter_context(serving("embedded", folder / "embedded"))
    operator, _ = Keys.open(folder / "embedded").token("beheerder", {EVERYWHERE: [OPERATOR]}, 1)
    body = {"id": filling.TENANT, "name": "Gemeente Eskerwold", "oin": filling.OIN}
    address = f"http://127.0.0.1:{port}/inventory/v1/organisations"
    answer = httpx.post(address, json=body, headers={"authorization": f"Bearer {operator}"})
    assert answer.status_code == 201, answer.text
    create, list_ = reversed(rows("embedded, SQLite", port, _token(folder / "embedded"), []))
    return [create, list_]


def _token(folder: Path) -> str:
    return Keys.open(folder).token("anna", {filling.TENANT: ["coordinator"]}, 12)[0]


async def _measure(plan: list[Row], bare_port: int, rounds: int, seconds: float) -> None:
    for row in plan:
        await row.probe()
    for number in range(1, rounds + 1):
        typer.echo(f"Round {number} of {rounds} ...", err=True)
        for row in plan:
            await row.round(bare_port, seconds)


def _bursts(server: Server, seconds: float) -> dict[str, float]:
    name = database(server)
    rate = asyncio.run(appending.burst(server.url(name, "helder_app"), max(seconds * 2, 1)))
    return {f"{len(appending.TENANTS)} organisations register at once, no HTTP, PostgreSQL": rate}


def _version(server: Server) -> str:
    async def ask() -> str:
        db = Database(server.url("postgres"))
        async with db.view() as tx:
            found = str((await tx.exec_driver_sql("show server_version")).scalar_one())
        await db.close()
        return found.split()[0]

    return asyncio.run(ask())


def _say(found: dict[str, Any]) -> None:
    paths = report.write(found)
    typer.echo("\n".join([report.text(found), "", LEGEND, *(f"Written: {path}" for path in paths)]))


if __name__ == "__main__":
    typer.run(main)
