"""Risks with their heat map, and the measures against them."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from markupsafe import Markup
from pydantic import Field

from contracts.dpia import Level
from contracts.inventory import Day, Line
from services.chassis.access import Ask, needs
from services.chassis.execute import Order, uuid7
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose
from services.chassis.web import Body
from services.chassis.wording import _
from services.dpia.domain import case
from services.dpia.domain.case import AgreeMeasure, RecordRisk, WeighResidual
from services.dpia.domain.risks import is_grave
from services.dpia.pages.frame import Id, Shown, base_of, page, shown
from services.dpia.pages.heat_map import Placed, heat_map

router = APIRouter()
Writer = Annotated[Ask, needs(*case.who(RecordRisk))]
Told = Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]


class TypedRisk(Body):
    """What the form of a risk asks."""

    risk: Told
    likelihood: Level
    impact: Level
    why: Told | None = None


class TypedResidual(Body):
    """What the form of what is left of a risk asks."""

    likelihood: Level
    impact: Level
    why: Told | None = None


class TypedMeasure(Body):
    """What the form of a measure asks."""

    against: tuple[str, ...]
    measure: Told
    owner_role: Line | None = None
    due: Day | None = None


@router.get("/{organisation}/cases/{id}/risks")
async def get_risks(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """The heat map, the table behind it, and the forms."""
    return await _page(request, ask, id, Form())


async def _page(request: Request, ask: Ask, id: str, form: Form) -> Response:
    seen = await shown(ask, id)
    risks, rows = seen.known["risks"], numbered(seen)
    numbers = {risk["id"]: risk["number"] for risk in rows}
    measures = [
        measure | {"numbers": ", ".join(str(numbers[risk]) for risk in measure["risks"] if risk in numbers)}
        for measure in seen.known["measures"]
    ]
    return await page(request, seen, "risks", form, risks=rows, measures=measures, pictures=_pictures(risks))


def numbered(seen: Shown) -> list[dict[str, Any]]:
    """The risks with the number that people call each by."""
    risks = enumerate(seen.known["risks"], 1)
    return [risk | {"number": number, "grave": is_grave(risk["impact"])} for number, risk in risks]


def _pictures(risks: list[dict[str, Any]]) -> dict[str, Markup]:
    """Before and after the measures; after them only once something was weighed anew."""
    before = [Placed(number, risk["likelihood"], risk["impact"]) for number, risk in enumerate(risks, 1)]
    left = [(number, risk["residual"]) for number, risk in enumerate(risks, 1) if "residual" in risk]
    after = [Placed(number, risk["likelihood"], risk["impact"]) for number, risk in left]
    pictures: dict[str, Markup] = {_("Vóór maatregelen"): heat_map(before, _("Risico’s vóór maatregelen"))}
    return pictures | ({_("Na maatregelen"): heat_map(after, _("Risico’s na maatregelen"), "left")} if after else {})


@router.post("/{organisation}/cases/{id}/risks")
async def record_risk(request: Request, ask: Writer, id: Id) -> Response:
    """Adds a risk."""
    form = await Form.of(request)

    async def act() -> str:
        typed, texts = form.read(TypedRisk), Prose()
        said = {"text": texts.say(typed.risk), "reason": texts.refer(typed.why)}
        sizes = {"likelihood": typed.likelihood, "impact": typed.impact}
        command = ask.command(RecordRisk, risk_id=uuid7(), **said, **sizes)
        await ask.execute(Order(case, id, command, texts=texts.texts))
        return f"{base_of(ask, id)}/risks"

    return await submit(form, act, lambda form: _page(request, ask, id, form))


@router.post("/{organisation}/cases/{id}/risks/{risk}/residual")
async def weigh_residual(request: Request, ask: Writer, id: Id, risk: Annotated[str, Path(max_length=100)]) -> Response:
    """Says what is left of a risk after its measures."""
    form = await Form.of(request)

    async def act() -> str:
        [typed], texts = form.read_each(TypedResidual, [risk]), Prose()
        sizes = {"likelihood": typed.likelihood, "impact": typed.impact}
        command = ask.command(WeighResidual, risk_id=risk, **sizes, reason=texts.refer(typed.why))
        await ask.execute(Order(case, id, command, texts=texts.texts))
        return f"{base_of(ask, id)}/risks"

    return await submit(form, act, lambda form: _page(request, ask, id, form))


@router.post("/{organisation}/cases/{id}/measures")
async def agree_measure(request: Request, ask: Writer, id: Id) -> Response:
    """Adds a measure against one or more risks."""
    form = await Form.of(request)

    async def act() -> str:
        typed, texts = form.read(TypedMeasure, lists=("against",)), Prose()
        said = {"text": texts.say(typed.measure), "owner_role": typed.owner_role, "due": typed.due}
        command = ask.command(AgreeMeasure, measure_id=uuid7(), risks=typed.against, **said)
        await ask.execute(Order(case, id, command, texts=texts.texts))
        return f"{base_of(ask, id)}/risks"

    async def again(form: Form) -> Response:
        form.at_field("due", "due-past")
        return await _page(request, ask, id, form)

    return await submit(form, act, again)
