"""For everyone: saying something about a public entry, following it, and reading what others said."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import Field

from contracts.feedback import Scope
from services.chassis.access import origin_of, running_of
from services.chassis.execute import execute
from services.chassis.rate_limit import admit
from services.chassis.service import Running
from services.chassis.web import After, Answer, Body, Limit, Next, Written, page_of, place, written
from services.feedback import queries
from services.feedback.domain.words import Reopening, Said

router = APIRouter(prefix="/public")
Secret = Annotated[str, Path(max_length=100, description="the secret that came with the receipt")]


class NewRemark(Said):
    """A remark on a public entry (its id), or on one of its fields (an official key)."""

    entry: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]


class Receipt(Written):
    """The remark that was made, and the secret that opens it; it cannot be given again."""

    secret: str


class Erased(Answer):
    """A receipt: which texts (their ids) were erased of a remark, and when; `id`: the fact in the log that says so.

    `scope`: the contact, or everything; `bySender`: who sent it did so, with the secret, and no moderator.
    """

    id: str
    scope: str
    texts: list[str]
    by_sender: bool
    erased_at: str


class FollowedRemark(Answer):
    """A remark as who sent it may see it; `ground`: why it is not shown to all; `due`: until when an answer comes.

    `extendedAs`: the answer to a complaint comes later, `once` or as was `agreed`; `extendedWhy`: the reason.
    `committeeWhy`: which committee treats a complaint, in ten weeks, and why.
    `erasureAskedAt`: until the organisation decided; `erasureWhy`: why it erased nothing.
    """

    id: str
    entry: str
    field: str | None = None
    kind: str
    state: str
    ground: str | None = None
    due: str | None = None
    extended_as: str | None = None
    extended_why: str | None = None
    committee_why: str | None = None
    text: str | None = None
    answer: str | None = None
    forwarded_to: str | None = None
    forwarded_why: str | None = None
    erasure_asked_at: str | None = None
    erasure_why: str | None = None
    erasures: list[Erased]


class Reopen(Reopening):
    """Why who sent a remark is not helped yet; only moderators read it."""


class Erase(Body):
    """What is to be erased: the contact, or everything that was written about the remark."""

    scope: Scope


class PublicRemark(Answer):
    """A remark that all may see, and what it was answered in public."""

    id: str
    field: str | None = None
    kind: str
    text: str | None = None
    answer: str | None = None


class PublicChannel(Answer):
    """Can residents say something about an entry, and what they said, newest first."""

    id: str
    open: bool
    remarks: list[PublicRemark]
    next: Next


def unreferred(response: Response) -> None:
    """The address holds a secret: the browser tells no other site where it was."""
    response.headers["Referrer-Policy"] = "no-referrer"


def for_everyone(response: Response) -> None:
    """Pages of any site may show what is said."""
    response.headers["Access-Control-Allow-Origin"] = "*"


@router.post(
    "/remarks",
    status_code=201,
    operation_id="sendRemark",
    dependencies=[Depends(admit)],
    responses={429: {"description": "Too many in a short time: Retry-After says when to try again"}},
)
async def send_remark(request: Request, response: Response, body: NewRemark) -> Receipt:
    """Says something about a public entry; nobody needs to sign in."""
    running, secret = running_of(request), secrets.token_urlsafe(32)
    async with running.db.view() as tx:
        tenant = (await queries.get_channel(tx, body.entry))["tenant"]
    order = queries.order_of(body, tenant, body.entry, secret)
    done = await execute(running, origin_of(request, tenant, None), order)
    return Receipt(**written(response, done, f"/feedback/v1/public/remarks/{secret}"), secret=secret)


@router.get(
    "/remarks/{secret}",
    response_model_exclude_none=True,
    operation_id="followRemark",
    dependencies=[Depends(unreferred)],
)
async def follow_remark(request: Request, secret: Secret) -> FollowedRemark:
    """What became of a remark, for who holds its secret."""
    running = running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked(tx, secret)
    return await _followed(running, tenant, id)


async def _followed(running: Running, tenant: str, id: str) -> FollowedRemark:
    async with running.db.view(tenant) as tx:
        row = await queries.get_remark(tx, tenant, id)
        erasures = [dict(one) for one in await queries.list_erasures(tx, tenant, id)]
    return FollowedRemark.model_validate({**row, "erasures": erasures})


@router.post(
    "/remarks/{secret}/erasures",
    response_model_exclude_none=True,
    operation_id="eraseRemark",
    dependencies=[Depends(unreferred)],
)
async def erase_remark(request: Request, secret: Secret, body: Erase) -> FollowedRemark:
    """Erases the contact at once, and everything too; of a complaint or a correction request the organisation decides.

    The answer holds the receipts.
    """
    running = running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked(tx, secret)
    await execute(running, origin_of(request, tenant, None), queries.erasing(id, body.scope))
    return await _followed(running, tenant, id)


@router.post(
    "/remarks/{secret}/reopenings", operation_id="reopenRemark", dependencies=[Depends(unreferred), Depends(admit)]
)
async def reopen_remark(request: Request, response: Response, secret: Secret, body: Reopen) -> Written:
    """Asks the organisation to look again, within fourteen days after its answer."""
    running = running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked(tx, secret)
    done = await execute(running, origin_of(request, tenant, None), queries.reopening(id, body.reason))
    return Written(**written(response, done))


@router.get(
    "/entries/{id}",
    response_model_exclude_none=True,
    operation_id="getPublicRemarks",
    dependencies=[Depends(for_everyone)],
)
async def get_public_remarks(
    request: Request, id: Annotated[str, Path(max_length=100)], after: After = None, limit: Limit = 100
) -> PublicChannel:
    """The remarks and answers of one entry."""
    running, begin = running_of(request), place(after, 2)
    async with running.db.view() as tx:
        tenant = (await queries.get_channel(tx, id))["tenant"]
    async with running.db.view(tenant) as tx:
        rows = await queries.list_public(tx, tenant, id, (begin, limit + 1))
        is_open = await queries.is_open(tx, tenant, id)
    page = page_of(request, rows, limit, lambda row: (row["received_at"], row["id"]))
    remarks = [PublicRemark.model_validate(dict(row)) for row in page["items"]]
    return PublicChannel(id=id, open=is_open, remarks=remarks, next=page["next"])
