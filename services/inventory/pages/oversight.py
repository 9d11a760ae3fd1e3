"""Human oversight of a system, and how a resident gets an explanation or a correction."""

from typing import Annotated

from fastapi import APIRouter, Response

from contracts.inventory import Oversight
from services.chassis.pages import Form, fields_of, submit
from services.chassis.texts import Prose as Texts
from services.chassis.wording import _
from services.inventory.domain.system import ArrangeOversight
from services.inventory.pages.here import WRITERS, Here, ask_for, filled, here, know, seen, show_system
from services.inventory.pages.orders import order
from services.inventory.pages.weighing import Weighing, ask_weight, weight

router = APIRouter()
PATH = "/{organisation}/systems/{id}/oversight"
ASKED = {
    "role": _("Noem de functie of het team dat naar de uitkomst kijkt."),
    "checks": _("Schrijf op wat zij controleren."),
    "stop": _("Schrijf op hoe zij het stoppen of ervan afwijken."),
    "explanation": _("Schrijf op hoe een inwoner uitleg krijgt."),
    "correction": _("Schrijf op hoe een inwoner een fout laat herstellen."),
    "objection": _("Schrijf op hoe een inwoner bezwaar maakt, of waarom dat niet kan."),
    "contact": _("Schrijf op waar een inwoner terechtkan."),
}


class Arranged(Oversight, Weighing):
    """Human oversight and the ways to a correction."""

    def oversight(self) -> Oversight:
        """Without the weight of the change."""
        return Oversight.model_validate(self.model_dump(exclude={"change", "reason"}))


@router.get(PATH)
async def oversight(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """The form with what is known."""
    known = await know(at)
    return await show_system(at, "oversight.html", known, filled(known.state.oversight))


@router.post(PATH)
async def arrange(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Replaces what was arranged."""
    form = await Form.of(at.request)

    async def act() -> str:
        given, texts = form.read(Arranged), Texts()
        command = at.ask.command(ArrangeOversight, oversight=given.oversight(), **weight(given, texts))
        await at.ask.execute(order(at, command, texts, seen(form)))
        return f"{at.hub}#toezicht"

    async def again(form: Form) -> Response:
        known = await know(at)
        ask_for(form, ASKED)
        ask_weight(form)
        form.overtaken(filled(known.state.oversight), fields_of(Oversight))
        return await show_system(at, "oversight.html", known, form, suggestion="minor")

    return await submit(form, act, again)
