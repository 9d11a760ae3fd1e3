"""A risk or a measure of the draft: how it is now, or taken out of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.decider import Command
from services.chassis.execute import NotFound, Order
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose
from services.dpia import queries
from services.dpia.domain import case
from services.dpia.domain.case import ChangeMeasure, ChangeRisk, RemoveMeasure, RemoveRisk
from services.dpia.pages.frame import Id, Shown, base_of, page, shown
from services.dpia.pages.risks import TypedMeasure, TypedRisk, Writer, numbered

router = APIRouter()
RISK = "/{organisation}/cases/{id}/risks/{risk}"
MEASURE = "/{organisation}/cases/{id}/measures/{measure}"
RiskId = Annotated[str, Path(max_length=100)]
MeasureId = Annotated[str, Path(max_length=100)]
CHANGE, REMOVE = "case-revise.html", "case-remove.html"
FIELDS_OF_RISK = {"text": "risk", "likelihood": "likelihood", "impact": "impact", "reason": "why"}
FIELDS_OF_MEASURE = {"risks": "against", "text": "measure", "ownerRole": "ownerRole", "due": "due"}
"""What is known of it -> the field in which it is typed."""


def _one(seen: Shown, kind: str, id: str) -> dict[str, Any]:
    """The risk or measure of this id; raises NotFound."""
    found: dict[str, Any] | None = next((one for one in seen.known[kind] if one["id"] == id), None)
    if found is None:
        raise NotFound(f"{kind}/{id}")
    return found


def _filled(one: dict[str, Any], fields: dict[str, str]) -> Form:
    return Form({field: one.get(name) or "" for name, field in fields.items()})


async def _page(request: Request, ask: Ask, id: str, about: tuple[str, str, str], form: Form | None) -> Response:
    """`about`: the template, `risks` or `measures`, and the id there. A form that was filled in is shown as it is."""
    template, kind, key = about
    seen = await shown(ask, id)
    one, fields = _one(seen, kind, key), FIELDS_OF_RISK if kind == "risks" else FIELDS_OF_MEASURE
    filled = _filled(one, fields)
    if form and template == CHANGE:
        form.overtaken(filled, fields.values())
    alone = [measure for measure in seen.known["measures"] if measure["risks"] == [key]]
    more: dict[str, Any] = {"one": one, "kind": kind, "risks": numbered(seen), "alone": alone}
    return await page(request, seen, "risks", form or filled, template=template, **more)


@router.get(RISK)
async def get_risk(request: Request, ask: Writer, id: Id, risk: RiskId) -> Response:
    """The form with what is known of the risk."""
    return await _page(request, ask, id, (CHANGE, "risks", risk), None)


@router.post(RISK)
async def change_risk(request: Request, ask: Writer, id: Id, risk: RiskId) -> Response:
    """Says how the risk is now."""
    form, texts = await Form.of(request), Prose()

    async def act() -> str:
        typed = form.read(TypedRisk)
        said = {"text": typed.risk, "reason": typed.why}
        sizes = {"likelihood": typed.likelihood, "impact": typed.impact}

        async def prepare(tx: AsyncConnection) -> Command:
            held = await queries.risk_of(tx, ask.tenant, id, risk)
            words = await queries.refer_each(tx, ask.tenant, held, said, texts)
            return ask.command(ChangeRisk, risk_id=risk, **sizes, **words)

        await ask.execute(Order(case, id, prepare, form.version(), texts=texts.texts))
        return f"{base_of(ask, id)}/risks"

    return await submit(form, act, lambda form: _page(request, ask, id, (CHANGE, "risks", risk), form))


@router.get(RISK + "/remove")
async def ask_risk_removal(request: Request, ask: Writer, id: Id, risk: RiskId) -> Response:
    """What goes when the risk is taken out."""
    return await _page(request, ask, id, (REMOVE, "risks", risk), None)


@router.post(RISK + "/remove")
async def remove_risk(request: Request, ask: Writer, id: Id, risk: RiskId) -> Response:
    """Takes the risk out of the version."""
    return await _remove(request, ask, id, ask.command(RemoveRisk, risk_id=risk), ("risks", risk))


@router.get(MEASURE)
async def get_measure(request: Request, ask: Writer, id: Id, measure: MeasureId) -> Response:
    """The form with what is known of the measure."""
    return await _page(request, ask, id, (CHANGE, "measures", measure), None)


@router.post(MEASURE)
async def change_measure(request: Request, ask: Writer, id: Id, measure: MeasureId) -> Response:
    """Says how the measure is now."""
    form, texts = await Form.of(request), Prose()

    async def act() -> str:
        typed = form.read(TypedMeasure, lists=("against",))
        other = {"risks": typed.against, "owner_role": typed.owner_role, "due": typed.due}

        async def prepare(tx: AsyncConnection) -> Command:
            held = await queries.measure_of(tx, ask.tenant, id, measure)
            words = await queries.refer_each(tx, ask.tenant, held, {"text": typed.measure}, texts)
            return ask.command(ChangeMeasure, measure_id=measure, **other, **words)

        await ask.execute(Order(case, id, prepare, form.version(), texts=texts.texts))
        return f"{base_of(ask, id)}/risks"

    async def again(form: Form) -> Response:
        form.at_field("due", "due-past")
        form.at_field("against", "unknown-risk")
        return await _page(request, ask, id, (CHANGE, "measures", measure), form)

    return await submit(form, act, again)


@router.get(MEASURE + "/remove")
async def ask_measure_removal(request: Request, ask: Writer, id: Id, measure: MeasureId) -> Response:
    """What follows when the measure is taken out."""
    return await _page(request, ask, id, (REMOVE, "measures", measure), None)


@router.post(MEASURE + "/remove")
async def remove_measure(request: Request, ask: Writer, id: Id, measure: MeasureId) -> Response:
    """Takes the measure out of the version."""
    return await _remove(request, ask, id, ask.command(RemoveMeasure, measure_id=measure), ("measures", measure))


async def _remove(request: Request, ask: Ask, id: str, command: Command, about: tuple[str, str]) -> Response:
    form = await Form.of(request)

    async def act() -> str:
        await ask.execute(Order(case, id, command, form.version()))
        return f"{base_of(ask, id)}/risks"

    return await submit(form, act, lambda form: _page(request, ask, id, (REMOVE, *about), form))
