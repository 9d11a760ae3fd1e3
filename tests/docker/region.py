"""Four services behind one address, as people and programs outside reach them."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import httpx2 as httpx

from services import embedded
from services.chassis.access import EVERYWHERE, OPERATOR, Keys
from tests.installation import ESKERWOLD

POSITIONS = "/{}/v1/organisations/eskerwold/positions"
OWNERS = {topic: service.name for service in embedded.SERVICES for topic in service.topics}
Seen = Mapping[str, Any]


class Region:
    """Has the people, and the waiting, of `tests.installation.Installation`."""

    def __init__(self, url: str, keys: Keys) -> None:
        self.url, self.keys = url, keys
        self.opened: list[httpx.AsyncClient] = []

    def client(self, person: str | None = None, *roles: str, tenant: str = "eskerwold") -> httpx.AsyncClient:
        """Someone at the door: signed in as this person with these roles in the tenant, or a visitor."""
        token = self.keys.token(person, {tenant: list(roles)}, 1)[0] if person else None
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self.opened.append(httpx.AsyncClient(base_url=self.url, headers=headers, timeout=30))
        return self.opened[-1]

    async def close(self) -> None:
        for client in self.opened:
            await client.aclose()

    async def onboard(self) -> None:
        """Makes the organisation a tenant, known in every service."""
        operator = self.client("beheerder", OPERATOR, tenant=EVERYWHERE)
        answer = await operator.post("/inventory/v1/organisations", json=ESKERWOLD)
        assert answer.status_code == 201, answer.text
        await self.settle()

    async def settle(self, seconds: float = 300) -> None:
        """Waits until every service has heard and done everything: two looks that agree, with nothing left between."""
        operator, before, end = self.client("beheerder", OPERATOR, tenant=EVERYWHERE), None, time.monotonic() + seconds
        while True:
            now = await self._positions(operator)
            if now == before and _quiet(now):
                return
            assert time.monotonic() < end, now
            before = now
            await asyncio.sleep(0.05)

    async def _positions(self, operator: httpx.AsyncClient) -> dict[str, Seen]:
        answers = {one.name: await operator.get(POSITIONS.format(one.name)) for one in embedded.SERVICES}
        return {name: answer.json() for name, answer in answers.items()}


def _quiet(positions: Mapping[str, Seen]) -> bool:
    return all(_up_to_date(service.name, service.subscriptions, positions) for service in embedded.SERVICES)


def _up_to_date(name: str, subscriptions: Mapping[str, Any], positions: Mapping[str, Seen]) -> bool:
    mine = positions[name]
    if "seen" not in mine or mine["due"] or mine["parked"]:
        return False
    return all(
        mine["seen"].get(topic, 0) == positions[OWNERS[topic]].get("own", {}).get(topic, 0)
        for topic in subscriptions
        if topic in OWNERS
    )
