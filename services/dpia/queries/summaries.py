"""The summary of a DPIA for everyone in Mijn werk: who is to write it after an approval, and who to make it public."""

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.wording import _
from services.chassis.work import MOST, Awaited, Task, as_role
from services.dpia.domain.case import ReleaseSummary, WriteSummary, who
from services.dpia.domain.case.transitions import APPROVED
from services.dpia.queries import IN_LIFE, WITH_SYSTEM
from services.dpia.tables import authors, cases, systems

UNWRITTEN, SUMMARY = "summary-missing", "summary"
"""Kinds of the tasks: nobody wrote a summary of the decision that stands; one waits to be made public."""
WRITER = "process-owner"


async def to_write(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """Asked of the process owner of what was approved; a rejection asks no summary, but may have one."""
    if WRITER not in ask.roles:
        return []
    query = select(cases.c.id, cases.c.since, systems.c.name).select_from(WITH_SYSTEM)
    query = query.where(cases.c.tenant == ask.tenant, cases.c.state.in_(APPROVED), cases.c.summary.is_(None), IN_LIFE)
    rows = await tx.execute(query.order_by(cases.c.since, cases.c.id).limit(MOST + 1))
    return [_to_write(ask, row) for row in rows]


def _to_write(ask: Ask, row: Row[Any]) -> Task:
    base, others = f"/dpia/{ask.tenant}/cases/{row.id}", tuple(one for one in who(WriteSummary) if one != WRITER)
    what = _("De DPIA is goedgekeurd. Schrijf de openbare samenvatting: wat iedereen over deze DPIA mag lezen.")
    return Task(
        kind=UNWRITTEN, what=what, about=row.name, link=base, since=row.since, role=WRITER, others=others,
        button=_("Schrijf de samenvatting"), action=f"{base}/summary",
    )  # fmt: skip


async def to_release(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """Asked of who may release, did not write in it and is not FG."""
    if "fg" in ask.roles or not ask.roles.intersection(who(ReleaseSummary)):
        return []
    return [_to_release(ask, row) for row in await _summaries(tx, ask, ~_wrote(ask))]


async def awaited(tx: AsyncConnection, ask: Ask) -> list[Awaited]:
    """What this person wrote and another is to release."""
    return [_released(ask, row) for row in await _summaries(tx, ask, _wrote(ask))]


def _wrote(ask: Ask) -> ColumnElement[bool]:
    mine = and_(authors.c.tenant == cases.c.tenant, authors.c.id == cases.c.id, authors.c.member == ask.member)
    return exists().where(mine)


async def _summaries(tx: AsyncConnection, ask: Ask, whose: ColumnElement[bool]) -> list[Row[Any]]:
    """Summaries that nobody released yet."""
    waits = exists().where(authors.c.tenant == cases.c.tenant, authors.c.id == cases.c.id)
    query = select(cases.c.id, cases.c.summary, systems.c.name).select_from(WITH_SYSTEM)
    query = query.where(cases.c.tenant == ask.tenant, waits, whose, IN_LIFE)
    return list((await tx.execute(query.order_by(cases.c.since, cases.c.id).limit(MOST + 1))).all())


def _to_release(ask: Ask, row: Row[Any]) -> Task:
    base = f"/dpia/{ask.tenant}/cases/{row.id}"
    role, others = as_role(who(ReleaseSummary), ask.roles)
    what = _("Er ligt een openbare samenvatting klaar. U schreef er niet aan mee. Lees haar en geef haar vrij.")
    return Task(
        kind=SUMMARY, what=what, about=row.name, link=base, since=row.summary["at"], role=role, others=others,
        button=_("Bekijk en geef vrij"), action=f"{base}/summary",
    )  # fmt: skip


def _released(ask: Ask, row: Row[Any]) -> Awaited:
    link = f"/dpia/{ask.tenant}/cases/{row.id}/summary"
    what = _("Vrijgave van de openbare samenvatting")
    return Awaited(what=what, about=row.name, link=link, since=row.summary["at"], whom=who(ReleaseSummary))
