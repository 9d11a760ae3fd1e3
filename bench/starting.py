"""Rows: from the start of a process of a service until it says that it is ready, with everything below it running."""

import time
from statistics import median
from typing import Any

from bench.figures import Goal, value
from bench.rows import SERVICES, Bench, stacked
from bench.servers import ROLES, database, process
from services.chassis.access import Keys

TRIES = 3


def measure(bench: Bench) -> list[dict[str, Any]]:
    """Each service, what answers people and what works behind it."""
    with stacked("Starting"):
        environment = bench.cluster() | {"HELDER_KEYS": str(bench.folder / "keys")}
        Keys.open(bench.folder / "keys")
        names = {service: database(bench.server, service) for service in SERVICES}
        return [_row(bench, environment, (service, kind), names[service]) for service in SERVICES for kind in ROLES]


def _row(bench: Bench, environment: dict[str, str], what: tuple[str, str], name: str) -> dict[str, Any]:
    service, kind = what
    url = bench.server.url(name, ROLES[kind])
    tries = [
        _once(environment | {"HELDER_DATABASE_URL": url}, service, kind) for _ in range(1 if bench.quick else TRIES)
    ]
    return value(("start to ready", f"{service} {kind}"), "s", median(tries), Goal(2.0))


def _once(environment: dict[str, str], service: str, kind: str) -> float:
    began = time.perf_counter()
    with process(service, kind, environment):
        return time.perf_counter() - began
