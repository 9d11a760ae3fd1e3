"""A database that was put back from a backup, compared with its topics and healed from them.

The database leads and Kafka is a complete copy of the log. So what is only on a topic was lost here and is taken back;
what a topic has lost is published again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from services.chassis import store
from services.chassis.database import ALL
from services.chassis.inbox import Batch
from services.chassis.recovery import own_log, replay
from services.chassis.recovery.on_topic import Compared, OnTopic
from services.chassis.recovery.rebuilding import Progress, following
from services.chassis.service import Handlers, Running
from services.chassis.store import Record
from services.chassis.tables import texts
from services.chassis.topic import Reader


class Ahead(Exception):
    """A topic holds events that this database has lost: nothing may be written before they are taken back."""


@dataclass(frozen=True)
class LostText:
    """A text that a fact points at and that is not here: it was written after the backup."""

    tenant: str
    subject: str
    id: str


@dataclass
class Restored:
    """What was taken back, and what cannot be."""

    events: int = 0
    texts: list[LostText] = field(default_factory=list)


async def check_log(running: Running, reader: Reader) -> None:
    """To be called before a service is used: raises Ahead and SecondHistory; has republished what a topic lost."""
    async with running.db.view(ALL) as tx:
        if await replay.unfinished(tx):
            raise Ahead(f"A replay of {running.service.name} has not ended. Run it again: it goes on where it was.")
    lost: dict[str, int] = {}
    for topic in own_log.written_by(running.service):
        on_topic = await OnTopic.find(running, reader, topic)
        ahead = await _ahead(on_topic)
        for tenant, count in ahead.items():
            lost[tenant] = lost.get(tenant, 0) + count
        if not ahead:
            await on_topic.set_back()
    if lost:
        counts = ", ".join(f"{tenant} {count}" for tenant, count in sorted(lost.items()))
        raise Ahead(
            f"The topics hold events that the database of {running.service.name} has lost ({counts}): it was put back "
            f"from a backup. Run `python -m services.{running.service.name} restore` first."
        )


async def _ahead(on_topic: OnTopic) -> dict[str, int]:
    """How many events of each organisation only the topic has."""
    ahead: dict[str, set[int]] = {}
    async for page in on_topic.read():
        for compared in page:
            if compared.own is None:
                ahead.setdefault(compared.tenant, set()).add(compared.record.sequence)
    return {tenant: len(sequences) for tenant, sequences in ahead.items()}


async def restore(running: Running, reader: Reader, progress: Progress = lambda done: None) -> Restored:
    """Takes back what is only on the own topics, to the byte, with what follows from it; raises SecondHistory."""
    written, restored = own_log.written_by(running.service), Restored()
    for topic in written:
        await _ahead(await OnTopic.find(running, reader, topic))  # finds a second history before anything changes
    for topic, handlers in written.items():
        async for page in (await OnTopic.find(running, reader, topic)).read():
            for batch in _lost(topic, page):
                await _take_back(running, handlers, batch, restored)
                progress(len(batch.records))
    return restored


def _lost(topic: str, page: Sequence[Compared]) -> list[Batch]:
    found: dict[str, dict[int, Record]] = {}
    for compared in page:
        if compared.own is None:
            found.setdefault(compared.tenant, {}).setdefault(compared.record.sequence, compared.record)
    return [Batch(topic, tenant, list(records.values())) for tenant, records in found.items()]


async def _take_back(running: Running, handlers: Handlers, batch: Batch, restored: Restored) -> None:
    async with running.db.session(batch.tenant) as tx:
        last = (await store.ends(tx, batch.topic)).get(batch.tenant, 0)
        whole = Batch(batch.topic, batch.tenant, following(batch, last))
        envelopes = await own_log.take_back(tx, handlers, whole, policies=True)
        wanted = {id: envelope for envelope in envelopes for id in references(envelope.data)}
        query = select(texts.c.id).where(texts.c.tenant == batch.tenant, texts.c.id.in_(wanted))
        there = set((await tx.execute(query)).scalars())
    restored.events += len(envelopes)
    restored.texts += [LostText(e.tenant, e.subject, id) for id, e in wanted.items() if id not in there]


def references(data: Any) -> list[str]:
    """The ids of the texts that a fact points at."""
    if isinstance(data, Mapping):
        here = [str(data["id"])] if data.keys() == {"id", "commitment"} else []
        return here + [id for value in data.values() for id in references(value)]
    if isinstance(data, list):
        return [id for value in data for id in references(value)]
    return []
