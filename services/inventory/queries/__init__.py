"""From the rows of inventory to answers."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Select, String, and_, bindparam, exists, outerjoin, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.inventory import AssessmentRule
from services.chassis import search, texts
from services.chassis.decider import Logged, fold
from services.chassis.execute import NotFound, history_of, stamp
from services.chassis.statements import Statement
from services.chassis.tables import roles
from services.chassis.wording import _
from services.inventory.domain import system
from services.inventory.tables import organisations, people, publications, systems

FORMER = _("oud-collega")
"""Who left, where the name was erased."""
History = Sequence[tuple[Envelope, Event]]

ASSESSED = systems.c.assessment["assessmentVersion"].as_integer().label("assessed_version")
DEPARTMENT, PROCESS = (systems.c.description[name].as_string().label(name) for name in ("department", "process"))
LISTED = (
    systems.c.id, systems.c.version, systems.c.name, systems.c.sort, systems.c.stage, systems.c.found_as,
    systems.c.since, systems.c.category, systems.c.ai_act_class, systems.c.confirmed, systems.c.standing,
    systems.c.decided_on, systems.c.reopened_on, systems.c.assessment_version, ASSESSED, DEPARTMENT, PROCESS,
    publications.c.published_on,
)  # fmt: skip
WITH_PUBLICATION = outerjoin(
    systems, publications, and_(publications.c.tenant == systems.c.tenant, publications.c.id == systems.c.id)
)


async def list_organisations(tx: AsyncConnection, after: str | None, limit: int) -> list[dict[str, Any]]:
    """Organisations in the order of their ids."""
    query = select(organisations).order_by(organisations.c.tenant).limit(limit)
    rows = await tx.execute(query.where(organisations.c.tenant > after) if after else query)
    return [{"id": row.tenant, **row.organisation} for row in rows]


_ORGANISATION = Statement(select(organisations).where(organisations.c.tenant == bindparam("of")))


async def organisation(tx: AsyncConnection, tenant: str) -> dict[str, Any] | None:
    """One organisation with its policy and their version."""
    return await _ORGANISATION.first(tx, {"of": tenant})


async def assessment_rule(tx: AsyncConnection, tenant: str) -> AssessmentRule:
    """What the organisation's policy says of assessments; every system, when it has none."""
    row = await organisation(tx, tenant)
    rule: str = row["policy"]["assessment"] if row and row["policy"] else "every-system"
    return rule


async def list_systems(
    tx: AsyncConnection, tenant: str, q: str | None, filters: dict[str, str | None], page: tuple[list[str] | None, int]
) -> list[dict[str, Any]]:
    """Systems by name; `page` is the place after which to begin and how many at most. Filter `none`: not known."""
    after, limit = page
    given = {column: value for column, value in filters.items() if value}
    shape = tuple((column, value == "none") for column, value in given.items())
    values = {"of": tenant, "most": limit} | {f"the_{column}": value for column, value in given.items()}
    values |= dict(zip(("after_sort", "after_id"), after or (), strict=False))
    if q:
        words = search.mentions(systems.c.search, q)
        return await Statement(_systems(shape, bool(after)).where(words)).rows(tx, values)
    return await _listing(shape, bool(after)).rows(tx, values)


@cache
def _listing(shape: tuple[tuple[str, bool], ...], further: bool) -> Statement:
    return Statement(_systems(shape, further))


def _systems(shape: tuple[tuple[str, bool], ...], further: bool) -> Select[Any]:
    """`shape`: the columns that are filtered, and whether their value must be unknown."""
    query = select(*LISTED).select_from(WITH_PUBLICATION)
    query = query.where(systems.c.tenant == bindparam("of"), systems.c.name.is_not(None))
    for column, unknown in shape:
        given = systems.c[column]
        query = query.where(given.is_(None) if unknown else given == bindparam(f"the_{column}"))
    if further:
        place = tuple_(bindparam("after_sort", type_=String), bindparam("after_id", type_=String))
        query = query.where(tuple_(systems.c.sort, systems.c.id) > place)
    return query.order_by(systems.c.sort, systems.c.id).limit(bindparam("most"))


_SYSTEM = Statement(
    select(systems, ASSESSED, publications.c.number, publications.c.published_on)
    .select_from(WITH_PUBLICATION)
    .where(systems.c.tenant == bindparam("of"), systems.c.id == bindparam("wanted"), systems.c.name.is_not(None))
)


async def get_system(tx: AsyncConnection, tenant: str, id: str) -> dict[str, Any]:
    """Everything that is known of one system; raises NotFound."""
    row = await _SYSTEM.first(tx, {"of": tenant, "wanted": id})
    if row is None:
        raise NotFound(f"system/{id}")
    return row


async def get_state(tx: AsyncConnection, tenant: str, id: str) -> system.System:
    """One system folded from its own history; raises NotFound."""
    return state_in(await history(tx, tenant, id), id)


def state_in(history: History, id: str) -> system.System:
    """One system folded from this history of it; raises NotFound."""
    state: system.System = fold(system, (Logged(event, stamp(envelope, event)) for envelope, event in history))
    if state.description is None:
        raise NotFound(f"system/{id}")
    return state


async def history(tx: AsyncConnection, tenant: str, id: str) -> History:
    """Everything that happened to one system, oldest first."""
    return await history_of(tx, tenant, system, id)


async def reason(tx: AsyncConnection, tenant: str, reference: dict[str, str] | None) -> str | None:
    """The words behind a reference; None when there are none, or when they were erased."""
    if not reference:
        return None
    return (await texts.read(tx, tenant, [reference["id"]])).get(reference["id"])


async def imported(
    tx: AsyncConnection, tenant: str, register: str, page: tuple[list[str] | None, int]
) -> list[RowMapping]:
    """Which entries of a register were imported as which system."""
    after, limit = page
    query = select(systems.c.source_id, systems.c.id)
    query = query.where(systems.c.tenant == tenant, systems.c.register == register)
    query = query.where(systems.c.source_id > after[0]) if after else query
    rows = await tx.execute(query.order_by(systems.c.source_id).limit(limit))
    return list(rows.mappings().all())


async def begun(tx: AsyncConnection, tenant: str) -> tuple[bool, bool]:
    """Is a system registered here, and does one stand in the public register?"""
    registered = exists().where(systems.c.tenant == tenant, systems.c.name.is_not(None))
    published = exists().where(publications.c.tenant == tenant)
    row = (await tx.execute(select(registered, published))).one()
    return bool(row[0]), bool(row[1])


async def members(tx: AsyncConnection, tenant: str) -> dict[str, str]:
    """The names behind member references, as far as they were not erased."""
    return {member: name for member, name in (await _people(tx, tenant)).items() if name}


async def known_members(tx: AsyncConnection, tenant: str) -> dict[str, str]:
    """As `members`, and who left and whose name was erased, in words."""
    return {member: name or FORMER for member, name in (await _people(tx, tenant)).items()}


async def _people(tx: AsyncConnection, tenant: str) -> dict[str, str]:
    rows = await tx.execute(select(people.c.member, people.c.name).where(people.c.tenant == tenant))
    return {row.member: row.name for row in rows}


async def role_holders(tx: AsyncConnection, tenant: str) -> list[RowMapping]:
    """Who holds which role, from and until when; also terms that lie ahead or behind."""
    query = select(roles.c.role, roles.c.member, roles.c.valid_from, roles.c.until).where(roles.c.tenant == tenant)
    return list((await tx.execute(query.order_by(roles.c.role, roles.c.member))).mappings().all())
