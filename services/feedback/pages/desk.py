"""The desk of moderators: the queue, and one remark with the words, the public text beside it, and the steps."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field
from sqlalchemy import RowMapping

from contracts.envelope import Envelope, Event
from contracts.feedback import RefusalGround, Scope
from contracts.inventory import Day
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order, history_of
from services.chassis.pages import Form, desk, render, submit
from services.chassis.problems import Invalid
from services.chassis.texts import Prose
from services.chassis.web import After, Body, page_of, place
from services.chassis.wording import _
from services.feedback import queries
from services.feedback.domain import remark
from services.feedback.domain.remark import (
    AnswerRemark,
    CloseRemark,
    EngageCommittee,
    EraseWords,
    ExtendTerm,
    ForwardRemark,
    KeepWords,
    ModerateRemark,
    decide_by,
)
from services.feedback.domain.terms import answer_by, postponed
from services.feedback.domain.words import Forwarding, Words, personal_in
from services.feedback.pages import timeline, words
from services.feedback.pages.public_text import paragraphs

router = APIRouter()
Moderator = Annotated[Ask, needs("moderator")]
Id = Annotated[str, Path(max_length=100)]
PAGE = 25


class Refusal(Body):
    """Why a remark is not shown to all."""

    ground: RefusalGround


class Reply(Body):
    """An answer, and who may read it."""

    text: Annotated[Words, Field(alias="answer")]
    public: bool


class Erasing(Body):
    """What is to be erased, because its sender asked."""

    scope: Scope


class Keeping(Body):
    """Why the words stay."""

    reason: Annotated[Words, Field(alias="why")]


class Extending(Body):
    """How much longer a complaint takes, and why."""

    how: Literal["once", "agreed"]
    until: Day | None = None
    reason: Annotated[Words, Field(alias="delay")]


class Engaging(Body):
    """Which committee treats a complaint, and why."""

    reason: Annotated[Words, Field(alias="committee")]


@router.get("/{organisation}/remarks")
async def remarks(
    request: Request,
    ask: Annotated[Ask, needs("moderator", "process-owner")],
    state: Annotated[str, Query(max_length=20)] = "received",
    after: After = None,
) -> Response:
    """The remarks in one state, what must be answered first on top; without a choice those that nobody judged.

    Who only watches over systems goes on to the correction requests.
    """
    if "moderator" not in ask.roles:
        return RedirectResponse(f"/feedback/{ask.tenant}/corrections", 303)
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_remarks(tx, ask.tenant, {"state": state}, (place(after, 2), PAGE + 1))
        counted = await queries.count_states(tx, ask.tenant)
    page = page_of(request, rows, PAGE, lambda row: (row["term_ends"], row["id"]))
    return render(
        "feedback",
        "remark-queue.html",
        page=await desk(ask, request, "remarks"),
        items=page["items"],
        next=page["next"],
        first=f"{request.url.path}?state={state}" if after else None,
        state=state,
        counted=counted,
        words=words,
    )


@router.get("/{organisation}/remarks/{id}")
async def one(request: Request, ask: Moderator, id: Id) -> Response:
    """One remark."""
    return await _show(request, ask, id, Form())


@router.post("/{organisation}/remarks/{id}")
async def take_step(request: Request, ask: Moderator, id: Id) -> Response:
    """Shows the remark to all, says why not, answers, forwards, closes or delays it, erases or keeps its words."""
    form = await Form.of(request)

    async def act() -> str:
        await ask.execute(_order(ask, id, form))
        return request.url.path

    async def again(form: Form) -> Response:
        words.ask(form.errors, form.values)
        return await _show(request, ask, id, form)

    return await submit(form, act, again)


def _order(ask: Ask, id: str, form: Form) -> Order:
    match form.text("step"):
        case "extend":
            return _extension(ask, id, form)
        case "engage":
            return queries.delaying(ask, id, EngageCommittee, form.read(Engaging).reason, form.version())
    prose = Prose()
    return Order(remark, id, _command(ask, form, prose), form.version(), texts=prose.texts)


def _extension(ask: Ask, id: str, form: Form) -> Order:
    """To answer a complaint later: until the day that was agreed, or by what the law allows once."""
    given = form.read(Extending)
    if given.how == "agreed" and given.until is None:
        raise Invalid({"until": _("Vul in tot en met welke dag. De inzender stemde daarmee in.")})
    until = given.until if given.how == "agreed" else None
    return queries.delaying(ask, id, ExtendTerm, given.reason, form.version(), until=until)


def _command(ask: Ask, form: Form, prose: Prose) -> Command:
    """What the moderator chose; a public answer travels in the fact, a private one only as a reference."""
    match form.text("step"):
        case "accept":
            return ask.command(ModerateRemark, outcome="accepted")
        case "refuse":
            return ask.command(ModerateRemark, outcome="refused", ground=form.read(Refusal).ground)
        case "answer":
            reply = form.read(Reply)
            if reply.public:
                return ask.command(AnswerRemark, public=True, published_answer=reply.text)
            return ask.command(AnswerRemark, public=False, answer=prose.say(reply.text))
        case "forward":
            given = form.read(Forwarding)
            return ask.command(ForwardRemark, to=prose.say(given.to), reason=prose.say(given.reason))
        case "close":
            return ask.command(CloseRemark)
        case "erase" | "keep":
            return _decision(ask, form, prose)
    raise Invalid({"": _("Kies eerst wat u met deze reactie doet.")})


def _decision(ask: Ask, form: Form, prose: Prose) -> Command:
    """To erase what its sender asked to erase, or not."""
    if form.text("step") == "erase":
        return ask.command(EraseWords, scope=form.read(Erasing).scope)
    return ask.command(KeepWords, reason=prose.say(form.read(Keeping).reason))


async def _show(request: Request, ask: Ask, id: str, form: Form) -> Response:
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_remark(tx, ask.tenant, id)
        erasures = await queries.list_erasures(tx, ask.tenant, id)
        history = await history_of(tx, ask.tenant, remark, id)
    asked = row["erasure_asked_at"]
    return render(
        "feedback",
        "remark-desk.html",
        page=await desk(ask, request, "remarks", bool(form.errors or form.message)),
        remark=row,
        erasures=erasures,
        happened=timeline.entries(history),
        decide_by=decide_by(date.fromisoformat(asked[: len("2026-11-24")])).isoformat() if asked else None,
        **_longer(row, history),
        form=form,
        public_text=paragraphs(row["record"].get(row["field"])) if row["record"] and row["field"] else [],
        suspect=personal_in(row["text"] or ""),
        words=words,
    )


def _longer(row: RowMapping, history: Sequence[tuple[Envelope, Event]]) -> dict[str, str | None]:
    """The last day of the term if it is extended `once`, and if a `committee` treats it; None where that cannot be."""
    if row["extended_as"] or not row["due"] or words.days_left(row["due"]) < 0:
        return {"once": None, "committee": None}
    began, treated = queries.term_began(history), row["committee_why_id"] is not None
    once = postponed(row["kind"], began, treated).isoformat()
    return {"once": once, "committee": None if treated else answer_by(row["kind"], began, committee=True).isoformat()}
