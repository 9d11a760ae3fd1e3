"""The summary for everyone: written by one person, read and made public by another."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import LeftOut, SummaryText
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose
from services.chassis.web import Body
from services.dpia import queries
from services.dpia.domain import case
from services.dpia.domain.case import ReleaseSummary, WriteSummary
from services.dpia.pages.frame import Id, base_of, page, shown

router = APIRouter()
ROOM = 2400


class TypedSummary(Body):
    """What the form of the summary asks."""

    text: SummaryText
    left_out: Annotated[tuple[LeftOut, ...], Field(max_length=10)] = ()


@router.get("/{organisation}/cases/{id}/summary")
async def get_summary(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """What is public, what waits to be released, and a form for who writes."""
    return await _page(request, ask, id, None)


async def _page(request: Request, ask: Ask, id: str, form: Form | None) -> Response:
    seen = await shown(ask, id)
    known = seen.known["summary"] or seen.known["released"] or {}
    filled = Form({"text": known.get("text") or "", "leftOut": known.get("leftOut", [])})
    return await page(
        request, seen, "summary", form, typed=form if form and "text" in form.values else filled, room=ROOM
    )


@router.post("/{organisation}/cases/{id}/summary")
async def write_summary(request: Request, ask: Annotated[Ask, needs(*case.who(WriteSummary))], id: Id) -> Response:
    """Keeps the summary; the same again changes nothing."""
    form = await Form.of(request)

    async def act() -> str:
        typed, texts = form.read(TypedSummary, lists=("leftOut",)), Prose()

        async def prepare(tx: AsyncConnection) -> Command:
            text = await queries.refer_summary(tx, ask.tenant, id, typed.text, texts)
            return ask.command(WriteSummary, text=text, left_out=typed.left_out)

        await ask.execute(Order(case, id, prepare, form.version(), texts=texts.texts))
        return f"{base_of(ask, id)}/summary"

    return await submit(form, act, lambda form: _page(request, ask, id, form))


@router.post("/{organisation}/cases/{id}/summary/release")
async def release_summary(request: Request, ask: Annotated[Ask, needs(*case.who(ReleaseSummary))], id: Id) -> Response:
    """Makes the summary that the person read public."""
    form = await Form.of(request)

    async def act() -> str:
        async def prepare(tx: AsyncConnection) -> Command:
            return ask.command(ReleaseSummary, words=await queries.words_of_summary(tx, ask.tenant, id))

        await ask.execute(Order(case, id, prepare, form.version()))
        return f"{base_of(ask, id)}/summary"

    return await submit(form, act, lambda form: _page(request, ask, id, form))
