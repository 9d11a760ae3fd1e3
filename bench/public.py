"""Rows: the public register, for everyone; lists, words to look for, filters with counts, one entry, a repeat view."""

import asyncio
from typing import Any
from urllib.parse import quote_plus

import httpx2 as httpx

from bench import filling_register
from bench.load import CONNECTIONS, NUMBER, Load, request
from bench.rows import Bench, Row, stacked
from bench.servers import database, serving
from services.chassis.access import Keys
from services.publication.domain.record import STATUSES, THEMES

API, PAGES = "/publication/v1/public/entries", "/register/entries"
WORDS = (
    "uitkeringen uitkering berekenen parkeervergunning aanvraag meldingen openbare ruimte leerlingenvervoer plannen "
    "voorsorteren risicomodel tekstherkenning beslisregels camera medewerker kwartaal dringend impactvolle 0123 uitk"
)
"""Of the filled register: in all entries, in a quarter, a fifth, or a few; the last is unfinished."""
TYPOS = (
    "uitkeerng berekennen parkeervergnning aanvrag meldngen openbre ruimtte leerlingenvervor plannn voorsortren "
    "risicomdel teksherkenning beslisrgels camerra leerlngenvervoer parkervergunning berekeen openbaare meldigen "
    "beslisregles"
)
FILTERS = [
    f"status={quote_plus(status)}&theme={quote_plus(THEMES[number * 7 % len(THEMES)])}"
    for number, status in enumerate(STATUSES * 7)
]
ASKED = {
    "list": [""],
    "search, Dutch word": [f"q={word}" for word in WORDS.split()],
    "search, typing error": [f"q={word}" for word in TYPOS.split()],
    "filters": FILTERS,
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
    return [
        row
        for work, asked in ASKED.items()
        for form, path, goal in (("JSON", API, 0.25), ("HTML", PAGES, 0.1))
        for row in _views(port, f"{work}, {form}", size, [f"{path}?{query}" for query in asked], goal)
    ]


def _details(port: int, size: int, ids: list[str]) -> list[Row]:
    json = [f"{API}/{id}?" for id in ids]
    html = [f"/register/{filling_register.TENANT}/entries/{id}?" for id in ids]
    return [*_views(port, "detail, JSON", size, json, 0.4), *_views(port, "detail, HTML", size, html, 0.15)]


def _views(port: int, work: str, size: int, addresses: list[str], goal: float) -> list[Row]:
    """Two rows: addresses that nobody asked before, and the same few again and again."""
    where = f"public, {size} entries"
    addresses = addresses * -(-CONNECTIONS // len(addresses))
    first = [request("GET", f"{address}&n={NUMBER}") for address in addresses]
    again = [request("GET", address) for address in addresses]
    return [
        Row(f"{work}, first", where, Load.spread(port, first), goal),
        Row(f"{work}, again", where, Load.spread(port, again), goal),
    ]


def _repeats(port: int, size: int) -> list[Row]:
    rows = []
    for path in REPEATED:
        tag = httpx.get(f"http://127.0.0.1:{port}{path}").headers["etag"]
        asked = [request("GET", path, If_None_Match=tag)] * CONNECTIONS
        rows.append(Row(f"repeat view of {path}, 304", f"public, {size} entries", Load.spread(port, asked), 0.6))
    return rows
