"""A topic as it lies on a broker: its records, and who reads them back."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Placed:
    """One record in its place; its key is the tenant, its value the event."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] = ()

    @property
    def sent(self) -> str | None:
        """The traceparent of the span that sent it."""
        return next((value.decode("latin-1") for key, value in self.headers if key == "traceparent"), None)


class Reader(Protocol):
    """Reads topics by offset: Kafka, or lists in tests."""

    async def ends(self, topic: str) -> dict[int, int]:
        """The offset behind the last record of each partition."""

    def read(self, topic: str, start: dict[int, int], end: dict[int, int]) -> AsyncIterator[Sequence[Placed]]:
        """The records of these partitions from `start` (included) up to `end` (not included), in pages."""


def partition_of(tenant: str, count: int) -> int:
    """The partition of a tenant, as every Kafka client finds it from the key."""
    from aiokafka.partitioner import murmur2  # here: who only answers people needs no Kafka client

    return int((murmur2(tenant.encode()) & 0x7FFFFFFF) % count)
