"""One own topic beside the log in the database: what was published since the database last knew, and what is lost."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from services.chassis import log
from services.chassis.database import ALL
from services.chassis.recovery import sources
from services.chassis.service import Running
from services.chassis.store import Record
from services.chassis.tables import events, streams
from services.chassis.topic import Placed, Reader, partition_of

Known = Mapping[str, Any]
"""A row of `streams`: how far one organisation's log was written and published."""


class SecondHistory(Exception):
    """A topic and a database have different events at the same place: no command can heal that."""


@dataclass(frozen=True)
class Compared:
    """An event on the topic, with the bytes that this database has in its place."""

    tenant: str
    record: Record
    own: bytes | None


@dataclass
class OnTopic:
    """Where to read: behind the last record that the database knows of, or all of a partition that lacks that one.

    A hole in the middle of a partition is not seen here, but by those who hear it (alarm `gap`).
    """

    running: Running
    reader: Reader
    topic: str
    known: Sequence[Known]
    start: dict[int, int]
    ends: dict[int, int]
    doubted: frozenset[int]
    found: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    """Of each organisation in a doubted partition the last published event that follows on those before it."""

    @classmethod
    async def find(cls, running: Running, reader: Reader, topic: str) -> "OnTopic":
        """Looks where the database last knew the topic to be."""
        async with running.db.view(ALL) as tx:
            rows = await tx.execute(select(streams).where(streams.c.topic == topic))
            known = [dict(row) for row in rows.mappings()]
        ends = await reader.ends(topic)
        newest = _newest(known, len(ends))
        there = await _there(reader, topic, {p: row for p, row in newest.items() if row["relayed_offset"] < ends[p]})
        there &= await _from_the_start(reader, topic, ends)
        unsure = {partition_of(row["tenant"], len(ends)) for row in known if _unsure(row)}
        doubted = unsure | (newest.keys() - there)
        start = {p: newest[p]["relayed_offset"] + 1 if p in there - unsure else 0 for p in ends}
        return cls(running, reader, topic, known, start, ends, frozenset(doubted))

    async def read(self) -> AsyncIterator[list[Compared]]:
        """The events there, in the order of the partitions; raises SecondHistory."""
        relayed = {row["tenant"]: row["relayed"] for row in self.known}
        async for page in self.reader.read(self.topic, self.start, self.ends):
            compared = await self._compared(page)
            for one in compared:
                self._check(one)
                last, _ = self.found.get(one.tenant, (0, None))
                if one.record.sequence == last + 1 <= relayed.get(one.tenant, 0):
                    self.found[one.tenant] = one.record.sequence, one.record.offset
            yield compared

    async def set_back(self) -> None:
        """What a doubted partition has not got counts as not published, so that the relay publishes it again."""
        for row in self.known:
            if row["relayed"] and partition_of(row["tenant"], len(self.ends)) in self.doubted:
                sequence, offset = self.found.get(row["tenant"], (0, None))
                if sequence < row["relayed"]:
                    fields = {"topic": self.topic, "tenant": row["tenant"], "missing": row["relayed"] - sequence}
                    log.alarm(self.running, "topic-behind", **fields)
                await self._set(row, sequence, offset)

    async def _set(self, row: Known, sequence: int, offset: int | None) -> None:
        """Unless a relay has moved it meanwhile."""
        same = (streams.c.topic == self.topic, streams.c.tenant == row["tenant"], streams.c.relayed == row["relayed"])
        async with self.running.db.session(ALL) as tx:
            await tx.execute(update(streams).where(*same).values(relayed=sequence, relayed_offset=offset))

    async def _compared(self, page: Sequence[Placed]) -> list[Compared]:
        found = list(sources.events(self.topic, page, self.running.service.name))
        own: dict[tuple[str, int], bytes] = {}
        async with self.running.db.view(ALL) as tx:
            for tenant in {tenant for tenant, _ in found}:
                numbers = [record.sequence for of, record in found if of == tenant]
                query = select(events.c.sequence, events.c.bytes).where(events.c.tenant == tenant)
                query = query.where(events.c.topic == self.topic, events.c.sequence.between(min(numbers), max(numbers)))
                own |= {(tenant, row.sequence): row.bytes for row in await tx.execute(query)}
        return [Compared(tenant, record, own.get((tenant, record.sequence))) for tenant, record in found]

    def _check(self, one: Compared) -> None:
        if one.own is not None and one.own != one.record.bytes:
            place = {"topic": self.topic, "tenant": one.tenant, "sequence": one.record.sequence}
            log.alarm(self.running, "second-history", **place)
            raise SecondHistory(
                f"{self.topic} of {one.tenant} has another event at {one.record.sequence} than the database: "
                "someone wrote after a backup was put back. Nothing was changed."
            )


def _unsure(row: Known) -> bool:
    """Published, but nobody wrote down where."""
    return bool(row["relayed"]) and row["relayed_offset"] is None


def _newest(known: Sequence[Known], count: int) -> dict[int, Known]:
    """Of each partition the stream that was published to last."""
    newest: dict[int, Known] = {}
    for row in known:
        if row["relayed_offset"] is not None:
            partition = partition_of(row["tenant"], count)
            if partition not in newest or row["relayed_offset"] > newest[partition]["relayed_offset"]:
                newest[partition] = row
    return newest


async def _there(reader: Reader, topic: str, newest: Mapping[int, Known]) -> set[int]:
    """The partitions that have, at that place, the event that was published last."""
    start = {partition: row["relayed_offset"] for partition, row in newest.items()}
    end = {partition: offset + 1 for partition, offset in start.items()}
    there = set[int]()
    async for page in reader.read(topic, start, end):
        for placed in page:
            row = newest[placed.partition]
            place = (placed.offset, placed.key, sources.sequence_of(placed))
            if place == (row["relayed_offset"], row["tenant"].encode(), row["relayed"]):
                there.add(placed.partition)
    return there


async def _from_the_start(reader: Reader, topic: str, ends: Mapping[int, int]) -> set[int]:
    """The partitions that begin with an organisation's first event: not those of a topic that was made anew."""
    first: dict[int, int | None] = {}
    async for page in reader.read(topic, dict.fromkeys(ends, 0), {p: min(end, 1) for p, end in ends.items()}):
        for placed in page:
            first.setdefault(placed.partition, sources.sequence_of(placed))
    return {partition for partition, sequence in first.items() if sequence == 1}
