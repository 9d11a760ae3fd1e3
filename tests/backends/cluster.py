"""A service's topics on the real cluster: made as its file describes them, and filled by its relay."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

from aiokafka import AIOKafkaProducer

from services.chassis import admin, broker
from services.chassis.audit.from_kafka import Read
from services.chassis.broker import read_topic
from services.chassis.publisher import KafkaPublisher
from services.chassis.relay import relay
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.chassis.topic import Placed
from tests.kafka import Cluster


def settings_of(cluster: Cluster, prefix: str) -> Settings:
    return Settings(
        kafka=cluster.address, kafka_prefix=prefix, kafka_partitions=3, kafka_replication=cluster.replication
    )


@dataclass
class Topics:
    """Topics with the prefix of one test."""

    settings: Settings

    @property
    def read(self) -> Read:
        return partial(read_topic, self.settings)

    async def create(self, *services: str) -> None:
        for service in services:
            await asyncio.to_thread(admin.create, service, self.settings)

    async def relay(self, running: Running) -> int:
        """Everything that is behind; the number of events."""
        publisher, total = await KafkaPublisher.connect(self.settings), 0
        try:
            while done := await relay(running, publisher):
                total += done
        finally:
            await publisher.close()
        return total

    async def send(self, topic: str, *records: tuple[bytes | None, bytes | None]) -> None:
        """Puts keys and values on a topic behind the relay's back."""
        producer = AIOKafkaProducer(**broker.connection(self.settings), acks="all")
        await producer.start()
        try:
            for key, value in records:
                await producer.send_and_wait(broker.name(self.settings, topic), value, key=key)
        finally:
            await producer.stop()

    async def records(self, topic: str) -> list[Placed]:
        found: AsyncIterator[Placed] = read_topic(self.settings, topic)
        return [record async for record in found]
