"""Embedded mode: logs that are behind what others have heard of them, because their file was put back from a backup.

There is no other copy of the log here, so what is lost can only be named, and left behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from services.chassis import canonical, inbox, log
from services.chassis.database import ALL, upsert
from services.chassis.recovery import rebuilding
from services.chassis.recovery.sources import Source
from services.chassis.service import Running
from services.chassis.tables import inbox as heard
from services.chassis.tables import parked


@dataclass(frozen=True)
class Loss:
    """The events of one organisation that a service has heard and their own log no longer has."""

    listener: Running
    topic: str
    tenant: str
    last: int
    heard: int

    def __str__(self) -> str:
        """For the operator."""
        count, places = self.heard - self.last, f"{self.last + 1} to {self.heard}"
        what = f"1 event, with sequence {self.heard}," if count == 1 else f"{count} events, with sequence {places},"
        return f"{self.tenant}: {what} of {self.topic}, which {self.listener.service.name} has heard"


async def find(services: Sequence[Running]) -> list[Loss]:
    """What listeners have heard and the logs do not have."""
    return [
        loss for running in services for topic in running.service.subscriptions for loss in await _of(running, topic)
    ]


async def _of(running: Running, topic: str) -> list[Loss]:
    ends = await running.sources[topic].ends(topic)
    async with running.db.view(ALL) as tx:
        positions = await inbox.positions(tx, topic)
    if ends is None:
        return []
    return [
        Loss(running, topic, tenant, ends.get(tenant, 0), position)
        for tenant, position in sorted(positions.items())
        if position > ends.get(tenant, 0)
    ]


async def accept(losses: Sequence[Loss]) -> None:
    """The listeners go on from where the logs end now, with read tables as if they had heard no more than that."""
    for loss in losses:
        place = {"topic": loss.topic, "tenant": loss.tenant}
        await _set_back(loss)
        log.alarm(loss.listener, "loss-accepted", **place, last=loss.last, heard=loss.heard)
    for listener in {id(loss.listener): loss.listener for loss in losses}.values():
        await rebuilding.rebuild(listener)


async def _set_back(loss: Loss) -> None:
    listener, topic, tenant = loss.listener, loss.topic, loss.tenant
    last_id = await _id(listener.sources[topic], topic, tenant, loss.last) if loss.last else None
    async with listener.db.session(tenant) as tx:
        beyond = (parked.c.tenant == tenant, parked.c.topic == topic, parked.c.sequence > loss.last)
        await tx.execute(delete(parked).where(*beyond))
        if last_id is None:
            await tx.execute(delete(heard).where(heard.c.tenant == tenant, heard.c.topic == topic))
        else:
            await upsert(tx, heard, {"tenant": tenant, "topic": topic, "sequence": loss.last, "id": last_id})


async def _id(source: Source, topic: str, tenant: str, sequence: int) -> str:
    """The id of the last event that is there."""
    others = await source.ends(topic) or {}
    async for batch in source.batches(topic, others | {tenant: sequence - 1}):
        return canonical.read(batch.records[0].bytes).id
    raise rebuilding.Missing(f"{topic} of {tenant}: {sequence} cannot be read back")
