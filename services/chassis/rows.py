"""Writing read rows."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, Table, and_, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.statements import Statement


class NoRow(Exception):
    """A fact wanted to change a row that is not there: an earlier fact is missing."""


async def change(tx: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Gives the row with this key these values, or what they come to in SQL; raises NoRow when there is none."""
    if any(isinstance(value, ClauseElement) for value in values.values()):
        same = and_(*(table.c[name] == value for name, value in key.items()))
        found = (await tx.execute(update(table).where(same).values(**values))).rowcount
    else:
        given = {f"new_{name}": v for name, v in values.items()} | {f"same_{name}": v for name, v in key.items()}
        found = len(await _change(table, tuple(key), tuple(values)).rows(tx, given))
    if found != 1:
        raise NoRow(f"{table.name} {dict(key)}")


@cache
def _change(table: Table, keys: tuple[str, ...], names: tuple[str, ...]) -> Statement:
    same = and_(*(table.c[name] == bindparam(f"same_{name}") for name in keys))
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return Statement(update(table).where(same).values(values).returning(table.c[keys[0]]))


def plain(text: str) -> str:
    """Lower case without accents, for searching and sorting."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
