"""Risks with their heat map, and the measures against them."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from contracts.dpia import Level
from contracts.inventory import Day, Line
from services.chassis.access import Ask, needs
from services.chassis.execute import Order, uuid7
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose
from services.chassis.web import Body
from services.dpia.domain import case
from services.dpia.domain.case import AgreeMeasure, RecordRisk
from services.dpia.domain.risks import is_grave
from services.dpia.pages.frame import Id, base_of, page, shown
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
    risks: list[dict[str, Any]] = seen.known["risks"]
    placed = [Placed(number, risk["likelihood"], risk["impact"]) for number, risk in enumerate(risks, 1)]
    numbers = {risk["id"]: number for number, risk in enumerate(risks, 1)}
    rows = [risk | {"number": numbers[risk["id"]], "grave": is_grave(risk["impact"])} for risk in risks]
    measures = [
        measure | {"numbers": ", ".join(str(numbers[risk]) for risk in measure["risks"] if risk in numbers)}
        for measure in seen.known["measures"]
    ]
    picture = heat_map(placed, "Risico’s vóór maatregelen")
    return await page(request, seen, "risks", form, risks=rows, measures=measures, picture=picture)


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

    return await submit(form, act, lambda form: _page(request, ask, id, form))
