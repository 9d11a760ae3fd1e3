"""What a system is and does: the whole description in one form."""

from typing import Annotated, Any

from fastapi import APIRouter, Response

from contracts.inventory import SystemDescription
from services.chassis.pages import Form, fields_of, submit
from services.chassis.texts import Prose as Texts
from services.chassis.wording import _
from services.inventory.domain.system import DescribeSystem, suggested_change
from services.inventory.pages.here import WRITERS, Here, ask_for, filled, here, know, seen, show_system
from services.inventory.pages.orders import order
from services.inventory.pages.weighing import Weighing, ask_weight, weight

router = APIRouter()
PATH = "/{organisation}/systems/{id}/describe"
LINES = ("themes", "affectedGroups")
ASKED = {"name": _("Geef het systeem een naam.")}


class Described(SystemDescription, Weighing):
    """The whole description as it is now."""

    def description(self) -> SystemDescription:
        """Without the weight of the change."""
        return SystemDescription.model_validate(self.model_dump(exclude={"change", "reason"}))


@router.get(PATH)
async def describe(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """The form with what is known."""
    known = await know(at)
    return await show_system(at, "system-describe.html", known, filled(known.state.description, LINES))


@router.post(PATH)
async def save(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Replaces the description."""
    form = await Form.of(at.request)

    async def act() -> str:
        given, texts = form.read(Described, lines=LINES), Texts()
        command = at.ask.command(DescribeSystem, description=given.description(), **weight(given, texts))
        await at.ask.execute(order(at, command, texts, seen(form)))
        return at.hub

    async def again(form: Form) -> Response:
        known = await know(at)
        ask_for(form, ASKED)
        form.overtaken(filled(known.state.description, LINES), fields_of(SystemDescription))
        shown: dict[str, Any] = {}
        if form.code == "change-required" and known.state.description:
            typed = form.read(Described, lines=LINES).description()
            shown["suggestion"] = suggested_change(known.state.description, typed)
        ask_weight(form)
        return await show_system(at, "system-describe.html", known, form, **shown)

    return await submit(form, act, again)
