"""Reading back: fills read tables again from the logs, running projections only, never policies."""

from collections.abc import Callable

from sqlalchemy import Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import canonical, inbox, store
from services.chassis.database import ALL, Database
from services.chassis.service import Handlers, Running
from services.chassis.tables import parked, roles

Progress = Callable[[int], None]


async def rebuild(running: Running, progress: Progress = lambda done: None) -> dict[str, int]:
    """Empties and refills every read table in one transaction; the number of rows of each table."""
    service = running.service
    tables = (roles, *service.tables)
    async with running.db.session(ALL) as tx:
        for table in tables:
            await tx.execute(delete(table))
        for topic in service.topics:
            await _replay(tx, running.db, (topic, service.own), await store.ends(tx, topic), progress)
        for topic, handlers in service.subscriptions.items():
            heard = await inbox.positions(tx, topic)
            await _replay(tx, running.sources[topic], (topic, handlers), heard, progress)
        return {table.name: await _count(tx, table) for table in tables}


async def _replay(
    tx: AsyncConnection, source: Database, heard: tuple[str, Handlers], upto: dict[str, int], progress: Progress
) -> None:
    topic, handlers = heard
    for tenant, end in upto.items():
        waiting = await _parked(tx, topic, tenant)
        async with source.view(tenant) as log:
            async for record in store.read_all(log, topic, tenant, end):
                if record.sequence not in waiting:
                    await inbox.apply(tx, handlers, canonical.read(record.bytes), policies=False)
                progress(1)


async def _parked(tx: AsyncConnection, topic: str, tenant: str) -> frozenset[int]:
    query = select(parked.c.sequence).where(parked.c.tenant == tenant, parked.c.topic == topic)
    return frozenset((await tx.execute(query)).scalars())


async def _count(tx: AsyncConnection, table: Table) -> int:
    return int((await tx.execute(select(func.count()).select_from(table))).scalar_one())
