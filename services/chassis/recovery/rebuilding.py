"""Reading back: fills read tables again from the logs, running projections only, never policies."""

import contextlib
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import canonical, inbox, store, tenants
from services.chassis.database import ALL, Database
from services.chassis.inbox import Batch
from services.chassis.recovery.copies import copies, count
from services.chassis.recovery.sources import PAGE, DatabaseSource, Source
from services.chassis.service import Handlers, Running
from services.chassis.statements import flush, later
from services.chassis.store import Record
from services.chassis.tables import parked, partitions, roles

Progress = Callable[[int], None]
Opened = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class Missing(Exception):
    """Events that were written or heard cannot be read back."""


async def rebuild(running: Running, progress: Progress = lambda done: None) -> dict[str, int]:
    """Refills every read table while the service goes on; the number of rows of each. Raises Missing.

    Copies are filled first, a page at a time; only for what came meanwhile, and to take over the rows, writers wait.
    """
    tables, readings = (roles, *running.service.tables), _readings(running)
    async with copies(running.db, tables) as copied:
        while sum([await reading.read(copied.page, progress) for reading in readings]) > PAGE:
            pass
        async with copied.last() as tx:
            for reading in readings:
                await reading.finish(tx, progress)
            return await count(tx, tables)


def _readings(running: Running) -> list["Reading"]:
    own, service = DatabaseSource(running.db), running.service
    return [
        *(Reading(running.db, topic, service.own, own, own=True) for topic in service.topics),
        *(Reading(running.db, topic, hears, running.sources[topic]) for topic, hears in service.subscriptions.items()),
    ]


async def project(tx: AsyncConnection, handlers: Handlers, batch: Batch) -> None:
    """Runs the projections on a tenant's events."""
    writing = later(tx)
    for number, record in enumerate(batch.records):
        envelope = canonical.read(record.bytes)
        if number == 0:
            await tenants.meet(tx, envelope)
        await inbox.apply(writing, handlers, envelope)
    await flush(writing)


def following(batch: Batch, after: int) -> list[Record]:
    """The records that come after this sequence; raises Missing when they do not follow on it."""
    records = [record for record in batch.records if record.sequence > after]
    if any(record.sequence != place for place, record in enumerate(records, after + 1)):
        raise Missing(f"{batch.topic} of {batch.tenant}: the event behind {after} cannot be read back")
    return records


@dataclass
class Reading:
    """One topic that is read back into read tables, up to where this service wrote or heard it."""

    db: Database
    topic: str
    handlers: Handlers
    source: Source
    own: bool = False
    done: dict[str, int] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)
    begin: Mapping[int, int] = field(default_factory=dict)
    left_out: dict[tuple[str, int], Record] = field(default_factory=dict)
    """Parked events: they come when they were healed meanwhile."""

    async def read(self, opened: Opened, progress: Progress) -> int:
        """Goes on from where it was, each batch in a transaction of its own; the number of events."""
        ends, begin, waiting = await self._state()
        total = await self._healed(opened, waiting)
        async for batch in self.source.batches(self.topic, self.done, self.begin):
            records = [record for record in batch.records if record.sequence <= ends.get(batch.tenant, 0)]
            if records:
                async with opened() as tx:
                    await self._project(tx, Batch(batch.topic, batch.tenant, records), waiting)
                progress(len(records))
                total += len(records)
        self.ends, self.begin = ends, begin
        return total

    async def finish(self, tx: AsyncConnection, progress: Progress) -> None:
        """The rest, within one transaction; raises Missing when not everything was there."""
        await self.read(lambda: contextlib.nullcontext(tx), progress)
        short = sorted(tenant for tenant, end in self.ends.items() if end > self.done.get(tenant, 0))
        if short:
            raise Missing(f"{self.topic} ends too early for {', '.join(short)}")

    async def _state(self) -> tuple[dict[str, int], dict[int, int], frozenset[tuple[str, int]]]:
        """How far it was written or heard, the offsets before which all of that stands, and what is parked of it."""
        async with self.db.view(ALL) as tx:
            ends = await (store.ends if self.own else inbox.positions)(tx, self.topic)
            begin = await tx.execute(_BEGIN, {"topic_": self.topic})
            waiting = await tx.execute(_WAITING, {"topic_": self.topic})
            return ends, {row.partition: row.next_offset for row in begin}, frozenset(map(tuple, waiting))

    async def _project(self, tx: AsyncConnection, batch: Batch, waiting: frozenset[tuple[str, int]]) -> None:
        records = following(batch, self.done.get(batch.tenant, 0))
        left_out = {(batch.tenant, r.sequence): r for r in records if (batch.tenant, r.sequence) in waiting}
        kept = [record for record in records if (batch.tenant, record.sequence) not in left_out]
        await project(tx, self.handlers, Batch(batch.topic, batch.tenant, kept))
        self.left_out |= left_out
        self.done[batch.tenant] = batch.records[-1].sequence

    async def _healed(self, opened: Opened, waiting: frozenset[tuple[str, int]]) -> int:
        healed = sorted(key for key in self.left_out if key not in waiting)
        for key in healed:
            async with opened() as tx:
                await project(tx, self.handlers, Batch(self.topic, key[0], [self.left_out.pop(key)]))
        return len(healed)


_BEGIN = select(partitions.c.partition, partitions.c.next_offset).where(partitions.c.topic == bindparam("topic_"))
_WAITING = select(parked.c.tenant, parked.c.sequence).where(parked.c.topic == bindparam("topic_"))
