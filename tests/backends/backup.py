"""A copy of everything in a database, and putting it back later."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, delete, insert, select

from services.chassis.database import ALL
from services.chassis.service import Running
from services.chassis.tables import chassis

Copy = dict[str, list[dict[str, Any]]]


def tables(running: Running) -> Sequence[Table]:
    return (*chassis.sorted_tables, *running.service.tables)


async def content(running: Running, *wanted: Table) -> Copy:
    """The rows of these tables, or of all, in the order of their keys."""
    async with running.db.view(ALL) as tx:
        return {
            table.name: [dict(row) for row in (await tx.execute(select(table).order_by(*table.primary_key))).mappings()]
            for table in wanted or tables(running)
        }


async def put_back(running: Running, copy: Copy) -> None:
    async with running.db.session(ALL) as tx:
        for table in tables(running):
            await tx.execute(delete(table))
            if copy[table.name]:
                await tx.execute(insert(table), copy[table.name])
