"""The class under the AI Act: one person gives it, another confirms it."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from contracts.inventory import AiActClass, Line, Prose
from services.chassis.others import others
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body
from services.chassis.wording import _
from services.inventory import queries
from services.inventory.domain.system import ClassifySystem, ConfirmClassification
from services.inventory.pages.here import CLASSIFIERS, CONFIRMERS, Here, Known, ask_for, here, know, seen, show_system
from services.inventory.pages.orders import order

router = APIRouter()
PATH = "/{organisation}/systems/{id}/classification"
ASKED = {
    "class": _("Kies een klasse. Weet u het nog niet, kies dan dat."),
    "reason": _("Schrijf op waarom u deze klasse koos."),
}


class Classification(Body):
    """The class, where the law says so, and why."""

    ai_act_class: Annotated[AiActClass, Field(alias="class")]
    legal_point: Line | None = None
    reason: Prose


def waits_for_me(at: Here, known: Known) -> bool:
    """May this person confirm the class, as someone who did not give it?"""
    given = known.state.classification
    if given is None or given.confirmed or given.ai_act_class == "unknown":
        return False
    return at.may(*CONFIRMERS) and not at.may("fg") and given.by != at.ask.member


async def _show(at: Here, form: Form | None = None) -> Response:
    known, tenant = await know(at), at.ask.tenant
    given = known.row["classification"]
    async with at.ask.running.db.view(tenant) as tx:
        reason = await queries.reason(tx, tenant, given and given["reason"])
        names = await queries.known_members(tx, tenant)
    shown = {"given": given, "reason": reason, "names": names, "mine": waits_for_me(at, known)}
    by = known.state.classification.by if known.state.classification else ""
    shown["others"] = await others(at.ask, CONFIRMERS, {by}, ("fg",)) if given else None
    return await show_system(at, "classification.html", known, form, **shown)


@router.get(PATH)
async def classification(at: Annotated[Here, here()]) -> Response:
    """The class as it is, and the forms for who may change or confirm it."""
    return await _show(at)


@router.post(PATH)
async def classify(at: Annotated[Here, here(*CLASSIFIERS)]) -> Response:
    """Gives the system a class."""
    form = await Form.of(at.request)

    async def act() -> str:
        given, texts = form.read(Classification), Texts()
        fields = {"ai_act_class": given.ai_act_class, "legal_point": given.legal_point}
        command = at.ask.command(ClassifySystem, **fields, reason=texts.say(given.reason))
        await at.ask.execute(order(at, command, texts, seen(form)))
        return f"{at.hub}#ai-verordening"

    async def again(form: Form) -> Response:
        ask_for(form, ASKED)
        return await _show(at, form)

    return await submit(form, act, again)


@router.post(PATH + "/confirmation")
async def confirm(at: Annotated[Here, here(*CONFIRMERS)]) -> Response:
    """Confirms the class as a second person."""
    form = await Form.of(at.request)

    async def act() -> str:
        await at.ask.execute(order(at, at.ask.command(ConfirmClassification), None, seen(form)))
        return f"{at.hub}#ai-verordening"

    async def again(form: Form) -> Response:
        return await _show(at, form)

    return await submit(form, act, again)
