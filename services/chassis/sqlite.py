"""SQLite under SQLAlchemy's asyncio: only what waits (for the writer's turn, for the disk) goes through a thread.

aiosqlite hands each statement to a thread four times over. A statement on a local file takes microseconds, and such a
hand-over costs many times that, so here statements run where they are asked.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any, cast

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

WRITE = "BEGIN IMMEDIATE"
FAILURES: tuple[tuple[type[Exception], type[DBAPIError]], ...] = (
    (sqlite3.IntegrityError, IntegrityError),
    (sqlite3.DataError, DataError),
    (sqlite3.ProgrammingError, ProgrammingError),
)


async def _at_once() -> None:
    """SQLAlchemy's asyncio counts on something that could be awaited."""


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """Runs a statement at once; beginning to write may have to wait."""

    __slots__ = ()

    def execute(self, operation: Any, parameters: Any = None) -> None:
        """Keeps the rows, if there are any."""
        raw: sqlite3.Connection = self._connection._conn
        if operation == WRITE:
            cast(Connection, self._adapt_connection).writing = True
            self.await_(self._connection._execute(raw.execute, WRITE))
        else:
            self.await_(_at_once())
            self._keep(raw.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        """The same statement for many rows."""
        raw: sqlite3.Connection = self._connection._conn
        self.await_(_at_once())
        self._keep(raw.executemany(operation, seq_of_parameters))

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        if cursor.description:
            self.lastrowid = self.rowcount = -1
            self._rows = deque(cursor.fetchall())
        else:
            self.lastrowid, self.rowcount = cursor.lastrowid or -1, cursor.rowcount
        cursor.close()


class Connection(AsyncAdapt_aiosqlite_connection):
    """Goes through its thread to commit what was written; ends anything else at once."""

    __slots__ = ("writing",)

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.writing = False

    def cursor(self, server_side: bool = False) -> Cursor:
        """Whole answers only: a page has at most some hundreds of rows."""
        return Cursor(self)

    def commit(self) -> None:
        """Waits for the disk when something was written."""
        if not self.writing:
            self._raw().commit()
            return
        super().commit()
        self.writing = False

    def rollback(self) -> None:
        """Undoes what was written; behind a begin that may still be under way in the thread."""
        if not self.writing:
            self._raw().rollback()
            return
        super().rollback()
        self.writing = False

    def _raw(self) -> sqlite3.Connection:
        raw: sqlite3.Connection = self._connection._conn
        return raw

    def fetch(self, statement: str, values: Sequence[Any]) -> list[dict[str, Any]]:
        """The rows of one statement; raises SQLAlchemy's errors."""
        try:
            cursor = self._raw().execute(statement, values)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except sqlite3.Error as error:
            kind = next((kind for raised, kind in FAILURES if isinstance(error, raised)), OperationalError)
            raise kind(statement, None, error) from error


class Dbapi(AsyncAdapt_aiosqlite_dbapi):
    """What create_async_engine takes as `module`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> Connection:
        """A connection that any thread may use; only one does at a time."""
        plain = super().connect(*arg, **kw | {"check_same_thread": False})
        return Connection(self, plain._connection)


def fetch(tx: AsyncConnection, statement: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """The rows of one statement in this transaction; raises SQLAlchemy's errors."""
    connection: Any = tx.sync_connection
    found: list[dict[str, Any]] = connection.connection.dbapi_connection.fetch(statement, values)
    return found
