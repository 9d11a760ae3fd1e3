"""A service's own log, taken back to the byte from where it was published or copied."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import topics
from contracts.envelope import Envelope
from services.chassis import canonical, due, inbox, store, tenants
from services.chassis.database import upsert
from services.chassis.inbox import Batch
from services.chassis.service import Handlers, Service
from services.chassis.store import Record
from services.chassis.tables import events, streams

NOBODY = Handlers()


def written_by(service: Service) -> dict[str, Handlers]:
    """Every topic the service writes to, with who reads it here: nobody reads checkpoints."""
    return {topic: service.own for topic in service.topics} | {topics.CHECKPOINTS: NOBODY}


async def take_back(tx: AsyncConnection, handlers: Handlers, batch: Batch, policies: bool) -> list[Envelope]:
    """Applies these events and writes them at the end of their log, as relayed. `policies`: may what follows be due?"""
    envelopes = [canonical.read(record.bytes) for record in batch.records]
    await tenants.meet(tx, envelopes[0])
    for envelope in envelopes:
        wanted = await inbox.apply(tx, handlers, envelope)
        await due.write(tx, wanted if policies else [])
    await tx.execute(insert(events), _rows(batch, envelopes))
    last = batch.records[-1]
    row = {"topic": batch.topic, "tenant": batch.tenant, "last": last.sequence, "relayed": last.sequence}
    await upsert(tx, streams, row | {"relayed_offset": last.offset})
    return envelopes


def _rows(batch: Batch, envelopes: Sequence[Envelope]) -> list[dict[str, Any]]:
    return [_row(batch.topic, record, envelope) for record, envelope in zip(batch.records, envelopes, strict=True)]


def _row(topic: str, record: Record, envelope: Envelope) -> dict[str, Any]:
    leaf = hashlib.sha256(b"\0" + record.bytes).digest()
    place = {"topic": topic, "sequence": record.sequence, "bytes": record.bytes, "leaf": leaf}
    return store.index(envelope) | place
