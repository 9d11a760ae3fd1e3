"""Copies of the read tables, and the moment in which their rows take the place of the live ones."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import MetaData, Table, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.database import ALL, Database
from services.chassis.tables import tenants

PATIENCE_MS = 300
"""How long the lock on the live rows is waited for at once: less than PostgreSQL waits before it calls a deadlock."""
PAUSE = 0.1
TRIES = 300
NOT_NOW = "55P03"
"""What PostgreSQL says when that time is over."""


@dataclass(frozen=True)
class Copies:
    """Empty temporary tables with the names of the live ones, on a connection that only a rebuild uses.

    There a name without a schema means the copy, so projections need not know. They go when the connection goes.
    """

    db: Database
    connection: AsyncConnection
    tables: Sequence[Table]

    @contextlib.asynccontextmanager
    async def page(self) -> AsyncIterator[AsyncConnection]:
        """A short transaction in which projections fill the copies."""
        async with self.db.within(self.connection, ALL) as tx:
            yield tx

    @contextlib.asynccontextmanager
    async def last(self) -> AsyncIterator[AsyncConnection]:
        """A transaction in which nobody writes to the live tables; at its end their rows are those of the copies."""
        async with self.db.within(self.connection, ALL, write=True) as tx:
            if not self.db.embedded:
                await _lock(tx, self.tables)
            yield tx
            for table in self.tables:
                await _replace(tx, table)
            await _name(tx)


@contextlib.asynccontextmanager
async def copies(db: Database, tables: Sequence[Table]) -> AsyncIterator[Copies]:
    """Makes the copies; also of `tenants`, of which a rebuild adds what it met."""
    async with db.alone() as connection:
        async with db.within(connection, ALL) as tx:
            await tx.run_sync(_temporary([*tables, tenants]).create_all, checkfirst=False)
        yield Copies(db, connection, tables)


async def count(tx: AsyncConnection, tables: Sequence[Table]) -> dict[str, int]:
    """The number of rows of each table."""
    return {t.name: (await tx.execute(select(func.count()).select_from(t))).scalar_one() for t in tables}


def _temporary(tables: Sequence[Table]) -> MetaData:
    """With their keys and plain indexes: what only searching needs is left out."""
    made = MetaData()
    for table in tables:
        copy = table.to_metadata(made)
        copy._prefixes = ["TEMPORARY"]
        copy.indexes = {index for index in copy.indexes if not index.dialect_options["postgresql"]["using"]}
    return made


async def _lock(tx: AsyncConnection, tables: Sequence[Table]) -> None:
    """Readers go on; who writes waits until the transaction ends. Asks again and again: see PATIENCE_MS."""
    await tx.execute(text(f"set local lock_timeout = {PATIENCE_MS}"))
    lock = text(f"lock table {', '.join(f'public.{table.name}' for table in tables)} in share row exclusive mode")
    for _ in range(TRIES):
        try:
            async with tx.begin_nested():
                await tx.execute(lock)
                return
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != NOT_NOW:
                raise
        await asyncio.sleep(PAUSE)
    raise TimeoutError("the read tables are too busy to be replaced: try again when there is less to do")


async def _replace(tx: AsyncConnection, table: Table) -> None:
    live, copy = _places(tx)
    names = ", ".join(column.name for column in table.columns if column.computed is None)
    await tx.execute(text(f"delete from {live}.{table.name}"))  # noqa: S608 names of our own tables
    copied = f"insert into {live}.{table.name} ({names}) select {names} from {copy}.{table.name}"  # noqa: S608
    await tx.execute(text(copied))


async def _name(tx: AsyncConnection) -> None:
    live, copy = _places(tx)
    await tx.execute(
        text(
            f"insert into {live}.tenants as known (tenant, oin, name) "  # noqa: S608 names of our own tables
            f"select tenant, oin, name from {copy}.tenants where true "
            "on conflict (tenant) do update set name = coalesce(excluded.name, known.name)"
        )
    )


def _places(tx: AsyncConnection) -> tuple[str, str]:
    return ("main", "temp") if tx.dialect.name == "sqlite" else ("public", "pg_temp")
