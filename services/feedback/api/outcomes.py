"""One promise of a dialogue, for who sees to it."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from services.chassis.web import bearer
from services.feedback.api.dialogues import DeskOutcome, Owner
from services.feedback.queries import promises as queries

router = APIRouter(prefix="/organisations/{organisation}/outcomes", dependencies=[bearer])


class Promise(DeskOutcome):
    """A promise with the id, the title and the version of its dialogue, where it is followed up."""

    dialogue: str
    title: str
    version: int


@router.get("/{outcome}", response_model_exclude_none=True, operation_id="getOutcome")
async def get_outcome(
    response: Response, ask: Owner, outcome: Annotated[str, Path(max_length=100, description="the id of the outcome")]
) -> Promise:
    """What was promised, by whom and until when, and what was done so far."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_outcome(tx, ask.tenant, outcome)
    response.headers["ETag"] = f'"{row["version"]}"'
    return Promise.model_validate(dict(row))
