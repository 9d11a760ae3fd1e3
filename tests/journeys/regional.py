"""A region for tests that know an installation: people come over HTTP, and what it keeps is read from its databases."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
from sqlalchemy import ColumnElement, select

from deploy.local import databases
from deploy.local.kafka import free_port
from deploy.local.region import Region
from services import embedded
from services.chassis.access import Keys
from services.chassis.database import ALL, Database
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.chassis.tables import inbox, streams
from tests.installation import Installation

Heads = dict[tuple[str, str], int]


@dataclass
class RegionalInstallation(Installation):
    """The processes do the work; `settle` waits until they have."""

    region: Region
    opened: list[httpx.AsyncClient] = field(default_factory=list)

    def _client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        self.opened.append(httpx.AsyncClient(base_url=self.region.url, headers=headers, timeout=30))
        return self.opened[-1]

    async def close(self) -> None:
        for client in self.opened:
            await client.aclose()
        for running in self.services.values():
            await running.db.close()

    async def settle(self, seconds: float = 60) -> None:
        end, before = time.monotonic() + seconds, None
        while True:
            written = await self._heads(streams.c.topic, streams.c.tenant, streams.c.last)
            quiet = written == before and not await self._unheard(written) and not await self.waiting()
            if quiet:
                return await self._alarms()
            assert time.monotonic() < end, await self._unheard(written)
            before = written
            await asyncio.sleep(0.1)

    async def _unheard(self, written: Heads) -> list[tuple[str, str, str]]:
        """Who has not heard the end of which log."""
        found = []
        for name, running in self.services.items():
            heard = await self._heads(inbox.c.topic, inbox.c.tenant, inbox.c.sequence, service=name)
            wanted = {log: head for log, head in written.items() if log[0] in running.service.subscriptions}
            found += [(name, *log) for log, head in wanted.items() if heard.get(log) != head]
        return found

    async def _heads(self, *columns: ColumnElement[Any], service: str | None = None) -> Heads:
        """The last sequence of each log: in this service, or in all."""
        heads: Heads = {}
        for running in [self.services[service]] if service else self.services.values():
            async with running.db.view(ALL) as tx:
                heads |= {(topic, tenant): head for topic, tenant, head in await tx.execute(select(*columns))}
        return heads

    async def _alarms(self) -> None:
        """What the workers alarmed about."""
        async with httpx.AsyncClient() as http:
            for name, running in self.services.items():
                figures = (await http.get(f"http://127.0.0.1:{self.region.ports[f'{name} work']}/metrics")).text
                running.alarms.update(dict.fromkeys(re.findall(r'helder_alarms_total{.*kind="(.+?)"', figures), 1))


@asynccontextmanager
async def regional(folder: Path, settings: dict[str, str] | None = None) -> AsyncIterator[RegionalInstallation]:
    """A region in this folder; `settings`: environment of every process."""
    region = Region(folder, free_port(), settings=settings or {})
    try:
        region.start()
        keys = Keys.open(folder)
        dbs = [Database(databases.url(region.postgres, service.name, "worker")) for service in embedded.SERVICES]
        services = {s.name: Running(s, db, Settings(), keys) for s, db in zip(embedded.SERVICES, dbs, strict=True)}
        made = RegionalInstallation(services, embedded.application(list(services.values())), region)
        yield made
        await made.close()
    finally:
        region.stop()
