"""Reads whole logs into an empty database; it ends with the rows of the service that wrote and heard them."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import inbox, store
from services.chassis.database import ALL, upsert
from services.chassis.inbox import Batch, Gap
from services.chassis.recovery import own_log
from services.chassis.recovery.rebuilding import Missing, Progress, following
from services.chassis.recovery.sources import Source
from services.chassis.service import Handlers, Running, Service
from services.chassis.tables import due, events, lease, parked, partitions, roles, streams, texts
from services.chassis.tables import inbox as heard

UNFINISHED = "replay"
"""A row with this name in `lease` says that a replay has begun and has not ended."""


class NotEmpty(Exception):
    """The database holds something already."""


async def replay(running: Running, sources: Mapping[str, Source], progress: Progress = lambda done: None) -> int:
    """Takes back the own log, then hears the others'; no policy fires. Goes on where it was killed.

    Answers the number of events. Raises NotEmpty, Missing.
    """
    await _begin(running)
    service = running.service
    quiet = replace(running, service=without_policies(service))
    written = own_log.written_by(service).items()
    total = sum([await _take_back(running, reads, topic, sources[topic], progress) for topic, reads in written])
    total += sum([await _hear(quiet, topic, sources[topic], progress) for topic in service.subscriptions])
    async with running.db.session(ALL) as tx:
        await tx.execute(delete(lease).where(lease.c.name == UNFINISHED))
    return total


async def unfinished(tx: AsyncConnection) -> bool:
    """True while a replay has begun and has not ended: the database is not to be used yet."""
    return bool((await tx.execute(select(exists().where(lease.c.name == UNFINISHED)))).scalar())


def without_policies(service: Service) -> Service:
    """The same service, that only projects."""
    heard_by = {topic: Handlers(handlers.projections) for topic, handlers in service.subscriptions.items()}
    return replace(service, own=Handlers(service.own.projections), subscriptions=heard_by)


async def _begin(running: Running) -> None:
    async with running.db.session(ALL) as tx:
        if await unfinished(tx):
            return
        for table in (events, streams, heard, parked, due, texts, roles, *running.service.tables):
            if (await tx.execute(select(exists().select_from(table)))).scalar():
                raise NotEmpty(f"{table.name} is not empty: a replay fills a new database")
        await tx.execute(insert(lease).values(name=UNFINISHED, holder=running.service.name, until=0))


async def _take_back(running: Running, handlers: Handlers, topic: str, source: Source, progress: Progress) -> int:
    async with running.db.view(ALL) as tx:
        done = await store.ends(tx, topic)
    total = 0
    async for batch in source.batches(topic, done):
        records = following(batch, done.get(batch.tenant, 0))
        async with running.db.session(batch.tenant) as tx:
            await own_log.take_back(tx, handlers, Batch(topic, batch.tenant, records), policies=False)
        done[batch.tenant] = records[-1].sequence
        total += len(records)
        progress(len(records))
    return total


async def _hear(quiet: Running, topic: str, source: Source, progress: Progress) -> int:
    offsets = await source.offsets(topic)
    async with quiet.db.view(ALL) as tx:
        done = await inbox.positions(tx, topic)
    total = 0
    async for batch in source.batches(topic, done):
        try:
            await inbox.consume(quiet, batch)
        except Gap as gap:
            raise Missing(str(gap)) from gap
        total += len(batch.records)
        progress(len(batch.records))
    async with quiet.db.session(ALL) as tx:
        for partition, offset in offsets.items():
            await upsert(tx, partitions, {"topic": topic, "partition": partition, "next_offset": offset})
    return total
