"""What is measured: each row of the table is one kind of request, beside a constant answer of the same length."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench.filling import TENANT, description
from bench.load import Measured, Requests, forever, measure, request

SYSTEMS = f"/inventory/v1/organisations/{TENANT}/systems"


@dataclass
class Row:
    """One kind of request to one server; `bare` makes the same request to the server that does nothing."""

    name: str
    where: str
    port: int
    requests: Requests
    body: bytes = b""
    own: list[Measured] = field(default_factory=list)
    bare: list[Measured] = field(default_factory=list)

    async def probe(self) -> None:
        """Refuses to measure refusals; learns the length of the answer."""
        found = await measure(self.port, self.requests, 3)
        if not found.times or found.refused:
            raise RuntimeError(f"{self.name} {self.where}: {found.refused} of {len(found.times)} answers are refusals")
        self.size = found.size

    async def round(self, bare_port: int, seconds: float) -> None:
        """Measures both, one after the other."""
        method = "POST" if self.body else "GET"
        nothing = request(method, f"/{self.size}", body=self.body)
        self.bare.append(await measure(bare_port, forever(lambda _: nothing), seconds))
        self.own.append(await measure(self.port, self.requests, seconds))

    def result(self) -> dict[str, Any]:
        """Medians over the rounds."""
        bare = median(m.per_second for m in self.bare)
        own = median(m.per_second for m in self.own)
        return {
            "name": self.name,
            "where": self.where,
            "perSecond": round(own, 1),
            "lowest": round(min(m.per_second for m in self.own), 1),
            "highest": round(max(m.per_second for m in self.own), 1),
            "p50": round(median(m.percentile(50) for m in self.own), 2),
            "p99": round(median(m.percentile(99) for m in self.own), 2),
            "barePerSecond": round(bare, 1),
            "timesBare": round(bare / own, 1),
            "refused": sum(m.refused for m in self.own),
        }


def rows(where: str, port: int, token: str, ids: Sequence[str]) -> list[Row]:
    """List, search, detail and create on one server. Without ids there is nothing to look up."""
    listing, searching = (request("GET", SYSTEMS + query, token) for query in ("", "?q=leverancier%207"))
    body = json.dumps(description(99_999).model_dump(mode="json", by_alias=True, exclude_none=True)).encode()
    creating = request("POST", SYSTEMS, token, body)
    found = [Row("list", where, port, forever(lambda _: listing))]
    if ids:
        details = [request("GET", f"{SYSTEMS}/{id}", token) for id in ids]
        found.append(Row("search", where, port, forever(lambda _: searching)))
        found.append(Row("detail", where, port, forever(lambda number: details[number * 7919 % len(details)])))
    return [*found, Row("create", where, port, forever(lambda _: creating), body)]
