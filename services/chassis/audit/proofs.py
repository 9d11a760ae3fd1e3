"""The proof that one event stands in its log: a text that can be checked without network or database."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import canonical
from services.chassis.audit.keys import verifier
from services.chassis.audit.merkle import ProofError, inclusion_proof
from services.chassis.audit.notes import LogProof, check_proof
from services.chassis.execute import NotFound, NotYet
from services.chassis.tables import checkpoints, events


class NotCovered(NotYet):
    """No checkpoint covers the event yet."""

    def __init__(self) -> None:
        super().__init__("Deze gebeurtenis is nog niet ondertekend. Dat gebeurt elke minuut: vraag het zo opnieuw.", 60)


@dataclass(frozen=True)
class Shown:
    """What a proof has shown: this event is the one with this sequence in this log, which then had `size` events."""

    source: str
    sequence: int
    id: str
    type: str
    size: int


def check(text: bytes, key: str) -> Shown:
    """Checks a proof with an installation's key, and that the event says the same of itself. Raises AuditError."""
    origin = LogProof.parse(text.decode(errors="replace")).checkpoint.partition("\n")[0]
    proven = check_proof(text, verifier(origin, key))
    try:
        event = canonical.read(proven.event)
    except ValueError as cause:
        raise ProofError("Wat in het logboek staat, is geen gebeurtenis.") from cause
    if event.source != origin or event.sequence != f"{proven.index + 1:020}":
        raise ProofError("De gebeurtenis hoort bij een ander logboek of een andere plaats dan het bewijs zegt.")
    return Shown(origin, proven.index + 1, event.id, event.type, proven.checkpoint.head.size)


async def proof(tx: AsyncConnection, tenant: str, event: str) -> str:
    """The C2SP tlog-proof of an event, under the newest checkpoint; raises NotFound or NotCovered."""
    row = (await tx.execute(select(events).where(events.c.tenant == tenant, events.c.id == event))).first()
    if row is None:
        raise NotFound(f"event/{event}")
    signed = (checkpoints.c.tenant == tenant, checkpoints.c.topic == row.topic, checkpoints.c.size >= row.sequence)
    query = select(checkpoints.c.size, checkpoints.c.note).where(*signed).order_by(checkpoints.c.size.desc())
    newest = (await tx.execute(query.limit(1))).first()
    if newest is None:
        raise NotCovered
    before = (events.c.tenant == tenant, events.c.topic == row.topic, events.c.sequence <= newest.size)
    leaves = (await tx.execute(select(events.c.leaf).where(*before).order_by(events.c.sequence))).scalars().all()
    siblings = await asyncio.to_thread(inclusion_proof, leaves, row.sequence - 1)
    return LogProof(row.bytes, row.sequence - 1, tuple(siblings), newest.note).compose()
