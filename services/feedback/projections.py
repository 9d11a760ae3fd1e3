"""From facts to the rows of feedback."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.feedback import (
    CommitteeEngaged,
    CorrectionResolved,
    DialogueCancelled,
    DialogueChanged,
    DialogueHeld,
    DialoguePlanned,
    DialoguePublished,
    DialogueSignedUp,
    ErasureRefused,
    ErasureRequested,
    FeedbackAnswered,
    FeedbackClosed,
    FeedbackForwarded,
    FeedbackModerated,
    FeedbackReceived,
    FeedbackReopened,
    OutcomeFollowedUp,
    OutcomeRecorded,
    PersonalDataErased,
    SignUpErased,
    TermExtended,
)
from contracts.inventory import OversightArranged
from contracts.publication import AlgorithmChanged, AlgorithmPublished, AlgorithmWithdrawn
from services.chassis import canonical, days, texts
from services.chassis.database import upsert
from services.chassis.rows import change
from services.feedback.domain.terms import answer_by
from services.feedback.tables import (
    channels,
    dialogues,
    erasures,
    outcomes,
    oversights,
    public_remarks,
    remarks,
    sign_ups,
)

SHOWN = (
    remarks.c.id, remarks.c.tenant, remarks.c.entry, remarks.c.field, remarks.c.kind, remarks.c.text_id,
    remarks.c.received_at,
)  # fmt: skip

LEFT = ("answered", "forwarded", "closed")
"""States in which a judgement changes only what all may see."""


async def project_channels(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Public entries, with the fields that residents can say something about; of one that is gone only its name."""
    match event:
        case AlgorithmPublished() | AlgorithmChanged():
            record = event.public.record
        case AlgorithmWithdrawn():
            record = {"name": event.public.name or ""}
        case _:
            return
    row = {"id": envelope.subject_id, "tenant": envelope.tenant, "version": event.version}
    await upsert(tx, channels, row | {"name": str(record.get("name", "")), "record": record})


async def project_remarks(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Remarks: what became of each, and which of them all may see."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    match event:
        case FeedbackReceived():
            received = {"version": envelope.version, "received_at": canonical.moment(envelope.time)}
            term = {"term_ends": term_ends(event.kind, envelope.time)}
            await upsert(tx, remarks, key | received | term | _received(event))
        case FeedbackModerated():
            await _moderate(tx, key, event, envelope.time)
        case FeedbackAnswered():
            private = {"answer_id": event.answer.id if event.answer else None}
            ended = {"ended_at": canonical.moment(envelope.time)}
            await change(tx, remarks, key, {"state": "answered", **private, **ended})
            if event.public:
                await change(tx, public_remarks, key, {"answer": event.published_answer})
    if isinstance(event, FeedbackModerated | FeedbackAnswered):
        await change(tx, remarks, key, {"version": envelope.version})


async def project_ends(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Remarks that were forwarded, closed or reopened, or are answered later or after the advice of a committee."""
    key, version = {"tenant": envelope.tenant, "id": envelope.subject_id}, {"version": envelope.version}
    ended = {"ended_at": canonical.moment(envelope.time)}
    match event:
        case FeedbackForwarded():
            told = {"forwarded_to_id": event.to.id, "forwarded_why_id": event.reason.id}
            await change(tx, remarks, key, version | told | ended | {"state": "forwarded"})
        case FeedbackClosed():
            await change(tx, remarks, key, version | ended | {"state": "closed"})
        case TermExtended():
            later = {"extended_as": "agreed" if event.agreed else "once", "extended_why_id": event.reason.id}
            await change(tx, remarks, key, version | later | {"term_ends": event.until})
        case CommitteeEngaged():
            treated = {"committee_why_id": event.reason.id, "term_ends": event.until}
            await change(tx, remarks, key, version | treated)
        case FeedbackReopened():
            await _reopen(tx, key, version | {"reopened_why_id": event.reason.id}, envelope.time)


async def _reopen(tx: AsyncConnection, key: dict[str, str], values: dict[str, Any], at: datetime) -> None:
    """What all may see waits for an answer again, the rest for a judgement; an earlier answer stays until the next."""
    query = select(remarks.c.outcome, remarks.c.kind).where(*(remarks.c[name] == value for name, value in key.items()))
    outcome, kind = (await tx.execute(query)).one()
    judged = {"state": "accepted"} if outcome == "accepted" else {"state": "received", "outcome": None, "ground": None}
    fresh = {"ended_at": None, "resolution": None, "extended_as": None, "committee_why_id": None}
    await change(tx, remarks, key, values | judged | fresh | {"term_ends": term_ends(kind, at)})


def term_ends(kind: str, at: datetime) -> str:
    """The last day of the term (ISO); it begins on the day that it was here."""
    return answer_by(kind, days.on(at)).isoformat()


def _received(event: FeedbackReceived) -> dict[str, Any]:
    return {
        "entry": event.entry,
        "field": event.field,
        "kind": event.kind,
        "state": "received",
        "text_id": event.text.id,
        "contact_id": event.contact.id if event.contact else None,
    }


async def _moderate(tx: AsyncConnection, key: dict[str, str], event: FeedbackModerated, at: datetime) -> None:
    """One that was answered, forwarded or closed before stays so."""
    known = select(*SHOWN, remarks.c.state).where(*(remarks.c[name] == value for name, value in key.items()))
    row = (await tx.execute(known)).mappings().first()
    state = {} if row and row["state"] in LEFT else {"state": event.outcome}
    ended = {"ended_at": canonical.moment(at)} if event.outcome == "refused" else {}
    await change(tx, remarks, key, {"outcome": event.outcome, "ground": event.ground, **state, **ended})
    if row and event.outcome == "accepted":
        await upsert(tx, public_remarks, {column.name: row[column.name] for column in SHOWN})


async def project_oversights(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Who watches over a system: correction requests go there."""
    if isinstance(event, OversightArranged):
        told = event.oversight.model_dump(mode="json", by_alias=True, exclude_none=True)
        await upsert(tx, oversights, {"tenant": envelope.tenant, "id": envelope.subject_id, "oversight": told})


async def project_corrections(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """What was found of correction requests."""
    if isinstance(event, CorrectionResolved):
        found = "dismissed" if not event.upheld else "privacy" if event.privacy else "upheld"
        told = {"resolution": found, "resolved_why_id": event.reason.id, "version": envelope.version}
        await change(tx, remarks, {"tenant": envelope.tenant, "id": envelope.subject_id}, told)


async def project_erasures(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Requests to erase, and what was erased: the words go with the fact, also when it is taken back after a backup."""
    key, version = {"tenant": envelope.tenant, "id": envelope.subject_id}, {"version": envelope.version}
    match event:
        case ErasureRequested():
            await change(tx, remarks, key, version | {"erasure_asked_at": canonical.moment(envelope.time)})
        case ErasureRefused():
            decided = {"erasure_asked_at": None, "erasure_why_id": event.reason.id}
            await change(tx, remarks, key, version | decided)
        case PersonalDataErased():
            await texts.erase(tx, envelope.tenant, event.texts)
            await upsert(tx, erasures, _receipt(envelope, event))
            whole = event.scope == "everything"
            await change(tx, remarks, key, version | ({"erasure_asked_at": None} if whole else {}))
            if whole:
                unanswered = (public_remarks.c.id == envelope.subject_id, public_remarks.c.answer.is_(None))
                await tx.execute(delete(public_remarks).where(*unanswered))


def _receipt(envelope: Envelope, event: PersonalDataErased) -> dict[str, Any]:
    return {
        "tenant": envelope.tenant,
        "id": envelope.id,
        "remark": envelope.subject_id,
        "scope": event.scope,
        "texts": list(event.texts),
        "by_sender": envelope.authid is None,
        "erased_at": canonical.moment(envelope.time),
    }


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
        case DialogueCancelled():
            seen = select(dialogues.c.state).where(*(dialogues.c[name] == value for name, value in key.items()))
            public = (await tx.execute(seen)).scalar() == "published"
            told = {"cancelled_why": event.published_reason, "state": "cancelled" if public else "dropped"}
            await change(tx, dialogues, key, version | told)
        case OutcomeRecorded() | OutcomeFollowedUp():
            await change(tx, dialogues, key, version)


async def project_sign_ups(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Who comes: ids of texts only. The name and the address go with the fact that says so."""
    now = canonical.moment(envelope.time)
    if isinstance(event, DialogueSignedUp):
        row = {"tenant": envelope.tenant, "id": event.sign_up, "dialogue": envelope.subject_id}
        ids = {"name_id": event.name.id, "email_id": event.email.id}
        await upsert(tx, sign_ups, row | ids | {"signed_up_at": now, "erased_at": None})
    if isinstance(event, SignUpErased):
        key = {"tenant": envelope.tenant, "id": event.sign_up}
        known = select(sign_ups.c.name_id, sign_ups.c.email_id).where(sign_ups.c.tenant == envelope.tenant)
        for said in (await tx.execute(known.where(sign_ups.c.id == event.sign_up))).all():
            await texts.erase(tx, envelope.tenant, tuple(said))
        await change(tx, sign_ups, key, {"erased_at": now})


async def project_outcomes(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """What was promised at dialogues, and what was done."""
    now = canonical.moment(envelope.time)
    if isinstance(event, OutcomeRecorded):
        row = {"tenant": envelope.tenant, "id": event.outcome, "dialogue": envelope.subject_id, "recorded_at": now}
        said = event.model_dump(include={"said", "promise", "owner", "owner_member", "due"})
        await upsert(tx, outcomes, row | said)
    if isinstance(event, OutcomeFollowedUp):
        values = {"did": event.did, "followed_up_at": now, "done_at": now if event.done else None}
        await change(tx, outcomes, {"tenant": envelope.tenant, "id": event.outcome}, values)
