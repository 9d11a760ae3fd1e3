"""Where a topic can be read back from: another service's database, or the partitions of a broker."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from contracts import topics
from services.chassis import canonical, store
from services.chassis.database import ALL, Database
from services.chassis.inbox import Batch
from services.chassis.store import Record
from services.chassis.topic import Placed, Reader

PAGE = 500
START: Mapping[int, int] = {}


class Source(Protocol):
    """A topic from its first event to its present end, as often as one likes."""

    def batches(self, topic: str, after: Mapping[str, int], begin: Mapping[int, int] = START) -> AsyncIterator[Batch]:
        """What comes after these sequences: each tenant's events in order and once, tenants in any order.

        `begin`: offsets of partitions before which nothing new stands, for a source that has partitions.
        """

    async def ends(self, topic: str) -> dict[str, int] | None:
        """Each tenant's last sequence; None where only reading everything would tell."""

    async def offsets(self, topic: str) -> dict[int, int]:
        """The next offset of each partition; nothing where there are none."""


@dataclass(frozen=True)
class DatabaseSource:
    """The log in the database of the service that writes the topic."""

    db: Database

    async def batches(
        self, topic: str, after: Mapping[str, int], begin: Mapping[int, int] = START
    ) -> AsyncIterator[Batch]:
        """Page by page, each in a transaction of its own."""
        for tenant, end in (await self.ends(topic)).items():
            last = after.get(tenant, 0)
            while last < end:
                async with self.db.view(tenant) as tx:
                    records = await store.read(tx, topic, tenant, last, PAGE)
                if not records:
                    break
                yield Batch(topic, tenant, records)
                last = records[-1].sequence

    async def ends(self, topic: str) -> dict[str, int]:
        """Each tenant's last sequence."""
        async with self.db.view(ALL) as tx:
            return await store.ends(tx, topic)

    async def offsets(self, topic: str) -> dict[int, int]:
        """A database has no partitions."""
        return {}


@dataclass(frozen=True)
class TopicSource:
    """The topic itself. What was published twice is read once, and what stands too early in its place.

    `writer`: the service whose checkpoints are meant; all services write theirs to the same topic.
    """

    reader: Reader
    writer: str

    async def batches(
        self, topic: str, after: Mapping[str, int], begin: Mapping[int, int] = START
    ) -> AsyncIterator[Batch]:
        """All partitions, to where each ends now. A record without a sequence is no event."""
        order = _Order(dict(after))
        ends = await self.reader.ends(topic)
        async for page in self.reader.read(topic, {p: begin.get(p, 0) for p in ends}, ends):
            for tenant, records in order.add(events(topic, page, self.writer)).items():
                yield Batch(topic, tenant, records)
        for tenant, records in order.rest().items():
            yield Batch(topic, tenant, records)

    async def ends(self, topic: str) -> dict[str, int] | None:
        """A partition knows its offsets, not the sequences in it."""
        return None

    async def offsets(self, topic: str) -> dict[int, int]:
        """The offset behind the last record of each partition."""
        return await self.reader.ends(topic)


@dataclass
class _Order:
    """Each tenant's events in order and once, however they stand on the topic.

    What stands too early waits for what belongs before it. Where that never comes, as when a topic lost its beginning,
    it is given all the same at the end: who reads sees the hole.
    """

    last: dict[str, int]
    early: dict[str, dict[int, Record]] = field(default_factory=dict)

    def add(self, found: Iterable[tuple[str, Record]]) -> dict[str, list[Record]]:
        """What is in order now, by tenant."""
        ready: dict[str, list[Record]] = {}
        for tenant, record in found:
            if record.sequence > self.last.get(tenant, 0):
                waiting = self.early.setdefault(tenant, {})
                waiting.setdefault(record.sequence, record)
                if given := self._next(tenant, waiting):
                    ready.setdefault(tenant, []).extend(given)
        return ready

    def rest(self) -> dict[str, list[Record]]:
        """What still waits, in its order."""
        return {tenant: [waiting[n] for n in sorted(waiting)] for tenant, waiting in self.early.items() if waiting}

    def _next(self, tenant: str, waiting: dict[int, Record]) -> list[Record]:
        given = []
        while record := waiting.pop(self.last.get(tenant, 0) + 1, None):
            given.append(record)
            self.last[tenant] = record.sequence
        return given


def events(topic: str, page: Sequence[Placed], writer: str) -> Iterator[tuple[str, Record]]:
    """The events among records, with their tenants; of the checkpoints only those of one service."""
    for placed in page:
        raw = placed.value or b""
        sequence = sequence_of(placed)
        if sequence is not None and placed.key and (topic != topics.CHECKPOINTS or _writer(raw) == writer):
            yield placed.key.decode(), Record(sequence, raw, placed.offset)


def sequence_of(placed: Placed) -> int | None:
    """The sequence of the event in a record; None when it is no event."""
    return canonical.sequence_in(placed.value or b"")


def _writer(raw: bytes) -> str:
    """The service in a `source` like urn:nld:oin:<oin>:systeem:helder-<service>-checkpoints."""
    start = raw.rfind(b'"source":"')
    return raw[start:].split(b'"', 4)[3].decode().rpartition(":")[2].split("-")[1] if start >= 0 else ""
