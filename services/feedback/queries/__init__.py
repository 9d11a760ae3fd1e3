"""From the rows of feedback to answers, and to the order of who says something; `dialogues` for evenings and tables."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, and_, case, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.feedback import FeedbackReceived, FeedbackReopened, Scope
from services.chassis import days
from services.chassis.access import Ask
from services.chassis.database import upsert
from services.chassis.decider import Command
from services.chassis.execute import NotFound, Order, history_of, state_of, uuid7
from services.chassis.tables import texts
from services.chassis.texts import Prose
from services.feedback.domain import channel, remark
from services.feedback.domain.fields import FIELDS
from services.feedback.domain.remark import AskErasure, ReceiveRemark, ReopenRemark
from services.feedback.domain.terms import WAITING
from services.feedback.domain.words import Said
from services.feedback.tables import channels, erasures, links, oversights, public_remarks, remarks

Place = tuple[list[str] | None, int]
"""After which row to begin, and how many rows at most."""

words, contacts, answers, receivers, whys, reopenings, keepings, findings, delays, committees = (
    texts.alias(name)
    for name in (
        "words", "contacts", "answers", "receivers", "whys", "reopenings", "keepings", "findings", "delays",
        "committees",
    )
)  # fmt: skip
WITH_WORDS = (
    remarks.outerjoin(words, and_(words.c.tenant == remarks.c.tenant, words.c.id == remarks.c.text_id))
    .outerjoin(contacts, and_(contacts.c.tenant == remarks.c.tenant, contacts.c.id == remarks.c.contact_id))
    .outerjoin(answers, and_(answers.c.tenant == remarks.c.tenant, answers.c.id == remarks.c.answer_id))
    .outerjoin(public_remarks, public_remarks.c.id == remarks.c.id)
    .outerjoin(channels, channels.c.id == remarks.c.entry)
)
DUE = case((remarks.c.state.in_(WAITING), func.nullif(remarks.c.term_ends, ""))).label("due")
"""The last day to answer; null when nobody waits for an answer."""
LISTED = select(
    remarks,
    DUE,
    words.c.content.label("text"),
    contacts.c.content.label("contact"),
    func.coalesce(public_remarks.c.answer, answers.c.content).label("answer"),
    public_remarks.c.answer.is_not(None).label("public"),
    channels.c.name,
).select_from(WITH_WORDS)
"""Remarks with their words (none when they were erased), and the name of the public entry that each is about."""
REMARK = select(
    *LISTED.selected_columns,
    channels.c.record,
    receivers.c.content.label("forwarded_to"),
    whys.c.content.label("forwarded_why"),
    reopenings.c.content.label("reopened_why"),
    keepings.c.content.label("erasure_why"),
    findings.c.content.label("resolved_why"),
    delays.c.content.label("extended_why"),
    committees.c.content.label("committee_why"),
    oversights.c.oversight,
).select_from(
    WITH_WORDS.outerjoin(
        receivers, and_(receivers.c.tenant == remarks.c.tenant, receivers.c.id == remarks.c.forwarded_to_id)
    )
    .outerjoin(whys, and_(whys.c.tenant == remarks.c.tenant, whys.c.id == remarks.c.forwarded_why_id))
    .outerjoin(reopenings, and_(reopenings.c.tenant == remarks.c.tenant, reopenings.c.id == remarks.c.reopened_why_id))
    .outerjoin(keepings, and_(keepings.c.tenant == remarks.c.tenant, keepings.c.id == remarks.c.erasure_why_id))
    .outerjoin(findings, and_(findings.c.tenant == remarks.c.tenant, findings.c.id == remarks.c.resolved_why_id))
    .outerjoin(delays, and_(delays.c.tenant == remarks.c.tenant, delays.c.id == remarks.c.extended_why_id))
    .outerjoin(committees, and_(committees.c.tenant == remarks.c.tenant, committees.c.id == remarks.c.committee_why_id))
    .outerjoin(oversights, and_(oversights.c.tenant == remarks.c.tenant, oversights.c.id == remarks.c.entry))
)


async def get_channel(tx: AsyncConnection, entry: str) -> RowMapping:
    """The public entry, in any organisation; raises NotFound."""
    row = (await tx.execute(select(channels).where(channels.c.id == entry))).mappings().first()
    if row is None:
        raise NotFound(f"channel/{entry}")
    return row


async def is_open(tx: AsyncConnection, tenant: str, entry: str) -> bool:
    """Can residents say something about this entry now?"""
    record, today = (await get_channel(tx, entry))["record"], days.today()
    if not channel.takes_remarks(record.get("end_date"), today):
        return False
    return bool((await state_of(tx, tenant, channel, entry)).open)


async def list_public(tx: AsyncConnection, tenant: str, entry: str, page: Place) -> list[RowMapping]:
    """What all may read about one entry, newest first."""
    after, limit = page
    order = tuple_(public_remarks.c.received_at, public_remarks.c.id)
    joined = public_remarks.outerjoin(
        words, and_(words.c.tenant == public_remarks.c.tenant, words.c.id == public_remarks.c.text_id)
    )
    query = select(public_remarks, words.c.content.label("text")).select_from(joined)
    query = query.where(public_remarks.c.tenant == tenant, public_remarks.c.entry == entry)
    query = query.where(order < tuple_(*map(literal, after))) if after else query
    newest = query.order_by(public_remarks.c.received_at.desc(), public_remarks.c.id.desc()).limit(limit)
    return list((await tx.execute(newest)).mappings().all())


async def list_remarks(
    tx: AsyncConnection, tenant: str, filters: Mapping[str, str | None], page: Place
) -> list[RowMapping]:
    """Remarks of one organisation: what must be answered first stands first."""
    after, limit = page
    query = _filtered(LISTED.where(remarks.c.tenant == tenant), filters)
    if after:
        query = query.where(tuple_(remarks.c.term_ends, remarks.c.id) > tuple_(*map(literal, after)))
    rows = await tx.execute(query.order_by(remarks.c.term_ends, remarks.c.id).limit(limit))
    return list(rows.mappings().all())


def _filtered(query: Select[tuple[object]], filters: Mapping[str, str | None]) -> Select[tuple[object]]:
    for column, value in filters.items():
        query = query.where(remarks.c[column] == value) if value else query
    return query


async def count_states(tx: AsyncConnection, tenant: str) -> dict[str, int]:
    """How many remarks of one organisation are in each state."""
    query = select(remarks.c.state, func.count()).where(remarks.c.tenant == tenant).group_by(remarks.c.state)
    return {state: count for state, count in (await tx.execute(query)).all()}


async def get_remark(tx: AsyncConnection, tenant: str, id: str) -> RowMapping:
    """One remark with its words; raises NotFound."""
    found = await tx.execute(REMARK.where(remarks.c.tenant == tenant, remarks.c.id == id))
    row = found.mappings().first()
    if row is None:
        raise NotFound(f"remark/{id}")
    return row


async def get_correction(tx: AsyncConnection, tenant: str, id: str) -> RowMapping:
    """One correction request, which also who does not moderate may read; raises NotFound for any other remark."""
    row = await get_remark(tx, tenant, id)
    if row["kind"] != "correction-request":
        raise NotFound(f"correction/{id}")
    return row


async def list_corrections(tx: AsyncConnection, tenant: str, page: Place) -> list[RowMapping]:
    """Correction requests of one organisation: what nobody looked at yet first, then by the term."""
    after, limit = page
    looked = case((remarks.c.resolution.is_(None), "0"), else_="1").label("looked")
    query = LISTED.add_columns(looked).where(remarks.c.tenant == tenant, remarks.c.kind == "correction-request")
    if after:
        query = query.where(tuple_(looked, remarks.c.term_ends, remarks.c.id) > tuple_(*map(literal, after)))
    return list((await tx.execute(query.order_by(looked, remarks.c.term_ends, remarks.c.id).limit(limit))).mappings())


async def list_erasures(tx: AsyncConnection, tenant: str, id: str) -> list[RowMapping]:
    """What was erased of one remark, in that order."""
    query = select(erasures).where(erasures.c.tenant == tenant, erasures.c.remark == id)
    return list((await tx.execute(query.order_by(erasures.c.erased_at, erasures.c.id))).mappings().all())


async def linked(tx: AsyncConnection, secret: str) -> tuple[str, str]:
    """The organisation and the remark that a secret opens; raises NotFound."""
    row = (await tx.execute(select(links).where(links.c.hash == hash_of(secret)))).first()
    if row is None:
        raise NotFound("link")
    return row.tenant, row.remark


def hash_of(secret: str) -> str:
    """What is kept of a secret: it has 256 random bits, so a plain hash keeps it safe."""
    return hashlib.sha256(secret.encode()).hexdigest()


def order_of(said: Said, tenant: str, entry: str, secret: str) -> Order:
    """The order to receive what someone said: the words go to `texts`, and the secret opens the remark."""
    prose, id, today = Prose(), uuid7(), days.today()
    text, contact = prose.say(said.text), prose.refer(said.contact)

    async def prepare(tx: AsyncConnection) -> Command:
        await upsert(tx, links, {"hash": hash_of(secret), "tenant": tenant, "remark": id})
        return ReceiveRemark(
            by="",
            today=today,
            entry=entry,
            channel_open=await is_open(tx, tenant, entry),
            fields=(*FIELDS, *(await get_channel(tx, entry))["record"]),
            field=said.field,
            kind=said.kind,
            text=text,
            contact=contact,
        )

    return Order(remark, id, prepare, texts=prose.texts)


def delaying(ask: Ask, id: str, kind: type[Command], words: str, expected: int | None, **fields: Any) -> Order:
    """The order of a moderator to answer a complaint later, or to have a committee treat it; why is told in `words`."""
    prose = Prose()
    reason = prose.say(words)

    async def prepare(tx: AsyncConnection) -> Command:
        since = term_began(await history_of(tx, ask.tenant, remark, id))
        return ask.command(kind, since=since, reason=reason, **fields)

    return Order(remark, id, prepare, expected, texts=prose.texts)


def term_began(history: Sequence[tuple[Envelope, Event]]) -> date:
    """The day, where it is answered, on which a remark came in, or was opened again; raises NotFound."""
    began = [envelope.time for envelope, event in history if isinstance(event, FeedbackReceived | FeedbackReopened)]
    if not began:
        raise NotFound("remark")
    return days.on(began[-1])


def reopening(id: str, words: str) -> Order:
    """The order of who sent a remark and is not helped yet."""
    prose = Prose()
    reason = prose.say(words)
    return Order(remark, id, ReopenRemark(by="", today=days.today(), reason=reason), texts=prose.texts)


def erasing(id: str, scope: Scope) -> Order:
    """The order of who sent a remark and wants words of it erased."""
    return Order(remark, id, AskErasure(by="", today=days.today(), scope=scope))
