"""A record as one row of a table: a column for each key of publication standard 1.0, as the national register's CSV.

Texts go without markup, themes with commas between them, references numbered: `1: Awb, https://a. 2: Wpg, https://b`.
"""

from collections.abc import Mapping
from typing import Any

from services.publication.domain.record.check import is_known
from services.publication.domain.record.keys import KEYS, Key
from services.publication.domain.record.rich_text import strip_html

COLUMNS = tuple(KEYS)
"""The names of the columns, in the standard's order."""
WITH_MARKUP = ("line", "rich")
"""Kinds of keys of which the markup is left out; in an address `&` is no markup."""


def cells(record: Mapping[str, Any]) -> list[str]:
    """What stands in each column; empty where it is not known. Takes any record."""
    return [_cell(key, record.get(key.name)) for key in KEYS.values()]


def _cell(key: Key, found: object) -> str:
    if not is_known(found):
        return ""
    if isinstance(found, list | tuple):
        return _numbered(found) if key.kind == "references" else ", ".join(map(str, found))
    text = str(found)
    return (strip_html(text) if key.kind in WITH_MARKUP else text).strip()


def _numbered(found: list[Any] | tuple[Any, ...]) -> str:
    parts = [_reference(item) if isinstance(item, Mapping) else str(item) for item in found]
    return ". ".join(f"{number}: {part}" for number, part in enumerate(filter(None, parts), 1))


def _reference(item: Mapping[str, Any]) -> str:
    known = (str(item[name]).strip() for name in ("title", "link") if is_known(item.get(name)))
    return ", ".join(known)
