"""From the rows of publication to answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    RowMapping,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import canonical, search
from services.chassis.execute import NotFound, state_of
from services.chassis.search import Question, mark
from services.chassis.statements import Statement
from services.chassis.tables import tenants
from services.chassis.tenants import name_of
from services.publication.domain import entry
from services.publication.domain.entry import Entry
from services.publication.domain.record import EDITED, KEYS, edited
from services.publication.domain.traits import ANY, REGION
from services.publication.domain.wanted import Wanted as Wanted
from services.publication.domain.wanted import themes_of
from services.publication.tables import entries, history, public_changes, published, tallies

Place = tuple[list[str] | None, int]
"""After which row to begin, and how many rows at most."""

LISTED = (
    entries.c.id, entries.c.version, entries.c.state, entries.c.name, entries.c.sort, entries.c.number,
    entries.c.imported, entries.c.lacking, entries.c.completeness, entries.c.life_cycle, entries.c.standing,
)  # fmt: skip
SHOWN = (
    published.c.id, published.c.tenant, published.c.name, published.c.sort, published.c.summary, published.c.status,
    published.c.category, published.c.themes, published.c.standing, published.c.published_at,
    published.c.first_published_at, published.c.extension, tenants.c.name.label("organisation_name"),
)  # fmt: skip
WHOLE = (
    published.c.id, published.c.tenant, published.c.sort, published.c.uri, published.c.version,
    published.c.published_at, published.c.record, published.c.extension,
)  # fmt: skip
COUNTED = published.c.tenant, published.c.status, published.c.category, published.c.themes, published.c.standing
MOST_COUNTED = 500
"""How many entries that hold what someone typed are counted; more is told as more than so many."""
NOT_EDITED = "Dit volgt uit de levensloop of uit andere gegevens; haal het weg."


async def list_entries(
    tx: AsyncConnection, tenant: str, q: str | None, filters: Mapping[str, Any], page: Place
) -> list[RowMapping]:
    """Entries of one organisation by name."""
    after, limit = page
    query = select(*LISTED).where(entries.c.tenant == tenant, entries.c.state.is_not(None))
    query = query.where(search.mentions(entries.c.search, q))
    query = query.where(*(entries.c[name] == value for name, value in filters.items() if value is not None))
    if after:
        query = query.where(tuple_(entries.c.sort, entries.c.id) > tuple_(*map(literal, after)))
    rows = await tx.execute(query.order_by(entries.c.sort, entries.c.id).limit(limit))
    return list(rows.mappings().all())


async def count_states(tx: AsyncConnection, tenant: str) -> dict[str, int]:
    """How many entries of one organisation are in each state."""
    query = select(entries.c.state, func.count()).where(entries.c.tenant == tenant, entries.c.state.is_not(None))
    return {state: count for state, count in (await tx.execute(query.group_by(entries.c.state))).all()}


async def get_entry(tx: AsyncConnection, tenant: str, id: str) -> tuple[RowMapping, Entry]:
    """The row of one entry and its state; raises NotFound while it is not drafted."""
    row = (await tx.execute(select(entries).where(entries.c.tenant == tenant, entries.c.id == id))).mappings().first()
    if row is None or row["state"] is None:
        raise NotFound(f"entry/{id}")
    return row, await state_of(tx, tenant, entry, id)


async def get_state(tx: AsyncConnection, tenant: str, id: str) -> Entry:
    """One entry folded from its own history; raises NotFound while it is not drafted."""
    state: Entry = await state_of(tx, tenant, entry, id)
    if not state.exists:
        raise NotFound(f"entry/{id}")
    return state


async def publishing(tx: AsyncConnection, tenant: str, id: str) -> dict[str, str]:
    """What a public record holds beside the entry itself."""
    return {
        "organisation": tenant,
        "organisation_name": await organisation_name(tx, tenant),
        "uri": f"/id/algorithm/{id}",
        "published_at": canonical.moment(datetime.now(UTC)),
    }


def faults(state: Entry, record: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with what a person typed, by JSON pointer from the record: one message for each place."""
    foreign = {f"/{key}": NOT_EDITED for key in record if key in KEYS and key not in EDITED}
    found = {problem.pointer: problem.detail for problem in reversed(edited(record, state.content))}
    return {pointer: found[pointer] for pointer in reversed(found)} | foreign


def marks_of(wanted: Wanted) -> list[list[str]]:
    """What the index must hold beside the words: of each group one."""
    return [[mark(name, value) for name, value in group] for group in wanted.groups()]


def conditions(tx: AsyncConnection, wanted: Wanted, question: Question) -> list[ColumnElement[bool]]:
    """What a row of `published` must meet."""
    own = published.c.tenant == bindparam("own", wanted.organisation) if wanted.organisation else true()
    return [own, question.matches(tx, published, marks_of(wanted))]


async def list_published(tx: AsyncConnection, wanted: Wanted, page: Place, whole: bool = False) -> list[dict[str, Any]]:
    """Public entries by name; `whole`: with their records. Where no entry has the words, those with similar words."""
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
    marks = marks_of(wanted)
    shape = tx.dialect.name, whole, bool(after), bool(wanted.organisation), question.shape, bool(marks)
    if shape not in _PAGES:
        _PAGES[shape] = _page_of(conditions(tx, wanted, question), bool(after), whole)
    if marks or question.terms:
        await search.prepare(tx)
    values = {"most": limit, "own": wanted.organisation, **question.values(tx, marks)}
    return await _PAGES[shape].rows(tx, values | dict(zip(("sort_", "id_"), after or (), strict=False)))


def _page_of(conditions: list[ColumnElement[bool]], further: bool, whole: bool) -> Statement:
    query = (select(*WHOLE) if whole else _public(*SHOWN)).where(*conditions)
    if further:
        place = tuple_(bindparam("sort_", type_=String), bindparam("id_", type_=String))
        query = query.where(tuple_(published.c.sort, published.c.id) > place)
    return Statement(query.order_by(published.c.sort, published.c.id).limit(bindparam("most", type_=Integer)))


async def newest(tx: AsyncConnection, organisation: str | None, limit: int) -> list[RowMapping]:
    """Public entries, the newest or latest changed first."""
    query = _public(*SHOWN).where(published.c.tenant == organisation if organisation else true())
    rows = await tx.execute(query.order_by(published.c.published_at.desc(), published.c.id.desc()).limit(limit))
    return list(rows.mappings().all())


def _public(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(published.outerjoin(tenants, tenants.c.tenant == published.c.tenant))


_ENTRY = Statement(
    _public(published, tenants.c.name.label("organisation_name")).where(published.c.id == bindparam("wanted"))
)
_VERSIONS = Statement(
    select(history)
    .where(history.c.id == bindparam("of"), history.c.version < bindparam("before"))
    .order_by(history.c.version.desc())
    .limit(bindparam("most"))
)
_LATEST = 2**31 - 1


async def get_published(tx: AsyncConnection, id: str, organisation: str | None = None) -> dict[str, Any]:
    """One public entry; raises NotFound, also when it is another organisation's."""
    row = await _ENTRY.first(tx, {"wanted": id})
    if row is None or organisation not in (None, row["tenant"]):
        raise NotFound(f"algorithm/{id}")
    return row


async def versions(tx: AsyncConnection, id: str, before: int | None, limit: int) -> list[dict[str, Any]]:
    """The public versions of one entry, newest first."""
    return await _VERSIONS.rows(tx, {"of": id, "before": before or _LATEST, "most": limit})


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
    await search.prepare(tx)
    rows = await _matching(tx, question)
    if not rows and (close := await search.closer(tx, published, question)):
        question, rows = close, await _matching(tx, close)
    if len(rows) > MOST_COUNTED:
        return await _at_least(tx, wanted, question)
    counted = Facets()
    for row in rows:
        _count(counted, row, wanted.unmet(row))
    return counted


async def _matching(tx: AsyncConnection, question: Question) -> list[dict[str, Any]]:
    query = select(*COUNTED).where(question.matches(tx, published)).limit(MOST_COUNTED + 1)
    return [row._asdict() for row in await tx.execute(query)]


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
    found = select(published.c.id).where(*conditions(tx, wanted, question)).limit(MOST_COUNTED).subquery()
    total = (await tx.execute(select(func.count()).select_from(found))).scalar_one()
    names = await tx.execute(select(tenants.c.tenant))
    return Facets(total, more=True, organisation=Counter(dict.fromkeys(names.scalars(), 0)))


def _count(counted: Facets, row: Mapping[str, Any], unmet: frozenset[str]) -> None:
    if not unmet:
        counted.total += 1
        counted.decided[row["status"]] += row["standing"] == "decided"
    if unmet <= {"status"} and row["status"]:
        counted.status[row["status"]] += 1
    if unmet <= {"category"} and row["category"]:
        counted.category[row["category"]] += 1
    if unmet <= {"organisation"}:
        counted.organisation[row["tenant"]] += 1
    if unmet <= {"theme"}:
        counted.theme.update(themes_of(row))


async def organisations(tx: AsyncConnection, ids: Sequence[str]) -> dict[str, str]:
    """The names of organisations."""
    rows = await tx.execute(select(tenants.c.tenant, tenants.c.name).where(tenants.c.tenant.in_(ids)))
    return {row.tenant: row.name or row.tenant for row in rows}


async def organisation_name(tx: AsyncConnection, organisation: str) -> str:
    """The name of one organisation; raises NotFound."""
    name = await name_of(tx, organisation)
    if name is None:
        raise NotFound(f"organisation/{organisation}")
    return name


_CHANGES = Statement(select(func.coalesce(func.sum(public_changes.c.n), 0).label("n")))


async def public_changes_so_far(tx: AsyncConnection) -> int:
    """Grows with each fact that changes a public page."""
    row = await _CHANGES.first(tx, {})
    return int(row["n"]) if row else 0
