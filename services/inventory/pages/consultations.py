"""Whom the organisation asked about a system: a client council, the works council, residents."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from contracts.inventory import Consultation
from services.chassis.decider import Command
from services.chassis.execute import NotFound, uuid7
from services.chassis.pages import Form, fields_of, submit
from services.chassis.wording import _
from services.inventory.domain.system import DocumentConsultation, RemoveConsultation
from services.inventory.pages.here import WRITERS, Here, ask_for, filled, here, know, seen, show_system
from services.inventory.pages.orders import order

router = APIRouter()
NEW = "/{organisation}/systems/{id}/consultations"
ONE = NEW + "/{consultation}"
ConsultationId = Annotated[str, Path(max_length=100)]
ASKED = {
    "party": _("Kies wie u om een mening vroeg."),
    "askedOn": _("Vul de dag in waarop u het vroeg."),
    "question": _("Schrijf op wat u vroeg."),
}


@router.get(NEW)
async def new_consultation(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """An empty form; the id in it makes one consultation, however often it is sent."""
    return await show_system(at, "consultation.html", await know(at), Form({"consultationId": uuid7()}), known_id="")


@router.post(NEW)
async def add_consultation(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Writes down a new one."""
    form = await Form.of(at.request)
    return await _document(at, form, form.text("consultationId")[:100] or uuid7(), "")


@router.get(ONE)
async def known_consultation(at: Annotated[Here, here(*WRITERS)], consultation: ConsultationId) -> Response:
    """The form with what is known."""
    known = await know(at)
    if consultation not in known.state.consultations:
        raise NotFound(f"consultation/{consultation}")
    form = filled(known.state.consultations[consultation])
    return await show_system(at, "consultation.html", known, form, known_id=consultation)


@router.post(ONE)
async def change_consultation(at: Annotated[Here, here(*WRITERS)], consultation: ConsultationId) -> Response:
    """Writes it down anew, or takes it away."""
    form = await Form.of(at.request)
    if (await know(at)).state.consultations.get(consultation) is None:
        raise NotFound(f"consultation/{consultation}")
    return await _document(at, form, consultation, consultation)


async def _document(at: Here, form: Form, id: str, known_id: str) -> Response:
    async def act() -> str:
        if known_id and form.text("action") == "remove":
            command: Command = at.ask.command(RemoveConsultation, consultation_id=id)
        else:
            told = form.read(Consultation)
            command = at.ask.command(DocumentConsultation, consultation_id=id, consultation=told)
        await at.ask.execute(order(at, command, None, seen(form)))
        return f"{at.hub}#raadpleging"

    async def again(form: Form) -> Response:
        known = await know(at)
        ask_for(form, ASKED)
        if known_id in known.state.consultations:
            form.overtaken(filled(known.state.consultations[known_id]), fields_of(Consultation))
        return await show_system(at, "consultation.html", known, form, known_id=known_id)

    return await submit(form, act, again)
