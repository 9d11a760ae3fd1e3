"""Waits until the other services have heard everything that an inventory said, and done what follows from it."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from services.command.client import Client, Refused, part, side_by_side

TOPIC = "helder.inventory"
LISTENERS = ("dpia", "publication")
PATIENCE = 60.0
"""Seconds without any progress after which waiting ends."""
NAP, LONGEST_NAP = 0.1, 2.0
"""Seconds between two looks, longer each time: asking costs the services time that they need for hearing."""
NOT_FOUND = 404


@dataclass(frozen=True)
class Standing:
    """How far one tenant is: `behind` says what is not done yet, `parked` how many events could not be applied."""

    behind: tuple[str, ...]
    parked: int = 0


def present(client: Client) -> Sequence[str]:
    """Which listeners answer at this address."""
    return [service for service in LISTENERS if _answers(client, service)]


def wait(
    client: Client, tenants: Collection[str], advance: Callable[[int], None], services: Sequence[str] = LISTENERS
) -> dict[str, Standing]:
    """Waits for each tenant; answers those that are not right: still behind after a long while, or parked."""
    wrong: dict[str, Standing] = {}
    for tenant, standing in side_by_side(lambda tenant: _wait(client, tenant, services), tenants):
        if standing.behind or standing.parked:
            wrong[tenant] = standing
        advance(1)
    return wrong


def _wait(client: Client, tenant: str, services: Sequence[str]) -> Standing:
    since, last, nap = time.monotonic(), None, NAP
    while (standing := _standing(client, tenant, services)).behind:
        if standing != last:
            since, last = time.monotonic(), standing
        if time.monotonic() - since > PATIENCE:
            break
        time.sleep(nap)
        nap = min(nap * 2, LONGEST_NAP)
    return standing


def _standing(client: Client, tenant: str, services: Sequence[str]) -> Standing:
    """Inventory is asked last: what it said since counts too."""
    told = {service: _positions(client, service, tenant) for service in (*services, "inventory")}
    last = told["inventory"]["own"].get(TOPIC, 0)
    behind = []
    for service, positions in told.items():
        seen = positions["seen"].get(TOPIC, 0)
        if service != "inventory" and seen < last:
            behind.append(f"{service} has heard {seen} of {last}")
        if positions["due"]:
            behind.append(f"{service} has {positions['due']} to do")
    return Standing(tuple(behind), sum(positions["parked"] for positions in told.values()))


def _positions(client: Client, service: str, tenant: str) -> dict[str, Any]:
    """A service that has not heard of a tenant yet does not know it."""
    try:
        found: dict[str, Any] = client.ask("GET", f"/{service}/v1/organisations/{part(tenant)}/positions").json()
    except Refused as refused:
        if refused.status != NOT_FOUND:
            raise
        return {"own": {}, "seen": {}, "due": 0, "parked": 0}
    return found


def _answers(client: Client, service: str) -> bool:
    try:
        client.ask("GET", f"/{service}/v1/openapi.json")
    except Refused as refused:
        if refused.status != NOT_FOUND:
            raise
        return False
    return True
