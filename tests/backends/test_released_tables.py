"""The previous release runs on the newest schema: everything that it writes and reads goes on as it did.

`released/<version>.json` has the tables as that release knew them: columns (type, nullable, numbered by the database),
primary key, unique sets. Made by `freeze_tables` from the code of the release, and never changed afterwards.
"""

import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Column, MetaData, Table, delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from services.chassis import migrate
from tests.backends.freeze_tables import FOLDER

LAST = json.loads(max(FOLDER.glob("*.json"), key=lambda path: [*map(int, path.stem.split("."))]).read_bytes())
COMMIT = LAST.pop("commit")
"""The last one of the release."""
VALUES: dict[str, tuple[Any, Any]] = {
    "String": ("a", "b"),
    "Text": ("een", "twee"),
    "Integer": (1, 2),
    "BigInteger": (2**40, 2**41),
    "Boolean": (True, False),
    "Date": (date(2026, 11, 24), date(2027, 1, 1)),
    "LargeBinary": (b"\x00\xff", b""),
    "JSON": ({"a": [1]}, {"b": None}),
}
"""Two values of each type that the release used."""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=list(LAST))
async def newest(request: pytest.FixtureRequest, url: str) -> AsyncIterator[tuple[str, AsyncEngine]]:
    """A service and its database after all migrations of today."""
    await migrate.upgrade(url, request.param)
    engine = create_async_engine(url)
    yield request.param, engine
    await engine.dispose()


def as_released(service: str) -> dict[str, Table]:
    """The tables as the code of the release had them."""
    return {name: _table(name, described) for name, described in LAST[service].items()}


def _table(name: str, described: dict[str, Any]) -> Table:
    columns = [
        Column(column, getattr(sqlalchemy, kind)(), nullable=nullable, primary_key=column in described["key"])
        for column, (kind, nullable, _) in described["columns"].items()
    ]
    return Table(name, MetaData(), *columns)


def _row(service: str, table: str, which: int) -> dict[str, Any]:
    columns = LAST[service][table]["columns"]
    return {name: VALUES[kind][which] for name, (kind, _, numbered) in columns.items() if not numbered}


async def test_the_release_before_writes_and_reads_every_table(newest: tuple[str, AsyncEngine]) -> None:
    service, engine = newest
    for name, table in as_released(service).items():
        first, second = _row(service, name, 0), _row(service, name, 1)
        async with engine.begin() as tx:
            await tx.execute(delete(table))
            await tx.execute(table.insert(), [first, second])
            found = (await tx.execute(select(table).order_by(*table.primary_key))).mappings().all()
            assert [{column: row[column] for column in first} for row in found] == [first, second], name
            await _change(tx, table, first)
            await tx.execute(delete(table))


async def _change(tx: Any, table: Table, row: dict[str, Any]) -> None:
    key = [column for column in table.primary_key if column.name in row]
    for column in table.columns:
        if column.nullable and key:
            await tx.execute(update(table).where(*(c == row[c.name] for c in key)).values({column.name: None}))


async def test_what_was_unique_in_the_release_before_is_unique_still(newest: tuple[str, AsyncEngine]) -> None:
    """`on conflict (...)` names exactly these columns."""
    service, engine = newest
    for name, described in LAST[service].items():
        row = _row(service, name, 0)
        for columns in [described["key"], *described["unique"]]:
            statement = f"insert into {name} ({', '.join(row)}) values ({', '.join(f':{c}' for c in row)})"  # noqa: S608
            bound = [
                sqlalchemy.bindparam(c.name, type_=c.type) for c in _table(name, described).columns if c.name in row
            ]
            again = text(f"{statement} on conflict ({', '.join(columns)}) do nothing").bindparams(*bound)
            async with engine.begin() as tx:
                await tx.execute(again, row)


BREACHES = {
    "a column that is gone": "alter table streams drop column relayed",
    "another name": "alter table streams rename column last to newest",
    "another table": "alter table streams rename to logs",
}


@pytest.mark.parametrize("breach", BREACHES)
async def test_a_breach_of_the_schema_is_found_out(postgres_url: str, breach: str) -> None:
    await migrate.upgrade(postgres_url, "inventory")
    engine = create_async_engine(postgres_url)
    async with engine.begin() as tx:
        await tx.execute(text(BREACHES[breach]))
    with pytest.raises(DBAPIError):
        await test_the_release_before_writes_and_reads_every_table(("inventory", engine))
    await engine.dispose()


async def test_a_column_without_a_default_that_must_be_filled_is_found_out(postgres_url: str) -> None:
    await migrate.upgrade(postgres_url, "inventory")
    engine = create_async_engine(postgres_url)
    async with engine.begin() as tx:
        await tx.execute(text("alter table streams add column region varchar not null default ''"))
    await test_the_release_before_writes_and_reads_every_table(("inventory", engine))
    async with engine.begin() as tx:
        await tx.execute(text("alter table streams alter column region drop default"))
    with pytest.raises(DBAPIError, match="region"):
        await test_the_release_before_writes_and_reads_every_table(("inventory", engine))
    await engine.dispose()
