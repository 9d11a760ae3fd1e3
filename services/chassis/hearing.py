"""What a worker hears on Kafka: records by organisation, holes healed by reading back, positions, lag."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from services.chassis import inbox, log
from services.chassis.broker import Placed, Reader
from services.chassis.canonical import sequence_in
from services.chassis.database import ALL, upsert
from services.chassis.inbox import Batch, Gap
from services.chassis.service import Running
from services.chassis.store import Record
from services.chassis.tables import inbox as heard
from services.chassis.tables import partitions

LONGEST_PAUSE = 5.0
Place = tuple[str, int]
"""A topic and a partition."""


@dataclass
class Hearing:
    """The state of one worker: what it handled, and which organisations lack something."""

    running: Running
    handled: dict[Place, int] = field(default_factory=dict)
    """The offset behind the last record that was handled or set aside as lacking something before it."""
    gaps: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """(topic, tenant) -> partition and the offset from which it must be read again."""
    lag: dict[Place, int] = field(default_factory=dict)
    progress: int = 0

    @property
    def topics(self) -> Sequence[str]:
        """What this service listens to."""
        return tuple(self.running.service.subscriptions)

    async def hear(self, topic: str, records: Sequence[Placed]) -> None:
        """Applies records in the order of their offsets; returns only when all are safe. Never fails."""
        await self._patiently(lambda: self._hear(topic, records))
        for record in records:
            self.handled[topic, record.partition] = record.offset + 1
        await self._patiently(lambda: self._keep(topic, {record.partition for record in records}))
        self.running.wake()

    async def _hear(self, topic: str, records: Sequence[Placed]) -> None:
        for tenant, partition, group in await self._by_tenant(topic, records):
            if (topic, tenant) not in self.gaps:
                try:
                    await inbox.consume(self.running, Batch(topic, tenant, group))
                except Gap:
                    await self._lacks(topic, tenant, partition)
            self.progress += 1

    async def _by_tenant(self, topic: str, records: Sequence[Placed]) -> list[tuple[str, int, list[Record]]]:
        groups = defaultdict[tuple[str, int], list[Record]](list)
        for record in records:
            sequence = sequence_in(record.value or b"")
            found = Record(sequence or 0, record.value or b"", record.offset, record.sent)
            if record.key and sequence is not None:
                groups[record.key.decode(errors="replace"), record.partition].append(found)
            else:
                await inbox.set_aside(self.running, topic, record.partition, found)
        return [(tenant, partition, group) for (tenant, partition), group in groups.items()]

    async def _lacks(self, topic: str, tenant: str, partition: int) -> None:
        async with self.running.db.view(tenant) as tx:
            query = select(heard.c.topic_offset).where(heard.c.tenant == tenant, heard.c.topic == topic)
            last = (await tx.execute(query)).scalar()
        self.gaps[topic, tenant] = partition, 0 if last is None else last + 1
        log.info("gap", topic=topic, tenant=tenant, service=self.running.service.name)
        self.running.wake()

    async def _keep(self, topic: str, moved: set[int]) -> None:
        """A lower bound: what lies before it is applied or parked for sure."""
        async with self.running.db.session(ALL) as tx:
            for partition in moved:
                lacking = [start for (t, _), (p, start) in self.gaps.items() if (t, p) == (topic, partition)]
                row = {"topic": topic, "partition": partition}
                offset = min([self.handled[topic, partition], *lacking])
                await upsert(tx, partitions, row | {"next_offset": offset})

    async def _patiently(self, act: Callable[[], Awaitable[None]]) -> None:
        """Order holds: what fails is tried again in place, less and less often."""
        pause = 0.1
        while True:
            try:
                return await act()
            except Exception as error:
                log.alarm(self.running, "hearing-failed", error=type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def positions(self, topic: str) -> dict[int, int]:
        """For each partition the offset before which everything was heard."""
        async with self.running.db.view(ALL) as tx:
            query = select(partitions.c.partition, partitions.c.next_offset).where(partitions.c.topic == topic)
            return {row.partition: row.next_offset for row in await tx.execute(query)}

    async def catch_up(self, reader: Reader, topic: str, upto: Mapping[int, int]) -> None:
        """Reads what the consumer group has behind it but this database has not: it was put back from a copy."""
        start = await self.positions(topic)
        behind = {partition: end for partition, end in upto.items() if end > start.get(partition, 0)}
        async for page in reader.read(topic, start, behind):
            await self.hear(topic, page)

    async def heal(self, reader: Reader) -> None:
        """Reads once more, from its last good record, what an organisation lacks; alarms when it is not there."""
        for (topic, tenant), (partition, start) in list(self.gaps.items()):
            end = (await reader.ends(topic)).get(partition, 0)
            if not await self._whole(reader, (topic, tenant), (partition, start), end):
                log.alarm(self.running, "gap", topic=topic, tenant=tenant)
                self.gaps[topic, tenant] = partition, 0
                continue
            del self.gaps[topic, tenant]
            self.handled[topic, partition] = max(end, self.handled.get((topic, partition), 0))
            await self._keep(topic, {partition})

    async def _whole(self, reader: Reader, whose: tuple[str, str], place: tuple[int, int], end: int) -> bool:
        topic, tenant = whose
        partition, start = place
        async for page in reader.read(topic, {partition: start}, {partition: end}):
            for found, _, group in await self._by_tenant(topic, [r for r in page if r.key == tenant.encode()]):
                try:
                    await inbox.consume(self.running, Batch(topic, found, group))
                except Gap:
                    return False
        self.running.wake()
        return True

    async def look(self, reader: Reader) -> None:
        """How far this service is behind on each partition."""
        for topic in self.topics:
            at = await self.positions(topic)
            for partition, end in (await reader.ends(topic)).items():
                here = max(at.get(partition, 0), self.handled.get((topic, partition), 0))
                self.lag[topic, partition] = max(end - here, 0)
            self.running.lag[topic] = sum(lag for (of, _), lag in self.lag.items() if of == topic)
