"""Signed checkpoints: each log's Merkle tree grows from the leaves after the last one; nothing is read twice."""

import asyncio
import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import topics
from contracts.checkpoints import CheckpointPublished
from services.chassis import log
from services.chassis.audit.keys import public_key
from services.chassis.audit.merkle import HASH_SIZE, AuditError, Frontier
from services.chassis.audit.notes import SigningKey, sign_checkpoint
from services.chassis.audit.published import Writer, fact_of, publish
from services.chassis.database import ALL, is_trouble
from services.chassis.service import Running
from services.chassis.store import ConcurrencyConflict
from services.chassis.tables import checkpoints, events, streams, tenants

PAGE = 5_000
EVERY = 60.0
"""Seconds between two checkpoints of one log, at least."""


@dataclass(frozen=True)
class Made:
    """The newest checkpoint of one log; `root` is base64, as in the note; `key` the installation's public key."""

    source: str
    size: int
    root: str
    note: str
    key: str


async def checkpoint(running: Running, tenant: str | None = None) -> list[Made]:
    """Signs every log that grew, of one organisation or of all; answers the newest checkpoint of each.

    A log that no longer fits its last checkpoint is not signed, and raises an alarm: `audit verify` says what is wrong.
    """
    async with running.db.view(tenant or ALL) as tx:
        ends = (await tx.execute(_ends(tenant))).all()
    made = []
    for end in ends:
        try:
            made.append(await _signed(running, end))
        except AuditError as error:
            log.alarm(running, "audit-broken", tenant=end.tenant, topic=end.topic, detail=str(error))
    return made


async def run(running: Running, seconds: float = EVERY) -> None:
    """Signs what grew, again and again, until cancelled."""
    while True:
        try:
            await checkpoint(running)
        except Exception as error:
            if not is_trouble(error):
                raise
            log.alarm(running, "database-trouble")
        await asyncio.sleep(seconds)


def _ends(tenant: str | None) -> Select[Any]:
    """Each log there is; those of checkpoints themselves are not signed."""
    query = select(streams.c.tenant, streams.c.topic, tenants.c.oin)
    query = query.join(tenants, tenants.c.tenant == streams.c.tenant).where(streams.c.topic != topics.CHECKPOINTS)
    query = query.order_by(streams.c.tenant, streams.c.topic)
    return query if tenant is None else query.where(streams.c.tenant == tenant)


async def _signed(running: Running, end: Row[Any]) -> Made:
    """Signs it; again when someone else signed the same log at the same time."""
    try:
        return await _newest(running, end)
    except ConcurrencyConflict:
        return await _newest(running, end)


async def _newest(running: Running, end: Row[Any]) -> Made:
    source = topics.source(end.topic, end.oin)
    async with running.db.view(end.tenant) as tx:
        kept = await _kept(tx, end)
        last = await _last(tx, end)
        if kept is not None and kept.size == last:
            return _made(running, source, kept.size, kept.root, kept.note)
        frontier = await _grown(tx, end, last, _frontier(kept))
    note = sign_checkpoint(SigningKey(source, running.keys.audit), frontier.head)
    await _keep(running, end, fact_of(source, frontier, note))
    return _made(running, source, frontier.size, frontier.head.root, note)


async def _kept(tx: AsyncConnection, end: Row[Any]) -> Row[Any] | None:
    same = (checkpoints.c.tenant == end.tenant, checkpoints.c.topic == end.topic)
    rows = await tx.execute(select(checkpoints).where(*same).order_by(checkpoints.c.size.desc()).limit(1))
    return rows.first()


async def _last(tx: AsyncConnection, end: Row[Any]) -> int:
    """Where the log ends now: asked after the last checkpoint, which another process may have made just now."""
    same = (streams.c.tenant == end.tenant, streams.c.topic == end.topic)
    return (await tx.execute(select(streams.c.last).where(*same))).scalar() or 0


def _frontier(kept: Row[Any] | None) -> Frontier:
    if kept is None:
        return Frontier()
    edge = tuple(kept.edge[i : i + HASH_SIZE] for i in range(0, len(kept.edge), HASH_SIZE))
    frontier = Frontier(kept.size, edge)
    if frontier.head.root != kept.root:
        raise AuditError("Het laatste ijkpunt is beschadigd: rand en wortel passen niet bij elkaar.")
    return frontier


async def _grown(tx: AsyncConnection, end: Row[Any], last: int, frontier: Frontier) -> Frontier:
    query = select(events.c.sequence, events.c.leaf).where(events.c.tenant == end.tenant, events.c.topic == end.topic)
    query = query.order_by(events.c.sequence).limit(PAGE)
    while frontier.size < last:
        within = events.c.sequence.between(frontier.size + 1, last)
        page: Sequence[Row[Any]] = (await tx.execute(query.where(within))).all()
        wanted = range(frontier.size + 1, frontier.size + 1 + len(page))
        if not page or [row.sequence for row in page] != list(wanted):
            raise AuditError(f"Na gebeurtenis {frontier.size} ontbreekt er een.")
        frontier = frontier.extended(row.leaf for row in page)
    if frontier.size != last:
        raise AuditError(f"Het laatste ijkpunt telt {frontier.size} gebeurtenissen, het logboek {last}.")
    return frontier


async def _keep(running: Running, end: Row[Any], fact: CheckpointPublished) -> None:
    """Keeps and publishes it, once. Two that sign at the same time write the same: Ed25519 has no chance in it."""
    insert = (sqlite.insert if running.db.embedded else postgresql.insert)(checkpoints)
    row = {"tenant": end.tenant, "topic": end.topic, "made_at": datetime.now(UTC).isoformat(), **_row(fact)}
    async with running.db.session(end.tenant) as tx:
        if (await tx.execute(insert.values(**row).on_conflict_do_nothing())).rowcount:
            await publish(tx, Writer(running.service.name, end.tenant, end.oin), fact)
    running.poke()


def _row(fact: CheckpointPublished) -> dict[str, Any]:
    root, *edge = (base64.b64decode(text) for text in (fact.root, *fact.edge))
    return {"size": fact.size, "root": root, "edge": b"".join(edge), "note": fact.note}


def _made(running: Running, source: str, size: int, root: bytes, note: str) -> Made:
    return Made(source, size, base64.b64encode(root).decode(), note, public_key(running.keys.audit))
