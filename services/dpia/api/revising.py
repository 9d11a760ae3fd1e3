"""Before a version is submitted: a risk or a measure as it is now, or taken out of it."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.texts import Prose
from services.chassis.web import IfMatch, Written, bearer, written
from services.dpia import queries
from services.dpia.api.cases import Id
from services.dpia.api.drafting import NewMeasure, NewRisk, Writer, WrittenRisk
from services.dpia.domain import case
from services.dpia.domain.case import ChangeMeasure, ChangeRisk, RemoveMeasure, RemoveRisk
from services.dpia.domain.risks import level

router = APIRouter(prefix="/organisations/{organisation}/cases/{id}", dependencies=[bearer])
RiskId = Annotated[str, Path(max_length=100, description="the id of a risk of this case")]
MeasureId = Annotated[str, Path(max_length=100, description="the id of a measure of this case")]


@router.put("/risks/{risk}", operation_id="changeRisk")
async def change_risk(
    response: Response, ask: Writer, id: Id, risk: RiskId, body: NewRisk, expected: IfMatch = None
) -> WrittenRisk:
    """Says how a risk is now; what is left of it is then weighed anew. The same again changes nothing."""
    texts, said = Prose(), {"text": body.text, "reason": body.reason}

    async def prepare(tx: AsyncConnection) -> Command:
        held = await queries.risk_of(tx, ask.tenant, id, risk)
        words = await queries.refer_each(tx, ask.tenant, held, said, texts)
        return ask.command(ChangeRisk, risk_id=risk, likelihood=body.likelihood, impact=body.impact, **words)

    done = await ask.execute(Order(case, id, prepare, expected, texts=texts.texts))
    return WrittenRisk(**written(response, done), level=level(body.likelihood, body.impact))


@router.delete("/risks/{risk}", operation_id="removeRisk")
async def remove_risk(response: Response, ask: Writer, id: Id, risk: RiskId, expected: IfMatch = None) -> Written:
    """Takes a risk out of the version, with the measures that are against this risk alone."""
    done = await ask.execute(Order(case, id, ask.command(RemoveRisk, risk_id=risk), expected))
    return Written(**written(response, done))


@router.put("/measures/{measure}", operation_id="changeMeasure")
async def change_measure(
    response: Response, ask: Writer, id: Id, measure: MeasureId, body: NewMeasure, expected: IfMatch = None
) -> Written:
    """Says how a measure is now; risks against which it helps otherwise are weighed anew. The same again: nothing."""
    texts, other = Prose(), body.model_dump(exclude={"text"})

    async def prepare(tx: AsyncConnection) -> Command:
        held = await queries.measure_of(tx, ask.tenant, id, measure)
        words = await queries.refer_each(tx, ask.tenant, held, {"text": body.text}, texts)
        return ask.command(ChangeMeasure, measure_id=measure, **other, **words)

    done = await ask.execute(Order(case, id, prepare, expected, texts=texts.texts))
    return Written(**written(response, done))


@router.delete("/measures/{measure}", operation_id="removeMeasure")
async def remove_measure(
    response: Response, ask: Writer, id: Id, measure: MeasureId, expected: IfMatch = None
) -> Written:
    """Takes a measure out of the version; the risks that it was against are weighed anew."""
    done = await ask.execute(Order(case, id, ask.command(RemoveMeasure, measure_id=measure), expected))
    return Written(**written(response, done))
