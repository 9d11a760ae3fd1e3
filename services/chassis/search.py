"""Looking for words: in Dutch, forgiving, and never an error. The index itself belongs to the database."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

import snowballstemmer
from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select, text, true
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.rows import plain

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
_WEIGHED = text(
    "select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('random_page_cost', '1', true)"
)
_BY_INDEX = text("select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)")
_FORGIVING = text(
    "select set_config('enable_seqscan', 'on', true), set_config('enable_indexscan', 'on', true), "
    "set_config('pg_trgm.word_similarity_threshold', '0.5', true)"
)
_TYPOS = text("select exists (select from pg_indexes where indexname = :index)")


@dataclass(frozen=True)
class Abilities:
    """What the database can do beside finding Dutch words."""

    typos: bool


async def abilities(tx: AsyncConnection, table: str = "published") -> Abilities:
    """False where PostgreSQL lacked `pg_trgm` when it was migrated, and on SQLite."""
    if tx.dialect.name == "sqlite":
        return Abilities(typos=False)
    return Abilities(typos=bool((await tx.execute(_TYPOS, {"index": f"search_{table}_names"})).scalar()))


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
    """What someone typed, without the words that say nothing. `close`: a word may be misspelt."""

    terms: tuple[str, ...] = ()
    close: bool = False

    @classmethod
    def of(cls, typed: str | None) -> "Question":
        """Each word once; none when nothing was typed that can be looked for."""
        return cls(tuple(dict.fromkeys(word for word in words(typed or "") if word not in STOP))[:MOST_TERMS])

    @property
    def shape(self) -> tuple[object, ...]:
        """Questions of one shape differ in their values only."""
        return len(self.terms), self.close and tuple(len(term) >= TYPO_LETTERS for term in self.terms)

    def values(self, tx: AsyncConnection, marks: Sequence[Sequence[str]] = ()) -> dict[str, str]:
        """What is bound in `matches`, by name."""
        if tx.dialect.name == "sqlite":
            return {"asked": _asked(self, marks)}
        return {f"term_{place}": term for place, term in enumerate(self.terms, 1)} | {"marks": _marked(marks)}

    def matches(self, tx: AsyncConnection, table: Table, marks: Sequence[Sequence[str]] = ()) -> ColumnElement[bool]:
        """Every word in some form (the last may be unfinished), and of every group of marks one."""
        if not self.terms and not marks:
            return true()
        return (_fts5 if tx.dialect.name == "sqlite" else _tsquery)(self, table, marks)


async def prepare(tx: AsyncConnection) -> None:
    """Before a search: lets PostgreSQL choose for these very words, and weigh rows and index as they are in memory."""
    if tx.dialect.name != "sqlite":
        await tx.execute(_WEIGHED)


async def closer(tx: AsyncConnection, table: Table, question: Question) -> Question | None:
    """The same question with typing errors allowed; None where the words do stand somewhere, or the database cannot."""
    if not question.terms or not (await abilities(tx, table.name)).typos:
        return None
    await tx.execute(_BY_INDEX)
    known = (await tx.execute(select(table.c.id).where(question.matches(tx, table)).limit(1))).first()
    await tx.execute(_FORGIVING)
    return None if known else replace(question, close=True)


def mentions(column: ColumnElement[Any], typed: str | None) -> ColumnElement[bool]:
    """Every word, or its stem, stands somewhere in a column of plain text: for one organisation's own rows."""
    terms = Question.of(typed).terms
    return and_(true(), *(or_(column.contains(term), column.contains(stem(term))) for term in terms))


def _tsquery(question: Question, table: Table, marks: Sequence[Sequence[str]]) -> ColumnElement[bool]:
    parts = [_term(term, table, place, question) for place, term in enumerate(question.terms, 1)]
    if marks:
        parts.append(_sql(f"{table.name}.search_words @@ to_tsquery('simple', :marks)", marks=_marked(marks)))
    return and_(*parts)


def _marked(marks: Sequence[Sequence[str]]) -> str:
    return " & ".join(f"({' | '.join(group)})" for group in marks)


def _term(term: str, table: Table, place: int, question: Question) -> ColumnElement[bool]:
    name, last = f"term_{place}", place == len(question.terms)
    query = f"to_tsquery('dutch', :{name})" + (f" || to_tsquery('simple', :{name} || ':*')" if last else "")
    found = _sql(f"{table.name}.search_words @@ ({query})", **{name: term})
    if question.close and len(term) >= TYPO_LETTERS:
        return or_(found, _sql(f":{name} <% {table.name}.sort", **{name: term}))
    return found


def _sql(condition: str, **values: str) -> ColumnElement[bool]:
    """Conditions are made of our own names; what people typed is bound."""
    return cast("ColumnElement[bool]", text(condition).bindparams(**values))


def _fts5(question: Question, table: Table, marks: Sequence[Sequence[str]]) -> ColumnElement[bool]:
    index = f"search_{table.name}"
    found = f"select id from {index}_keys join {index} on {index}.rowid = key where {index} match :asked"  # noqa: S608
    return _sql(f"{table.name}.id in ({found})", asked=_asked(question, marks))


def _asked(question: Question, marks: Sequence[Sequence[str]]) -> str:
    stems = [f'"{stem(term)}"' for term in question.terms]
    if stems:
        stems[-1] = f'({stems[-1]} OR "{question.terms[-1]}"*)'
    return " AND ".join([*stems, *("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in marks)])
