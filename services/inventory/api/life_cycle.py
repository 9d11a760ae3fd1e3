"""The life of a system: its steps, and what is missing before the next."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import OneOf, YesNo
from contracts.inventory import Month, Prose
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.texts import Prose as Texts
from services.chassis.web import Answer, Body, IfMatch, Written, bearer, written
from services.inventory import queries
from services.inventory.api.systems import Id
from services.inventory.domain import system
from services.inventory.domain.system import CorrectMonth, Step, TakeStep, readiness

router = APIRouter(prefix="/organisations/{organisation}/systems/{id}", dependencies=[bearer])


class NextStep(Body):
    """A step in the life of a system. `personalData`: development with real personal data."""

    step: Step
    reason: Prose | None = None
    personal_data: YesNo = False
    since: Month | None = None


class CorrectedMonth(Body):
    """The right month in which use first began (`in-use`), or ended (`retired`), and what was wrong."""

    step: Annotated[str, OneOf("in-use", "retired")]
    since: Month
    reason: Prose


class Readiness(Answer):
    """Is the gate open for a step, and else everything that is missing."""

    ready: bool
    missing: list[str]


@router.post("/life-cycle-steps", operation_id="takeLifeCycleStep")
async def take_step(response: Response, ask: Annotated[Ask, needs("process-owner")], id: Id, body: NextStep) -> Written:
    """Takes a step; a closed gate answers 409 with everything that is missing."""
    texts = Texts()
    said = body.model_dump(exclude={"reason"}) | {"reason": texts.refer(body.reason)}

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(TakeStep, **said, assessment_rule=await queries.assessment_rule(tx, ask.tenant))

    done = await ask.execute(Order(system, id, prepare, texts=texts.texts))
    return Written(**written(response, done))


@router.post("/month-corrections", operation_id="correctMonth")
async def correct_month(
    response: Response,
    ask: Annotated[Ask, needs("coordinator", "process-owner")],
    id: Id,
    body: CorrectedMonth,
    expected: IfMatch = None,
) -> Written:
    """Corrects the month of a step that was taken; the system did not change, so no assessment is asked again."""
    texts = Texts()
    said = {"step": body.step, "since": body.since, "reason": texts.say(body.reason)}
    command = ask.command(CorrectMonth, **said)
    return Written(**written(response, await ask.execute(Order(system, id, command, expected, texts=texts.texts))))


@router.get("/readiness", operation_id="getReadiness")
async def get_readiness(
    ask: Annotated[Ask, needs()],
    id: Id,
    step: Step = "in-use",
    personal_data: Annotated[bool, Query(alias="personalData")] = False,
) -> Readiness:
    """What is missing before a step."""
    async with ask.running.db.view(ask.tenant) as tx:
        state = await queries.get_state(tx, ask.tenant, id)
        rule = await queries.assessment_rule(tx, ask.tenant)
    missing = readiness(state, step, rule, personal_data)
    return Readiness(ready=not missing, missing=list(missing))
