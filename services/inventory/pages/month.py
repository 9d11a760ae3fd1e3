"""The month in which use began, or ended, that was written down wrong."""

from typing import Annotated

from fastapi import APIRouter, Response

from contracts.envelope import OneOf
from contracts.inventory import Month, Prose
from services.chassis.formats import month
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body
from services.chassis.wording import _
from services.inventory.domain.system import CorrectMonth, known_months
from services.inventory.pages.here import WRITERS, Here, ask_for, here, know, seen, show_system
from services.inventory.pages.orders import order

router = APIRouter()
PATH = "/{organisation}/systems/{id}/month"
ASKED = {
    "step": _("Kies welke maand niet klopt."),
    "since": _("Vul in welke maand het wel is."),
    "reason": _("Schrijf op wat er niet klopte."),
}
LABELS = {"in-use": _("Het begin van het gebruik"), "retired": _("Het einde van het gebruik")}


class Corrected(Body):
    """The right month, and what was wrong."""

    step: Annotated[str, OneOf("in-use", "retired")]
    since: Month
    reason: Prose


async def _show(at: Here, form: Form) -> Response:
    known = await know(at)
    options = [(step, LABELS[step], _now(now)) for step, now in known_months(known.state).items()]
    if len(options) == 1:
        form.values.setdefault("step", options[0][0])
    return await show_system(at, "month.html", known, form, options=options)


def _now(since: str | None) -> str:
    return _("Nu staat er: {month}.", month=month(since)) if since else _("Nu is de maand niet bekend.")


@router.get(PATH)
async def month_form(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Which months are known, and an empty form."""
    return await _show(at, Form())


@router.post(PATH)
async def correct(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Corrects the month."""
    form = await Form.of(at.request)

    async def act() -> str:
        given, texts = form.read(Corrected), Texts()
        said = {"step": given.step, "since": given.since, "reason": texts.say(given.reason)}
        await at.ask.execute(order(at, at.ask.command(CorrectMonth, **said), texts, seen(form)))
        return f"{at.hub}#tijdlijn"

    async def again(form: Form) -> Response:
        form.at_field("since", "since-unlikely", "months-turned")
        ask_for(form, ASKED)
        return await _show(at, form)

    return await submit(form, act, again)
