"""Remarks for moderators: the queue with words and contact, and the steps."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import RowMapping

from contracts.envelope import YesNo
from contracts.feedback import RefusalGround, Scope
from contracts.inventory import Day
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.problems import Invalid
from services.chassis.texts import Prose
from services.chassis.web import (
    After,
    Answer,
    Body,
    IfMatch,
    Limit,
    Page,
    Written,
    bearer,
    page_of,
    place,
    written,
)
from services.chassis.wording import _
from services.feedback import queries
from services.feedback.api.public import Erased
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
)
from services.feedback.domain.words import Contact, Words

router = APIRouter(prefix="/organisations/{organisation}/remarks", dependencies=[bearer])
Id = Annotated[str, Path(max_length=100, description="the id of the remark")]
Moderator = Annotated[Ask, needs("moderator")]
State = Literal["received", "accepted", "refused", "answered", "forwarded", "closed"]
BELONGS = {
    "accept": (),
    "refuse": ("ground",),
    "answer": ("public", "text"),
    "forward": ("to", "reason"),
    "close": (),
    "extend": ("reason",),
    "engage": ("reason",),
    "erase": ("scope",),
    "keep": ("reason",),
}
"""What comes with each step."""
MAY_COME = {"extend": ("until",)}
"""What may come with it too."""


class NextStep(Body):
    """Let all see a remark (accept) or say why not (refuse), answer it, forward it, close it.

    Extend the term of a complaint and say why: four weeks, once; or `until` a day that who sent it agreed to.
    Engage a committee that treats a complaint, and say which and why: its term is ten weeks then.
    An answer is public, or only for who sent the remark. When its sender asks: erase the contact or everything, or keep
    the words and say why.
    """

    step: Literal["accept", "refuse", "answer", "forward", "close", "extend", "engage", "erase", "keep"]
    ground: RefusalGround | None = None
    public: YesNo | None = None
    text: Words | None = None
    to: Contact | None = None
    reason: Words | None = None
    until: Day | None = None
    scope: Scope | None = None


class KnownRemark(Answer):
    """A remark with the words and the contact; both are absent when they were erased.

    `due`: the last day to answer it; absent when nobody waits for an answer. `extendedAs`: of a complaint that is
    answered later, `once` or `agreed`, and `extendedWhy`. `committeeWhy`: which committee treats it, and why.
    """

    id: str
    version: int
    entry: str
    field: str | None = None
    kind: str
    state: str
    outcome: str | None = None
    ground: str | None = None
    text: str | None = None
    contact: str | None = None
    answer: str | None = None
    public: bool | None = None
    received_at: str
    due: str | None = None
    extended_as: str | None = None
    extended_why: str | None = None
    committee_why: str | None = None
    ended_at: str | None = None
    forwarded_to: str | None = None
    forwarded_why: str | None = None
    reopened_why: str | None = None
    erasure_asked_at: str | None = None
    erasure_why: str | None = None


class WholeRemark(KnownRemark):
    """A remark with the receipts of what was erased of it."""

    erasures: list[Erased]


def shown(row: RowMapping) -> KnownRemark:
    """A row as it is answered; `public` says how it was answered."""
    return KnownRemark.model_validate({**row, "public": row["public"] if row["answer"] else None})


@router.get("", response_model_exclude_none=True, operation_id="listRemarks")
async def list_remarks(
    request: Request,
    ask: Moderator,
    state: State | None = None,
    entry: Annotated[str | None, Query(max_length=100, description="the id of the entry")] = None,
    after: After = None,
    limit: Limit = 25,
) -> Page[KnownRemark]:
    """The remarks of one organisation; what must be answered first stands first."""
    filters = {"state": state, "entry": entry}
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_remarks(tx, ask.tenant, filters, (place(after, 2), limit + 1))
    page = page_of(request, rows, limit, lambda row: (row["term_ends"], row["id"]))
    return Page[KnownRemark](items=[shown(row) for row in page["items"]], next=page["next"])


@router.get("/{id}", response_model_exclude_none=True, operation_id="getRemark")
async def get_remark(response: Response, ask: Moderator, id: Id) -> WholeRemark:
    """One remark."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_remark(tx, ask.tenant, id)
        erasures = [dict(one) for one in await queries.list_erasures(tx, ask.tenant, id)]
    response.headers["ETag"] = f'"{row["version"]}"'
    return WholeRemark.model_validate({**shown(row).model_dump(), "erasures": erasures})


@router.post("/{id}/steps", operation_id="takeRemarkStep")
async def take_step(response: Response, ask: Moderator, id: Id, body: NextStep, expected: IfMatch = None) -> Written:
    """Judges a remark, answers, forwards, closes or delays it, or erases what its sender asks to erase."""
    check(body)
    prose = Prose()
    if body.step == "extend":
        order = queries.delaying(ask, id, ExtendTerm, str(body.reason), expected, until=body.until)
    elif body.step == "engage":
        order = queries.delaying(ask, id, EngageCommittee, str(body.reason), expected)
    else:
        order = Order(remark, id, command(ask, body, prose), expected, texts=prose.texts)
    return Written(**written(response, await ask.execute(order)))


def check(body: NextStep) -> None:
    """Raises Invalid for what lacks in this step, and for what does not belong to it."""
    given, belongs = body.model_dump(exclude={"step"}, exclude_none=True), BELONGS[body.step]
    wrong: dict[str, str] = {f"/{name}": _("Dit ontbreekt.") for name in belongs if name not in given}
    belongs += MAY_COME.get(body.step, ())
    wrong |= {f"/{name}": _("Dit hoort niet bij deze stap; haal het weg.") for name in given if name not in belongs}
    if wrong:
        raise Invalid(wrong)


def command(ask: Ask, body: NextStep, prose: Prose) -> Command:
    """The command; a public answer travels in the fact, a private one only as a reference."""
    match body.step:
        case "accept":
            return ask.command(ModerateRemark, outcome="accepted")
        case "refuse":
            return ask.command(ModerateRemark, outcome="refused", ground=body.ground)
        case "forward":
            return ask.command(ForwardRemark, to=prose.refer(body.to), reason=prose.refer(body.reason))
        case "close":
            return ask.command(CloseRemark)
        case "erase":
            return ask.command(EraseWords, scope=body.scope)
        case "keep":
            return ask.command(KeepWords, reason=prose.refer(body.reason))
    if body.public:
        return ask.command(AnswerRemark, public=True, published_answer=body.text)
    return ask.command(AnswerRemark, public=False, answer=prose.refer(body.text))
