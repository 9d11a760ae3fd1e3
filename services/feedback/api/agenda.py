"""For everyone: the agenda of dialogues, what came of them, signing up, and being forgotten again."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from services.chassis.access import Organisation, origin_of, running_of
from services.chassis.execute import execute
from services.chassis.rate_limit import admit
from services.chassis.web import After, Answer, Body, Limit, Page, Written, page_of, place, written
from services.feedback.api.dialogues import KnownDialogue, KnownOutcome
from services.feedback.api.public import for_everyone, unreferred
from services.feedback.domain.words import Attending, Email, Name
from services.feedback.queries import dialogues as queries

router = APIRouter(prefix="/public")
Id = Annotated[str, Path(max_length=100, description="the id of the dialogue")]
Secret = Annotated[str, Path(max_length=100, description="the secret that came with the sign-up")]
AGENDA = "/organisations/{organisation}/dialogues"
TOO_MANY: dict[int | str, dict[str, object]] = {
    429: {"description": "Too many in a short time: Retry-After says when to try again"}
}


class NewSignUp(Body):
    """Who comes; only moderators of the organisation see it, until who signed up asks to erase it."""

    name: Name
    email: Email


class SignedUp(Written):
    """The dialogue, and the secret that opens the sign-up; it cannot be given again."""

    secret: str


class PublicDialogue(KnownDialogue):
    """A dialogue as all may see it, with what came of it."""

    outcomes: list[KnownOutcome]


class OwnSignUp(Answer):
    """A sign-up for who holds its secret; `erasedAt`: since when the name and the address are gone."""

    id: str
    dialogue: str
    signed_up_at: str
    erased_at: str | None = None


@router.get(
    AGENDA, response_model_exclude_none=True, operation_id="listPublicDialogues", dependencies=[Depends(for_everyone)]
)
async def list_public_dialogues(
    request: Request, organisation: Organisation, after: After = None, limit: Limit = 25
) -> Page[KnownDialogue]:
    """The agenda of one organisation and what was held, the latest day first."""
    async with running_of(request).db.view(organisation) as tx:
        await queries.organisation_name(tx, organisation)
        rows = await queries.list_dialogues(tx, organisation, (place(after, 3), limit + 1), public=True)
    page = page_of(request, rows, limit, lambda row: (row["day"], row["time"], row["id"]))
    return Page[KnownDialogue](
        items=[KnownDialogue.model_validate(dict(row)) for row in page["items"]], next=page["next"]
    )


@router.get(
    AGENDA + "/{id}",
    response_model_exclude_none=True,
    operation_id="getPublicDialogue",
    dependencies=[Depends(for_everyone)],
)
async def get_public_dialogue(request: Request, organisation: Organisation, id: Id) -> PublicDialogue:
    """One dialogue of the agenda, with what people said and what was done."""
    async with running_of(request).db.view(organisation) as tx:
        row = await queries.get_dialogue(tx, organisation, id, public=True)
        outcomes = await queries.list_outcomes(tx, organisation, id)
    return PublicDialogue.model_validate({**row, "outcomes": [dict(one) for one in outcomes]})


@router.post(
    AGENDA + "/{id}/sign-ups",
    status_code=201,
    operation_id="signUp",
    dependencies=[Depends(admit)],
    responses=TOO_MANY,
)
async def sign_up(
    request: Request, response: Response, organisation: Organisation, id: Id, body: NewSignUp
) -> SignedUp:
    """Signs up for a dialogue; nobody needs to sign in."""
    secret = secrets.token_urlsafe(32)
    order = queries.sign_up(Attending(**body.model_dump()), organisation, id, secret)
    done = await execute(running_of(request), origin_of(request, organisation, None), order)
    return SignedUp(**written(response, done, f"/feedback/v1/public/sign-ups/{secret}"), secret=secret)


@router.get(
    "/sign-ups/{secret}",
    response_model_exclude_none=True,
    operation_id="getSignUp",
    dependencies=[Depends(unreferred)],
)
async def get_sign_up(request: Request, secret: Secret) -> OwnSignUp:
    """A sign-up, for who holds its secret."""
    running = running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked_sign_up(tx, secret)
    async with running.db.view(tenant) as tx:
        return OwnSignUp.model_validate(dict(await queries.get_sign_up(tx, tenant, id)))


@router.delete("/sign-ups/{secret}", operation_id="eraseSignUp", dependencies=[Depends(unreferred)])
async def erase_sign_up(request: Request, secret: Secret) -> OwnSignUp:
    """Erases the name and the address at once, and gives the seat free; the receipt says when."""
    running = running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked_sign_up(tx, secret)
    async with running.db.view(tenant) as tx:
        row = await queries.get_sign_up(tx, tenant, id)
    await execute(running, origin_of(request, tenant, None), queries.erase_sign_up(row))
    async with running.db.view(tenant) as tx:
        return OwnSignUp.model_validate(dict(await queries.get_sign_up(tx, tenant, id)))
