"""What waits for a person in inventory: of each system the first thing that it asks, as its own page also says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, join, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.wording import _
from services.chassis.work import MOST, Awaited, Gathered, Task, Work, as_role
from services.inventory import queries
from services.inventory.domain.system.evaluating import WITHIN
from services.inventory.tables import systems, to_do

WRITERS = ("process-owner", "coordinator")
CLASSIFIERS = ("coordinator", "privacy-officer")
CONFIRMERS = ("privacy-officer", "coordinator", "decision-maker")
STEPPERS = ("process-owner",)
CONFIRM, READY = "classification-unconfirmed", "decided"


@dataclass(frozen=True)
class Kind:
    """What is asked about a system, of whoever holds one of these roles, on which page of it, and within what time."""

    roles: tuple[str, ...]
    what: str
    page: str
    button: str
    within: timedelta | None = None


KINDS: Mapping[str, Kind] = {
    "change-unclassified": Kind(
        WRITERS, _("Het systeem veranderde na de DPIA. Zeg of dit een kleine of een wezenlijke wijziging is."),
        "/changes", _("Weeg de wijziging"),
    ),
    CONFIRM: Kind(
        CONFIRMERS, _("Een collega deelde het systeem in volgens de AI-verordening. Kijk mee: klopt de klasse?"),
        "/classification", _("Bekijk de indeling"),
    ),
    "prohibited": Kind(
        CLASSIFIERS, _("Volgens de indeling is dit gebruik verboden. Kijk of dat klopt, of stop ermee."),
        "/classification", _("Bekijk de indeling"),
    ),
    READY: Kind(STEPPERS, _("Alles is geregeld. Begin een proef of neem het in gebruik."), "/steps", _("Kies de stap")),
    "undecided": Kind(
        STEPPERS,
        _("Dit systeem is in gebruik, zonder besluit over de DPIA. Rond de DPIA af, of leg het systeem stil."),
        "", _("Bekijk het systeem"),
    ),
    "evaluation": Kind(
        WRITERS, _("Een inwoner had gelijk: er klopte iets niet. Evalueer het systeem en schrijf op wat u vond."),
        "/evaluation", _("Schrijf op wat u vond"), WITHIN,
    ),
    "purpose-missing": Kind(
        WRITERS, _("Nu is alleen de naam bekend. Beschrijf wat dit systeem doet."), "/describe",
        _("Beschrijf het systeem"),
    ),
    "oversight-missing": Kind(
        WRITERS, _("Beschrijf wie toezicht houdt, en waar een inwoner terecht kan."), "/oversight",
        _("Beschrijf het toezicht"),
    ),
    "classification-missing": Kind(
        CLASSIFIERS, _("Deel het systeem in volgens de AI-verordening."), "/classification", _("Deel het systeem in")
    ),
    "sources-missing": Kind(
        WRITERS, _("Beschrijf welke gegevens het systeem gebruikt."), "/data-sources", _("Voeg een bron toe")
    ),
}  # fmt: skip
"""By code, in the order in which it is asked of one person: what others wait for stands first."""
BLOCKS = ("oversight-missing", "classification-missing", CONFIRM, "prohibited")
OF_SYSTEM = join(to_do, systems, and_(systems.c.tenant == to_do.c.tenant, systems.c.id == to_do.c.id))
IN_LIFE = and_(systems.c.name.is_not(None), systems.c.stage != "retired")
other, seen = to_do.alias("other"), to_do.alias("seen")
SAME = and_(other.c.tenant == to_do.c.tenant, other.c.id == to_do.c.id)
SEEN = and_(seen.c.tenant == to_do.c.tenant, seen.c.id == to_do.c.id, seen.c.code == "seen")
AFTER_WHAT_WAS_SEEN = exists().where(SEEN, seen.c.version < to_do.c.version)
CHANGED_SINCE = exists().where(SAME, SEEN, other.c.code == "change-unclassified", seen.c.version < other.c.version)
BLOCKED = exists().where(SAME, other.c.code.in_(BLOCKS))
OPEN_CONDITIONS = func.coalesce(systems.c.assessment["openConditions"].as_integer(), 0)


async def look(tx: AsyncConnection, ask: Ask) -> Work:
    """What waits for this person: one question for each code that asks something of these roles; a system once."""
    gathered, asked = Gathered(), set[str]()
    for code, kind in KINDS.items():
        if ask.roles.isdisjoint(kind.roles) or (code == CONFIRM and "fg" in ask.roles):
            continue
        found = await _asked(tx, ask, code)
        tasks = [_task(ask, code, row) for row in found[:MOST] if row.id not in asked]
        gathered.add(tasks, _("alle systemen"), _list(ask), more=len(found) > MOST)
        asked |= {row.id for row in found}
    gathered.add(await _beginning(tx, ask))
    gathered.wait(await _unconfirmed(tx, ask))
    return gathered.in_order()


async def _beginning(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """Of a coordinator whose organisation holds no system yet: the steps with which it begins."""
    if "coordinator" not in ask.roles or (await queries.begun(tx, ask.tenant))[0]:
        return []
    row, steps = await queries.organisation(tx, ask.tenant), f"/inventory/{ask.tenant}/organisation"
    name = ((row or {}).get("organisation") or {}).get("name") or ask.tenant
    what = _("Hier staat nog geen systeem. Regel wie wat doet, leg het beleid vast en voer het eerste systeem in.")
    button = _("Bekijk de stappen")
    return [Task(kind="begin", what=what, about=name, link=steps, role="coordinator", button=button, action=steps)]


def _list(ask: Ask) -> str:
    return f"/inventory/{ask.tenant}/systems"


async def _asked(tx: AsyncConnection, ask: Ask, code: str) -> list[Row[Any]]:
    query = _with(code).where(to_do.c.tenant == ask.tenant, IN_LIFE)
    if code == "change-unclassified":
        query = query.where(AFTER_WHAT_WAS_SEEN)
    if code == CONFIRM:
        query = query.where(to_do.c.member != ask.member)
    if code == READY:
        query = query.where(*_through(await queries.assessment_rule(tx, ask.tenant)))
    return list((await tx.execute(query.limit(MOST + 1))).all())


def _with(code: str) -> Select[Any]:
    query = select(systems.c.id, systems.c.name, to_do.c.since).select_from(OF_SYSTEM).where(to_do.c.code == code)
    return query.order_by(to_do.c.since, to_do.c.id)


def _through(rule: str) -> tuple[ColumnElement[bool], ...]:
    """The gate is open, as far as rows can tell: see `domain.system.gate`."""
    counts = systems.c.standing != "not-required" if rule == "every-system" else systems.c.standing.is_not(None)
    current = systems.c.assessment_version == queries.ASSESSED
    ahead = systems.c.stage.in_(("idea", "development"))
    return ~BLOCKED, ~CHANGED_SINCE, counts, current, ahead, OPEN_CONDITIONS == 0


def _task(ask: Ask, code: str, row: Row[Any]) -> Task:
    kind, link = KINDS[code], f"{_list(ask)}/{row.id}"
    role, others = as_role(kind.roles, ask.roles)
    return Task(
        kind=code, what=kind.what, about=row.name, link=link, since=row.since,
        due=row.since + kind.within if kind.within else None, role=role, others=others,
        button=kind.button, action=link + kind.page,
    )  # fmt: skip


async def _unconfirmed(tx: AsyncConnection, ask: Ask) -> list[Awaited]:
    """Classes that this person gave, which others are to confirm."""
    query = _with(CONFIRM).where(to_do.c.tenant == ask.tenant, to_do.c.member == ask.member, IN_LIFE).limit(MOST)
    return [
        Awaited(
            what=_("Bevestiging van de klasse"), about=row.name, link=f"{_list(ask)}/{row.id}", since=row.since,
            whom=CONFIRMERS,
        )
        for row in (await tx.execute(query)).all()
    ]  # fmt: skip
