"""What waits for moderators: remarks to judge and to answer, and dialogues to publish, to report and to follow up."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import days
from services.chassis.access import Ask
from services.chassis.wording import _, joined
from services.chassis.work import MOST, Gathered, Task, Work
from services.feedback.domain.dialogue import MODERATOR
from services.feedback.domain.remark import decide_by
from services.feedback.queries import DUE
from services.feedback.queries.finding import shortened
from services.feedback.tables import channels, dialogues, outcomes, remarks

ROLE, WATCHER = MODERATOR, "process-owner"
SOON = timedelta(days=14)
"""So long before it is due a promise stands in the list."""
NAMELESS = _("Een vermelding die er niet meer is")
SAID: Mapping[str, str] = {
    "question": _("Een inwoner stelde een vraag."),
    "correction-request": _("Een inwoner meldde iets dat niet klopt."),
    "remark": _("Een inwoner gaf een idee of mening."),
    "complaint": _("Een inwoner heeft een klacht."),
}
AGAIN = _("De inzender vraagt om er nog eens naar te kijken.")
STATES: Mapping[str, tuple[str, str, str]] = {
    "received": (
        _("Lees de reactie en kies of iedereen haar mag zien."),
        _("Beoordeel"),
        _("alles wat te beoordelen is"),
    ),
    "accepted": (_("Schrijf een antwoord."), _("Beantwoord"), _("alles wat te beantwoorden is")),
}
"""State of a remark -> what is asked, the button, and what stands in the list behind `Er zijn er meer`."""
OF_REMARK = remarks.outerjoin(channels, and_(channels.c.id == remarks.c.entry, channels.c.tenant == remarks.c.tenant))
OF_OUTCOME = outcomes.join(
    dialogues, and_(dialogues.c.tenant == outcomes.c.tenant, dialogues.c.id == outcomes.c.dialogue)
)


async def look(tx: AsyncConnection, ask: Ask) -> Work:
    """What waits for who moderates, watches over a system that is said to be wrong, or sees to a promise."""
    gathered = Gathered()
    if WATCHER in ask.roles:
        gathered.add(await _to_resolve(tx, ask), _("alle meldingen"), f"/feedback/{ask.tenant}/corrections")
    if ROLE in ask.roles:
        for state, (*_asked, everything) in STATES.items():
            found = await _remarks(tx, ask, state)
            gathered.add(found, everything, f"/feedback/{ask.tenant}/remarks?state={state}")
        everything = f"/feedback/{ask.tenant}/remarks"
        gathered.add(await _to_erase(tx, ask), _("alle reacties"), everything)
        for tasks in (await _to_publish(tx, ask), await _to_report(tx, ask), await _to_follow_up(tx, ask)):
            gathered.add(tasks, _("alle bijeenkomsten"), _agenda(ask))
    gathered.add(await _to_keep(tx, ask), _("alles wat is beloofd"), f"/feedback/public/agenda/{ask.tenant}")
    return gathered.in_order()


async def _remarks(tx: AsyncConnection, ask: Ask, state: str) -> list[Task]:
    shown = (remarks.c.id, remarks.c.kind, remarks.c.state, remarks.c.received_at, remarks.c.reopened_why_id, DUE)
    query = select(*shown, channels.c.name).select_from(OF_REMARK)
    query = query.where(remarks.c.tenant == ask.tenant, remarks.c.state == state)
    oldest = query.order_by(remarks.c.received_at, remarks.c.id).limit(MOST + 1)
    return [_remark(ask, row) for row in (await tx.execute(oldest)).all()]


async def _to_resolve(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """Correction requests that nobody looked at; what is public or not does not matter for that."""
    query = select(remarks.c.id, remarks.c.received_at, DUE, channels.c.name).select_from(OF_REMARK)
    query = query.where(remarks.c.tenant == ask.tenant, remarks.c.kind == "correction-request", DUE.is_not(None))
    query = query.where(remarks.c.resolution.is_(None))
    rows = await tx.execute(query.order_by(remarks.c.received_at, remarks.c.id).limit(MOST + 1))
    return [_correction(ask, row) for row in rows.all()]


def _correction(ask: Ask, row: Row[Any]) -> Task:
    link = f"/feedback/{ask.tenant}/remarks/{row.id}/correction"
    return Task(
        kind="correction", what=_("Een inwoner meldt dat er iets niet klopt. Kijk of dat zo is."),
        about=row.name or NAMELESS, link=link, since=_day(row.received_at), due=row.due, role=WATCHER, others=(ROLE,),
        button=_("Kijk ernaar"), action=link,
    )  # fmt: skip


async def _to_erase(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """Requests to erase a complaint or a correction request: someone decides."""
    query = select(remarks.c.id, remarks.c.erasure_asked_at.label("asked"), channels.c.name).select_from(OF_REMARK)
    query = query.where(remarks.c.tenant == ask.tenant, remarks.c.erasure_asked_at.is_not(None))
    rows = await tx.execute(query.order_by(remarks.c.erasure_asked_at, remarks.c.id).limit(MOST + 1))
    return [_erasing(ask, row) for row in rows.all()]


def _erasing(ask: Ask, row: Row[Any]) -> Task:
    link, asked = f"/feedback/{ask.tenant}/remarks/{row.id}", _day(row.asked)
    return Task(
        kind="erasure", what=_("Een inzender vraagt om alles te wissen. Beslis, en leg uit waarom als het niet kan."),
        about=row.name or NAMELESS, link=link, since=asked, due=decide_by(asked), role=ROLE, button=_("Beslis"),
        action=link,
    )  # fmt: skip


def _remark(ask: Ask, row: Row[Any]) -> Task:
    asked, button = STATES[row.state][:2]
    said = AGAIN if row.reopened_why_id else SAID.get(row.kind, _("Een inwoner zei iets."))
    link = f"/feedback/{ask.tenant}/remarks/{row.id}"
    return Task(
        kind=row.state, what=joined(" ", (said, asked)), about=row.name or NAMELESS, link=link,
        since=_day(row.received_at), due=row.due, role=ROLE, button=button, action=link,
    )  # fmt: skip


def _day(moment: str) -> date:
    """The day of a moment in RFC 3339."""
    return date.fromisoformat(moment[: len("2026-11-24")])


def _agenda(ask: Ask) -> str:
    return f"/feedback/{ask.tenant}/dialogues"


async def _dialogues(tx: AsyncConnection, ask: Ask, *which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    query = select(dialogues.c.id, dialogues.c.title, dialogues.c.day).where(dialogues.c.tenant == ask.tenant, *which)
    return (await tx.execute(query.order_by(dialogues.c.day, dialogues.c.id).limit(MOST + 1))).all()


async def _to_publish(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """Before its day it can still be put in the agenda; after that another day must be chosen first."""
    tasks = []
    for row in await _dialogues(tx, ask, dialogues.c.state == "planned"):
        link = f"{_agenda(ask)}/{row.id}"
        common: dict[str, Any] = {"kind": "planned", "about": row.title, "link": link, "role": ROLE}
        if row.day < days.today().isoformat():
            what = _("De dag van deze bijeenkomst is voorbij, en zij stond niet in de agenda. Kies een andere dag.")
            tasks.append(Task(**common, what=what, since=row.day, button=_("Kies een dag"), action=f"{link}/plan"))
        else:
            what = _("Deze bijeenkomst is gepland. Zet haar in de openbare agenda, zodat inwoners ervan weten.")
            tasks.append(Task(**common, what=what, due=row.day, button=_("Zet in de agenda"), action=link))
    return tasks


async def _to_report(tx: AsyncConnection, ask: Ask) -> list[Task]:
    past = (dialogues.c.state == "published", dialogues.c.day <= days.today().isoformat())
    what = _("De bijeenkomst is geweest. Schrijf op wat er is besproken.")
    return [
        Task(
            kind="published", what=what, about=row.title, link=f"{_agenda(ask)}/{row.id}", since=row.day, role=ROLE,
            button=_("Schrijf het verslag"), action=f"{_agenda(ask)}/{row.id}",
        )
        for row in await _dialogues(tx, ask, *past)
    ]  # fmt: skip


async def _to_follow_up(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """One task for each dialogue with promises of others that are due, or soon."""
    due, made = func.min(outcomes.c.due).label("due"), func.min(outcomes.c.recorded_at).label("made")
    query = select(dialogues.c.id, dialogues.c.title, due, made, func.count().label("n")).select_from(OF_OUTCOME)
    open_ = (outcomes.c.done_at.is_(None), outcomes.c.due <= (days.today() + SOON).isoformat(), not_(_mine(ask)))
    query = query.where(outcomes.c.tenant == ask.tenant, *open_).group_by(dialogues.c.id, dialogues.c.title)
    rows = (await tx.execute(query.order_by(made, dialogues.c.id).limit(MOST + 1))).all()
    return [_promised(ask, row) for row in rows]


def _promised(ask: Ask, row: Row[Any]) -> Task:
    link = f"{_agenda(ask)}/{row.id}"
    what = _("Er zijn {n} dingen beloofd. Vertel wat ermee is gedaan.", n=row.n)
    if row.n == 1:
        what = _("Er is iets beloofd. Vertel wat ermee is gedaan.")
    return Task(
        kind="held", what=what, about=row.title, link=link, since=_day(row.made),
        due=row.due, role=ROLE, button=_("Vertel wat er is gedaan"), action=link,
    )  # fmt: skip


async def _to_keep(tx: AsyncConnection, ask: Ask) -> list[Task]:
    """Promises that this person sees to, what must be done first on top: from the day on which they were made."""
    shown = (outcomes.c.id, outcomes.c.promise, outcomes.c.owner, outcomes.c.due, outcomes.c.recorded_at)
    query = select(*shown, dialogues.c.title).select_from(OF_OUTCOME)
    query = query.where(outcomes.c.tenant == ask.tenant, outcomes.c.done_at.is_(None), _mine(ask))
    rows = await tx.execute(query.order_by(outcomes.c.due, outcomes.c.id).limit(MOST + 1))
    return [_kept(ask, row) for row in rows.all()]


def _mine(ask: Ask) -> ColumnElement[bool]:
    """Who was named sees to it, and else everyone in the role."""
    named = outcomes.c.owner_member
    return case((named.is_(None), outcomes.c.owner.in_(sorted(ask.roles))), else_=named == ask.member)


def _kept(ask: Ask, row: Row[Any]) -> Task:
    link = f"/feedback/{ask.tenant}/outcomes/{row.id}"
    others = () if row.owner == ROLE else (ROLE,)
    return Task(
        kind="promise", what=_("U zorgt voor deze belofte: {promise}", promise=shortened(row.promise)), about=row.title,
        link=link, since=_day(row.recorded_at), due=row.due, role=row.owner, others=others,
        button=_("Vertel wat er is gedaan"), action=link,
    )  # fmt: skip
