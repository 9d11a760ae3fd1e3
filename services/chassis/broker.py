"""Kafka as the services use it (aiokafka): how to connect, where a tenant lies, reading a topic from an offset."""

import ssl
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.chassis.settings import Settings
from services.chassis.topic import Placed

TIMEOUT = 10.0
"""Seconds until a request to the broker is given up."""
_PAGE = 1_000


class BrokerAway(ConnectionError):
    """No broker answers, or the topic is not there."""


def name(settings: Settings, topic: str) -> str:
    """The topic's name on the cluster, with the prefix of this installation."""
    return settings.kafka_prefix + topic


def connection(settings: Settings) -> dict[str, Any]:
    """What aiokafka needs to connect."""
    secure = settings.kafka_security.endswith("SSL")
    options: dict[str, Any] = {
        "bootstrap_servers": settings.kafka,
        "security_protocol": settings.kafka_security,
        "ssl_context": ssl.create_default_context(cafile=settings.kafka_ca) if secure else None,
        "request_timeout_ms": int(TIMEOUT * 1000),
    }
    if settings.kafka_security.startswith("SASL"):
        options |= {"sasl_mechanism": "SCRAM-SHA-512"}
        options |= {"sasl_plain_username": settings.kafka_user, "sasl_plain_password": settings.kafka_password}
    return options


class KafkaReader:
    """Reads topics back by offset, without joining a consumer group. Raises BrokerAway.

    `group`: the consumer group whose position can be asked.
    """

    def __init__(self, settings: Settings, group: str | None = None) -> None:
        self.settings, self.group = settings, group
        self._consumer: Any = None

    async def __aenter__(self) -> Self:
        self._consumer = AIOKafkaConsumer(
            **connection(self.settings),
            group_id=self.group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=100,
            max_partition_fetch_bytes=4 * 1024 * 1024,
            metadata_max_age_ms=10_000,
        )
        try:
            await self._consumer.start()
        except (KafkaError, OSError) as error:
            await self._consumer.stop()
            raise BrokerAway(f"{self.settings.kafka} does not answer") from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._consumer.stop()

    async def ends(self, topic: str) -> dict[int, int]:
        """The offset behind the last record of each partition."""
        places = await self._places(topic)
        return {place.partition: end for place, end in (await self._ask("end_offsets", places)).items()}

    async def starts(self, topic: str) -> dict[int, int]:
        """The offset of the first record of each partition; above 0 when records were lost."""
        places = await self._places(topic)
        return {place.partition: first for place, first in (await self._ask("beginning_offsets", places)).items()}

    async def committed(self, topic: str) -> dict[int, int]:
        """The offset at which the group goes on, for each partition where it has begun."""
        places = await self._places(topic)
        self._consumer.assign(places)
        found = {place.partition: await self._ask("committed", place) for place in places}
        return {partition: offset for partition, offset in found.items() if offset is not None}

    async def read(self, topic: str, start: dict[int, int], end: dict[int, int]) -> AsyncIterator[list[Placed]]:
        """The records of these partitions from `start` (included) up to `end` (not included), in pages.

        Not further than the topic goes now: one that was made anew is shorter than what others remember of it.
        """
        there = await self.ends(topic)
        wanted = {p: min(stop, there.get(p, 0)) for p, stop in end.items()}
        wanted = {p: stop for p, stop in wanted.items() if start.get(p, 0) < stop}
        places = {p: TopicPartition(name(self.settings, topic), p) for p in wanted}
        self._consumer.assign(list(places.values()))
        for partition, place in places.items():
            self._consumer.seek(place, start.get(partition, 0))
        while places:
            found = await self._ask("getmany", *places.values(), timeout_ms=1000, max_records=_PAGE)
            for place, records in found.items():
                if page := [_placed(record) for record in records if record.offset < wanted[place.partition]]:
                    yield page
            for partition, place in list(places.items()):
                if await self._consumer.position(place) >= wanted[partition]:
                    del places[partition]
                    self._consumer.pause(place)

    async def _places(self, topic: str) -> list[TopicPartition]:
        full = name(self.settings, topic)
        try:
            partitions = await self._consumer._client._wait_on_metadata(full)
        except (KafkaError, OSError) as error:
            raise BrokerAway(f"{full} cannot be read: {type(error).__name__}") from error
        return [TopicPartition(full, partition) for partition in sorted(partitions)]

    async def _ask(self, what: str, *given: Any, **options: Any) -> Any:
        try:
            return await getattr(self._consumer, what)(*given, **options)
        except (KafkaError, OSError) as error:
            raise BrokerAway(f"{self.settings.kafka}: {type(error).__name__}") from error


def _placed(record: Any) -> Placed:
    return Placed(record.partition, record.offset, record.key, record.value, record.headers)


async def read_topic(settings: Settings, topic: str) -> AsyncIterator[Placed]:
    """Every record that is on the topic now, each partition in its order."""
    async with KafkaReader(settings) as reader:
        async for page in reader.read(topic, await reader.starts(topic), await reader.ends(topic)):
            for record in page:
                yield record
