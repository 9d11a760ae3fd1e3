"""Other steps: the side ways that stand open for who looks, each with its own form."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask, Forbidden, needs
from services.chassis.decider import Command
from services.chassis.execute import NotFound, Order
from services.chassis.formats import number
from services.chassis.pages import Form, submit
from services.chassis.problems import Invalid
from services.chassis.texts import Prose
from services.chassis.wording import _
from services.dpia import queries
from services.dpia.domain import case
from services.dpia.domain.case import (
    AnswerConsultation,
    AskConsultation,
    ChooseAssessment,
    ConfirmExemption,
    ContinueUse,
    Exempt,
    ExtendConsultation,
    LapseConsultation,
    Reopen,
    Resume,
    Return,
    Suspend,
    Withdraw,
)
from services.dpia.pages.frame import Id, Shown, base_of, page, shown
from services.dpia.pages.viewer import Viewer

router = APIRouter()
LONGEST = 20_000


@dataclass(frozen=True)
class Choice:
    """What a step asks beside a reason: the field, its question, its answers, and what is said when none is chosen."""

    name: str
    question: str
    answers: tuple[tuple[str, str], ...]
    missing: str


CHOICES = {
    Exempt: Choice(
        "kind",
        _("Waarom is er geen DPIA nodig?"),
        (
            ("no-personal-data", _("Er zijn helemaal geen persoonsgegevens")),
            ("not-required", _("De toets en het beleid vragen er geen")),
        ),
        _("Kies waarom er geen DPIA nodig is."),
    ),
    AnswerConsultation: Choice(
        "outcome",
        _("Wat antwoordde de Autoriteit?"),
        (("no-objection", _("Geen bezwaar")), ("advice", _("Een advies")), ("prohibited", _("Een verbod"))),
        _("Kies wat de Autoriteit antwoordde."),
    ),
}
"""Command -> what it asks beside a reason."""


@dataclass(frozen=True)
class Step:
    """A step with its form."""

    key: str
    command: type[Command]
    title: str
    text: str
    button: str
    question: str = _("Waarom?")

    @property
    def choice(self) -> Choice | None:
        """What the step asks beside a reason."""
        return CHOICES.get(self.command)

    @property
    def has_reason(self) -> bool:
        """Does the step ask why?"""
        return "reason" in self.command.model_fields


STEPS = (
    Step(
        "use",
        ContinueUse,
        _("Het systeem blijft in gebruik"),
        _(
            "Kies dit alleen als stoppen meer schade doet, en zeg wat u doet om inwoners te beschermen. Wilt u stoppen?"
            " Leg het systeem dan stil of zet het uit gebruik, op de bladzijde van het systeem."
        ),
        _("Leg dit vast"),
        _("Waarom kan het doorgaan, hoe, en tot wanneer?"),
    ),
    Step(
        "confirmation",
        ConfirmExemption,
        _("Bevestig dat er geen DPIA nodig is"),
        _("U las de toets en de reden. U werkte er zelf niet aan mee."),
        _("Bevestig"),
    ),
    Step(
        "choice",
        ChooseAssessment,
        _("Toch een DPIA"),
        _("U mag altijd een DPIA maken. Het voorstel of de bevestiging vervalt dan."),
        _("Maak toch een DPIA"),
    ),
    Step(
        "consultation",
        AskConsultation,
        _("Vraag de Autoriteit Persoonsgegevens om advies"),
        _(
            "Blijft er een hoog risico over, dan moet dat vóór een akkoord (AVG artikel 36). Stuur haar de DPIA en leg"
            " dat hier vast. De Autoriteit heeft 8 weken."
        ),
        _("Leg vast dat u het vroeg"),
    ),
    Step(
        "reply",
        AnswerConsultation,
        _("Leg het antwoord van de Autoriteit vast"),
        _("Daarna is de beslisser weer aan zet. Na een verbod kan er geen akkoord komen."),
        _("Leg het antwoord vast"),
        _("Wat staat er in het antwoord?"),
    ),
    Step(
        "extension",
        ExtendConsultation,
        _("De Autoriteit neemt 6 weken langer"),
        _("Dat mag één keer. De Autoriteit zegt dit zelf, met de reden."),
        _("Verleng de termijn"),
    ),
    Step(
        "lapse",
        LapseConsultation,
        _("De termijn is voorbij, zonder antwoord"),
        _("Dat is geen akkoord van de Autoriteit. De beslisser mag daarna wel beslissen."),
        _("Leg vast dat er geen antwoord kwam"),
        _("Waarom gaat u verder zonder antwoord?"),
    ),
    Step(
        "return",
        Return,
        _("Stuur de DPIA terug"),
        _("De schrijvers kunnen de DPIA dan verbeteren en opnieuw indienen. Gegeven advies blijft bewaard."),
        _("Stuur terug"),
    ),
    Step(
        "exemption",
        Exempt,
        _("Stel voor geen DPIA te maken"),
        _("Iemand anders bevestigt dit. Tot dan ligt de DPIA stil."),
        _("Stel dit voor"),
    ),
    Step(
        "resumption",
        Resume,
        _("Hervat het akkoord"),
        _("Het akkoord telt dan weer zoals het gegeven was."),
        _("Hervat"),
    ),
    Step(
        "reopening",
        Reopen,
        _("Heropen de DPIA"),
        _("Er begint een nieuwe versie met wat er al staat. Het vorige besluit blijft bewaard, maar telt niet meer."),
        _("Heropen"),
    ),
    Step(
        "suspension",
        Suspend,
        _("Schort het akkoord op"),
        _("Het akkoord telt dan even niet. Het systeem mag zo lang niet in gebruik worden genomen."),
        _("Schort op"),
    ),
    Step(
        "withdrawal",
        Withdraw,
        _("Trek de DPIA in"),
        _("De DPIA stopt zonder besluit. Wat geschreven is, blijft bewaard."),
        _("Trek in"),
    ),
)
BY_KEY = {step.key: step for step in STEPS}
ANYONE = sorted({role for step in STEPS for role in case.who(step.command)})
"""Each of these may take some step; which one is looked at when it comes."""


def offered(seen: Shown) -> list[Step]:
    """The steps that are open now to this person."""
    return [step for step in STEPS if _is_open(step, seen.viewer) and (step.command is not ContinueUse or seen.alarms)]


def _is_open(step: Step, viewer: Viewer) -> bool:
    if step.command is ConfirmExemption and not viewer.confirms:
        return False
    may = set(case.who(step.command)) & set(viewer.roles)
    is_decision = step.command in (Suspend, Resume, AskConsultation)
    if step.command is AskConsultation and viewer.state.consultation:
        return False
    return (
        bool(may) and case.is_allowed(step.command, viewer.state.phase) and not (is_decision and "fg" in viewer.roles)
    )


@router.get("/{organisation}/cases/{id}/steps")
async def get_steps(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """Every side way that is open to who looks."""
    return await _page(request, ask, id, Form())


async def _page(request: Request, ask: Ask, id: str, form: Form) -> Response:
    seen = await shown(ask, id)
    return await page(request, seen, "steps", form, offered=offered(seen))


@router.post("/{organisation}/cases/{id}/steps/{key}")
async def take_step(
    request: Request, ask: Annotated[Ask, needs(*ANYONE)], id: Id, key: Annotated[str, Path(max_length=20)]
) -> Response:
    """Takes one of the steps; what was typed stays when it is refused."""
    form, step = await Form.of(request), BY_KEY.get(key)
    if step is None:
        raise NotFound(f"step/{key}")
    if not ask.roles & set(case.who(step.command)):
        raise Forbidden(*case.who(step.command))

    async def act() -> str:
        await ask.execute(_order(ask, id, step, form))
        return base_of(ask, id)

    return await submit(form, act, lambda form: _page(request, ask, id, form))


def _order(ask: Ask, id: str, step: Step, form: Form) -> Order:
    said, texts = _said(step, form), Prose()
    if step.has_reason:
        said["reason"] = texts.say(said["reason"])

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(step.command, **said, **await queries.step_fields(tx, ask.tenant, id, step.command))

    return Order(case, id, prepare, form.version(), texts=texts.texts)


def _said(step: Step, form: Form) -> dict[str, Any]:
    """What was typed for this step; raises Invalid."""
    said, wrong = {}, {}
    if choice := step.choice:
        said[choice.name] = form.text(choice.name)
        if said[choice.name] not in dict(choice.answers):
            wrong[choice.name] = choice.missing
    if step.has_reason:
        name = f"reason-{step.key}"
        said["reason"] = form.text(name)
        if not said["reason"]:
            wrong[name] = _("Schrijf op waarom.")
        elif len(said["reason"]) > LONGEST:
            wrong[name] = _("Houd het bij hooguit {most} tekens.", most=number(LONGEST))
    if wrong:
        raise Invalid(wrong)
    return said
