"""Routes that every service has: its events for auditors, and how far it has read."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import func, select

from contracts import topics
from services.chassis import due, store
from services.chassis.access import Ask, needs
from services.chassis.execute import NotFound
from services.chassis.problems import Invalid
from services.chassis.tables import events, inbox, parked, streams
from services.chassis.web import Answer, Limit, Next, bearer

router = APIRouter(prefix="/organisations/{organisation}", dependencies=[bearer])


class Events(Answer):
    """Events exactly as they stand in the log; `next` is the address of the following part, null at the end."""

    items: list[dict[str, Any]]
    next: Next


class Positions(Answer):
    """How far the own log has come, how far each other was heard, and what waits."""

    own: dict[str, int]
    seen: dict[str, int]
    due: int
    parked: int


@router.get("/events", response_model_exclude_none=True, operation_id="listEvents")
async def list_events(
    request: Request,
    ask: Annotated[Ask, needs("auditor")],
    after: Annotated[int, Query(ge=0, lt=2**53, description="sequence of the last event seen")] = 0,
    topic: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 100,
) -> Events:
    """The events of one organisation on one topic of this service, in order."""
    chosen = topic or ask.running.service.topic
    written = (*ask.running.service.topics, topics.CHECKPOINTS)
    if chosen not in written:
        raise Invalid({"topic": f"Kies uit: {', '.join(written)}."})
    async with ask.running.db.view(ask.tenant) as tx:
        records = await store.read(tx, chosen, ask.tenant, after, limit + 1)
    shown = records[:limit]
    following = request.url.include_query_params(after=shown[-1].sequence) if len(records) > limit else None
    address = f"{following.path}?{following.query}" if following else None
    return Events(items=[json.loads(record.bytes) for record in shown], next=address)


@router.get("/events/{event}", operation_id="getEvent")
async def get_event(
    ask: Annotated[Ask, needs("auditor")], event: Annotated[str, Path(max_length=100)]
) -> dict[str, Any]:
    """One event exactly as it stands in the log."""
    async with ask.running.db.view(ask.tenant) as tx:
        raw = (
            await tx.execute(select(events.c.bytes).where(events.c.tenant == ask.tenant, events.c.id == event))
        ).scalar()
    if raw is None:
        raise NotFound(f"event/{event}")
    found: dict[str, Any] = json.loads(raw)
    return found


@router.get("/positions", operation_id="getPositions")
async def get_positions(ask: Annotated[Ask, needs(operators=True)]) -> Positions:
    """How far this service is for one organisation."""
    async with ask.running.db.view(ask.tenant) as tx:
        own = await tx.execute(select(streams.c.topic, streams.c.last).where(streams.c.tenant == ask.tenant))
        seen = await tx.execute(select(inbox.c.topic, inbox.c.sequence).where(inbox.c.tenant == ask.tenant))
        stuck = await tx.execute(select(func.count()).select_from(parked).where(parked.c.tenant == ask.tenant))
        return Positions(
            own={row.topic: row.last for row in own},
            seen={row.topic: row.sequence for row in seen},
            due=await due.waiting(tx, ask.tenant),
            parked=stuck.scalar_one(),
        )
