"""Looking for words: in Dutch, forgiving, and never an error. The index itself belongs to the database."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, cast

import snowballstemmer
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    or_,
    text,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from services.chassis.rows import plain
from services.chassis.statements import Statement

MOST_LETTERS, MOST_TERMS, MOST_WORDS = 60, 12, 10_000
"""Of one word, of what someone types, and of a text that is searched; what is more is left out."""
TYPO_LETTERS = 4
"""A shorter word resembles too many others."""
_SILENT = (
    "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of wat "
    "mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want nog "
    "zal me zij nu ge geen omdat iets worden toch al waren veel meer doen toen moet ben zonder kan hun dus alles onder "
    "ja eens hier wie werd altijd doch wordt wezen kunnen ons zelf tegen na reeds wil kon niets uw iemand geweest "
    "andere"
)
STOP = frozenset(_SILENT.split())
"""Words that say nothing: those that PostgreSQL's `dutch` leaves out of an index."""
_stemmer = snowballstemmer.stemmer("dutch_porter")  # the algorithm behind PostgreSQL's `dutch`; `dutch` is a later one
_FTS5 = (
    "select id from search_{table}_keys join search_{table} on search_{table}.rowid = key "
    "where search_{table} match :asked"
)
_TYPOS = text("select to_regclass(:index) is not null")
MOST_SIMILAR = 8
"""Words that are looked for in the place of one with a typing error."""


@dataclass(frozen=True)
class Abilities:
    """What the database can do beside finding Dutch words."""

    typos: bool


async def abilities(tx: AsyncConnection, table: str = "published") -> Abilities:
    """False where PostgreSQL lacked `pg_trgm` when it was migrated, and on SQLite."""
    if tx.dialect.name == "sqlite":
        return Abilities(typos=False)
    return Abilities(typos=bool((await tx.execute(_TYPOS, {"index": f"search_{table}_spelt"})).scalar()))


def words(content: str) -> list[str]:
    """Letters and digits only, so that no word means anything to a database."""
    return [word[:MOST_LETTERS] for word in re.findall(r"[^\W_]+", plain(content))]


@lru_cache(50_000)
def stem(word: str) -> str:
    """What the forms of a word have in common: uitkering, uitkeringen -> uitker."""
    return str(_stemmer.stemWord(word))


@lru_cache(10_000)
def mark(name: str, value: str) -> str:
    """A made-up word in the index for a value that lists are filtered by."""
    digest = hashlib.blake2s(f"{name}={value}".encode(), digest_size=6).hexdigest()
    return "zzx" + digest.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))


def indexed(tx: AsyncConnection | Connection, content: str, marks: Iterable[str] = ()) -> str:
    """What the column `search` of an indexed table holds. PostgreSQL adds the stems itself."""
    found = dict.fromkeys(word for word in words(content)[:MOST_WORDS] if word not in STOP)
    stems = dict.fromkeys(map(stem, found)) if tx.dialect.name == "sqlite" else {}
    return " ".join(dict.fromkeys([*found, *stems, *marks]))


@dataclass(frozen=True)
class Question:
    """What someone typed, without the words that say nothing. `similar`: for each term the words that may be meant."""

    terms: tuple[str, ...] = ()
    similar: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, typed: str | None) -> "Question":
        """Each word once; none when nothing was typed that can be looked for."""
        return cls(tuple(dict.fromkeys(word for word in words(typed or "") if word not in STOP))[:MOST_TERMS])

    def values(self, tx: AsyncConnection, marks: Sequence[Sequence[str]] = ()) -> dict[str, Any]:
        """What is bound in `matches`, by name, beside the page."""
        if tx.dialect.name == "sqlite":
            return {"asked": _asked(self, marks)}
        similar = self.similar or ((),) * len(self.terms)
        terms = ["|".join((term, *others)) for term, others in zip(self.terms, similar, strict=True)]
        return {"terms": terms, "marks": ["|".join(group) for group in marks]}

    def matches(self, tx: AsyncConnection, table: Table, page: bool = False) -> ColumnElement[bool]:
        """Every word in some form (the last may be unfinished), and of every group of marks one.

        PostgreSQL gives no more than `most`; of a `page` the first after `sort_` and `id_`.
        """
        if tx.dialect.name == "sqlite":
            return _sql(f"{table.name}.id in ({_FTS5.format(table=table.name)})", asked=String())
        given: dict[str, TypeEngine[Any]] = {"terms": ARRAY(String), "marks": ARRAY(String), "most": Integer()}
        if page:
            function = f"search_{table.name}_first(:terms, :marks, :sort_, :id_, :most)"
            return _sql(f"{table.name}.id in (select {function})", **given, sort_=String(), id_=String())
        return _sql(f"{table.name}.id in (select search_{table.name}_some(:terms, :marks, :most))", **given)


async def closer(tx: AsyncConnection, table: Table, question: Question) -> Question | None:
    """The same question with typing errors allowed; None where the words do stand somewhere, or the database cannot."""
    if not question.terms or tx.dialect.name == "sqlite":
        return None
    values = question.values(tx) | {"letters": TYPO_LETTERS, "most": MOST_SIMILAR}
    rows = await _similar(table.name).rows(tx, values)
    found = {row["term"]: tuple(row["similar"]) for row in rows}
    return replace(question, similar=tuple(found.get(term, ()) for term in question.terms)) if found else None


@cache
def _similar(table: str) -> Statement:
    """Words like each of the terms, unless all of them stand somewhere or pg_trgm is not there."""
    query = text(f"""
select term, array(select search_{table}_similar(term, :most)) as similar from unnest(:terms) term
where length(term) >= :letters and to_regclass('search_{table}_spelt') is not null
and not exists (select search_{table}_some(:terms, :marks, 1))
""")  # noqa: S608 names of our own tables
    lists = {"terms": ARRAY(String), "marks": ARRAY(String)}
    numbers = {"letters": Integer(), "most": Integer()}
    return Statement(query.bindparams(*(bindparam(name, type_=type_) for name, type_ in (lists | numbers).items())))


def mentions(column: ColumnElement[Any], typed: str | None) -> ColumnElement[bool]:
    """Every word, or its stem, stands somewhere in a column of plain text: for one organisation's own rows."""
    terms = Question.of(typed).terms
    return and_(true(), *(or_(column.contains(term), column.contains(stem(term))) for term in terms))


def _sql(condition: str, **types: TypeEngine[Any]) -> ColumnElement[bool]:
    """Conditions are made of our own names; what people typed is bound."""
    bound = (bindparam(name, type_=type_) for name, type_ in types.items())
    return cast("ColumnElement[bool]", text(condition).bindparams(*bound))


def _asked(question: Question, marks: Sequence[Sequence[str]]) -> str:
    stems = [f'"{stem(term)}"' for term in question.terms]
    if stems:
        stems[-1] = f'({stems[-1]} OR "{question.terms[-1]}"*)'
    return " AND ".join([*stems, *("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in marks)])
