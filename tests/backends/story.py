"""What the suite does again and again: register, hear, carry out, look."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from contracts import topics
from contracts.inventory import SystemDescription
from services.chassis import execute, feed, store, tenants, ticker
from services.chassis.database import ALL
from services.chassis.execute import Done, Order, Origin
from services.chassis.recovery.sources import DatabaseSource
from services.chassis.service import Running
from services.chassis.store import Record
from services.inventory.domain import system
from services.inventory.domain.system import DescribeSystem, RegisterSystem
from tests.backends.listener import heard

OIN = "0000009900000000"


async def add_tenant(running: Running, tenant: str) -> None:
    async with running.db.session(tenant) as tx:
        await tenants.add(tx, tenant, OIN + f"{abs(hash(tenant)) % 10_000:04}")


def origin(tenant: str) -> Origin:
    return Origin(tenant, "a" * 26, execute.uuid7())


async def register(running: Running, id: str, name: str = "Een", tenant: str = "t1") -> Done:
    command = RegisterSystem(by="a" * 26, today=date(2026, 11, 24), description=SystemDescription(name=name))
    return await execute.execute(running, origin(tenant), Order(system, id, command))


async def describe(running: Running, id: str, name: str, tenant: str = "t1", expected: int | None = None) -> Done:
    command = DescribeSystem(by="a" * 26, today=date(2026, 11, 24), description=SystemDescription(name=name))
    return await execute.execute(running, origin(tenant), Order(system, id, command, expected))


async def log(running: Running, tenant: str = "t1", topic: str = topics.INVENTORY) -> list[Record]:
    async with running.db.view(tenant) as tx:
        return await store.read(tx, topic, tenant, 0, 100_000)


async def hear(listener: Running) -> int:
    source = listener.sources[topics.INVENTORY]
    assert isinstance(source, DatabaseSource)
    return await feed.hear(listener, topics.INVENTORY, source.db)


async def carry_out(listener: Running, after: float = 0) -> int:
    """Carries out what is due so many seconds from now."""
    total, now = 0, datetime.now(UTC) + timedelta(seconds=after)
    while ended := await ticker.tick(listener, now):
        total += ended
    return total


async def rows(listener: Running) -> list[dict[str, Any]]:
    async with listener.db.view(ALL) as tx:
        found = await tx.execute(select(heard).order_by(heard.c.tenant, heard.c.id))
        return [dict(row) for row in found.mappings()]


async def opened(listener: Running, tenant: str = "t1") -> list[tuple[str, str]]:
    """Which policy opened what for which name, in the order of the log."""
    events = [json.loads(record.bytes) for record in await log(listener, tenant, topics.DPIA)]
    return [(event["authid"], event["data"]["writtenBy"]) for event in events]
