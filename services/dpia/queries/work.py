"""What waits for a person in dpia: each state of a case asks something of who may take it further."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, join, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.decider import Command
from services.chassis.wording import _, joined
from services.chassis.work import MOST, Awaited, Gathered, Task, Work, as_role
from services.dpia.domain.case import (
    AnswerAdvice,
    AnswerConsultation,
    AnswerQuestions,
    ConfirmExemption,
    ContinueUse,
    Decide,
    GiveAdvice,
    JudgeEvidence,
    RecordRisk,
    ReportCondition,
    Resume,
    Screen,
    Submit,
    WeighResidual,
    who,
)
from services.dpia.domain.questions import GROUP_OF, GROUPS, NEEDED, unanswered
from services.dpia.queries import IN_LIFE, UNCARRIED, WITH_SYSTEM, summaries
from services.dpia.tables import cases, hands, reports, systems

OWNER, DECIDER = ("process-owner",), ("decision-maker",)


@dataclass(frozen=True)
class Step:
    """What is asked, by which command, on which page of the case, and in which roles; `called`: who waits for it."""

    command: type[Command]
    asked: tuple[str, ...]
    what: str
    page: str
    button: str
    called: str = ""


STEPS: Mapping[str, Step] = {
    "screening": Step(
        Screen, OWNER, _("Vul de toets vooraf in. Dan weet u of een DPIA verplicht is."), "/screening",
        _("Begin met de toets"),
    ),
    "drafting": Step(AnswerQuestions, OWNER, _("Beantwoord de vragen van de DPIA."), "", _("Ga verder")),
    "advising": Step(
        GiveAdvice, who(GiveAdvice), _("De DPIA is ingediend. Lees haar en geef advies."), "/advice", _("Geef advies"),
        _("Advies over de DPIA"),
    ),
    "answering": Step(
        AnswerAdvice, OWNER, _("Er is advies gegeven. Neem elk punt over, of leg uit waarom niet."), "/advice",
        _("Beantwoord het advies"), _("Antwoord op het advies"),
    ),
    "deciding": Step(
        Decide, DECIDER, _("Het advies is beantwoord. Lees waar u voor tekent en beslis."), "/decision",
        _("Naar het besluit"), _("Besluit over de DPIA"),
    ),
    "unconfirmed": Step(
        ConfirmExemption, who(ConfirmExemption), _("Iemand stelde voor geen DPIA te maken. Bevestig het, of kies"
        " toch een DPIA."), "/steps", _("Bekijk het voorstel"), _("Bevestiging dat er geen DPIA nodig is"),
    ),
    "consulting": Step(
        AnswerConsultation, ("privacy-officer",), _("De Autoriteit Persoonsgegevens is om advies gevraagd. Leg haar"
        " antwoord vast zodra het er is."), "/steps", _("Leg het antwoord vast"), _("Antwoord van de Autoriteit"),
    ),
    "conditional": Step(
        ReportCondition, OWNER, _("De DPIA is goedgekeurd onder voorwaarden. Zorg dat zij worden vervuld, en meld"
        " het."), "/conditions", _("Naar de voorwaarden"),
    ),
    "verifying": Step(
        JudgeEvidence, who(JudgeEvidence), _("Iemand meldde dat een voorwaarde is vervuld. Kijk of dat zo is."),
        "/conditions", _("Naar de voorwaarden"), _("Kijken of een voorwaarde is vervuld"),
    ),
    "suspended": Step(
        Resume, DECIDER, _("Het akkoord is opgeschort en telt nu niet. Hervat het zodra het weer klopt."), "/steps",
        _("Bekijk de stappen"),
    ),
}  # fmt: skip
"""By state. One that is not here waits for nobody; conditions can also be open while others wait for a look."""
MORE: Mapping[str, str] = {
    "screening": _("alle toetsen vooraf"),
    "drafting": _("alle DPIA’s die worden ingevuld"),
    "advising": _("alle DPIA’s die op advies wachten"),
    "answering": _("alle DPIA’s waarvan het advies op antwoord wacht"),
    "deciding": _("alle DPIA’s die op een besluit wachten"),
    "unconfirmed": _("alle voorstellen om geen DPIA te maken"),
    "consulting": _("alle DPIA’s waarover de Autoriteit is gevraagd"),
    "conditional": _("alle DPIA’s met een voorwaarde die openstaat"),
    "verifying": _("alle DPIA’s met een voorwaarde die is gemeld"),
    "suspended": _("alle akkoorden die zijn opgeschort"),
}
"""State -> what stands in the list behind `Er zijn er meer`."""
APART = ("deciding", "unconfirmed")
"""Four eyes: not asked of who had a hand in the version."""
NOT_FOR_FG = ("deciding", "unconfirmed", "verifying", "suspended")
"""GDPR art. 38(6): who is FG here advises, and does not decide, confirm or resume."""
HANDED_IN = ("advising", "answering", "consulting", "verifying", *APART)
WRITTEN = (cases.c.answers, cases.c.risks, cases.c.residuals, cases.c.again)
DECIDED = (cases.c.decision, cases.c.conditions)
MORE_OF = {"drafting": WRITTEN, "consulting": (cases.c.consultation,), "conditional": DECIDED}
"""State -> what is read of a case beside its name."""
USED = "used"
"""Kind of the task about a system that is in use though its assessment does not carry that."""
SET_BACK: Mapping[str, str] = {
    "rejected": _("De DPIA is afgekeurd"),
    "suspended": _("Het akkoord op de DPIA is opgeschort"),
    "withdrawn": _("De DPIA is ingetrokken"),
    "reopened": _("De DPIA is heropend"),
}
OF_MINE = join(hands, WITH_SYSTEM, and_(hands.c.tenant == cases.c.tenant, hands.c.id == cases.c.id))


async def look(tx: AsyncConnection, ask: Ask) -> Work:
    """What waits for this person: one question for each state in which something is asked of these roles."""
    gathered = Gathered()
    for state in asked_of(ask.roles):
        tasks = [_task(ask, state, row) for row in await _in_state(tx, ask, state)]
        gathered.add(tasks, MORE[state], f"/dpia/{ask.tenant}/cases?state={state}")
    for tasks in (await summaries.to_write(tx, ask), await summaries.to_release(tx, ask)):
        gathered.add(tasks, _("alle DPIA’s"), f"/dpia/{ask.tenant}/cases")
    if ask.roles.intersection(who(ContinueUse)):
        tasks = [_used(ask, row) for row in await _uncarried(tx, ask)]
        gathered.add(
            tasks, _("alles wat in gebruik is zonder geldige DPIA"), f"/dpia/{ask.tenant}/cases?uncarried=true"
        )
    gathered.wait([_awaited(ask, row) for row in await _handed_in(tx, ask)])
    gathered.wait(await summaries.awaited(tx, ask))
    return gathered.in_order()


def asked_of(roles: frozenset[str]) -> list[str]:
    """The states in which something is asked of who holds these roles."""
    kept_out = NOT_FOR_FG if "fg" in roles else ()
    return [state for state, step in STEPS.items() if roles.intersection(step.asked) and state not in kept_out]


async def _in_state(tx: AsyncConnection, ask: Ask, state: str) -> list[Row[Any]]:
    columns = (cases.c.id, cases.c.since, cases.c.turn, systems.c.name, *MORE_OF.get(state, ()))
    states = ("conditional", "verifying") if state == "conditional" else (state,)
    query = select(*columns).select_from(WITH_SYSTEM).where(cases.c.tenant == ask.tenant, cases.c.state.in_(states))
    query = query.where(~_had_a_hand(ask)) if state in APART else query
    query = query.where(_others_reported(ask)) if state == "verifying" else query
    query = query.where(cases.c.turn.in_(ask.roles)) if state == "advising" else query
    oldest = query.where(IN_LIFE).order_by(cases.c.since, cases.c.id).limit(MOST + 1)
    rows = (await tx.execute(oldest)).all()
    return [row for row in rows if state != "conditional" or _to_report(row)]


def _others_reported(ask: Ask) -> ColumnElement[bool]:
    """A condition waits for a look by someone who did not report it."""
    same = and_(reports.c.tenant == cases.c.tenant, reports.c.id == cases.c.id)
    return exists().where(same, reports.c.member != ask.member)


def _to_report(row: Row[Any]) -> list[str]:
    """When each condition is due that was not reported, or found not to be met."""
    followed = row.conditions or {}
    conditions = row.decision.get("conditions", ())
    return sorted(one["due"] for one in conditions if {"reportedOn", "metOn"}.isdisjoint(followed.get(one["id"], {})))


def _had_a_hand(ask: Ask) -> ColumnElement[bool]:
    mine = and_(hands.c.tenant == cases.c.tenant, hands.c.member == ask.member, hands.c.id == cases.c.id)
    return exists().where(mine)


def _task(ask: Ask, state: str, row: Row[Any]) -> Task:
    step = _drafting(row) if state == "drafting" else STEPS[state]
    role = row.turn if state == "advising" else as_role(step.asked, ask.roles)[0]
    others = () if state == "advising" else tuple(other for other in who(step.command) if other != role)
    base = f"/dpia/{ask.tenant}/cases/{row.id}"
    return Task(
        kind=state, what=step.what, about=row.name, link=base, since=row.since, due=_due(state, row), role=role,
        others=others, button=step.button, action=base + step.page,
    )  # fmt: skip


async def _uncarried(tx: AsyncConnection, ask: Ask) -> list[Row[Any]]:
    columns = (cases.c.id, cases.c.setback, cases.c.setback_on, systems.c.name)
    query = select(*columns).select_from(WITH_SYSTEM).where(cases.c.tenant == ask.tenant, UNCARRIED)
    return list((await tx.execute(query.order_by(cases.c.setback_on, cases.c.id).limit(MOST + 1))).all())


def _used(ask: Ask, row: Row[Any]) -> Task:
    base = f"/dpia/{ask.tenant}/cases/{row.id}"
    what = _(
        "{why}, en het systeem is nog in gebruik. Haal het uit gebruik, of leg vast hoe het verder gaat.",
        why=SET_BACK[row.setback],
    )
    return Task(
        kind=USED, what=what, about=row.name, link=base, since=row.setback_on, role=who(ContinueUse)[0],
        button=_("Kies wat er gebeurt"), action=f"{base}#alarm",
    )  # fmt: skip


def _due(state: str, row: Row[Any]) -> date | None:
    if state == "consulting":
        return date.fromisoformat(row.consultation["until"])
    return date.fromisoformat(_to_report(row)[0]) if state == "conditional" else None


def _drafting(row: Row[Any]) -> Step:
    """What is next in a draft: questions, risks, or submitting; and that it came back, where it did."""
    if questions := unanswered(row.answers):
        left = _("Beantwoord nog {left} van de {total} vragen van de DPIA.", left=len(questions), total=len(NEEDED))
        what = _again(row, left)
        return Step(AnswerQuestions, OWNER, what, f"/questions/{GROUP_OF[questions[0]]}", _("Ga verder"))
    if not row.risks:
        what = _again(row, _("Noem ten minste één risico voor inwoners."))
        return Step(RecordRisk, OWNER, what, "/risks", _("Naar de risico’s"))
    if any(risk["riskId"] not in (row.residuals or {}) for risk in row.risks):
        what = _again(row, _("Weeg elk risico opnieuw, nu met de maatregelen."))
        return Step(WeighResidual, OWNER, what, "/risks#left", _("Naar de risico’s"))
    if (row.again or {}).get("untouched"):
        what = _again(row, _("Pas aan wat nu anders is. Klopt alles nog, dan zegt u bij het indienen waarom."))
        return Step(AnswerQuestions, OWNER, what, f"/questions/{GROUPS[0].key}", _("Loop de antwoorden na"))
    what = _again(row, _("Alles is ingevuld. Dien de DPIA in."))
    return Step(Submit, OWNER, what, "/submission", _("Bekijk en dien in"))


def _again(row: Row[Any], what: str) -> str:
    """What is to be done, after why it is done again."""
    if not row.again:
        return what
    reopened = "occasion" in row.again
    why = _("Deze DPIA is heropend.") if reopened else _("Deze DPIA kwam terug om haar te verbeteren.")
    changed = (_("Het systeem is daarna nog eens wezenlijk veranderd."),) if "changedOn" in row.again else ()
    return joined(" ", (why, *changed, what))


async def _handed_in(tx: AsyncConnection, ask: Ask) -> list[Row[Any]]:
    """Cases in which this person had a hand and others are to act, oldest first. Of advice the turn says who."""
    mine = [state for state in asked_of(ask.roles) if state not in (*APART, "advising")]
    waits = (
        cases.c.state.in_([state for state in HANDED_IN if state not in mine]),
        or_(cases.c.state != "advising", cases.c.turn.not_in(ask.roles)),
    )
    query = select(cases.c.id, cases.c.since, cases.c.state, cases.c.turn, systems.c.name).select_from(OF_MINE)
    query = query.where(hands.c.tenant == ask.tenant, hands.c.member == ask.member, *waits, IN_LIFE)
    return list((await tx.execute(query.order_by(cases.c.since, cases.c.id).limit(MOST))).all())


def _awaited(ask: Ask, row: Row[Any]) -> Awaited:
    step, link = STEPS[row.state], f"/dpia/{ask.tenant}/cases/{row.id}"
    whom = (row.turn,) if row.state == "advising" else who(step.command)
    return Awaited(what=step.called, about=row.name, link=link, since=row.since, whom=whom)
