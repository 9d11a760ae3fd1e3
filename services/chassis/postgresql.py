"""PostgreSQL under SQLAlchemy's asyncio: beginning, ending and prepared statements go straight to the driver (asyncpg).

SQLAlchemy's own way of the same takes more processor time than the database needs to answer.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

FAILURES: tuple[tuple[type[Exception], type[DBAPIError]], ...] = (
    (asyncpg.IntegrityConstraintViolationError, IntegrityError),
    (asyncpg.DataError, DataError),
    (asyncpg.SyntaxOrAccessError, ProgrammingError),
)


class Unsure(OperationalError):
    """The connection was lost while committing: it was committed, or it was not."""


WAIT = 30.0
"""Seconds that someone waits for a connection before there is none."""


class Pool:
    """Connections that stay open, and on which SQLAlchemy begins nothing; asking it for one each time costs dearly."""

    def __init__(self, url: str, size: int) -> None:
        self.engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self._turns = asyncio.Semaphore(size)
        self._free: list[AsyncConnection] = []

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """The one that was used last, or a new one; raises SQLAlchemy's TimeoutError when all stay taken."""
        await self._turn()
        try:
            tx = await self._taken()
            try:
                yield tx
            finally:
                await self._left(tx)
        finally:
            self._turns.release()

    @contextlib.asynccontextmanager
    async def transaction(self, tenants: str) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees these tenants (with commas): begun, and told so, in one message."""
        async with self.connection() as tx:
            await _run(tx, f"begin; set local helder.tenants = {_quoted(tenants)}")
            try:
                yield tx
            except BaseException:
                with contextlib.suppress(SQLAlchemyError):  # without a connection there is nothing to roll back
                    await _run(tx, "rollback")
                raise
            await _commit(tx)

    async def close(self) -> None:
        """Lets go of the connections that nobody uses."""
        while self._free:
            await self._free.pop().close()

    async def _turn(self) -> None:
        if not self._turns.locked():
            await self._turns.acquire()
            return
        try:
            async with asyncio.timeout(WAIT):
                await self._turns.acquire()
        except TimeoutError as error:
            raise NoConnection(f"all connections are taken for {WAIT} s") from error

    async def _taken(self) -> AsyncConnection:
        while self._free:
            tx = self._free.pop()
            if not driver(tx).is_closed():
                return tx
            await tx.close()
        return await self.engine.connect()

    async def _left(self, tx: AsyncConnection) -> None:
        """Back for the next one; not when it was left in the middle of a transaction, or is gone."""
        here = None if tx.closed or tx.invalidated else driver(tx)
        if here and not here.is_closed():
            if not here.is_in_transaction():
                self._free.append(tx)
                return
            here.terminate()
        await asyncio.shield(tx.close())


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
