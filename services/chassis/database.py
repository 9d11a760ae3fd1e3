"""One database of one service: PostgreSQL, or a SQLite file with one writer at a time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Table, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

ALL = "*"
"""Asks for every tenant: relay, projections and operators' figures. PostgreSQL grants it to `helder_worker` only."""


class Database:
    """Connections that see only the tenants they were opened for."""

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self.url = url
        self.embedded = url.startswith("sqlite")
        options: dict[str, Any] = {} if self.embedded else {"pool_size": pool_size}
        self._writer = _engine(url, "BEGIN IMMEDIATE", **options)
        self._reader = _engine(url, "BEGIN", **options) if self.embedded else self._writer
        self._turn = asyncio.Lock()

    @classmethod
    def file(cls, path: Path) -> "Database":
        """The SQLite file of an embedded service."""
        return cls(f"sqlite+aiosqlite:///{path}")

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """The engines below, for tracing."""
        return (self._writer, self._reader) if self.embedded else (self._writer,)

    @contextlib.asynccontextmanager
    async def session(self, *tenants: str) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write; commits at the end, rolls back on an error."""
        async with self._turn if self.embedded else contextlib.nullcontext(), self._writer.begin() as tx:
            await self._see(tx, tenants)
            yield tx

    @contextlib.asynccontextmanager
    async def view(self, *tenants: str) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads."""
        async with self._reader.begin() as tx:
            await self._see(tx, tenants)
            yield tx

    async def close(self) -> None:
        """Lets go of all connections."""
        for engine in self.engines:
            await engine.dispose()

    async def _see(self, tx: AsyncConnection, tenants: Collection[str]) -> None:
        if not self.embedded:
            await tx.execute(
                text("select set_config('helder.tenants', :tenants, true)"), {"tenants": ",".join(tenants)}
            )


def _engine(url: str, begin: str, **options: Any) -> AsyncEngine:
    engine = create_async_engine(url, **options)
    if not url.startswith("sqlite"):
        return engine

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


async def upsert(tx: AsyncConnection, table: Table, row: Mapping[str, Any]) -> None:
    """Inserts the row, or gives the row with the same primary key these values."""
    keys = [column.name for column in table.primary_key]
    values = {name: value for name, value in row.items() if name not in keys}
    insert = (sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert)(table).values(**row)
    if values:
        await tx.execute(insert.on_conflict_do_update(index_elements=keys, set_=values))
    else:
        await tx.execute(insert.on_conflict_do_nothing(index_elements=keys))


def is_trouble(error: Exception) -> bool:
    """True when the database itself is in trouble (away, full, locked): try again; nothing is wrong with the data."""
    return isinstance(error, DBAPIError | OSError) and not isinstance(
        error, IntegrityError | DataError | ProgrammingError
    )
