"""From facts to the rows of feedback."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.feedback import FeedbackAnswered, FeedbackModerated, FeedbackReceived
from contracts.publication import AlgorithmChanged, AlgorithmPublished
from services.chassis import canonical
from services.chassis.database import upsert
from services.chassis.rows import change
from services.feedback.tables import channels, public_remarks, remarks

SHOWN = (
    remarks.c.id, remarks.c.tenant, remarks.c.entry, remarks.c.field, remarks.c.kind, remarks.c.text_id,
    remarks.c.received_at,
)  # fmt: skip


async def project_channels(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Public entries, with the fields that residents can say something about."""
    if isinstance(event, AlgorithmPublished | AlgorithmChanged):
        record = event.public.record
        row = {"id": envelope.subject_id, "tenant": envelope.tenant, "version": event.version}
        await upsert(tx, channels, row | {"name": str(record.get("name", "")), "record": record})


async def project_remarks(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Remarks: what became of each, and which of them all may see."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    match event:
        case FeedbackReceived():
            received = {"version": envelope.version, "received_at": canonical.moment(envelope.time)}
            await upsert(tx, remarks, key | received | _received(event))
        case FeedbackModerated():
            await _moderate(tx, key, event)
        case FeedbackAnswered():
            private = {"answer_id": event.answer.id if event.answer else None}
            await change(tx, remarks, key, {"state": "answered", **private})
            if event.public:
                await change(tx, public_remarks, key, {"answer": event.published_answer})
    if isinstance(event, FeedbackModerated | FeedbackAnswered):
        await change(tx, remarks, key, {"version": envelope.version})


def _received(event: FeedbackReceived) -> dict[str, Any]:
    return {
        "entry": event.entry,
        "field": event.field,
        "kind": event.kind,
        "state": "received",
        "text_id": event.text.id,
        "contact_id": event.contact.id if event.contact else None,
    }


async def _moderate(tx: AsyncConnection, key: dict[str, str], event: FeedbackModerated) -> None:
    """One that was answered before stays answered."""
    known = select(*SHOWN, remarks.c.state).where(*(remarks.c[name] == value for name, value in key.items()))
    row = (await tx.execute(known)).mappings().first()
    state = {} if row and row["state"] == "answered" else {"state": event.outcome}
    await change(tx, remarks, key, {"outcome": event.outcome, "ground": event.ground, **state})
    if row and event.outcome == "accepted":
        await upsert(tx, public_remarks, {column.name: row[column.name] for column in SHOWN})
