"""What a worker hears on Kafka: records by organisation, holes healed by reading back, positions, lag."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from services.chassis import inbox, log
from services.chassis.canonical import sequence_in
from services.chassis.database import ALL, upsert
from services.chassis.inbox import Batch, Gap
from services.chassis.service import Running
from services.chassis.store import Record
from services.chassis.tables import inbox as heard
from services.chassis.tables import partitions
from services.chassis.topic import Placed, Reader

LONGEST_PAUSE = 5.0
PATIENCE = 6.0
"""Seconds that a record waits for what lacks before it: it is not acknowledged so long, and others have it again."""
Place = tuple[str, int]
"""A topic and a partition."""


@dataclass
class Lack:
    """What an organisation lacks: it is read again from `start`, until `sequence` was heard."""

    partition: int
    start: int
    sequence: int


@dataclass
class Hearing:
    """The state of one worker: what it handled, and which organisations lack something."""

    running: Running
    handled: dict[Place, int] = field(default_factory=dict)
    """The offset behind the last record that was handled or set aside as lacking something before it."""
    gaps: dict[tuple[str, str], Lack] = field(default_factory=dict)
    """By topic and tenant."""
    left: dict[Place, tuple[int, int]] = field(default_factory=dict)
    """From where to where a worker that had the partition before has perhaps left something unheard."""
    lag: dict[Place, int] = field(default_factory=dict)
    progress: int = 0

    @property
    def topics(self) -> Sequence[str]:
        """What this service listens to."""
        return tuple(self.running.service.subscriptions)

    async def hear(self, topic: str, records: Sequence[Placed]) -> None:
        """Applies records in the order of their offsets; returns only when all are safe. Never fails."""
        before = set(self.gaps)
        await self._patiently(lambda: self._take_over(topic, records))
        await self._patiently(lambda: self._hear(topic, records))
        await self._healed(set(self.gaps) - before)
        for record in records:
            self.handled[topic, record.partition] = record.offset + 1
        await self._patiently(lambda: self._keep(topic, {record.partition for record in records}))
        self.running.wake()

    async def _take_over(self, topic: str, records: Sequence[Placed]) -> None:
        """Where this worker did not hear what lies before, another did: what that one lacked is still to be heard."""
        first = {record.partition: record.offset for record in reversed(records)}
        if ahead := {p: offset for p, offset in first.items() if offset > self.handled.get((topic, p), 0)}:
            kept = await self.positions(topic)
            self.left |= {(topic, p): (kept.get(p, 0), end) for p, end in ahead.items() if kept.get(p, 0) < end}

    async def _hear(self, topic: str, records: Sequence[Placed]) -> None:
        for tenant, partition, group in await self._by_tenant(topic, records):
            last = max(record.sequence for record in group)
            if lack := self.gaps.get((topic, tenant)):
                lack.sequence = max(lack.sequence, last)
            else:
                try:
                    await inbox.consume(self.running, Batch(topic, tenant, group))
                except Gap:
                    _, start = await self._reached(topic, tenant)
                    self.gaps[topic, tenant] = Lack(partition, start, last)
                    log.info("gap", topic=topic, tenant=tenant, service=self.running.service.name)
            self.progress += 1

    async def _healed(self, opened: set[tuple[str, str]]) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while opened & set(self.gaps):
                    await asyncio.sleep(0.05)

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

    async def _reached(self, topic: str, tenant: str) -> tuple[int, int]:
        """The last sequence of an organisation that was heard, and the offset behind it."""
        async with self.running.db.view(tenant) as tx:
            query = select(heard.c.sequence, func.coalesce(heard.c.topic_offset + 1, 0))
            row = (await tx.execute(query.where(heard.c.tenant == tenant, heard.c.topic == topic))).first()
        return (row[0], row[1]) if row else (0, 0)

    async def _keep(self, topic: str, moved: set[int]) -> None:
        """A lower bound: what lies before it is applied or parked for sure."""
        async with self.running.db.session(ALL) as tx:
            for partition in moved:
                lacking = [gap.start for (t, _), gap in self.gaps.items() if (t, gap.partition) == (topic, partition)]
                left = [self.left[topic, partition][0]] if (topic, partition) in self.left else []
                row = {"topic": topic, "partition": partition}
                offset = min([self.handled[topic, partition], *lacking, *left])
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
        await self._hear_what_was_left(reader)
        for (topic, tenant), lack in list(self.gaps.items()):
            wanted = lack.sequence
            reached = await self._read_back(reader, topic, tenant)
            if reached < wanted:
                log.alarm(self.running, "gap", topic=topic, tenant=tenant)
                lack.start = 0
            elif reached >= lack.sequence:  # else more has come meanwhile
                del self.gaps[topic, tenant]
                if (topic, lack.partition) in self.handled:
                    await self._keep(topic, {lack.partition})

    async def _hear_what_was_left(self, reader: Reader) -> None:
        for (topic, partition), (start, end) in list(self.left.items()):
            async for page in reader.read(topic, {partition: start}, {partition: end}):
                await self._hear(topic, page)
            if self.left[topic, partition] == (start, end):  # else more was left meanwhile
                del self.left[topic, partition]
                await self._keep(topic, {partition})

    async def _read_back(self, reader: Reader, topic: str, tenant: str) -> int:
        """The last sequence that was heard then. What stands too early on the topic stands there again in its place."""
        lack, (last, _) = self.gaps[topic, tenant], await self._reached(topic, tenant)
        end = (await reader.ends(topic)).get(lack.partition, 0)
        async for page in reader.read(topic, {lack.partition: lack.start}, {lack.partition: end}):
            fits = list[Record]()
            for _, _, group in await self._by_tenant(topic, [r for r in page if r.key == tenant.encode()]):
                for record in group:
                    if record.sequence <= last + 1:
                        fits.append(record)
                        last = max(last, record.sequence)
            if fits:
                await inbox.consume(self.running, Batch(topic, tenant, fits))
        self.running.wake()
        return last

    async def look(self, reader: Reader) -> None:
        """How far this service is behind on each partition."""
        for topic in self.topics:
            at = await self.positions(topic)
            for partition, end in (await reader.ends(topic)).items():
                here = max(at.get(partition, 0), self.handled.get((topic, partition), 0))
                self.lag[topic, partition] = max(end - here, 0)
            self.running.lag[topic] = sum(lag for (of, _), lag in self.lag.items() if of == topic)
