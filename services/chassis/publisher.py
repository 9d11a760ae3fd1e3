"""Publishes on Kafka for the relay: idempotent, acknowledged by all replicas."""

import asyncio
import contextlib
from typing import Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from contracts import topics
from services.chassis.broker import BrokerAway, connection, name
from services.chassis.relay import Parcel, Receipt
from services.chassis.settings import Settings
from services.chassis.telemetry import trace

CONTENT_TYPE = ("content-type", b"application/cloudevents+json; charset=UTF-8")


class KafkaPublisher:
    """One producer; after a failure it is thrown away, so that nothing overtakes what failed."""

    def __init__(self, settings: Settings, producer: Any) -> None:
        self.settings, self.producer, self.failed = settings, producer, False

    @classmethod
    async def connect(cls, settings: Settings) -> Self:
        """Raises BrokerAway."""
        producer = AIOKafkaProducer(
            **connection(settings), acks="all", enable_idempotence=True, max_batch_size=256 * 1024
        )
        try:
            await producer.start()
        except (KafkaError, OSError) as error:
            await producer.stop()
            raise BrokerAway(f"{settings.kafka} does not answer") from error
        return cls(settings, producer)

    async def publish(self, parcel: Parcel) -> Receipt:
        """Sends in order and waits for the acknowledgements; stops at the first that fails."""
        topic, key = name(self.settings, parcel.topic), topics.key(parcel.tenant)
        sent: list[asyncio.Future[Any]] = []
        with contextlib.suppress(KafkaError, OSError):
            for record in parcel.records:
                with trace.send(parcel.topic, record.bytes) as context:
                    headers = [CONTENT_TYPE, *context]
                    sent.append(await self.producer.send(topic, record.bytes, key=key, headers=headers))
                sent[-1].add_done_callback(self._stop_at_failure)
        return await _acknowledged(sent)

    def _stop_at_failure(self, sent: "asyncio.Future[Any]") -> None:
        """Nothing that waits is sent after a failure: a broker may take it, and then it stands there too early."""
        error = None if sent.cancelled() else sent.exception()
        if error and not self.failed:
            self.failed = True
            self.producer._message_accumulator.fail_all(error)
            self.producer._sender.sender_task.cancel()

    async def close(self) -> None:
        """Lets go: what is not acknowledged within a second is sent again by the next producer."""
        with contextlib.suppress(TimeoutError, KafkaError):
            await asyncio.wait_for(self.producer.stop(), 1)
        await self.producer._sender.close()
        await self.producer.client.close()


async def _acknowledged(sent: list["asyncio.Future[Any]"]) -> Receipt:
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    count, offset = 0, None
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            break
        count, offset = count + 1, outcome.offset
    return Receipt(count, offset)
