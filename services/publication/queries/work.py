"""What waits for a person in publication: drafts to finish, entries to approve, what lags behind, what to take over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, false, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.wording import _
from services.chassis.work import COUNTED, MOST, Awaited, Gathered, Task, Work, counted
from services.publication.queries.desk import WITH_PUBLIC
from services.publication.tables import entries, published, writers

Said = Callable[[Row[Any]], tuple[str, str]]
"""From a row to the sentence and the button."""
NAMELESS = _("Zonder naam")
ELSEWHERE = _("Vermeldingen uit een ander register")
FILL_IN = _("Vul aan")
DRAFT = entries.c.state == "draft"
SUBMITTED = entries.c.state == "submitted"
IMPORTED = and_(DRAFT, entries.c.imported == true(), entries.c.returned == false())
LAGS = and_(entries.c.state == "public", published.c.outdated_since.is_not(None))
"""An open draft is asked for by itself."""
OWN = and_(DRAFT, entries.c.imported == false(), entries.c.returned == false())


@dataclass(frozen=True)
class Kind:
    """One kind of task: which entries, in which role, and what is said; `apart`: not of who is behind the draft."""

    which: ColumnElement[bool]
    role: str
    said: Said
    apart: bool = False


def _finish(row: Row[Any]) -> tuple[str, str]:
    count = len(row.lacking or ())
    if not count:
        return _("Alles wat verplicht is, staat erin. Lees de vermelding na en dien haar in."), _("Bekijk en dien in")
    if count == 1:
        return _("Er ontbreekt nog 1 verplicht veld. Vul de vermelding aan en dien haar in."), FILL_IN
    lacks = _("Er ontbreken nog {count} verplichte velden. Vul de vermelding aan en dien haar in.", count=count)
    return lacks, FILL_IN


def _renew(row: Row[Any]) -> tuple[str, str]:
    sentence, button = _finish(row)
    return _("Wat openbaar is, loopt achter: er is een nieuwe tekst. {next}", next=sentence), button


def _mend(row: Row[Any]) -> tuple[str, str]:
    said = _("Een goedkeurder stuurde de vermelding terug. Lees waarom, verbeter haar en dien haar weer in.")
    return said, _("Verbeter")


def _judge(row: Row[Any]) -> tuple[str, str]:
    return (
        _("De vermelding is ingediend. U schreef er niet aan mee. Lees haar na en keur haar goed."),
        _("Bekijk en keur goed"),
    )


def _update(row: Row[Any]) -> tuple[str, str]:
    return (
        _(
            "Het systeem is gewijzigd; de openbare tekst loopt achter. Werk haar bij, of laat haar zo als zij nog "
            "klopt, en vraag goedkeuring."
        ),
        _("Bekijk wat er veranderde"),
    )


KINDS: Mapping[str, Kind] = {
    "returned": Kind(and_(DRAFT, entries.c.returned == true()), "editor", _mend),
    "changed": Kind(and_(OWN, entries.c.number.is_not(None)), "editor", _renew),
    "draft": Kind(and_(OWN, entries.c.number.is_(None)), "editor", _finish),
    "outdated": Kind(LAGS, "editor", _update),
    "submitted": Kind(SUBMITTED, "approver", _judge, apart=True),
}
EVERYTHING = {
    "editor": (_("alle concepten"), "state=draft"),
    "approver": (_("alles wat op goedkeuring wacht"), "state=submitted"),
}
OUTDATED = _("alles wat achterloopt"), "outdated=true"
"""Role -> what stands in the list behind `Er zijn er meer`, and what it is filtered by."""


async def look(tx: AsyncConnection, ask: Ask) -> Work:
    """What waits for this person: one question for each kind that is asked of these roles."""
    gathered = Gathered()
    for name, kind in KINDS.items():
        if kind.role in ask.roles:
            tasks = [_task(ask, name, row) for row in await _waiting(tx, ask, kind)]
            everything, wanted = OUTDATED if name == "outdated" else EVERYTHING[kind.role]
            gathered.add(tasks, everything, f"{_list(ask)}?{wanted}")
    gathered.add(await _to_take_over(tx, ask))
    gathered.wait([*await _handed_in(tx, ask), *await _brought_in(tx, ask)])
    return gathered.in_order()


def _list(ask: Ask) -> str:
    return f"/publication/{ask.tenant}/entries"


def _behind(ask: Ask, typed: bool = False) -> ColumnElement[bool]:
    """This person is behind the draft; `typed`: edited or submitted it."""
    mine = and_(writers.c.tenant == entries.c.tenant, writers.c.id == entries.c.id, writers.c.member == ask.member)
    return exists().where(mine, writers.c.typed == true()) if typed else exists().where(mine)


async def _waiting(tx: AsyncConnection, ask: Ask, kind: Kind) -> list[Row[Any]]:
    since = published.c.outdated_since if kind.which is LAGS else entries.c.since
    shown = (entries.c.id, entries.c.name, since.label("since"), entries.c.lacking)
    query = select(*shown).select_from(WITH_PUBLIC if kind.which is LAGS else entries)
    query = query.where(entries.c.tenant == ask.tenant, kind.which)
    query = query.where(~_behind(ask)) if kind.apart else query
    return list((await tx.execute(query.order_by(since, entries.c.id).limit(MOST + 1))).all())


def _task(ask: Ask, name: str, row: Row[Any]) -> Task:
    kind, link = KINDS[name], f"{_list(ask)}/{row.id}"
    what, button = kind.said(row)
    return Task(
        kind=name, what=what, about=row.name or NAMELESS, link=link, since=row.since, role=kind.role, button=button,
        action=link,
    )  # fmt: skip


async def _to_take_over(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """All that others imported as one task: a first import brings hundreds."""
    days = await _imported(tx, ask, ~_behind(ask)) if "approver" in ask.roles else []
    if not days:
        return []
    what = _(
        "Er staan {count} vermeldingen klaar, zoals zij in een ander register staan. Kijk of het klopt en neem over.",
        count=counted(len(days)),
    )
    if len(days) == 1:
        what = _("Er staat 1 vermelding klaar, zoals zij in een ander register staat. Kijk of het klopt en neem over.")
    link = f"{_list(ask)}?state=draft&imported=true"
    return [
        Task(
            kind="take-over", what=what, about=ELSEWHERE, link=link, since=days[0], role="approver",
            button=_("Bekijk en neem over"), action=link,
        )
    ]  # fmt: skip


async def _imported(tx: AsyncConnection, ask: Ask, whose: ColumnElement[bool]) -> list[Any]:
    """Since when each waits, oldest first; not more than are counted."""
    query = select(entries.c.since).where(entries.c.tenant == ask.tenant, IMPORTED, whose)
    return list((await tx.execute(query.order_by(entries.c.since, entries.c.id).limit(COUNTED + 1))).scalars())


async def _handed_in(tx: AsyncConnection, ask: Ask) -> list[Awaited]:
    query = select(entries.c.id, entries.c.name, entries.c.since)
    query = query.where(entries.c.tenant == ask.tenant, SUBMITTED, _behind(ask, typed=True))
    rows = (await tx.execute(query.order_by(entries.c.since, entries.c.id).limit(MOST))).all()
    return [
        Awaited(
            what=_("Goedkeuring van de vermelding"), about=row.name or NAMELESS, link=f"{_list(ask)}/{row.id}",
            since=row.since, whom=("approver",),
        )
        for row in rows
    ]  # fmt: skip


async def _brought_in(tx: AsyncConnection, ask: Ask) -> list[Awaited]:
    days = await _imported(tx, ask, _behind(ask))
    link = f"{_list(ask)}?state=draft&imported=true"
    what = _("Overnemen, {count} in totaal", count=counted(len(days)))
    return [Awaited(what=what, about=ELSEWHERE, link=link, since=days[0], whom=("approver",))] if days else []
