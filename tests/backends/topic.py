"""Topics in memory: what is published stands in partitions, by offset, until it is lost on purpose."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from contracts import topics
from services.chassis.relay import Parcel, Publisher, Receipt, relay
from services.chassis.service import Running
from services.chassis.topic import Placed, partition_of

PARTITIONS = 2
TENANTS = ("t1", "t2", "t3")
"""Two of them share a partition."""


def _empty() -> defaultdict[str, list[list[Placed]]]:
    return defaultdict(lambda: [[] for _ in range(PARTITIONS)])


@dataclass
class Memory:
    """Publisher and reader at once."""

    partitions: defaultdict[str, list[list[Placed]]] = field(default_factory=_empty)
    reads: list[tuple[int, int, int]] = field(default_factory=list)
    """What was asked for: partition, start, end."""

    async def publish(self, parcel: Parcel) -> Receipt:
        for record in parcel.records:
            offset = self.put(parcel.topic, parcel.tenant, record.bytes)
        return Receipt(len(parcel.records), offset)

    async def close(self) -> None:
        """There is nothing to let go of."""

    def put(self, topic: str, tenant: str, raw: bytes) -> int:
        """Its offset."""
        number = partition_of(tenant, PARTITIONS)
        there = self.partitions[topic][number]
        there.append(Placed(number, len(there), topics.key(tenant), raw))
        return len(there) - 1

    def of(self, topic: str, tenant: str) -> list[Placed]:
        """The log of one organisation."""
        there = self.partitions[topic][partition_of(tenant, PARTITIONS)]
        return [placed for placed in there if placed.key == topics.key(tenant)]

    def cut(self, topic: str, leave: int) -> None:
        """The end of each partition is lost."""
        for there in self.partitions[topic]:
            del there[leave:]

    async def ends(self, topic: str) -> dict[int, int]:
        return {number: len(there) for number, there in enumerate(self.partitions[topic])}

    async def read(self, topic: str, start: dict[int, int], end: dict[int, int]) -> AsyncIterator[list[Placed]]:
        for number, stop in end.items():
            first = start.get(number, 0)
            self.reads.append((number, first, stop))
            for place in range(first, stop, 3):
                yield self.partitions[topic][number][place : min(place + 3, stop)]


async def relayed(running: Running, memory: Publisher) -> None:
    """Everything that was written is published."""
    while await relay(running, memory):
        pass
