"""Dialogues for moderators: plan, publish, hold, and follow up what came of them."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import YesNo
from contracts.feedback import DialoguePlan, Number
from contracts.inventory.words import Day, Line, Prose, Role
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order, uuid7
from services.chassis.web import (
    After,
    Answer,
    Body,
    IfMatch,
    Limit,
    Nothing,
    Page,
    Written,
    bearer,
    page_of,
    place,
    written,
)
from services.feedback.domain import dialogue
from services.feedback.domain.dialogue import (
    OWNERS,
    CancelDialogue,
    ChangeDialogue,
    HoldDialogue,
    PlanDialogue,
    PublishDialogue,
)
from services.feedback.domain.words import Member
from services.feedback.queries import dialogues as queries
from services.feedback.queries import promises

router = APIRouter(prefix="/organisations/{organisation}/dialogues", dependencies=[bearer])
Id = Annotated[str, Path(max_length=100, description="the id of the dialogue")]
Moderator = Annotated[Ask, needs("moderator")]
Owner = Annotated[Ask, needs(*OWNERS)]


class Report(Body):
    """What was talked about, for all to read, and how many people came."""

    text: Prose
    attendance: Number | None = None


class Cancellation(Body):
    """Why it will not take place; all can read it where it stood in the agenda."""

    reason: Prose


class NewOutcome(Body):
    """What people said, what is promised, in which role someone sees to it and until when; all can read it.

    `ownerMember`: the reference of that person, which no public page shows; without it everyone in the role.
    """

    said: Prose
    promise: Prose
    owner: Role
    owner_member: Member | None = None
    due: Day


class FollowUp(Body):
    """What was done with an outcome (its id); `done` when nothing is left to do."""

    outcome: Line
    did: Prose
    done: YesNo


class KnownDialogue(Answer):
    """A dialogue; `coming`: how many people signed up."""

    id: str
    version: int
    state: str
    title: str
    kind: str
    day: str
    time: str
    place: str
    about: str
    entry: str | None = None
    seats: int | None = None
    coming: int
    report: str | None = None
    attendance: int | None = None
    cancelled_why: str | None = None


class KnownOutcome(Answer):
    """What people said, what was promised, and what was done with it so far; `doneAt`: since when nothing is left."""

    id: str
    said: str
    promise: str
    owner: str
    due: str
    did: str | None = None
    done_at: str | None = None


class DeskOutcome(KnownOutcome):
    """The same with who sees to it, by reference; absent when that is everyone in the role."""

    owner_member: str | None = None


class KnownSignUp(Answer):
    """Who comes."""

    id: str
    name: str | None = None
    email: str | None = None
    signed_up_at: str


class WholeDialogue(KnownDialogue):
    """A dialogue with who comes and what came of it."""

    sign_ups: list[KnownSignUp]
    outcomes: list[DeskOutcome]


def planning(ask: Ask, kind: type[PlanDialogue], plan: DialoguePlan, id: str, expected: int | None = None) -> Order:
    """The order to plan a dialogue, or to plan it otherwise."""

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(kind, plan=plan, entry_known=await queries.is_known(tx, ask.tenant, plan))

    return Order(dialogue, id, prepare, expected)


@router.get("", response_model_exclude_none=True, operation_id="listDialogues")
async def list_dialogues(
    request: Request, ask: Moderator, after: After = None, limit: Limit = 25
) -> Page[KnownDialogue]:
    """The dialogues of one organisation, the latest day first."""
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_dialogues(tx, ask.tenant, (place(after, 3), limit + 1))
    page = page_of(request, rows, limit, lambda row: (row["day"], row["time"], row["id"]))
    return Page[KnownDialogue](
        items=[KnownDialogue.model_validate(dict(row)) for row in page["items"]], next=page["next"]
    )


@router.post("", status_code=201, operation_id="planDialogue")
async def plan(response: Response, ask: Moderator, body: DialoguePlan) -> Written:
    """Plans an information evening or a dialogue table; nobody sees it before it is published."""
    done = await ask.execute(planning(ask, PlanDialogue, body, uuid7()))
    return Written(**written(response, done, f"/feedback/v1/organisations/{ask.tenant}/dialogues/{done.id}"))


@router.get("/{id}", response_model_exclude_none=True, operation_id="getDialogue")
async def get_dialogue(response: Response, ask: Moderator, id: Id) -> WholeDialogue:
    """One dialogue."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_dialogue(tx, ask.tenant, id)
        coming = await queries.list_sign_ups(tx, ask.tenant, id)
        outcomes = await queries.list_outcomes(tx, ask.tenant, id)
    response.headers["ETag"] = f'"{row["version"]}"'
    parts = {"sign_ups": [dict(one) for one in coming], "outcomes": [dict(one) for one in outcomes]}
    return WholeDialogue.model_validate({**row, **parts})


@router.put("/{id}/plan", operation_id="changeDialogue")
async def change(response: Response, ask: Moderator, id: Id, body: DialoguePlan, expected: IfMatch = None) -> Written:
    """Plans it otherwise."""
    return Written(**written(response, await ask.execute(planning(ask, ChangeDialogue, body, id, expected))))


@router.post("/{id}/publication", operation_id="publishDialogue")
async def publish(response: Response, ask: Moderator, id: Id, body: Nothing, expected: IfMatch = None) -> Written:
    """Puts it in the public agenda."""
    order = Order(dialogue, id, ask.command(PublishDialogue), expected)
    return Written(**written(response, await ask.execute(order)))


@router.post("/{id}/cancellation", operation_id="cancelDialogue")
async def cancel(response: Response, ask: Moderator, id: Id, body: Cancellation, expected: IfMatch = None) -> Written:
    """Says that it will not take place; who signed up reads that at their own link, and can be written to."""
    order = Order(dialogue, id, ask.command(CancelDialogue, published_reason=body.reason), expected)
    return Written(**written(response, await ask.execute(order)))


@router.post("/{id}/report", operation_id="holdDialogue")
async def hold(response: Response, ask: Moderator, id: Id, body: Report, expected: IfMatch = None) -> Written:
    """Says that it took place; all can read the report."""
    command = ask.command(HoldDialogue, published_report=body.text, attendance=body.attendance)
    return Written(**written(response, await ask.execute(Order(dialogue, id, command, expected))))


@router.post("/{id}/outcomes", operation_id="recordOutcome")
async def record_outcome(
    response: Response, ask: Moderator, id: Id, body: NewOutcome, expected: IfMatch = None
) -> Written:
    """Promises something about what people said."""
    return Written(**written(response, await ask.execute(promises.recording(ask, id, body.model_dump(), expected))))


@router.post("/{id}/follow-ups", operation_id="followUpOutcome")
async def follow_up(response: Response, ask: Owner, id: Id, body: FollowUp, expected: IfMatch = None) -> Written:
    """Says what was done with an outcome: by who sees to it, or a moderator."""
    return Written(**written(response, await ask.execute(promises.following_up(ask, id, body.model_dump(), expected))))
