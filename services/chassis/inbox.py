"""Hears each event of other services once, in the same transaction as what it changes here."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import registry
from contracts.envelope import Envelope
from services.chassis import canonical, due, log, tenants
from services.chassis.database import ALL, insert_new, is_trouble, upsert
from services.chassis.service import Handlers, Running
from services.chassis.statements import NoRow, flush, later
from services.chassis.store import Record
from services.chassis.tables import inbox, parked
from services.chassis.telemetry import trace

_HERE = (inbox.c.tenant == bindparam("tenant_"), inbox.c.topic == bindparam("topic_"))
_POSITION = select(inbox.c.sequence, inbox.c.id).where(*_HERE).with_for_update()
_PARKED = (parked.c.tenant == bindparam("tenant_"), parked.c.topic == bindparam("topic_"))
_STUCK = select(parked.c.subject).where(*_PARKED).distinct()
NOWHERE = (0, "")
NEWER = "newer-version"
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
        turn = _Turn(tx if park else later(tx), running, batch, park)
        offset = None
        for record in batch.records:
            if record.sequence > last + 1:
                raise Gap(f"{batch.topic} {batch.tenant}: {last + 1} is missing")
            if record.sequence == last and last > 0:
                _compare(running, batch, record, last_id)
            if record.sequence == last + 1:
                last_id = await turn.hear(record)
                last, offset = record.sequence, record.offset
        await due.write(turn.tx, turn.due)
        await flush(turn.tx)
        await _move(tx, batch, (last, last_id), offset)


async def _position(tx: AsyncConnection, batch: Batch) -> tuple[int, str]:
    row = (await tx.execute(_POSITION, {"tenant_": batch.tenant, "topic_": batch.topic})).first()
    return (row.sequence, row.id) if row else NOWHERE


async def _move(tx: AsyncConnection, batch: Batch, place: tuple[int, str], offset: int | None) -> None:
    row = {"tenant": batch.tenant, "topic": batch.topic, "sequence": place[0], "id": place[1]}
    await upsert(tx, inbox, row if offset is None else row | {"topic_offset": offset})


def _compare(running: Running, batch: Batch, record: Record, last_id: str) -> None:
    """The same sequence with another id: a second history."""
    try:
        id = _envelope(batch, record).id
    except NoEnvelope:
        id = ""
    if id != last_id:
        log.alarm(running, "second-history", topic=batch.topic, tenant=batch.tenant, sequence=record.sequence)


@dataclass
class _Turn:
    """One transaction in which events of one tenant are heard. `park`: a bad event is put aside instead of failing."""

    tx: AsyncConnection
    running: Running
    batch: Batch
    park: bool
    stuck: set[str] | None = None
    """Subjects with a parked event: what follows them is parked too."""
    met: bool = False
    """The organisation is known here."""
    due: list[dict[str, Any]] = field(default_factory=list)
    """What policies want, written at the end in one go."""

    async def hear(self, record: Record) -> str:
        """Applies or parks one event; its id, empty when it holds no readable envelope."""
        try:
            envelope = _envelope(self.batch, record)
        except NoEnvelope as error:
            if not self.park:
                raise
            await self._put_aside(record, "", _reason(error))
            return ""
        name, topic, began = self.running.service.name, self.batch.topic, time.perf_counter()
        with trace.hear(name, topic, envelope, record.sent):
            if self.stuck is None:
                self.stuck = await _stuck(self.tx, self.batch)
            if envelope.subject in self.stuck:
                await self._put_aside(record, envelope.subject, FOLLOWS)
            else:
                await self._apply(record, envelope)
        self.running.timings.note("helder_handler_seconds", time.perf_counter() - began, service=name, topic=topic)
        return envelope.id

    async def _apply(self, record: Record, envelope: Envelope) -> None:
        handlers = self.running.service.subscriptions[self.batch.topic]
        if not self.park:
            self.due += await self._with_tenant(handlers, envelope)
            return
        try:
            async with self.tx.begin_nested():
                wanted = await self._with_tenant(handlers, envelope)
            self.due += wanted
        except Exception as error:
            if is_trouble(error):
                raise
            await self._put_aside(record, envelope.subject, _reason(error))

    async def _with_tenant(self, handlers: Handlers, envelope: Envelope) -> list[dict[str, Any]]:
        """An organisation that claims another's number is refused here, so that its event is parked."""
        if not self.met:
            await tenants.meet(self.tx, envelope)
        wanted = await apply(self.tx, handlers, envelope)
        self.met = True
        return wanted

    async def _put_aside(self, record: Record, subject: str, reason: str) -> None:
        row = {"tenant": self.batch.tenant, "topic": self.batch.topic, "sequence": record.sequence}
        await self.tx.execute(insert(parked).values(**row, subject=subject, error=reason, bytes=record.bytes))
        if self.stuck is not None:
            self.stuck.add(subject)
        log.alarm(self.running, "parked", **row)


async def apply(tx: AsyncConnection, handlers: Handlers, envelope: Envelope) -> list[dict[str, Any]]:
    """Runs the projections on one event; answers what policies want (due.write), which a rebuild leaves out."""
    event = registry.parse(envelope)
    if event is None:
        return []
    for project in handlers.projections:
        await project(tx, envelope, event)
    return await due.wanted(tx, handlers.policies, envelope, event)


def _envelope(batch: Batch, record: Record) -> Envelope:
    try:
        envelope = canonical.read(record.bytes)
    except ValueError as error:
        raise NoEnvelope(type(error).__name__) from error
    if (envelope.tenant, envelope.sequence) != (batch.tenant, f"{record.sequence:020}"):
        raise NoEnvelope("tenant or sequence is not that of the record")
    return envelope


async def _stuck(tx: AsyncConnection, batch: Batch) -> set[str]:
    return set((await tx.execute(_STUCK, {"tenant_": batch.tenant, "topic_": batch.topic})).scalars())


async def set_aside(running: Running, topic: str, partition: int, record: Record) -> None:
    """Parks a record of which not even the tenant and the sequence can be read, by partition and offset."""
    row = {"tenant": f"?{partition}", "topic": topic, "sequence": record.offset, "subject": ""}
    async with running.db.session(ALL) as tx:
        await insert_new(tx, parked, row | {"error": "NoEnvelope", "bytes": record.bytes})
    log.alarm(running, "parked", topic=topic, partition=partition, offset=record.offset)


def _reason(error: Exception) -> str:
    """What went wrong, without what the event holds: a message may quote it."""
    word = NEWER if isinstance(error, registry.NewerVersion) else type(error).__name__
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


async def retry_newer(running: Running) -> None:
    """At a start: what an older release parked because it did not know the version, this one may know."""
    async with running.db.view(ALL) as tx:
        newer = select(parked.c.tenant).where(parked.c.error.startswith(NEWER)).distinct()
        waiting = (await tx.execute(newer)).scalars().all()
    for tenant in waiting:
        await retry(running, tenant)


async def _retry(running: Running, row: Row[Any]) -> bool:
    same = (parked.c.tenant == row.tenant, parked.c.topic == row.topic, parked.c.sequence == row.sequence)
    try:
        async with running.db.session(row.tenant) as tx:
            if (await tx.execute(delete(parked).where(*same))).rowcount:  # else someone else just healed it
                handlers = running.service.subscriptions[row.topic]
                await due.write(tx, await apply(tx, handlers, canonical.read(row.bytes)))
    except Exception as error:
        if is_trouble(error):
            raise
        log.info("still-parked", topic=row.topic, sequence=row.sequence, error=type(error).__name__)
        return False
    running.poke()
    return True
