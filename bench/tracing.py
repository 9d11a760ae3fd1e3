"""Rows: what tracing costs; the same service with and without spans, which nobody receives."""

import asyncio
import json
from typing import Any

from bench import filling
from bench.filling import TENANT, description
from bench.load import CONNECTIONS, Load, request
from bench.rows import Bench, Row, stacked
from bench.servers import database, serving
from services.chassis.access import Keys

NOBODY = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_BSP_SCHEDULE_DELAY": "5000"}
SYSTEMS = f"/inventory/v1/organisations/{TENANT}/systems"


def measure(bench: Bench) -> list[dict[str, Any]]:
    """The limit is the service without tracing."""
    with stacked("Tracing") as stack:
        name = database(bench.server, "inventory")
        ids = asyncio.run(filling.fill(bench.server.url(name, "helder_worker"), 300))
        keys = bench.folder / "keys"
        token = filling.token(Keys.open(keys), [TENANT])
        arguments = ("inventory", bench.server.url(name, "helder_app"), keys)
        plain = stack.enter_context(serving(*arguments))
        traced = stack.enter_context(serving(*arguments, environment=NOBODY))
        body = json.dumps(description(1).model_dump(mode="json", by_alias=True, exclude_none=True)).encode()
        asked = {
            "detail, JSON, traced": [request("GET", f"{SYSTEMS}/{id}", token) for id in ids],
            "register a system, traced": [request("POST", SYSTEMS, token, body)] * CONNECTIONS,
        }
        rows = [
            Row(work, "desk, against untraced", Load.spread(traced, requests), None, Load.spread(plain, requests))
            for work, requests in asked.items()
        ]
        return bench.compare(rows)
