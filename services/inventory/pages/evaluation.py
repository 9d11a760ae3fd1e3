"""The evaluation of a system: why it is planned, until when, and what was found."""

from typing import Annotated

from fastapi import APIRouter, Response

from contracts.inventory import Prose
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body
from services.chassis.wording import _
from services.inventory.domain.system import CompleteEvaluation
from services.inventory.pages.here import WRITERS, Here, ask_for, here, know, seen, show_system
from services.inventory.pages.orders import order

router = APIRouter()
PATH = "/{organisation}/systems/{id}/evaluation"
ASKED = {"findings": _("Schrijf op wat u vond, en wat u daarmee doet.")}


class Evaluated(Body):
    """What was found."""

    findings: Prose


@router.get(PATH)
async def evaluation(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """What is planned, and an empty form."""
    return await show_system(at, "evaluation.html", await know(at), Form())


@router.post(PATH)
async def complete(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Says what was found."""
    form = await Form.of(at.request)

    async def act() -> str:
        given, texts = form.read(Evaluated), Texts()
        command = at.ask.command(CompleteEvaluation, findings=texts.say(given.findings))
        await at.ask.execute(order(at, command, texts, seen(form)))
        return f"{at.hub}#tijdlijn"

    async def again(form: Form) -> Response:
        ask_for(form, ASKED)
        return await show_system(at, "evaluation.html", await know(at), form)

    return await submit(form, act, again)
