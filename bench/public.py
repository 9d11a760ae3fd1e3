"""Rows: the public register, for everyone; lists, words to look for, filters with counts, one entry, a repeat view."""

import asyncio
from typing import Any
from urllib.parse import quote_plus

import httpx2 as httpx

from bench import filling_register
from bench.load import CONNECTIONS, Load, request
from bench.rows import Bench, Row, stacked
from bench.servers import database, serving
from services.chassis.access import Keys

API, PAGES = "/publication/v1/public/entries", "/register/entries"
ASKED = {
    "list": "",
    "search, Dutch word": "?q=uitkeringen",
    "search, typing error": "?q=uitkeerng",
    "filters": f"?status={quote_plus('In gebruik')}&theme={quote_plus('Sociale zekerheid')}",
}
REPEATED = "/register/", PAGES


def measure(bench: Bench) -> list[dict[str, Any]]:
    """All rows at each size; the pages count too."""
    return [result for size in bench.sizes(1_000, 20_000, 100_000) for result in _at(bench, size)]


def _at(bench: Bench, size: int) -> list[dict[str, Any]]:
    with stacked(f"The public register with {size} entries") as stack:
        name = database(bench.server, "publication")
        ids = asyncio.run(filling_register.fill(bench.server.url(name, "helder_worker"), size))
        bench.server.execute("analyze", name)
        Keys.open(bench.folder / "keys")
        port = stack.enter_context(serving("publication", bench.server.url(name, "helder_app"), bench.folder / "keys"))
        rows = [*_lists(port, size), *_details(port, size, ids), *_repeats(port, size)]
        return bench.compare(rows)


def _lists(port: int, size: int) -> list[Row]:
    where = f"public, {size} entries"
    return [
        Row(f"{work}, {form}", where, Load.spread(port, [request("GET", path + query)] * CONNECTIONS), goal)
        for work, query in ASKED.items()
        for form, path, goal in (("JSON", API, 0.25), ("HTML", PAGES, 0.1))
    ]


def _details(port: int, size: int, ids: list[str]) -> list[Row]:
    json = [request("GET", f"{API}/{id}") for id in ids]
    html = [request("GET", f"/register/{filling_register.TENANT}/entries/{id}") for id in ids]
    where = f"public, {size} entries"
    return [
        Row("detail, JSON", where, Load.spread(port, json), 0.4),
        Row("detail, HTML", where, Load.spread(port, html), 0.15),
    ]


def _repeats(port: int, size: int) -> list[Row]:
    rows = []
    for path in REPEATED:
        tag = httpx.get(f"http://127.0.0.1:{port}{path}").headers["etag"]
        asked = [request("GET", path, If_None_Match=tag)] * CONNECTIONS
        rows.append(Row(f"repeat view of {path}, 304", f"public, {size} entries", Load.spread(port, asked), 0.6))
    return rows
