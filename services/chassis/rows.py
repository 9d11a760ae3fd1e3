"""Writing and searching read rows."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, true, update
from sqlalchemy.ext.asyncio import AsyncConnection


class NoRow(Exception):
    """A fact wanted to change a row that is not there: an earlier fact is missing."""


async def change(tx: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Gives the row with this key these values; raises NoRow when there is none."""
    same = and_(*(table.c[name] == value for name, value in key.items()))
    if (await tx.execute(update(table).where(same).values(**values))).rowcount != 1:
        raise NoRow(f"{table.name} {dict(key)}")


def plain(text: str) -> str:
    """Lower case without accents, for searching and sorting."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def contains(column: ColumnElement[Any], words: str | None) -> ColumnElement[bool]:
    """Every word stands somewhere in the column, which holds plain text."""
    return and_(true(), *(column.contains(word, autoescape=True) for word in plain(words or "").split()))
