"""Writing read rows."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, Table, and_, bindparam, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.database import keys
from services.chassis.statements import Later, NoRow, Statement


async def change(tx: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Gives the row with this key these values, or what they come to in SQL; raises NoRow when there is none."""
    if any(isinstance(value, ClauseElement) for value in values.values()):
        same = and_(*(table.c[name] == value for name, value in key.items()))
        found = (await tx.execute(update(table).where(same).values(**values))).rowcount
    else:
        given = {f"new_{name}": v for name, v in values.items()} | {f"same_{name}": v for name, v in key.items()}
        statement, whole = _change(table, tuple(key), tuple(values)), keys(table)
        if isinstance(tx, Later) and set(whole) == set(key):
            tx.add(table, tuple(key[name] for name in whole), (statement, given), certain=True)
            return
        found = len(await statement.rows(tx, given))
    if found != 1:
        raise NoRow(f"{table.name} {dict(key)}")


@cache
def _change(table: Table, keys: tuple[str, ...], names: tuple[str, ...]) -> Statement:
    same = and_(*(table.c[name] == bindparam(f"same_{name}") for name in keys))
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return Statement(update(table).where(same).values(values).returning(table.c[keys[0]]))


async def remove(tx: AsyncConnection, table: Table, key: Mapping[str, Any]) -> None:
    """Takes away the row with this primary key, if it is there; `key` in the order of the table."""
    statement = _remove(table)
    if isinstance(tx, Later):
        tx.add(table, tuple(key.values()), (statement, key), certain=False)
    else:
        await statement.rows(tx, key)


@cache
def _remove(table: Table) -> Statement:
    same = (table.c[name] == bindparam(name, type_=table.c[name].type) for name in keys(table))
    return Statement(delete(table).where(*same))


def plain(text: str) -> str:
    """Lower case without accents, for searching and sorting."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
