"""Carries out what is due, row by row, in the order of each subject, and goes on with the chores of the service."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import canonical, log
from services.chassis.database import ALL, is_trouble
from services.chassis.decider import Rejected
from services.chassis.execute import Order, Origin, execute_in
from services.chassis.service import Policy, Running, listening
from services.chassis.store import ConcurrencyConflict
from services.chassis.tables import due, events
from services.chassis.telemetry import trace

BATCH = 200
RETRIES = 20
"""How many rows that failed before are tried again in one tick."""
SHARE = 4
"""A loop that is poked without end rests so many times as long as it looked around."""
LONGEST_PAUSE = 300.0
"""Seconds until a row that failed often is tried again: 1, 2, 4, 8 and so on, up to this."""


async def tick(running: Running, now: datetime | None = None) -> int:
    """Tries what is due, then does a little of each chore; how much ended.

    A row that fails holds back its subject's later rows.
    """
    async with running.db.view(ALL) as tx:
        again = await tx.execute(_failed(), {"now": canonical.moment(now or datetime.now(UTC))})
        rows = [*(await tx.execute(_fresh())).all(), *again.all()]
    ended, held = 0, set[tuple[str, str]]()
    for row in rows:
        if (row.tenant, row.subject) in held:
            continue
        if await _attempt(running, row):
            ended += 1
        else:
            held.add((row.tenant, row.subject))
    return ended + sum([await chore(running) for chore in running.service.chores])


async def run(running: Running, seconds: float = 1.0) -> None:
    """Ticks until cancelled: at once while there is work or after a poke, else every second."""
    with listening([running]) as poked:
        while True:
            poked.clear()
            began = time.monotonic()
            try:
                ended = await tick(running)
            except Exception as error:
                if not is_trouble(error):
                    raise
                ended = 0
                log.alarm(running, "database-trouble")
                await asyncio.sleep(seconds)
            if not ended:
                rest = min(rest_after(began), seconds)
                await wait(poked, seconds)
                await asyncio.sleep(rest)


def rest_after(began: float) -> float:
    """Seconds after a round that began then (monotonic clock), so that looking around takes a part of the time only."""
    return SHARE * (time.monotonic() - began)


async def wait(event: asyncio.Event, seconds: float) -> None:
    """Waits for the event, but no longer than this."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


@cache
def _fresh() -> Select[Any]:
    earlier = due.alias()
    same = (earlier.c.tenant == due.c.tenant, earlier.c.subject == due.c.subject, earlier.c.number < due.c.number)
    behind = exists().where(*same, earlier.c.attempts > 0)
    return select(due).where(due.c.attempts == 0, ~behind).order_by(due.c.number).limit(BATCH)


@cache
def _failed() -> Select[Any]:
    ripe = or_(due.c.retry_at.is_(None), due.c.retry_at <= bindparam("now"))
    return select(due).where(due.c.attempts > 0, ripe).order_by(due.c.attempts, due.c.number).limit(RETRIES)


async def _attempt(running: Running, row: Row[Any]) -> bool:
    try:
        since = datetime.fromisoformat(row.made_at) if row.made_at else datetime.min.replace(tzinfo=UTC)
        with trace.carry_out(running.service.name, row.policy, row.traceparent, since):
            await _carry_out(running, row)
    except ConcurrencyConflict:
        return False
    except Exception as error:
        if is_trouble(error):
            raise
        await _fail(running, row, error)
        return False
    running.poke()
    return True


async def _carry_out(running: Running, row: Row[Any]) -> None:
    policy = running.service.policy(row.policy)
    origin = Origin(row.tenant, policy.actor, row.cause, row.correlation, row.traceparent)
    command = policy.command.model_validate_json(row.command)
    async with running.db.session(row.tenant) as tx:
        prepared = await policy.prepare(tx, command) if policy.prepare else command
        order = Order(policy.decider, row.subject.partition("/")[2], prepared)
        if not await _done_before(tx, row, policy):
            await _decide(tx, running, origin, order)
        await tx.execute(delete(due).where(due.c.tenant == row.tenant, due.c.number == row.number))


async def _decide(tx: AsyncConnection, running: Running, origin: Origin, order: Order) -> None:
    try:
        await execute_in(tx, running, origin, order)
    except Rejected as refusal:
        log.info("due-rejected", policy=origin.actor, subject=order.subject, code=refusal.code)


async def _done_before(tx: AsyncConnection, row: Row[Any], policy: Policy) -> bool:
    same = (events.c.tenant == row.tenant, events.c.causation == row.cause, events.c.actor == policy.actor)
    found = await tx.execute(select(events.c.id).where(*same, events.c.subject == row.subject).limit(1))
    return found.first() is not None


async def _fail(running: Running, row: Row[Any], error: Exception) -> None:
    log.alarm(running, "due-failed", policy=row.policy, subject=row.subject, error=type(error).__name__)
    pause = min(2.0 ** min(row.attempts, 10), LONGEST_PAUSE)
    values = {
        "attempts": row.attempts + 1,
        "error": f"{type(error).__name__}: {error}"[:500],
        "retry_at": canonical.moment(datetime.now(UTC) + timedelta(seconds=pause)),
    }
    async with running.db.session(row.tenant) as tx:
        await tx.execute(update(due).where(due.c.tenant == row.tenant, due.c.number == row.number).values(values))
