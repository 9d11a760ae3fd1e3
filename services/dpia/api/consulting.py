"""The prior consultation of GDPR art. 36: asked, extended, answered or lapsed."""

from typing import Annotated

from fastapi import APIRouter, Response

from contracts.dpia import Reply
from services.chassis.access import Ask, needs
from services.chassis.web import IfMatch, Written, bearer
from services.dpia.api.cases import Id
from services.dpia.api.ways import Why, take
from services.dpia.domain import case
from services.dpia.domain.case import AnswerConsultation, AskConsultation, ExtendConsultation, LapseConsultation

router = APIRouter(prefix="/organisations/{organisation}/cases/{id}/consultations", dependencies=[bearer])
Keeper = Annotated[Ask, needs(*case.who(AnswerConsultation))]


class NewReply(Why):
    """What the authority said; `reason` in short."""

    outcome: Reply


@router.post("", status_code=201, operation_id="askConsultation")
async def ask_consultation(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(AskConsultation))],
    id: Id,
    body: Why,
    expected: IfMatch = None,
) -> Written:
    """The supervisory authority is asked first; it has eight weeks from today."""
    return await take(response, ask, id, AskConsultation, expected, reason=body.reason)


@router.post("/extensions", status_code=201, operation_id="extendConsultation")
async def extend_consultation(response: Response, ask: Keeper, id: Id, body: Why, expected: IfMatch = None) -> Written:
    """The authority takes six weeks longer, once."""
    return await take(response, ask, id, ExtendConsultation, expected, reason=body.reason)


@router.post("/replies", status_code=201, operation_id="answerConsultation")
async def answer_consultation(
    response: Response, ask: Keeper, id: Id, body: NewReply, expected: IfMatch = None
) -> Written:
    """What the authority said; after `prohibited` nobody can approve."""
    return await take(response, ask, id, AnswerConsultation, expected, outcome=body.outcome, reason=body.reason)


@router.post("/lapses", status_code=201, operation_id="lapseConsultation")
async def lapse_consultation(response: Response, ask: Keeper, id: Id, body: Why, expected: IfMatch = None) -> Written:
    """The term passed without an answer, which is no approval; refused before the term is over."""
    return await take(response, ask, id, LapseConsultation, expected, reason=body.reason)
