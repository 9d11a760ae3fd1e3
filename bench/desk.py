"""Rows: the desk of one organisation; its list of systems, and one system."""

import asyncio
from typing import Any

from bench import filling
from bench.filling import TENANT
from bench.load import CONNECTIONS, Load, request
from bench.rows import Bench, Row, stacked
from bench.servers import database, serving
from services.chassis.access import Keys

API, PAGES = f"/inventory/v1/organisations/{TENANT}/systems", f"/inventory/{TENANT}/systems"


def measure(bench: Bench) -> list[dict[str, Any]]:
    """List and detail at each size, as JSON and as page."""
    return [result for size in bench.sizes(300, 5_000) for result in _at(bench, size)]


def _at(bench: Bench, size: int) -> list[dict[str, Any]]:
    with stacked(f"The desk with {size} systems") as stack:
        name = database(bench.server, "inventory")
        ids = asyncio.run(filling.fill(bench.server.url(name, "helder_worker"), size))
        bench.server.execute("analyze", name)
        token = filling.token(Keys.open(bench.folder / "keys"), [TENANT])
        port = stack.enter_context(serving("inventory", bench.server.url(name, "helder_app"), bench.folder / "keys"))
        return bench.compare(_rows(port, size, token, ids[:1000]))


def _rows(port: int, size: int, token: str, ids: list[str]) -> list[Row]:
    where = f"desk, {size} systems"
    found = []
    for form, path, goals in (("JSON", API, (0.25, 0.4)), ("HTML", PAGES, (0.1, 0.15))):
        listing = [request("GET", path, token)] * CONNECTIONS
        details = [request("GET", f"{path}/{id}", token) for id in ids]
        found.append(Row(f"list, {form}", where, Load.spread(port, listing), goals[0]))
        found.append(Row(f"detail, {form}", where, Load.spread(port, details), goals[1]))
    return found
