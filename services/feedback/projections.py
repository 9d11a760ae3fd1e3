"""From facts to the rows of feedback."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.feedback import (
    DialogueChanged,
    DialogueHeld,
    DialoguePlanned,
    DialoguePublished,
    DialogueSignedUp,
    FeedbackAnswered,
    FeedbackModerated,
    FeedbackReceived,
    OutcomeFollowedUp,
    OutcomeRecorded,
    SignUpErased,
)
from contracts.publication import AlgorithmChanged, AlgorithmPublished
from services.chassis import canonical
from services.chassis.database import upsert
from services.chassis.rows import change
from services.feedback.tables import channels, dialogues, outcomes, public_remarks, remarks, sign_ups

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


async def project_dialogues(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Dialogues as they are planned and were held."""
    key, version = {"tenant": envelope.tenant, "id": envelope.subject_id}, {"version": envelope.version}
    match event:
        case DialoguePlanned():
            await upsert(tx, dialogues, key | version | event.plan.model_dump() | {"state": "planned"})
        case DialogueChanged():
            await change(tx, dialogues, key, version | event.plan.model_dump())
        case DialoguePublished():
            await change(tx, dialogues, key, version | {"state": "published"})
        case DialogueHeld():
            told = {"report": event.published_report, "attendance": event.attendance}
            await change(tx, dialogues, key, version | told | {"state": "held"})
        case OutcomeRecorded() | OutcomeFollowedUp():
            await change(tx, dialogues, key, version)


async def project_sign_ups(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Who comes: ids of texts only."""
    now = canonical.moment(envelope.time)
    if isinstance(event, DialogueSignedUp):
        row = {"tenant": envelope.tenant, "id": event.sign_up, "dialogue": envelope.subject_id}
        texts = {"name_id": event.name.id, "email_id": event.email.id}
        await upsert(tx, sign_ups, row | texts | {"signed_up_at": now, "erased_at": None})
    if isinstance(event, SignUpErased):
        await change(tx, sign_ups, {"tenant": envelope.tenant, "id": event.sign_up}, {"erased_at": now})


async def project_outcomes(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """What was promised at dialogues, and what was done."""
    now = canonical.moment(envelope.time)
    if isinstance(event, OutcomeRecorded):
        row = {"tenant": envelope.tenant, "id": event.outcome, "dialogue": envelope.subject_id, "recorded_at": now}
        await upsert(tx, outcomes, row | event.model_dump(include={"said", "promise", "owner", "due"}))
    if isinstance(event, OutcomeFollowedUp):
        values = {"did": event.did, "followed_up_at": now, "done_at": now if event.done else None}
        await change(tx, outcomes, {"tenant": envelope.tenant, "id": event.outcome}, values)
