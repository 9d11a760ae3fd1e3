"""Brings the log to the topics: per organisation in order, at least once; a duplicate is the same to the byte."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from sqlalchemy import Row, and_, bindparam, select, update

from contracts.topics import CHECKPOINTS
from services.chassis import log
from services.chassis.database import ALL, is_trouble
from services.chassis.service import Running, listening
from services.chassis.store import Record
from services.chassis.tables import events, streams
from services.chassis.ticker import wait

ROUND = 5_000
"""Events in one round at most, shared out over the logs that are behind."""
SHARE = 20
"""Events of one log in one round at least."""


class Undelivered(Exception):
    """Something was not acknowledged: this publisher must not be used again."""


@dataclass(frozen=True)
class Parcel:
    """The next events of one organisation on one topic, in order."""

    topic: str
    tenant: str
    relayed: int
    records: Sequence[Record]
    whole: bool = True
    """Nothing of this log comes after these."""


@dataclass(frozen=True)
class Receipt:
    """How many events of a parcel were acknowledged without a hole, and the offset of the last one."""

    count: int
    offset: int | None = None


class Publisher(Protocol):
    """Where events go: Kafka, or a list in tests."""

    async def publish(self, parcel: Parcel) -> Receipt:
        """Sends in order and waits for the acknowledgements; stops at the first that fails."""

    async def close(self) -> None:
        """Lets go, without waiting for what is under way."""


async def run(running: Running, connect: Callable[[], Awaitable[Publisher]], seconds: float = 1.0) -> None:
    """Relays until cancelled: at once after a poke, else every second. After a failure a new publisher begins anew."""
    while True:
        try:
            publisher = await connect()
        except OSError as error:
            await _rest(running, error, seconds)
            continue
        try:
            await _relay(running, publisher, seconds)
        except Exception as error:
            if not (isinstance(error, Undelivered) or is_trouble(error)):
                raise
            await _rest(running, error, seconds)
        finally:
            await publisher.close()


async def _rest(running: Running, error: Exception, seconds: float) -> None:
    log.alarm(running, "relay-stopped", error=type(error).__name__)
    await asyncio.sleep(seconds)


async def _relay(running: Running, publisher: Publisher, seconds: float) -> None:
    with listening([running]) as poked:
        while True:
            poked.clear()
            if not await relay(running, publisher):
                await wait(poked, seconds)


async def relay(running: Running, publisher: Publisher) -> int:
    """One round; the number of events that were published and marked. Raises Undelivered when one was not.

    A checkpoint comes after what it was signed over, so that who verifies from the topics alone misses nothing.
    """
    parcels = await _parcels(running)
    facts = [parcel for parcel in parcels if parcel.topic != CHECKPOINTS]
    unfinished = {parcel.tenant for parcel in facts if not parcel.whole}
    signed = [parcel for parcel in parcels if parcel.topic == CHECKPOINTS and parcel.tenant not in unfinished]
    return sum([await _send(running, publisher, part) for part in (facts, signed)])


async def _send(running: Running, publisher: Publisher, parcels: Sequence[Parcel]) -> int:
    receipts = await asyncio.gather(*(publisher.publish(parcel) for parcel in parcels))
    done = list(zip(parcels, receipts, strict=True))
    await _mark(running, done)
    if any(receipt.count < len(parcel.records) for parcel, receipt in done):
        raise Undelivered
    return sum(receipt.count for receipt in receipts)


_BEHIND = select(streams.c.topic, streams.c.tenant).where(streams.c.last > streams.c.relayed)
_NEXT = (
    select(streams.c.topic, streams.c.tenant, streams.c.relayed, streams.c.last, events.c.sequence, events.c.bytes)
    .join(
        events,
        and_(
            events.c.tenant == streams.c.tenant,
            events.c.topic == streams.c.topic,
            events.c.sequence > streams.c.relayed,
            events.c.sequence <= streams.c.relayed + bindparam("share"),
        ),
    )
    .where(streams.c.last > streams.c.relayed)
    .order_by(streams.c.topic, streams.c.tenant, events.c.sequence)
)


async def _parcels(running: Running) -> list[Parcel]:
    async with running.db.view(ALL) as tx:
        behind = len((await tx.execute(_BEHIND)).all())
        if not behind:
            return []
        rows = (await tx.execute(_NEXT, {"share": max(SHARE, ROUND // behind)})).all()
    return [_parcel(list(group)) for _, group in groupby(rows, key=lambda row: (row.topic, row.tenant))]


def _parcel(rows: Sequence[Row[Any]]) -> Parcel:
    first, records = rows[0], [Record(row.sequence, row.bytes) for row in rows]
    return Parcel(first.topic, first.tenant, first.relayed, records, records[-1].sequence == first.last)


_MARK = (
    update(streams)
    .where(
        streams.c.topic == bindparam("of_topic"),
        streams.c.tenant == bindparam("of_tenant"),
        streams.c.relayed == bindparam("was"),
    )
    .values(relayed=bindparam("now"), relayed_offset=bindparam("offset"))
)


async def _mark(running: Running, done: Sequence[tuple[Parcel, Receipt]]) -> None:
    """Compare and set: one who wakes up late marks nothing that another one has marked since."""
    moved = [
        {
            "of_topic": parcel.topic,
            "of_tenant": parcel.tenant,
            "was": parcel.relayed,
            "now": parcel.records[receipt.count - 1].sequence,
            "offset": receipt.offset,
        }
        for parcel, receipt in done
        if receipt.count
    ]
    if moved:
        async with running.db.session(ALL) as tx:
            await tx.execute(_MARK, moved)
