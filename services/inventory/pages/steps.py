"""A step in the life of a system; a closed gate says everything that is missing."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.inventory import Month, Prose
from services.chassis.decider import Command
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body
from services.chassis.wording import _
from services.inventory import queries
from services.inventory.domain.system import Step, TakeStep, possible_steps
from services.inventory.pages import gate, words
from services.inventory.pages.here import STEPPERS, Here, Known, ask_for, here, know, seen, show_system
from services.inventory.pages.orders import order

router = APIRouter()
PATH = "/{organisation}/systems/{id}/steps"
ASKED = {"step": _("Kies de stap die u wilt zetten.")}


class NextStep(Body):
    """The step, from which month, and why."""

    step: Step
    since: Month | None = None
    reason: Prose | None = None
    personal_data: bool = False


async def _show(at: Here, form: Form) -> Response:
    known = await know(at)
    shown: dict[str, Any] = {"options": _options(known), "conditions": gate.conditions(at, known)}
    if form.code == "not-ready":
        form.missing = [(item["link"] or at.hub, item["title"]) for item in shown["conditions"] if item["open"]]
    return await show_system(at, "step.html", known, form, **shown)


def _options(known: Known) -> words.Options:
    possible = possible_steps(known.state)
    return [option for option in words.STEPS if option[0] in possible]


@router.get(PATH)
async def choose_step(at: Annotated[Here, here(*STEPPERS)]) -> Response:
    """The steps that can follow now, and what is missing before some of them."""
    return await _show(at, Form())


@router.post(PATH)
async def take_step(at: Annotated[Here, here(*STEPPERS)]) -> Response:
    """Takes the step."""
    form = await Form.of(at.request)

    async def act() -> str:
        given, texts = form.read(NextStep), Texts()
        said = given.model_dump(exclude={"reason"}) | {"reason": texts.refer(given.reason)}

        async def prepare(tx: AsyncConnection) -> Command:
            rule = await queries.assessment_rule(tx, at.ask.tenant)
            return at.ask.command(TakeStep, **said, assessment_rule=rule)

        await at.ask.execute(order(at, prepare, texts, seen(form)))
        return at.hub

    async def again(form: Form) -> Response:
        form.at_field("since", "since-in-future", "since-too-early")
        ask_for(form, ASKED)
        return await _show(at, form)

    return await submit(form, act, again)
