"""One promise of a dialogue, for who sees to it: what was promised, until when, and what was done."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from contracts.envelope import YesNo
from contracts.inventory.words import Prose
from services.chassis import days
from services.chassis.access import Ask, needs
from services.chassis.pages import Form, desk, render, submit
from services.chassis.web import Body
from services.feedback.domain.dialogue import OWNERS, sees_to
from services.feedback.pages import words
from services.feedback.queries import dialogues, promises

router = APIRouter()
Owner = Annotated[Ask, needs(*OWNERS)]
Id = Annotated[str, Path(max_length=100)]
PATH = "/{organisation}/outcomes/{outcome}"


class FollowUp(Body):
    """What was done, and whether nothing is left to do."""

    did: Prose
    done: YesNo


@router.get(PATH)
async def one(request: Request, ask: Owner, outcome: Id) -> Response:
    """One promise."""
    return await _show(request, ask, outcome, Form())


@router.post(PATH)
async def follow_up(request: Request, ask: Owner, outcome: Id) -> Response:
    """Says what was done with it."""
    form = await Form.of(request)
    async with ask.running.db.view(ask.tenant) as tx:
        made_at = (await promises.get_outcome(tx, ask.tenant, outcome))["dialogue"]

    async def act() -> str:
        given = {"outcome": outcome, **form.read(FollowUp).model_dump()}
        await ask.execute(promises.following_up(ask, made_at, given, form.version()))
        return request.url.path

    async def again(form: Form) -> Response:
        words.ask(form.errors, form.values)
        return await _show(request, ask, outcome, form)

    return await submit(form, act, again)


async def _show(request: Request, ask: Ask, outcome: str, form: Form) -> Response:
    async with ask.running.db.view(ask.tenant) as tx:
        row = await promises.get_outcome(tx, ask.tenant, outcome)
        made_at = await dialogues.get_dialogue(tx, ask.tenant, row["dialogue"])
    mine = sees_to(ask.member, ask.roles, row["owner"], row["owner_member"])
    page = await desk(ask, request, "work", bool(form.errors or form.message))
    shown = {"outcome": row, "dialogue": made_at, "mine": mine, "form": form, "words": words}
    return render("feedback", "outcome.html", page=page, today=days.today().isoformat(), **shown)
