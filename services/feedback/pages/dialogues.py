"""The desk of dialogues: plan one, put it in the agenda, see who comes, report, and follow up what came of it."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import YesNo
from contracts.feedback import DialoguePlan, Number
from contracts.inventory.words import Day, Prose, Role
from services.chassis import days
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order, uuid7
from services.chassis.pages import Form, desk, render, submit
from services.chassis.problems import Invalid
from services.chassis.web import After, Body, page_of, place
from services.chassis.wording import _
from services.feedback.domain import dialogue
from services.feedback.domain.dialogue import (
    CancelDialogue,
    ChangeDialogue,
    HoldDialogue,
    PlanDialogue,
    PublishDialogue,
)
from services.feedback.domain.words import Member
from services.feedback.pages import words
from services.feedback.queries import dialogues as queries
from services.feedback.queries import promises

router = APIRouter(prefix="/{organisation}/dialogues")
Moderator = Annotated[Ask, needs("moderator")]
Id = Annotated[str, Path(max_length=100)]
PAGE = 25
CLOCK = re.compile("([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")
"""A time as people write it: 19.30, or 9:30."""


class Report(Body):
    """What was talked about, and how many people came."""

    text: Annotated[Prose, Field(alias="report")]
    attendance: Number | None = None


class Cancellation(Body):
    """Why it will not take place."""

    reason: Annotated[Prose, Field(alias="cancelled_why")]


class NewOutcome(Body):
    """What people said and what is promised."""

    said: Prose
    promise: Prose
    owner: Role
    owner_member: Member | None = None
    due: Day


class FollowUp(Body):
    """What was done with an outcome."""

    outcome: str
    did: Prose
    done: YesNo


@router.get("")
async def dialogues(request: Request, ask: Moderator, after: After = None) -> Response:
    """All dialogues, the latest day first."""
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_dialogues(tx, ask.tenant, (place(after, 3), PAGE + 1))
    page = page_of(request, rows, PAGE, lambda row: (row["day"], row["time"], row["id"]))
    return render(
        "feedback",
        "dialogue-list.html",
        page=await desk(ask, request, "remarks"),
        items=page["items"],
        next=page["next"],
        first=request.url.path if after else None,
        words=words,
    )


@router.get("/new")
async def new(request: Request, ask: Moderator) -> Response:
    """An empty plan."""
    return await _plan(request, ask, None, Form())


@router.post("/new")
async def plan(request: Request, ask: Moderator) -> Response:
    """Plans a dialogue."""
    return await _write(request, ask, None)


@router.get("/{id}/plan")
async def planned(request: Request, ask: Moderator, id: Id) -> Response:
    """The plan as it is."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_dialogue(tx, ask.tenant, id)
    return await _plan(request, ask, id, _known(row))


def _known(row: RowMapping) -> Form:
    known = {name: str(row[name]) for name in DialoguePlan.model_fields if row[name] is not None}
    return Form({**known, "version": str(row["version"])})


@router.post("/{id}/plan")
async def change(request: Request, ask: Moderator, id: Id) -> Response:
    """Plans it otherwise."""
    return await _write(request, ask, id)


async def _write(request: Request, ask: Ask, id: str | None) -> Response:
    form, here = await Form.of(request), f"/feedback/{ask.tenant}/dialogues"

    async def act() -> str:
        given = _read_plan(form)
        if not id and given.day == days.today().isoformat() and given.time < f"{queries.now():%H:%M}":
            late = _("Vandaag is het al later dan {time}. Kies een tijd die nog komt.", time=given.time)
            raise Invalid({"time": late})

        async def prepare(tx: AsyncConnection) -> Command:
            known = await queries.is_known(tx, ask.tenant, given)
            return ask.command(ChangeDialogue if id else PlanDialogue, plan=given, entry_known=known)

        done = await ask.execute(Order(dialogue, id or uuid7(), prepare, form.version() if id else None))
        return f"{here}/{done.id}"

    async def again(form: Form) -> Response:
        if "time" in form.errors and not CLOCK.fullmatch(form.text("time")):
            form.errors["time"] = _("Schrijf de tijd zo: 19:30.")
        words.ask(form.errors, form.values)
        form.errors |= {"kind": _("Kies wat het wordt.")} if "kind" in form.errors else {}
        return await _plan(request, ask, id, form)

    return await submit(form, act, again)


def _read_plan(form: Form) -> DialoguePlan:
    clock = CLOCK.fullmatch(form.text("time"))
    typed = {"time": f"{clock[1]:0>2}:{clock[2]}"} if clock else {}
    return Form(form.values | typed).read(DialoguePlan)


async def _plan(request: Request, ask: Ask, id: str | None, form: Form) -> Response:
    async with ask.running.db.view(ask.tenant) as tx:
        if id:
            form.overtaken(_known(await queries.get_dialogue(tx, ask.tenant, id)), DialoguePlan.model_fields)
        entries = await queries.list_entries(tx, ask.tenant)
    page = await desk(ask, request, "remarks", bool(form.errors or form.message))
    return render("feedback", "dialogue-plan.html", page=page, id=id, form=form, entries=entries, words=words)


@router.get("/{id}")
async def one(request: Request, ask: Moderator, id: Id) -> Response:
    """One dialogue: what is next, who comes, and what came of it."""
    return await _show(request, ask, id, Form())


@router.post("/{id}")
async def take_step(request: Request, ask: Moderator, id: Id) -> Response:
    """Puts it in the agenda, cancels it, reports, promises, or follows up."""
    form = await Form.of(request)

    async def act() -> str:
        await ask.execute(_order(ask, id, form))
        return request.url.path

    async def again(form: Form) -> Response:
        form.at_field("owner", "unknown-owner")
        words.ask(form.errors, form.values)
        return await _show(request, ask, id, form)

    return await submit(form, act, again)


def _order(ask: Ask, id: str, form: Form) -> Order:
    match form.text("step"):
        case "record":
            return promises.recording(ask, id, _read_promise(form), form.version())
        case "follow-up":
            return promises.following_up(ask, id, form.read(FollowUp).model_dump(), form.version())
    return Order(dialogue, id, _command(ask, form), form.version())


def _read_promise(form: Form) -> dict[str, Any]:
    """Who sees to it is chosen as a role, or as a role and the reference of who holds it: `process-owner/abc`."""
    role, _slash, member = form.text("owner").partition("/")
    return Form(form.values | {"owner": role, "ownerMember": member}).read(NewOutcome).model_dump()


def _command(ask: Ask, form: Form) -> Command:
    match form.text("step"):
        case "publish":
            return ask.command(PublishDialogue)
        case "cancel":
            return ask.command(CancelDialogue, published_reason=form.read(Cancellation).reason)
        case "hold":
            report = form.read(Report)
            return ask.command(HoldDialogue, published_report=report.text, attendance=report.attendance)
    raise Invalid({"": _("Kies eerst wat u met deze bijeenkomst doet.")})


async def _show(request: Request, ask: Ask, id: str, form: Form) -> Response:
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_dialogue(tx, ask.tenant, id)
        coming = await queries.list_sign_ups(tx, ask.tenant, id)
        outcomes = await queries.list_outcomes(tx, ask.tenant, id)
        held = await promises.list_owners(tx, ask.tenant)
    page = await desk(ask, request, "remarks", bool(form.errors or form.message))
    shown = {"dialogue": row, "coming": coming, "outcomes": outcomes, "form": form, "words": words}
    shown["owners"] = words.owners(held)
    return render("feedback", "dialogue-desk.html", page=page, today=days.today().isoformat(), **shown)
