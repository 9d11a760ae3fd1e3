"""The side ways of a case: returned, no assessment, reopened, suspended, resumed, withdrawn; and use meanwhile."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import Exemption
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.texts import Prose
from services.chassis.web import Body, IfMatch, Nothing, RequiredIfMatch, Written, bearer
from services.dpia import queries
from services.dpia.api.cases import Id
from services.dpia.api.drafting import Words, made
from services.dpia.domain import case
from services.dpia.domain.case import (
    ChooseAssessment,
    ConfirmExemption,
    ContinueUse,
    Exempt,
    Reopen,
    Resume,
    Return,
    Suspend,
    Withdraw,
)

router = APIRouter(prefix="/organisations/{organisation}/cases/{id}", dependencies=[bearer])
Decider = Annotated[Ask, needs(*case.who(Suspend))]


class Why(Body):
    """The reason, which stays inside the organisation."""

    reason: Words


class NewExemption(Why):
    """Why no assessment is made."""

    kind: Exemption


async def take(
    response: Response, ask: Ask, id: str, command: type[Command], expected: int | None, /, **said: Any
) -> Written:
    """Takes the step: a reason goes to the erasable texts, and what the case sees now is read with it."""
    texts = Prose()
    if "reason" in said:
        said["reason"] = texts.say(said["reason"])

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(command, **said, **await queries.step_fields(tx, ask.tenant, id, command))

    done = await ask.execute(Order(case, id, prepare, expected, texts=texts.texts))
    return Written(**made(response, ask, done, id))


@router.post("/returns", status_code=201, operation_id="returnVersion")
async def return_version(
    response: Response, ask: Annotated[Ask, needs(*case.who(Return))], id: Id, body: Why, expected: IfMatch = None
) -> Written:
    """Sends the submitted version back; it can be written in and submitted again under the next number."""
    return await take(response, ask, id, Return, expected, reason=body.reason)


@router.post("/exemptions", status_code=201, operation_id="proposeExemption")
async def propose_exemption(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(Exempt))],
    id: Id,
    body: NewExemption,
    expected: IfMatch = None,
) -> Written:
    """Proposes to make no assessment; another person is to confirm it."""
    return await take(response, ask, id, Exempt, expected, kind=body.kind, reason=body.reason)


@router.post("/exemptions/confirmations", status_code=201, operation_id="confirmExemption")
async def confirm_exemption(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(ConfirmExemption))],
    id: Id,
    body: Nothing,
    expected: RequiredIfMatch,
) -> Written:
    """Confirms that no assessment is needed, by someone who had no hand in it and is not the FG."""
    return await take(response, ask, id, ConfirmExemption, expected)


@router.post("/choices", status_code=201, operation_id="chooseAssessment")
async def choose_assessment(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(ChooseAssessment))],
    id: Id,
    body: Nothing,
    expected: IfMatch = None,
) -> Written:
    """An assessment anyway."""
    return await take(response, ask, id, ChooseAssessment, expected)


@router.post("/reopenings", status_code=201, operation_id="reopenCase")
async def reopen_case(
    response: Response, ask: Annotated[Ask, needs(*case.who(Reopen))], id: Id, body: Why, expected: IfMatch = None
) -> Written:
    """Begins a new version of a closed case with what was written before."""
    return await take(response, ask, id, Reopen, expected, reason=body.reason)


@router.post("/suspensions", status_code=201, operation_id="suspendCase")
async def suspend_case(response: Response, ask: Decider, id: Id, body: Why, expected: IfMatch = None) -> Written:
    """Lets the approval not count for the time being."""
    return await take(response, ask, id, Suspend, expected, reason=body.reason)


@router.post("/resumptions", status_code=201, operation_id="resumeCase")
async def resume_case(response: Response, ask: Decider, id: Id, body: Why, expected: IfMatch = None) -> Written:
    """Lets the approval count again."""
    return await take(response, ask, id, Resume, expected, reason=body.reason)


@router.post("/withdrawals", status_code=201, operation_id="withdrawCase")
async def withdraw_case(
    response: Response, ask: Annotated[Ask, needs(*case.who(Withdraw))], id: Id, body: Why, expected: IfMatch = None
) -> Written:
    """Stops the case without a decision that counts."""
    return await take(response, ask, id, Withdraw, expected, reason=body.reason)


@router.post("/continuations", status_code=201, operation_id="continueUse")
async def continue_use(
    response: Response, ask: Annotated[Ask, needs(*case.who(ContinueUse))], id: Id, body: Why, expected: IfMatch = None
) -> Written:
    """Says how the use of the system goes on though its assessment does not carry it now."""
    return await take(response, ask, id, ContinueUse, expected, reason=body.reason)
