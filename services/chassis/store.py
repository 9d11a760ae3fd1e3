"""The log: one row is at once the truth and what others hear. Gap-free per topic and tenant, in commit order."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import and_, bindparam, insert, outerjoin, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope
from services.chassis import canonical
from services.chassis.statements import Statement
from services.chassis.tables import events, streams, tenants
from services.chassis.telemetry import trace


class ConcurrencyConflict(Exception):
    """Someone else was first: the subject has moved on since it was read."""

    def __init__(self, subject: str, version: int | None = None) -> None:
        super().__init__(f"{subject} has changed in the meantime")
        self.subject, self.version = subject, version


_HISTORY = Statement(
    select(events.c.bytes)
    .where(events.c.tenant == bindparam("tenant"), events.c.subject == bindparam("subject"))
    .order_by(events.c.version)
)


_SUBJECT = Statement(
    select(tenants.c.oin, events.c.bytes)
    .select_from(
        outerjoin(tenants, events, and_(events.c.tenant == tenants.c.tenant, events.c.subject == bindparam("subject")))
    )
    .where(tenants.c.tenant == bindparam("tenant"))
    .order_by(events.c.version)
)


@dataclass(frozen=True)
class Record:
    """One event as it stands on a topic."""

    sequence: int
    bytes: bytes
    offset: int | None = None
    """Its place in the partition; None in embedded mode."""
    sent: str | None = None
    """The traceparent of the span that sent it over Kafka."""


async def load(tx: AsyncConnection, tenant: str, subject: str) -> list[Envelope]:
    """The history of one subject, oldest first."""
    rows = await _HISTORY.rows(tx, {"tenant": tenant, "subject": subject})
    return [canonical.read(row["bytes"]) for row in rows]


async def load_with_oin(tx: AsyncConnection, tenant: str, subject: str) -> tuple[str | None, list[Envelope]]:
    """The same with the OIN of the tenant, None when it is not known here: all that a command begins with."""
    rows = await _SUBJECT.rows(tx, {"tenant": tenant, "subject": subject})
    return rows[0]["oin"] if rows else None, [canonical.read(row["bytes"]) for row in rows if row["bytes"] is not None]


async def append(tx: AsyncConnection, topic_of: dict[str, str], envelopes: Sequence[Envelope]) -> None:
    """Writes events of one tenant at the end of their topics, in topic order; `topic_of` maps type to topic.

    Raises ConcurrencyConflict when a subject already has one of the versions.
    """
    add = _append_sqlite if tx.dialect.name == "sqlite" else _append_postgresql
    try:
        for topic, group in groupby(sorted(envelopes, key=lambda e: topic_of[e.type]), key=lambda e: topic_of[e.type]):
            facts = list(group)
            with trace.create(topic, facts):
                await add(tx, topic, facts)
    except IntegrityError as error:
        raise ConcurrencyConflict(envelopes[0].subject) from error


async def read(tx: AsyncConnection, topic: str, tenant: str, after: int, limit: int) -> list[Record]:
    """The next events of one tenant on one topic."""
    query = select(events.c.sequence, events.c.bytes)
    query = query.where(events.c.tenant == tenant, events.c.topic == topic, events.c.sequence > after)
    rows = await tx.execute(query.order_by(events.c.sequence).limit(limit))
    return [Record(row.sequence, row.bytes) for row in rows]


async def ends(tx: AsyncConnection, topic: str) -> dict[str, int]:
    """The last sequence of every tenant on one topic that this session may see."""
    rows = await tx.execute(select(streams.c.tenant, streams.c.last).where(streams.c.topic == topic))
    return {row.tenant: row.last for row in rows}


_TAKE = text("""
insert into streams (topic, tenant, last, relayed) values (:topic, :tenant, :count, 0)
on conflict (topic, tenant) do update set last = streams.last + :count
returning last
""")


async def _append_sqlite(tx: AsyncConnection, topic: str, envelopes: list[Envelope]) -> None:
    count, tenant = len(envelopes), envelopes[0].tenant
    last = (await tx.execute(_TAKE, {"topic": topic, "tenant": tenant, "count": count})).scalar_one()
    rows = [_row(topic, last - count + place, envelope) for place, envelope in enumerate(envelopes, 1)]
    await tx.execute(insert(events), rows)


def _row(topic: str, sequence: int, envelope: Envelope) -> dict[str, object]:
    raw = canonical.number(canonical.serialise(envelope), sequence)
    leaf = hashlib.sha256(b"\0" + raw).digest()
    return index(envelope) | {"topic": topic, "sequence": sequence, "bytes": raw, "leaf": leaf}


def index(envelope: Envelope) -> dict[str, object]:
    """The columns by which an event is found."""
    return {
        "tenant": envelope.tenant,
        "id": envelope.id,
        "subject": envelope.subject,
        "version": envelope.version,
        "type": envelope.type,
        "actor": envelope.authid,
        "causation": envelope.causationid,
    }


_APPEND = Statement(
    text("""
with taken as (
  insert into streams (topic, tenant, last, relayed) values (:topic, :tenant, :count, 0)
  on conflict (topic, tenant) do update set last = streams.last + :count
  returning last
), numbered as (
  select r.*, taken.last - :count + r.place as sequence,
         r.first || convert_to(lpad((taken.last - :count + r.place)::text, 20, '0'), 'UTF8') || r.rest as bytes
  from taken, unnest(cast(:ids as text[]), cast(:subjects as text[]), cast(:versions as int[]), cast(:types as text[]),
    cast(:actors as text[]), cast(:causations as text[]), cast(:firsts as bytea[]), cast(:rests as bytea[]))
    with ordinality as r (id, subject, version, type, actor, causation, first, rest, place)
)
insert into events (tenant, topic, sequence, id, subject, version, type, actor, causation, bytes, leaf)
select :tenant, :topic, sequence, id, subject, version, type, actor, causation, bytes, sha256('\\x00'::bytea || bytes)
from numbered order by sequence
""")
)


async def _append_postgresql(tx: AsyncConnection, topic: str, envelopes: list[Envelope]) -> None:
    parts = [canonical.split(canonical.serialise(envelope)) for envelope in envelopes]
    columns = {
        f"{name}s": [index(e)[name] for e in envelopes]
        for name in ("id", "subject", "version", "type", "actor", "causation")
    }
    values = {"topic": topic, "tenant": envelopes[0].tenant, "count": len(envelopes), **columns}
    await _APPEND.rows(tx, values | {"firsts": [p[0] for p in parts], "rests": [p[1] for p in parts]})
