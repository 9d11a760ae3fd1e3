"""Statements that are made once; on PostgreSQL the driver itself runs them, which takes a fraction of the time."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from services.chassis import postgresql

Convert = Callable[[Any], Any]


class Statement:
    """One statement, with a `bindparam` for each value that changes; no lists of changing length (`in_`)."""

    def __init__(self, core: Executable) -> None:
        self.core = core
        self._ready: _Ready | None = None

    async def rows(self, tx: AsyncConnection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Runs it; all rows that it gives, if it gives rows."""
        if tx.dialect.name == "sqlite" or _watched(tx):
            result = await tx.execute(self.core, values)
            return [row._asdict() for row in result] if result.returns_rows else []
        if self._ready is None:
            self._ready = _Ready(self.core, tx.dialect)
        return await self._ready.rows(tx, values)

    async def first(self, tx: AsyncConnection, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """Runs it; the first row."""
        return next(iter(await self.rows(tx, values)), None)


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
        given = [
            convert(value) if convert else value
            for name, convert in self.places
            for value in [values[name] if name in values else self.known[name]]
        ]
        rows = [dict(record) for record in await postgresql.fetch(tx, self.text, given)]
        for name, convert in self.columns:
            for row in rows:
                row[name] = convert(row[name])
        return rows


def _processor(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
