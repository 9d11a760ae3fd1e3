"""From the rows of publication to answers: here the public register; `desk` for who edits it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    RowMapping,
    Select,
    String,
    Text,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import search
from services.chassis.execute import NotFound
from services.chassis.search import Question, mark
from services.chassis.statements import Statement
from services.chassis.tables import tenants
from services.publication.domain.traits import ANY, REGION
from services.publication.domain.wanted import Wanted as Wanted
from services.publication.domain.wanted import themes_of
from services.publication.queries.desk import Place as Place
from services.publication.queries.desk import count_outdated as count_outdated
from services.publication.queries.desk import count_states as count_states
from services.publication.queries.desk import faults as faults
from services.publication.queries.desk import get_entry as get_entry
from services.publication.queries.desk import get_state as get_state
from services.publication.queries.desk import list_entries as list_entries
from services.publication.queries.desk import organisation_name as organisation_name
from services.publication.queries.desk import publishing as publishing
from services.publication.queries.desk import reason_of_return as reason_of_return
from services.publication.queries.left import gone, left_of
from services.publication.queries.left import newest_withdrawn as newest_withdrawn
from services.publication.tables import history, public_changes, published, tallies

SHOWN = (
    published.c.id, published.c.tenant, published.c.name, published.c.sort, published.c.summary, published.c.status,
    published.c.category, published.c.themes, published.c.standing, published.c.published_at,
    published.c.first_published_at, published.c.extension, tenants.c.name.label("organisation_name"),
)  # fmt: skip
WHOLE = (
    published.c.id, published.c.tenant, published.c.sort, published.c.uri, published.c.version,
    published.c.published_at, *(cast(c, Text).label(c.name) for c in (published.c.record, published.c.extension)),
)  # fmt: skip
"""With record and extension as the text that they are kept as."""
COUNTED = published.c.tenant, published.c.status, published.c.category, published.c.themes, published.c.standing
_ALL = 2**30 - 1
"""As many as an index of words can be asked for; PostgreSQL doubles it."""
MOST_COUNTED = 500
"""How many entries that hold what someone typed are counted; more is told as more than so many."""


def marks_of(wanted: Wanted, question: Question) -> list[list[str]]:
    """What the index must hold beside the words: of each group one. An organisation alone needs no index of words."""
    groups = wanted.groups()
    if wanted.organisation and (groups or question.terms):
        groups.append([("organisation", wanted.organisation)])
    return [[mark(name, value) for name, value in group] for group in groups]


async def list_published(tx: AsyncConnection, wanted: Wanted, page: Place, whole: bool = False) -> list[dict[str, Any]]:
    """Public entries by name; `whole`: with the text of their records. Where none has the words: with similar words."""
    question = Question.of(wanted.q)
    rows = await _page(tx, wanted, question, page, whole)
    if not rows and (close := await search.closer(tx, published, question)):
        return await _page(tx, wanted, close, page, whole)
    return rows


_PAGES: dict[tuple[object, ...], Statement] = {}  # for each shape of a question: making one costs more than running it


async def _page(
    tx: AsyncConnection, wanted: Wanted, question: Question, page: Place, whole: bool
) -> list[dict[str, Any]]:
    after, limit = page
    marks = marks_of(wanted, question)
    searched = bool(marks or question.terms)
    shape = tx.dialect.name, whole, bool(after), bool(wanted.organisation), searched
    if shape not in _PAGES:
        found = question.matches(tx, published, page=True) if searched else true()
        own = published.c.tenant == bindparam("own") if wanted.organisation else true()
        _PAGES[shape] = _page_of(and_(found, own), bool(after), whole)
    values = {"most": limit, "own": wanted.organisation, **question.values(tx, marks)}
    return await _PAGES[shape].rows(tx, values | dict(zip(("sort_", "id_"), after or ("", ""), strict=True)))


def _page_of(condition: ColumnElement[bool], further: bool, whole: bool) -> Statement:
    query = (select(*WHOLE) if whole else _public(*SHOWN)).where(condition)
    if further:
        place = tuple_(bindparam("sort_", type_=String), bindparam("id_", type_=String))
        query = query.where(tuple_(published.c.sort, published.c.id) > place)
    return Statement(query.order_by(published.c.sort, published.c.id).limit(bindparam("most", type_=Integer)))


async def newest(tx: AsyncConnection, wanted: Wanted, limit: int) -> list[RowMapping]:
    """The same entries as in the list, the newest or latest changed first."""
    question = Question.of(wanted.q)
    rows = await _newest(tx, wanted, question, limit)
    if not rows and (close := await search.closer(tx, published, question)):
        return await _newest(tx, wanted, close, limit)
    return rows


async def _newest(tx: AsyncConnection, wanted: Wanted, question: Question, limit: int) -> list[RowMapping]:
    marks = marks_of(wanted, question)
    found = question.matches(tx, published) if marks or question.terms else true()
    own = published.c.tenant == wanted.organisation if wanted.organisation else true()
    query = _public(*SHOWN).where(found, own).order_by(published.c.published_at.desc(), published.c.id.desc())
    rows = await tx.execute(query.limit(limit), question.values(tx, marks) | {"most": _ALL})
    return list(rows.mappings().all())


def _public(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(published.outerjoin(tenants, tenants.c.tenant == published.c.tenant))


_ENTRY = Statement(
    _public(published, tenants.c.name.label("organisation_name")).where(published.c.id == bindparam("wanted"))
)
_WHOLE_ENTRY = Statement(select(*WHOLE).where(published.c.id == bindparam("wanted")))
_VERSIONS, _WHOLE_VERSIONS = (
    Statement(
        select(*columns)
        .where(history.c.id == bindparam("of"), history.c.version < bindparam("before"))
        .order_by(history.c.version.desc())
        .limit(bindparam("most"))
    )
    for columns in (
        (history,),
        [cast(c, Text).label(c.name) if c.type is history.c.record.type else c for c in history.c],
    )
)
_LATEST = 2**31 - 1


async def get_published(tx: AsyncConnection, id: str, organisation: str | None = None) -> dict[str, Any]:
    """One public entry, or what is left of it (with a `ground`); raises NotFound, also when it is another's."""
    row = await _ENTRY.first(tx, {"wanted": id}) or await left_of(tx, id)
    if row is None or organisation not in (None, row["tenant"]):
        raise NotFound(f"algorithm/{id}")
    return row


async def get_whole(tx: AsyncConnection, id: str) -> dict[str, Any]:
    """One public entry with the text of its record; raises NotFound, and Gone when it was taken off."""
    if row := await _WHOLE_ENTRY.first(tx, {"wanted": id}):
        return row
    left = await left_of(tx, id)
    raise gone(left) if left else NotFound(f"algorithm/{id}")


async def versions(
    tx: AsyncConnection, id: str, before: int | None, limit: int, whole: bool = False
) -> list[dict[str, Any]]:
    """The public versions of one entry, newest first; `whole`: with the text of their records."""
    statement = _WHOLE_VERSIONS if whole else _VERSIONS
    return await statement.rows(tx, {"of": id, "before": before or _LATEST, "most": limit})


@dataclass
class Facets:
    """How many public entries there are, and how many each choice of a filter would leave."""

    total: int = 0
    more: bool = False
    """There are more than `total`, and how many each choice would leave is not known."""
    status: Counter[str] = field(default_factory=Counter)
    category: Counter[str] = field(default_factory=Counter)
    theme: Counter[str] = field(default_factory=Counter)
    organisation: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    """With a decided DPIA, by status; all filters met."""


async def facets(tx: AsyncConnection, wanted: Wanted) -> Facets:
    """Each filter counts what the other filters leave: as it is kept, or of the entries that hold the words."""
    question, cell = Question.of(wanted.q), wanted.cell()
    if not question.terms and cell:
        return await _kept(tx, wanted.organisation, cell)
    total = await _number(tx, question, [], MOST_COUNTED + 1)
    if not total and (close := await search.closer(tx, published, question)):
        question, total = close, await _number(tx, close, [], MOST_COUNTED + 1)
    if total > MOST_COUNTED:
        return await _at_least(tx, wanted, question)
    counted = Facets()
    for row in await _matching(tx, question):
        _count(counted, row, wanted.unmet(row), row["n"])
    return counted


async def _matching(tx: AsyncConnection, question: Question) -> list[dict[str, Any]]:
    """How many entries that hold the words have the same values of all filters."""
    found = question.matches(tx, published) if question.terms else true()
    query = select(*COUNTED, func.count().label("n")).where(found).group_by(*COUNTED)
    values = question.values(tx) | {"most": MOST_COUNTED}
    return [row._asdict() for row in await tx.execute(query, values)]


async def _number(tx: AsyncConnection, question: Question, marks: list[list[str]], most: int) -> int:
    """How many entries hold the words and one of each group of marks, counted to `most`."""
    found = question.matches(tx, published) if question.terms or marks else true()
    few = select(published.c.id).where(found).limit(bindparam("most", type_=Integer)).subquery()
    values = question.values(tx, marks) | {"most": most}
    return int((await tx.execute(select(func.count()).select_from(few), values)).scalar_one())


async def _kept(tx: AsyncConnection, organisation: str | None, cell: tuple[str, str, str]) -> Facets:
    counted, axes = Facets(), (tallies.c.status, tallies.c.category, tallies.c.theme)
    same = [axis == value for axis, value in zip(axes, cell, strict=True)]
    one_free = or_(*(and_(*same[:free], *same[free + 1 :]) for free in range(len(axes))))
    query = select(*axes, func.sum(tallies.c.n).label("n"), func.sum(tallies.c.decided).label("decided"))
    query = query.where(tallies.c.tenant.in_([organisation] if organisation else REGION), one_free).group_by(*axes)
    for row in (await tx.execute(query)).mappings():
        _add(counted, row, cell)
    query = select(tallies.c.tenant, tallies.c.n).where(*same, tallies.c.tenant.not_in(REGION), tallies.c.n > 0)
    counted.organisation.update({tenant: n for tenant, n in await tx.execute(query)})
    return counted


def _add(counted: Facets, row: RowMapping, cell: tuple[str, str, str]) -> None:
    found = row["status"], row["category"], row["theme"]
    if found == cell:
        counted.total = row["n"]
    axes = counted.status, counted.category, counted.theme
    for axis, (counts, value) in enumerate(zip(axes, found, strict=True)):
        if value and row["n"] and found[:axis] + found[axis + 1 :] == cell[:axis] + cell[axis + 1 :]:
            counts[value] = row["n"]
    if row["status"] and found[1:] == cell[1:] and cell[0] in (ANY, row["status"]):
        counted.decided[row["status"]] = row["decided"]


async def _at_least(tx: AsyncConnection, wanted: Wanted, question: Question) -> Facets:
    """So many entries hold the words that only a lower bound of the total is told."""
    marks = marks_of(wanted, question)
    total = await _number(tx, question, marks, MOST_COUNTED) if marks else MOST_COUNTED
    names = await tx.execute(select(tenants.c.tenant))
    return Facets(total, more=True, organisation=Counter(dict.fromkeys(names.scalars(), 0)))


def _count(counted: Facets, row: Mapping[str, Any], unmet: frozenset[str], n: int = 1) -> None:
    if not unmet:
        counted.total += n
        counted.decided[row["status"]] += n * (row["standing"] == "decided")
    if unmet <= {"status"} and row["status"]:
        counted.status[row["status"]] += n
    if unmet <= {"category"} and row["category"]:
        counted.category[row["category"]] += n
    if unmet <= {"organisation"}:
        counted.organisation[row["tenant"]] += n
    if unmet <= {"theme"}:
        counted.theme.update(dict.fromkeys(themes_of(row), n))


async def organisations(tx: AsyncConnection, ids: Sequence[str]) -> dict[str, str]:
    """The names of organisations."""
    rows = await tx.execute(select(tenants.c.tenant, tenants.c.name).where(tenants.c.tenant.in_(ids)))
    return {row.tenant: row.name or row.tenant for row in rows}


_CHANGES = Statement(select(func.coalesce(func.sum(public_changes.c.n), 0).label("n")))


async def public_changes_so_far(tx: AsyncConnection) -> int:
    """Grows with each fact that changes a public page."""
    row = await _CHANGES.first(tx, {})
    return int(row["n"]) if row else 0
