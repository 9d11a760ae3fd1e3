"""What an evaluation of a system found."""

from typing import Annotated

from fastapi import APIRouter, Response

from contracts.inventory import Prose
from services.chassis.access import Ask, needs
from services.chassis.execute import Order
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body, IfMatch, Written, bearer, written
from services.inventory.api.systems import Id
from services.inventory.domain import system
from services.inventory.domain.system import CompleteEvaluation

router = APIRouter(prefix="/organisations/{organisation}/systems/{id}/evaluations", dependencies=[bearer])


class Evaluated(Body):
    """What was found; it stays inside the organisation."""

    findings: Prose


@router.post("", status_code=201, operation_id="completeEvaluation")
async def complete_evaluation(
    response: Response,
    ask: Annotated[Ask, needs("process-owner", "coordinator")],
    id: Id,
    body: Evaluated,
    expected: IfMatch = None,
) -> Written:
    """Says what was found, after which nothing is planned any more; refused when nothing was."""
    texts = Texts()
    command = ask.command(CompleteEvaluation, findings=texts.say(body.findings))
    return Written(**written(response, await ask.execute(Order(system, id, command, expected, texts=texts.texts))))
