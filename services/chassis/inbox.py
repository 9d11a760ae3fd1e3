"""Hears each event of other services once, in the same transaction as what it changes here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import registry
from contracts.envelope import Envelope
from services.chassis import canonical, due, log, tenants, trace
from services.chassis.database import is_trouble, upsert
from services.chassis.rows import NoRow
from services.chassis.service import Handlers, Running
from services.chassis.store import Record
from services.chassis.tables import inbox, parked

NOWHERE = (0, "")
FOLLOWS = "follows a parked event of the same subject"


class Gap(Exception):
    """A sequence is missing: nothing of this batch was applied; read again from the stored position."""


class NoEnvelope(Exception):
    """The record holds no readable envelope."""


@dataclass(frozen=True)
class Batch:
    """Events of one tenant on one topic, in the order in which they were delivered."""

    topic: str
    tenant: str
    records: Sequence[Record]


async def positions(tx: AsyncConnection, topic: str) -> dict[str, int]:
    """The last sequence heard of each tenant on one topic."""
    rows = await tx.execute(select(inbox.c.tenant, inbox.c.sequence).where(inbox.c.topic == topic))
    return {row.tenant: row.sequence for row in rows}


async def consume(running: Running, batch: Batch) -> None:
    """Applies what is new in one transaction; when that fails one by one, so that a bad event costs only itself.

    Raises Gap, and the database's own errors when the database is in trouble.
    """
    try:
        await _consume(running, batch, park=False)
    except Gap:
        raise
    except Exception as error:
        if is_trouble(error):
            raise
        for record in batch.records:
            await _consume(running, Batch(batch.topic, batch.tenant, [record]), park=True)


async def _consume(running: Running, batch: Batch, park: bool) -> None:
    async with running.db.session(batch.tenant) as tx:
        last, last_id = await _position(tx, batch)
        for record in batch.records:
            if record.sequence > last + 1:
                raise Gap(f"{batch.topic} {batch.tenant}: {last + 1} is missing")
            if record.sequence == last and last > 0:
                _compare(running, batch, record, last_id)
            if record.sequence == last + 1:
                last_id = await _hear(tx, running, batch, record, park)
                last = record.sequence
        await upsert(tx, inbox, {"tenant": batch.tenant, "topic": batch.topic, "sequence": last, "id": last_id})


async def _position(tx: AsyncConnection, batch: Batch) -> tuple[int, str]:
    query = select(inbox.c.sequence, inbox.c.id).where(inbox.c.tenant == batch.tenant, inbox.c.topic == batch.topic)
    row = (await tx.execute(query.with_for_update())).first()
    return (row.sequence, row.id) if row else NOWHERE


def _compare(running: Running, batch: Batch, record: Record, last_id: str) -> None:
    """The same sequence with another id: a second history."""
    if _id(record) != last_id:
        log.alarm(running, "second-history", topic=batch.topic, tenant=batch.tenant, sequence=record.sequence)


async def _hear(tx: AsyncConnection, running: Running, batch: Batch, record: Record, park: bool) -> str:
    handlers = running.service.subscriptions[batch.topic]
    try:
        envelope = _envelope(record)
    except NoEnvelope as error:
        if not park:
            raise
        await _park(tx, running, (batch, record), "", _reason(error))
        return ""
    with trace.hear(running.service.name, batch.topic, envelope):
        if await _follows_parked(tx, batch, envelope):
            await _park(tx, running, (batch, record), envelope.subject, FOLLOWS)
        else:
            await _apply_or_park(tx, running, handlers, (batch, record, envelope), park)
    return envelope.id


async def _apply_or_park(
    tx: AsyncConnection, running: Running, handlers: Handlers, heard: tuple[Batch, Record, Envelope], park: bool
) -> None:
    batch, record, envelope = heard
    if not park:
        return await apply(tx, handlers, envelope)
    try:
        async with tx.begin_nested():
            await apply(tx, handlers, envelope)
    except Exception as error:
        if is_trouble(error):
            raise
        await _park(tx, running, (batch, record), envelope.subject, _reason(error))


async def apply(tx: AsyncConnection, handlers: Handlers, envelope: Envelope, policies: bool = True) -> None:
    """Runs the handlers on one event: projections, then policies (never on a rebuild)."""
    await tenants.meet(tx, envelope)
    event = registry.parse(envelope)
    if event is None:
        return
    for project in handlers.projections:
        await project(tx, envelope, event)
    if policies:
        await due.react(tx, handlers.policies, envelope, event)


def _id(record: Record) -> str:
    """Empty when the record holds no readable envelope, as the position has it then."""
    try:
        return _envelope(record).id
    except NoEnvelope:
        return ""


def _envelope(record: Record) -> Envelope:
    try:
        return canonical.read(record.bytes)
    except ValueError as error:
        raise NoEnvelope(type(error).__name__) from error


async def _follows_parked(tx: AsyncConnection, batch: Batch, envelope: Envelope) -> bool:
    same = (parked.c.tenant == batch.tenant, parked.c.topic == batch.topic, parked.c.subject == envelope.subject)
    return bool((await tx.execute(select(exists().where(*same)))).scalar())


async def _park(tx: AsyncConnection, running: Running, heard: tuple[Batch, Record], subject: str, reason: str) -> None:
    batch, record = heard
    row = {"tenant": batch.tenant, "topic": batch.topic, "sequence": record.sequence}
    await tx.execute(insert(parked).values(**row, subject=subject, error=reason, bytes=record.bytes))
    log.alarm(running, "parked", **row)


def _reason(error: Exception) -> str:
    """What went wrong, without what the event holds: a message may quote it."""
    word = "newer-version" if isinstance(error, registry.NewerVersion) else type(error).__name__
    said = str(error) if isinstance(error, registry.NewerVersion | NoRow | NoEnvelope) else ""
    return f"{word}: {said}" if said else word


async def retry(running: Running, tenant: str) -> int:
    """Tries a tenant's parked events again, in order; the number that healed. A subject stops at its first failure."""
    async with running.db.view(tenant) as tx:
        rows = (await tx.execute(select(parked).where(parked.c.tenant == tenant).order_by(parked.c.sequence))).all()
    healed, stuck = 0, set[tuple[str, str]]()
    for row in rows:
        if (row.topic, row.subject) in stuck:
            continue
        if await _retry(running, row):
            healed += 1
        else:
            stuck.add((row.topic, row.subject))
    return healed


async def _retry(running: Running, row: Row[Any]) -> bool:
    same = (parked.c.tenant == row.tenant, parked.c.topic == row.topic, parked.c.sequence == row.sequence)
    try:
        async with running.db.session(row.tenant) as tx:
            if (await tx.execute(delete(parked).where(*same))).rowcount:  # else someone else just healed it
                await apply(tx, running.service.subscriptions[row.topic], canonical.read(row.bytes))
    except Exception as error:
        if is_trouble(error):
            raise
        log.info("still-parked", topic=row.topic, sequence=row.sequence, error=type(error).__name__)
        return False
    running.poke()
    return True
