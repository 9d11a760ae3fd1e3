"""PostgreSQL under SQLAlchemy's asyncio: beginning, ending and prepared statements go straight to the driver (asyncpg).

SQLAlchemy's own way of the same takes more processor time than the database needs to answer.
"""

import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    DisconnectionError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

FAILURES: tuple[tuple[type[Exception], type[DBAPIError]], ...] = (
    (asyncpg.IntegrityConstraintViolationError, IntegrityError),
    (asyncpg.DataError, DataError),
    (asyncpg.SyntaxOrAccessError, ProgrammingError),
)


class Unsure(OperationalError):
    """The connection was lost while committing: it was committed, or it was not."""


def engine(url: str, pool_size: int) -> AsyncEngine:
    """Connections that SQLAlchemy begins nothing on. Never more than the pool holds: making one takes milliseconds."""
    made = create_async_engine(url, isolation_level="AUTOCOMMIT", pool_size=pool_size, max_overflow=0)

    @event.listens_for(made.sync_engine, "checkin")
    def leave(connection: Any, _: Any) -> None:
        asyncpgs = connection.driver_connection if connection is not None else None
        if asyncpgs is not None and not asyncpgs.is_closed() and asyncpgs.is_in_transaction():
            asyncpgs.terminate()

    @event.listens_for(made.sync_engine, "checkout")
    def take(connection: Any, _: Any, __: Any) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    return made


@contextlib.asynccontextmanager
async def transaction(pool: AsyncEngine, tenants: str) -> AsyncIterator[AsyncConnection]:
    """A transaction that sees these tenants (with commas): begun, and told so, in one message."""
    async with pool.connect() as tx:
        await _run(tx, f"begin; set local helder.tenants = {_quoted(tenants)}")
        try:
            yield tx
        except BaseException:
            with contextlib.suppress(SQLAlchemyError):  # without a connection there is nothing to roll back
                await _run(tx, "rollback")
            raise
        await _commit(tx)


async def fetch(tx: AsyncConnection, statement: str, values: list[Any]) -> list[asyncpg.Record]:
    """The rows of one statement, prepared at its first use on each connection; raises SQLAlchemy's errors."""
    with _failing(statement):
        found: list[asyncpg.Record] = await driver(tx).fetch(statement, *values)
        return found


async def fetch_many(tx: AsyncConnection, statement: str, values: list[list[Any]]) -> int:
    """One statement with each of these values, in one round trip; how many rows it gave in all."""
    with _failing(statement):
        return len(await driver(tx).fetchmany(statement, values))


def driver(tx: AsyncConnection) -> Any:
    """asyncpg's connection."""
    connection: Any = tx.sync_connection
    return connection.connection.driver_connection


async def _commit(tx: AsyncConnection) -> None:
    try:
        await _run(tx, "commit")
    except OperationalError as error:
        raise Unsure(error.statement, None, error.orig or error) from error


async def _run(tx: AsyncConnection, statements: str) -> None:
    with _failing(statements):
        await driver(tx).execute(statements)


@contextlib.contextmanager
def _failing(statement: str) -> Iterator[None]:
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        kind = next((kind for raised, kind in FAILURES if isinstance(error, raised)), OperationalError)
        raise kind(statement, None, error) from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
