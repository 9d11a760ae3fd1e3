"""Checkpoints as events: each one that is newly signed is also a fact on helder.checkpoints, for who keeps a copy."""

import base64
import uuid
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import topics
from contracts.checkpoints import CheckpointPublished
from contracts.envelope import Envelope
from services.chassis import canonical, store
from services.chassis.audit.merkle import Frontier
from services.chassis.decider import POLICY
from services.chassis.execute import uuid7
from services.chassis.tables import events

ACTOR = POLICY + "checkpoints"


class Writer(NamedTuple):
    """Whose log was signed, and by which service."""

    service: str
    tenant: str
    oin: str


async def publish(tx: AsyncConnection, writer: Writer, fact: CheckpointPublished) -> None:
    """Appends the fact in the transaction that keeps the checkpoint; raises ConcurrencyConflict."""
    subject = f"{fact.AGGREGATE}/{uuid.uuid5(uuid.NAMESPACE_URL, fact.log)}"
    same = (events.c.tenant == writer.tenant, events.c.subject == subject)
    last = (await tx.execute(select(func.max(events.c.version)).where(*same))).scalar() or 0
    await store.append(tx, {fact.TYPE: fact.TOPIC}, [_envelope(writer, subject, last + 1, fact)])


def fact_of(log: str, frontier: Frontier, note: str) -> CheckpointPublished:
    """What is told of a log that was signed at this length."""
    edge = tuple(base64.b64encode(subtree).decode() for subtree in frontier.edge)
    root = base64.b64encode(frontier.head.root).decode()
    return CheckpointPublished(log=log, size=frontier.size, root=root, edge=edge, note=note)


def _envelope(writer: Writer, subject: str, version: int, fact: CheckpointPublished) -> Envelope:
    return Envelope(
        id=uuid7(),
        source=topics.checkpoints_source(writer.service, writer.oin),
        type=fact.TYPE,
        subject=subject,
        time=datetime.now(UTC),
        dataschema=fact.schema_uri(),
        sequence=canonical.PLACEHOLDER,
        partitionkey=writer.tenant,
        authtype="system",
        authid=ACTOR,
        tenant=writer.tenant,
        version=version,
        data=fact.data(),
    )
