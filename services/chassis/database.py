"""One database of one service: PostgreSQL, or a SQLite file with one writer at a time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import Table, bindparam, event, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, PendingRollbackError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from services.chassis import postgresql, sqlite
from services.chassis.statements import Later, Statement

ALL = "*"
"""Asks for every tenant: relay, projections and operators' figures. PostgreSQL grants it to `helder_worker` only."""

TROUBLE = DBAPIError | NoConnection | PendingRollbackError | OSError | PostgresError | InterfaceError
T = TypeVar("T")


class Database:
    """Connections that see only the tenants they were opened for."""

    def __init__(self, url: str, pool_size: int = 20) -> None:
        self.url = url
        self.embedded = url.startswith("sqlite")
        self._pool = None if self.embedded else postgresql.Pool(url, pool_size)
        self._writer = self._pool.engine if self._pool else _engine(url, "BEGIN IMMEDIATE")
        self._reader = self._pool.engine if self._pool else _engine(url, "BEGIN")
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
        async with self._turn if self.embedded else contextlib.nullcontext(), self._open(self._writer, tenants) as tx:
            yield tx

    @contextlib.asynccontextmanager
    async def view(self, *tenants: str) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads."""
        async with self._open(self._reader, tenants) as tx:
            yield tx

    @contextlib.asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncConnection]:
        """For reading what is no tenant's own: on PostgreSQL without a transaction, each statement sees the newest."""
        async with self._pool.connection() if self._pool else self._reader.begin() as tx:
            yield tx

    def _open(self, engine: AsyncEngine, tenants: Collection[str]) -> AbstractAsyncContextManager[AsyncConnection]:
        return self._pool.transaction(",".join(tenants)) if self._pool else engine.begin()

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside the pools, for who keeps temporary tables; see `within`."""
        engine = _engine(self.url, "BEGIN")
        try:
            async with engine.connect() as connection:
                yield connection
        finally:
            await engine.dispose()

    @contextlib.asynccontextmanager
    async def within(
        self, connection: AsyncConnection, *tenants: str, write: bool = False
    ) -> AsyncIterator[AsyncConnection]:
        """A transaction on such a connection. `write`: to more than its temporary tables."""
        turn = self._turn if self.embedded and write else contextlib.nullcontext()
        await connection.execution_options(helder_begin="BEGIN IMMEDIATE" if write else "BEGIN")
        async with turn, connection.begin():
            await self._see(connection, tenants)
            yield connection

    async def alone_on_file(self, work: Callable[[Path], T]) -> T:
        """Does something with the SQLite file in a thread, while nobody here writes."""
        async with self._turn:
            return await asyncio.to_thread(work, Path(str(make_url(self.url).database)))

    async def close(self) -> None:
        """Lets go of all connections."""
        if self._pool:
            await self._pool.close()
        for engine in self.engines:
            await engine.dispose()

    async def _see(self, tx: AsyncConnection, tenants: Collection[str]) -> None:
        if not self.embedded:
            await tx.execute(
                text("select set_config('helder.tenants', :tenants, true)"), {"tenants": ",".join(tenants)}
            )


def _engine(url: str, begin: str, **options: Any) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(url, **options)
    engine = create_async_engine(url, module=sqlite.Dbapi())

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("helder_begin", begin))

    return engine


async def upsert(tx: AsyncConnection, table: Table, row: Mapping[str, Any]) -> None:
    """Inserts the row, or gives the row with the same primary key these values."""
    statement = _upsert(table, tuple(row))
    if isinstance(tx, Later):
        tx.add(table, tuple(row[name] for name in keys(table)), (statement, row), certain=False)
    else:
        await statement.rows(tx, row)


async def insert_new(tx: AsyncConnection, table: Table, row: Mapping[str, Any]) -> None:
    """Inserts the row, unless something unique in it is there already."""
    statement, whole = _insert_new(table, tuple(row)), keys(table)
    if isinstance(tx, Later) and set(whole) <= set(row):
        tx.add(table, tuple(row[name] for name in whole), (statement, row), certain=False)
    else:
        await statement.rows(tx, row)


async def insert_all_new(tx: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same for many rows with the same columns, in one round trip."""
    if isinstance(tx, Later):
        for row in rows:
            tx.add(table, tuple(row.values()), (_insert_new(table, tuple(row)), row), certain=False)
    elif len(rows) == 1:
        await insert_new(tx, table, rows[0])
    elif rows:
        await tx.execute(_insert_new(table, tuple(rows[0])).core, [dict(row) for row in rows])


@cache
def keys(table: Table) -> tuple[str, ...]:
    """The names of the columns of the primary key."""
    return tuple(column.name for column in table.primary_key)


@cache
def _upsert(table: Table, names: tuple[str, ...]) -> Statement:
    """SQLAlchemy compiles its own form of this anew each time, which costs more than the statement itself."""
    whole = keys(table)
    values = ", ".join(f"{name} = excluded.{name}" for name in names if name not in whole)
    end = f"on conflict ({', '.join(whole)}) do {'update set ' + values if values else 'nothing'}"
    return _insert(table, names, end)


@cache
def _insert_new(table: Table, names: tuple[str, ...]) -> Statement:
    return _insert(table, names, "on conflict do nothing")


def _insert(table: Table, names: tuple[str, ...], end: str) -> Statement:
    """Names come from our own tables, values are bound."""
    places = ", ".join(f":{name}" for name in names)
    statement = text(f"insert into {table.name} ({', '.join(names)}) values ({places}) {end}")  # noqa: S608
    return Statement(statement.bindparams(*(bindparam(name, type_=table.c[name].type) for name in names)))


def is_trouble(error: Exception) -> bool:
    """True when the database itself is in trouble (away, full, locked, all its connections taken): try again.

    Nothing is wrong with the data then. What asyncpg says itself is about connecting: SQLAlchemy leaves that as it is.
    """
    return isinstance(error, TROUBLE) and not isinstance(error, IntegrityError | DataError | ProgrammingError)
