"""A correction request for who watches over the system: what is said to be wrong, and whether it is."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from services.chassis.access import Ask, needs
from services.chassis.execute import Order
from services.chassis.pages import Form, desk, render, submit
from services.chassis.texts import Prose
from services.chassis.web import After, Body, page_of, place
from services.feedback import queries
from services.feedback.domain import remark
from services.feedback.domain.remark import ResolveCorrection
from services.feedback.domain.words import Words
from services.feedback.pages import words
from services.feedback.pages.public_text import paragraphs

router = APIRouter()
PATH = "/{organisation}/remarks/{id}/correction"
PAGE = 25
Watcher = Annotated[Ask, needs("process-owner", "moderator")]
Id = Annotated[str, Path(max_length=100)]


class Resolution(Body):
    """Is the request right, and does that touch personal data: one choice; and why."""

    found: str
    reason: Annotated[Words, Field(alias="finding")]


@router.get("/{organisation}/corrections")
async def corrections(request: Request, ask: Watcher, after: After = None) -> Response:
    """Every correction request; what nobody looked at yet stands first."""
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_corrections(tx, ask.tenant, (place(after, 3), PAGE + 1))
    page = page_of(request, rows, PAGE, lambda row: (row["looked"], row["term_ends"], row["id"]))
    return render(
        "feedback",
        "corrections.html",
        page=await desk(ask, request, "remarks"),
        items=page["items"],
        next=page["next"],
        first=request.url.path if after else None,
        moderates="moderator" in ask.roles,
        words=words,
    )


@router.get(PATH)
async def correction(request: Request, ask: Watcher, id: Id) -> Response:
    """The request, with what is public now and who watches over the system."""
    return await _show(request, ask, id, Form())


@router.post(PATH)
async def resolve(request: Request, ask: Watcher, id: Id) -> Response:
    """Says whether the request is right."""
    form = await Form.of(request)

    async def act() -> str:
        given, prose = form.read(Resolution), Prose()
        upheld, privacy = words.found(given.found)
        command = ask.command(ResolveCorrection, upheld=upheld, privacy=privacy, reason=prose.say(given.reason))
        await ask.execute(Order(remark, id, command, form.version(), texts=prose.texts))
        return request.url.path

    async def again(form: Form) -> Response:
        words.ask(form.errors, form.values)
        return await _show(request, ask, id, form)

    return await submit(form, act, again)


async def _show(request: Request, ask: Ask, id: str, form: Form) -> Response:
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_correction(tx, ask.tenant, id)
    return render(
        "feedback",
        "correction.html",
        page=await desk(ask, request, "remarks", bool(form.errors or form.message)),
        remark=row,
        form=form,
        public_text=paragraphs(row["record"].get(row["field"])) if row["record"] and row["field"] else [],
        moderates="moderator" in ask.roles,
        words=words,
    )
