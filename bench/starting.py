"""Rows: from the start of a service to its first answer, and its memory, idle and after many requests."""

import time
from pathlib import Path
from statistics import median
from typing import Any

import httpx2 as httpx

from bench.load import CONNECTIONS, Load, request
from bench.rows import Bench, stacked
from bench.servers import database, imported, resident, started, stopped
from services.chassis.access import Keys

SERVICES = ("inventory", "dpia", "publication", "feedback")
REQUESTS = 100_000
TRIES = 3


def measure(bench: Bench) -> list[dict[str, Any]]:
    """Each service; memory after many requests of publication alone."""
    found = []
    for service in SERVICES:
        with stacked(f"Start of {service}"):
            url = bench.server.url(database(bench.server, service), "helder_app")
            found += _service(bench, service, url)
    return found


def _service(bench: Bench, service: str, url: str) -> list[dict[str, Any]]:
    keys = bench.folder / "keys"
    Keys.open(keys)
    seconds, idle = zip(*(_once(service, url, keys) for _ in range(1 if bench.quick else TRIES)), strict=True)
    libraries = imported()
    rows = [
        _row("start to ready", service, median(seconds), 2.0),
        _row("memory, idle", service, median(idle), 1.5, libraries),
    ]
    if service == "publication":
        rows.append(_busy(bench, url, keys, libraries))
    return rows


def _once(service: str, url: str, keys: Path) -> tuple[float, float]:
    began = time.perf_counter()
    process, port = started(service, url, keys)
    try:
        assert httpx.get(f"http://127.0.0.1:{port}/health/live").status_code == 200
        return time.perf_counter() - began, resident(process)
    finally:
        stopped(process)


def _busy(bench: Bench, url: str, keys: Path, libraries: float) -> dict[str, Any]:
    """After so many lists (of a quick run: as many as fit in a round)."""
    process, port = started("publication", url, keys)
    load = Load.spread(port, [request("GET", f"/publication/v1/public/entries?q={n}") for n in range(CONNECTIONS)])
    asked = 0
    try:
        while asked < REQUESTS:
            asked += bench.client.measure(load, 20 if not bench.quick else bench.seconds).answered
            if bench.quick:
                break
        return _row(f"memory, after {asked} requests", "publication", resident(process), 1.5, libraries)
    finally:
        stopped(process)


def _row(work: str, where: str, value: float, goal: float, limit: float | None = None) -> dict[str, Any]:
    return {
        "work": work,
        "where": where,
        "unit": "MB" if limit else "s",
        "value": round(value, 2),
        "limit": limit and round(limit, 2),
        "atMost": goal,
        "ratio": round(value / limit, 2) if limit else None,
    }
