"""Rows: commands; a system is registered and described, and afterwards every answer must be in the log."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from bench import auditing, filling
from bench.load import CONNECTIONS, ETAG, Load, request
from bench.rows import Bench, Row, stacked
from bench.servers import database, serving
from services.chassis.access import Keys

TENANTS = tuple(f"gemeente-{number:02}" for number in range(CONNECTIONS))
EACH = 32
"""Systems that one connection describes in turn: few were described a hundred times."""
LEAST = 1_000
"""Commands per second that are wanted."""


def measure(bench: Bench) -> list[dict[str, Any]]:
    """All organisations at once, and all connections at one of them: its commands wait for each other."""
    return [result for count in (1, CONNECTIONS) for result in _with(bench, TENANTS[:count])]


def _with(bench: Bench, tenants: Sequence[str]) -> list[dict[str, Any]]:
    with stacked(f"Commands of {len(tenants)} organisations") as stack:
        name = database(bench.server, "inventory")
        url = bench.server.url(name, "helder_worker")
        ids = asyncio.run(filling.fill_each(url, tenants, CONNECTIONS // len(tenants) * EACH))
        rows = _rows(bench, stack, name, [(tenants[place % len(tenants)], id) for place, id in enumerate(ids)])
        results = bench.compare(rows)
        facts = len(ids) + sum(row.facts for row in rows)
        complete = asyncio.run(auditing.complete(bench.server.url(name), facts))
        return [result | {"auditComplete": complete, "least": LEAST} for result in results]


def _rows(bench: Bench, stack: ExitStack, name: str, systems: Sequence[tuple[str, str]]) -> list[Row]:
    keys = bench.folder / "keys"
    token = filling.token(Keys.open(keys), TENANTS)
    port = stack.enter_context(serving("inventory", bench.server.url(name, "helder_app"), keys))
    hand = stack.enter_context(serving("by_hand", bench.server.url(_twin(bench), "helder_app")))
    where = f"desk, {len({tenant for tenant, _ in systems})} organisations"
    return [
        Row("register a system", where, _registering(port, systems, token), 0.4, _registering(hand, systems)),
        Row("describe a system", where, _describing(port, systems, token), 0.4, _describing(hand, systems)),
    ]


def _twin(bench: Bench) -> str:
    """A second database, empty, for the same inserts by hand."""
    return database(bench.server, "inventory")


def _address(tenant: str, token: str | None) -> str:
    return f"/inventory/v1/organisations/{tenant}/systems" if token else f"/{tenant}"


def _registering(port: int, systems: Sequence[tuple[str, str]], token: str | None = None) -> Load:
    body = _body(99_999)
    return Load.spread(port, [request("POST", _address(tenant, token), token, body) for tenant, _ in systems])


def _describing(port: int, systems: Sequence[tuple[str, str]], token: str | None = None) -> Load:
    """Each connection describes systems of its own, each time otherwise, and says which version it saw."""
    shares = [[f"{_address(t, token)}/{id}" for t, id in systems[place::CONNECTIONS]] for place in range(CONNECTIONS)]
    turns = [
        [request("PUT", path, token, _body(n), If_Match=ETAG.decode()) for n in (1, 2) for path in share]
        for share in shares
    ]
    first = [[request("GET", path, token) for path in share] for share in shares] if token else []
    return Load(port, turns, first)


def _body(number: int) -> bytes:
    return json.dumps(filling.description(number).model_dump(mode="json", by_alias=True, exclude_none=True)).encode()
