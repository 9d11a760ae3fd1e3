"""Statements that are made once; the driver itself runs them, on PostgreSQL many rows of one in one round trip."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Dialect, Executable, Table
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from services.chassis import postgresql, sqlite

Convert = Callable[[Any], Any]


class Statement:
    """One statement, with a `bindparam` for each value that changes; no lists of changing length (`in_`)."""

    def __init__(self, core: Executable) -> None:
        self.core = core
        self._ready = dict[str, _Ready]()

    async def rows(self, tx: AsyncConnection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Runs it; all rows that it gives, if it gives rows."""
        if isinstance(tx, Later):
            await tx.flush()
        if _watched(tx):
            result = await tx.execute(self.core, values)
            return [row._asdict() for row in result] if result.returns_rows else []
        return await self._for(tx.dialect).rows(tx, values)

    async def many(self, tx: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> int:
        """Runs it for each of these values, in one round trip (PostgreSQL); how many rows it gave."""
        return await self._for(tx.dialect).many(tx, rows)

    async def first(self, tx: AsyncConnection, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """Runs it; the first row."""
        return next(iter(await self.rows(tx, values)), None)

    def _for(self, dialect: Dialect) -> "_Ready":
        if (ready := self._ready.get(dialect.name)) is None:
            ready = self._ready[dialect.name] = _Ready(self.core, dialect)
        return ready


def _watched(tx: AsyncConnection) -> bool:
    """Whether someone listens to statements, as tracing does: then each goes the way on which it is heard."""
    return bool(tx.engine.sync_engine.dispatch.before_cursor_execute)


class _Ready:
    """A statement as the driver takes it: text, the order of its values, and what to do with values and columns."""

    def __init__(self, core: Executable, dialect: Dialect) -> None:
        compiled: Any = core.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.text = str(compiled)
        self.known: dict[str, Any] = compiled.params
        self.places = [
            (name, _processor(compiled.binds[name].type, dialect).bind_processor(dialect))
            for name in compiled.positiontup
        ]
        self.columns: list[tuple[str, Convert]] = [
            (column.keyname, convert)
            for column in compiled._result_columns
            if (convert := _processor(column.type, dialect).result_processor(dialect, None))
        ]

    async def rows(self, tx: AsyncConnection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """All rows."""
        given = self._given(values)
        if tx.dialect.name == "sqlite":
            rows = sqlite.fetch(tx, self.text, given)
        else:
            rows = [dict(record) for record in await postgresql.fetch(tx, self.text, given)]
        for name, convert in self.columns:
            for row in rows:
                row[name] = convert(row[name])
        return rows

    async def many(self, tx: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> int:
        """How many rows came back."""
        return await postgresql.fetch_many(tx, self.text, [self._given(values) for values in rows])

    def _given(self, values: Mapping[str, Any]) -> list[Any]:
        return [
            convert(value) if convert else value
            for name, convert in self.places
            for value in [values[name] if name in values else self.known[name]]
        ]


def _processor(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


class NoRow(Exception):
    """A fact wanted to change a row that is not there: an earlier fact is missing."""


@dataclass
class _Group:
    """Writes of one statement that go together. `certain`: each must find its row."""

    statement: Statement
    certain: bool
    rows: list[Mapping[str, Any]] = field(default_factory=list)


class Later(AsyncConnection):
    """A transaction on PostgreSQL whose writes wait, and go together before the next question or at the end.

    Writes to one row keep their order. Who opens it must `flush` at the end.
    """

    __slots__ = ("_groups", "_last")

    def __init__(self, tx: AsyncConnection) -> None:
        super().__init__(tx.engine, tx.sync_connection)
        self._groups = dict[Table, list[_Group]]()
        self._last = dict[tuple[Table, Hashable], int]()

    def add(self, table: Table, key: Hashable, write: tuple[Statement, Mapping[str, Any]], certain: bool) -> None:
        """A write to the row with this key."""
        statement, values = write
        groups = self._groups.setdefault(table, [])
        earliest = self._last.get((table, key), 0)
        place = next((n for n in range(len(groups) - 1, earliest - 1, -1) if groups[n].statement is statement), None)
        if place is None:
            place = len(groups)
            groups.append(_Group(statement, certain))
        groups[place].rows.append(values)
        self._last[table, key] = place

    async def execute(self, *given: Any, **options: Any) -> Any:
        """What is asked must see what was written."""
        await self.flush()
        return await super().execute(*given, **options)

    async def flush(self) -> None:
        """Sends what waits; raises NoRow."""
        waiting, self._groups, self._last = self._groups, {}, {}
        for table, groups in waiting.items():
            for group in groups:
                found = await group.statement.many(self, group.rows)
                if group.certain and found != len(group.rows):
                    raise NoRow(f"{table.name}: {len(group.rows) - found} of {len(group.rows)} rows are not there")


def later(tx: AsyncConnection) -> AsyncConnection:
    """The same transaction with writes that wait, where that saves round trips: not on SQLite, nor while traced."""
    return tx if tx.dialect.name == "sqlite" or _watched(tx) else Later(tx)


async def flush(tx: AsyncConnection) -> None:
    """Sends the writes that wait."""
    if isinstance(tx, Later):
        await tx.flush()
