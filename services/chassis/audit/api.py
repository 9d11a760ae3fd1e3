"""Routes that every service has for auditing: the proof of an event, and checkpoints for who keeps them outside."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import PlainTextResponse
from pydantic import Field

from services.chassis import tenants
from services.chassis.access import SLUG, Ask, Operator, needs, running_of
from services.chassis.audit.checkpoints import checkpoint
from services.chassis.audit.keys import public_key
from services.chassis.audit.proofs import proof
from services.chassis.execute import NotFound
from services.chassis.web import Answer, Body, bearer

router = APIRouter(dependencies=[bearer])


class CheckpointRequest(Body):
    """Which organisation's logs to sign; absent: all."""

    organisation: str | None = Field(default=None, pattern=SLUG)


class Checkpoint(Answer):
    """The newest signed checkpoint of one log; the note is C2SP tlog-checkpoint."""

    source: str
    size: int
    root: str
    note: str


class Checkpoints(Answer):
    """The installation's public key and a checkpoint of every log."""

    key: str
    checkpoints: list[Checkpoint]


PROOF: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


@router.get(
    "/organisations/{organisation}/events/{event}/proof",
    operation_id="getProof",
    response_class=PlainTextResponse,
    responses=PROOF,
)
async def get_proof(ask: Annotated[Ask, needs("auditor")], event: Annotated[str, Path(max_length=100)]) -> str:
    """A text (C2SP tlog-proof) that shows, without this service, that the event stands in the log."""
    async with ask.running.db.view(ask.tenant) as tx:
        return await proof(tx, ask.tenant, event)


@router.post("/checkpoints", operation_id="makeCheckpoints")
async def make_checkpoints(request: Request, who: Operator, body: CheckpointRequest | None = None) -> Checkpoints:
    """Signs what was logged since the last checkpoint, and answers the newest checkpoint of every log."""
    running, organisation = running_of(request), body.organisation if body else None
    if organisation is not None:
        async with running.db.view(organisation) as tx:
            if await tenants.oin_of(tx, organisation) is None:
                raise NotFound(f"organisation/{organisation}")
    made = await checkpoint(running, organisation)
    listed = [Checkpoint(source=one.source, size=one.size, root=one.root, note=one.note) for one in made]
    return Checkpoints(key=public_key(running.keys.audit), checkpoints=listed)
