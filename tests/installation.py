"""A whole embedded installation for tests: real files, real rules, no network; the loops run when a test says so."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
from sqlalchemy import func, select

from services import embedded
from services.chassis import feed, store, ticker
from services.chassis.access import EVERYWHERE, OPERATOR
from services.chassis.database import ALL
from services.chassis.language import Languages
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.chassis.store import Record
from services.chassis.tables import due

ESKERWOLD = {"id": "eskerwold", "name": "Gemeente Eskerwold", "oin": "00000099000000001000"}
ZANDVEEN = {"id": "zandveen", "name": "Gemeente Zandveen", "oin": "00000099000000002000"}


@dataclass
class Installation:
    """The running services, and people who ask them things."""

    services: dict[str, Running]
    app: Languages

    def client(self, person: str | None = None, *roles: str, tenant: str = "eskerwold") -> httpx.AsyncClient:
        """Someone at the door: signed in as this person with these roles in the tenant, or a visitor."""
        headers = {}
        if person:
            token, _ = self.services["inventory"].keys.token(person, {tenant: list(roles)}, 1)
            headers = {"authorization": f"Bearer {token}"}
        return self._client(headers)

    def browser(self, person: str, *roles: str, tenant: str = "eskerwold") -> httpx.AsyncClient:
        """The same with the cookie of someone who signed in on the pages."""
        token, _ = self.services["inventory"].keys.token(person, {tenant: list(roles)}, 1)
        return self._client({"cookie": f"helder={token}", "origin": "http://helder.test"})

    def operator(self) -> httpx.AsyncClient:
        """Who runs the installation."""
        return self.client("beheerder", OPERATOR, tenant=EVERYWHERE)

    def _client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://helder.test", headers=headers)

    async def onboard(self, organisation: dict[str, str] | None = None) -> None:
        """Makes the organisation a tenant, known in every service."""
        answer = await self.operator().post("/inventory/v1/organisations", json=organisation or ESKERWOLD)
        assert answer.status_code == 201, answer.text
        await self.settle()

    async def settle(self) -> None:
        """Lets every service hear and do everything, until nothing is left."""
        while sum([await self._round(running) for running in self.services.values()]):
            pass

    async def _round(self, running: Running) -> int:
        """Rows that failed stay due: they are no progress."""
        by_topic = {topic: other.db for other in self.services.values() for topic in other.service.topics}
        heard = [await feed.hear(running, t, by_topic[t]) for t in running.service.subscriptions if t in by_topic]
        return sum(heard) + await ticker.tick(running)

    async def waiting(self) -> int:
        """How many rows are due in all services."""
        total = 0
        for running in self.services.values():
            async with running.db.view(ALL) as tx:
                total += (await tx.execute(select(func.count()).select_from(due))).scalar_one()
        return total

    async def log(self, service: str, tenant: str = "eskerwold", topic: str | None = None) -> list[Record]:
        """Everything that a service has logged for a tenant."""
        running = self.services[service]
        async with running.db.view(tenant) as tx:
            return await store.read(tx, topic or running.service.topic, tenant, 0, 10_000)

    async def types(self, service: str, tenant: str = "eskerwold") -> list[str]:
        """The short names of the facts that a service has logged."""
        return [json.loads(record.bytes)["type"].split(".")[3] for record in await self.log(service, tenant)]


def template(folder: Path) -> Path:
    """A folder with empty, migrated databases and keys: quicker to copy than to make."""

    async def make() -> None:
        for running in await embedded.prepare(Settings(data=folder)):
            await running.db.close()

    asyncio.run(make())
    return folder


@asynccontextmanager
async def installed(folder: Path, **settings: Any) -> AsyncIterator[Installation]:
    """An installation on files in this folder."""
    running = await embedded.prepare(Settings(data=folder, **settings))
    try:
        yield Installation({r.service.name: r for r in running}, embedded.application(running))
    finally:
        for service in running:
            await service.db.close()
