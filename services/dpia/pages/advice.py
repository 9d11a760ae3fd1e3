"""The advice of the FG and, where it is asked, of the CISO; beside each point the answer to it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from contracts.dpia import AdvicePoint, Opinion
from services.chassis.access import Ask, needs
from services.chassis.execute import Order, uuid7
from services.chassis.pages import Form, submit
from services.chassis.problems import Invalid
from services.chassis.texts import Prose
from services.chassis.web import Body
from services.chassis.wording import _
from services.dpia.domain import case
from services.dpia.domain.case import AnswerAdvice, GiveAdvice
from services.dpia.domain.case.advisers import why_ciso
from services.dpia.pages.frame import Id, base_of, page, shown
from services.dpia.pages.risks import Told

router = APIRouter()
Part = Annotated[str, Path(max_length=100)]


class TypedAdvice(Body):
    """What the form of an advice asks; each line of `points` is one point."""

    opinion: Opinion
    advice: Told | None = None
    points: Annotated[tuple[Told, ...], Field(max_length=50)] = ()


@router.get("/{organisation}/cases/{id}/advice")
async def get_advice(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """Each advice with its answers; a form for who is to advise or to answer."""
    return await _page(request, ask, id, Form())


async def _page(request: Request, ask: Ask, id: str, form: Form) -> Response:
    seen = await shown(ask, id)
    asked = "ciso" in seen.viewer.state.advice_missing or "ciso" in seen.viewer.state.advised_by
    return await page(request, seen, "advice", form, why=why_ciso(seen.viewer.state) if asked else ())


@router.post("/{organisation}/cases/{id}/advice")
async def give_advice(request: Request, ask: Annotated[Ask, needs(*case.who(GiveAdvice))], id: Id) -> Response:
    """Gives the advice of the FG or the CISO on the submitted version."""
    form = await Form.of(request)

    async def act() -> str:
        typed, texts = form.read(TypedAdvice, lines=("points",)), Prose()
        points = tuple(AdvicePoint(id=uuid7(), text=texts.say(point)) for point in typed.points)
        said: dict[str, Any] = {"opinion": typed.opinion, "text": texts.refer(typed.advice), "points": points}
        adviser = "fg" if "fg" in ask.roles else "ciso"
        command = ask.command(GiveAdvice, advice_id=uuid7(), adviser=adviser, **said)
        await ask.execute(Order(case, id, command, form.version(), texts=texts.texts))
        return f"{base_of(ask, id)}/advice"

    async def again(form: Form) -> Response:
        form.at_field("points", "points-missing")
        form.at_field("advice", "advice-unexplained")
        return await _page(request, ask, id, form)

    return await submit(form, act, again)


@router.post("/{organisation}/cases/{id}/advice/{advice}/{point}")
async def answer_advice(
    request: Request, ask: Annotated[Ask, needs(*case.who(AnswerAdvice))], id: Id, advice: Part, point: Part
) -> Response:
    """Adopts a point of the advice, or says why not."""
    form = await Form.of(request)

    async def act() -> str:
        adopted, reason, texts = form.text(f"adopted-{point}"), form.text(f"reason-{point}"), Prose()
        if adopted not in {"true", "false"}:
            raise Invalid({f"adopted-{point}": _("Kies of u dit punt overneemt.")})
        if adopted == "false" and not reason:
            raise Invalid({f"reason-{point}": _("Leg uit waarom u dit punt van het advies niet overneemt.")})
        said = {"adopted": adopted == "true", "reason": texts.refer(reason)}
        command = ask.command(AnswerAdvice, advice_id=advice, point=point, **said)
        await ask.execute(Order(case, id, command, texts=texts.texts))
        return f"{base_of(ask, id)}/advice"

    return await submit(form, act, lambda form: _page(request, ask, id, form))
