"""Rows: what each process holds, idle and after work, beside a process that only imports its libraries."""

import asyncio
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench import filling, filling_log
from bench.figures import Goal, value
from bench.load import CONNECTIONS, Load, request
from bench.rows import SERVICES, Bench, stacked
from bench.servers import ROLES, database, embedded, imported, process, ran
from services import embedded as files
from services.chassis.access import Keys
from services.chassis.settings import Settings

RECORDS, FULL = 20_000, 100_000
SETTLE = 1.0
Row = dict[str, Any]


def measure(bench: Bench) -> list[Row]:
    """`serve` after requests, `work` after records that it heard, the embedded process after what it heard."""
    limits = {kind: imported(kind) for kind in (*ROLES, "embedded")}
    with stacked("Memory"):
        environment = bench.cluster() | {"HELDER_KEYS": str(bench.folder / "keys")}
        Keys.open(bench.folder / "keys")
        names = {service: database(bench.server, service) for service in SERVICES}
        on = {
            (service, kind): {**environment, "HELDER_DATABASE_URL": bench.server.url(names[service], role)}
            for service in SERVICES
            for kind, role in ROLES.items()
        }
        rows = [_idle(what, given, limits[what[1]]) for what, given in on.items()]
        rows += _after_requests(bench, on["publication", "serve"], limits["serve"])
        rows += _after_records(bench, environment, limits["work"])
        return rows + _embedded(bench, limits["embedded"])


def _idle(what: tuple[str, str], environment: Mapping[str, str], limit: float) -> Row:
    with process(*what, environment) as started:
        time.sleep(SETTLE)
        return _row("memory, idle", " ".join(what), started.resident(), limit)


def _after_requests(bench: Bench, environment: Mapping[str, str], limit: float) -> list[Row]:
    """Lists of the register, as fast as they come."""
    seconds = 1 if bench.quick else 10
    with process("publication", "serve", environment) as started:
        paths = [f"/publication/v1/public/entries?q={number}" for number in range(CONNECTIONS)]
        load, rows = Load.spread(started.port, [request("GET", path) for path in paths]), []
        for asked in ("some", "all"):
            count = bench.client.measure(load, seconds).answered
            rows.append(
                _row(f"memory, after {asked} requests", f"publication serve, {count} more", started.resident(), limit)
            )
        return rows


def _after_records(bench: Bench, environment: Mapping[str, str], limit: float) -> list[Row]:
    """dpia hears inventory, and carries out what is due meanwhile."""
    count = 2_000 if bench.quick else FULL if bench.full else RECORDS
    source, name = database(bench.server, "inventory"), database(bench.server, "dpia")
    filling_log.fill(bench.server.url(source), count)
    url = bench.server.url(name, ROLES["work"])
    with process("dpia", "work", {**environment, "HELDER_DATABASE_URL": url}) as started:
        ran("relay", bench.server.url(source, ROLES["work"]), environment=environment)
        _wait(lambda: bench.server.value("select coalesce(sum(sequence), 0) from inbox", name) == count)
        return [_row(f"memory, after {count} records", "dpia work", started.resident(), limit)]


def _embedded(bench: Bench, limit: float) -> list[Row]:
    """Without anything; and after dpia and publication have heard of systems that inventory had already."""
    rows, count = [], 200 if bench.quick else 2_000
    for systems in (0, count):
        folder = bench.folder / f"embedded-{systems}"
        asyncio.run(_filled(folder, systems))
        with embedded(folder) as started:
            _wait(lambda folder=folder, systems=systems: asyncio.run(_heard(folder)) >= systems)  # type: ignore[misc]
            time.sleep(SETTLE)
            name = f"memory, after {systems} records heard" if systems else "memory, idle"
            rows.append(_row(name, "embedded", started.resident(), limit))
    return rows


async def _filled(folder: Path, count: int) -> None:
    """Files of all services, and systems in that of inventory."""
    running = await files.prepare(Settings(data=folder))
    for each in running:
        await each.db.close()
    if count:
        await filling.fill(f"sqlite+aiosqlite:///{folder}/inventory.db", count)


async def _heard(folder: Path) -> int:
    import aiosqlite

    async with aiosqlite.connect(folder / "publication.db") as connection:
        ((heard,),) = await connection.execute_fetchall("select coalesce(sum(sequence), 0) from inbox")
        return int(heard)


def _wait(until: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise RuntimeError(f"it was not done within {seconds} s")
        time.sleep(0.1)


def _row(work: str, where: str, found: float, limit: float) -> Row:
    return value((work, where), "MB", found, Goal(1.5, ratio=True), limit)
