"""Correction requests for who watches over the system: what a resident says is wrong, and whether it is."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response

from contracts.envelope import YesNo
from services.chassis.access import Ask, needs
from services.chassis.execute import Order
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
from services.feedback import queries
from services.feedback.api.remarks import Id
from services.feedback.domain import remark
from services.feedback.domain.remark import ResolveCorrection
from services.feedback.domain.words import Words

router = APIRouter(prefix="/organisations/{organisation}", dependencies=[bearer])
PATH = "/remarks/{id}/correction"
Watcher = Annotated[Ask, needs("process-owner", "moderator")]


class ListedCorrection(Answer):
    """A correction request, without the contact of who sent it.

    `resolution`: upheld, privacy (upheld, and it touches personal data) or dismissed; absent while nobody looked.
    """

    id: str
    version: int
    entry: str
    field: str | None = None
    state: str
    text: str | None = None
    due: str | None = None
    resolution: str | None = None
    resolved_why: str | None = None


class Correction(ListedCorrection):
    """One correction request. `oversight`: who watches over the system, as inventory told it."""

    oversight: dict[str, Any] | None = None


class Resolution(Body):
    """Is the request right, does that touch personal data, and why; only the organisation reads it."""

    upheld: YesNo
    privacy: YesNo = False
    reason: Words


@router.get("/corrections", response_model_exclude_none=True, operation_id="listCorrections")
async def list_corrections(
    request: Request, ask: Watcher, after: After = None, limit: Limit = 25
) -> Page[ListedCorrection]:
    """The correction requests of one organisation: what nobody looked at yet first, then by their term."""
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_corrections(tx, ask.tenant, (place(after, 3), limit + 1))
    listed = page_of(request, rows, limit, lambda row: (row["looked"], row["term_ends"], row["id"]))
    return Page[ListedCorrection].model_validate(listed)


@router.get(PATH, response_model_exclude_none=True, operation_id="getCorrection")
async def get_correction(response: Response, ask: Watcher, id: Id) -> Correction:
    """One correction request."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_correction(tx, ask.tenant, id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return Correction.model_validate(dict(row))


@router.post(PATH, operation_id="resolveCorrection")
async def resolve(response: Response, ask: Watcher, id: Id, body: Resolution, expected: IfMatch = None) -> Written:
    """Says whether it is right. Then the system is evaluated, and on personal data its DPIA is opened again."""
    prose = Prose()
    command = ask.command(ResolveCorrection, upheld=body.upheld, privacy=body.privacy, reason=prose.say(body.reason))
    return Written(**written(response, await ask.execute(Order(remark, id, command, expected, texts=prose.texts))))
