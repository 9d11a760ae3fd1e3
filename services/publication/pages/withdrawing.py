"""Taking an entry off the public site: the page first shows what will happen."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.pages import Form, desk, render, submit
from services.chassis.texts import Prose
from services.publication import queries
from services.publication.domain import entry
from services.publication.domain.grounds import GROUNDS
from services.publication.queries.steps import NextStep, command_of, reason_for

router = APIRouter()
Id = Annotated[str, Path(max_length=100)]
STEP = "withdraw"


@router.get("/{organisation}/entries/{id}/withdrawal")
async def ask_first(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """What will happen, and the form."""
    return await _show(request, ask, id)


async def _show(request: Request, ask: Ask, id: str, form: Form | None = None) -> Response:
    async with ask.running.db.view(ask.tenant) as tx:
        row, state = await queries.get_entry(tx, ask.tenant, id)
    return render(
        "publication",
        "entry-withdrawal.html",
        page=await desk(ask, request, "entries", error=form is not None),
        row=row,
        state=state,
        may="approver" in ask.roles,
        grounds=list(GROUNDS.items()),
        form=form,
    )


@router.post("/{organisation}/entries/{id}/withdrawal")
async def withdraw(request: Request, ask: Annotated[Ask, needs("approver")], id: Id) -> Response:
    """Takes it off."""
    form = await Form.of(request)

    async def act() -> str:
        ground = reason_for(Form(form.values | {"step": STEP}).read(NextStep), Prose())

        async def prepare(tx: AsyncConnection) -> Command:
            return await command_of(tx, ask, id, STEP, ground)

        await ask.execute(Order(entry, id, prepare, form.version()))
        return f"/publication/{ask.tenant}/entries/{id}"

    async def again(form: Form) -> Response:
        return await _show(request, ask, id, form)

    return await submit(form, act, again)
