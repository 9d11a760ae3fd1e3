"""Consuming with Faust, as thin as it goes: records in, acknowledged by hand after the commit."""

import asyncio
import gc
import os
import ssl
import tempfile
from collections import defaultdict
from typing import Any

import faust
from aiokafka.errors import KafkaError
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer

from services.chassis import inbox, log
from services.chassis.broker import BrokerAway, KafkaReader, name
from services.chassis.database import is_trouble
from services.chassis.hearing import Hearing
from services.chassis.settings import Settings
from services.chassis.topic import Placed

BATCH = 1_000
"""Records that are handled together at most; what is there is not waited for."""
STALLED = 12.0
"""Seconds without progress, though there is lag, a broker and a database, after which the App is built anew."""
LOOK = 2.0
STARTING, STOPPING = 3.0, 10.0
"""Seconds that an App gets to finish its start when it must end, and then to stop."""
EXIT_STUCK = 70
"""Exit code of a worker whose App does not stop: its supervisor starts another."""


class _Thread(AIOKafkaConsumerThread):
    def _create_worker_consumer(self, transport: Any) -> Any:
        """Faust waits 1.5 seconds for more records, which stalls catching up as long at a time."""
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = 100
        return consumer


class _Consumer(Consumer):
    def _new_consumer_thread(self) -> Any:
        return _Thread(self, loop=self.loop, beacon=self.beacon)


async def run(hearing: Hearing) -> None:
    """Hears until cancelled. An App that fails, or gets stuck, is followed by a new one.

    Who comes back under a name of its own is given the partitions it had, without asking which there are now: after
    a topic was away that may be none. So only the first App has the name; what follows it joins the group anew.
    """
    await inbox.retry_newer(hearing.running)
    pause, replica = 1.0, hearing.running.settings.replica
    while True:
        try:
            async with KafkaReader(hearing.running.settings, group(hearing)) as reader:
                try:
                    await _hear(hearing, reader, replica)
                finally:
                    replica = None
            pause = 1.0
        except (KafkaError, OSError) as error:
            log.alarm(hearing.running, "broker-trouble", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)


def group(hearing: Hearing) -> str:
    """The consumer group of the service."""
    return f"{hearing.running.settings.kafka_prefix}helder-{hearing.running.service.name}"


async def _hear(hearing: Hearing, reader: KafkaReader, replica: str | None) -> None:
    for topic in hearing.topics:
        await hearing.catch_up(reader, topic, await reader.committed(topic))
    app = _app(hearing, replica)
    starting = asyncio.ensure_future(app.start())
    try:
        await asyncio.wait([starting])  # apart: a cancellation would break it off
        starting.result()
        gc.freeze()  # as serving does: with its App, Faust has brought the rest of itself
        await _watch(hearing, reader, app)
        log.alarm(hearing.running, "stalled")
    finally:
        await _stop(app, starting)


async def _watch(hearing: Hearing, reader: KafkaReader, app: Any) -> None:
    """Heals gaps and measures the lag, until the App has crashed or stands still."""
    still = 0.0
    before: object = None
    while still < STALLED and not app.crashed:
        await asyncio.sleep(LOOK)
        if not await _looked(hearing, reader):
            continue
        now = (hearing.progress, _mine(hearing, app))
        still = still + LOOK if now == before and any(now[1].values()) else 0.0
        before = now


async def _looked(hearing: Hearing, reader: KafkaReader) -> bool:
    """False while the database is in trouble: the App has nothing to do with that, it waits."""
    try:
        await hearing.look(reader)
        await hearing.heal(reader)
    except BrokerAway:
        raise
    except Exception as error:
        if not is_trouble(error):
            raise
        log.alarm(hearing.running, "database-trouble")
        return False
    return True


def _mine(hearing: Hearing, app: Any) -> dict[tuple[str, int], int]:
    """The lag of the partitions that are assigned here; of all, while none is."""
    settings = hearing.running.settings
    assigned = {(place.topic, place.partition) for place in app.consumer.assignment()}
    return {
        (topic, partition): lag
        for (topic, partition), lag in hearing.lag.items()
        if not assigned or (name(settings, topic), partition) in assigned
    }


async def _stop(app: Any, starting: "asyncio.Future[Any]") -> None:
    """An App that is stopped while it starts may never end, and keeps every cancellation to itself."""
    await asyncio.wait([starting], timeout=STARTING)
    stopping = asyncio.ensure_future(app.stop())
    done, _ = await asyncio.wait([stopping], timeout=STOPPING)
    if not done:
        log.error("app-does-not-stop")
        os._exit(EXIT_STUCK)
    stopping.result()


def _app(hearing: Hearing, replica: str | None) -> Any:
    settings = hearing.running.settings
    app: Any = faust.App(group(hearing), **_options(settings, group(hearing)), consumer_group_instance_id=replica)
    app.transport.Consumer = _Consumer
    names = {name(settings, topic): topic for topic in hearing.topics}
    raw = app.topic(*names, key_serializer="raw", value_serializer="raw")
    app.agent(raw, name="hear")(_agent(hearing, names))
    app.finalize()
    return app


def _options(settings: Settings, group: str) -> dict[str, Any]:
    return {
        "broker": ";".join(f"kafka://{broker.strip()}" for broker in (settings.kafka or "").split(",")),
        "broker_credentials": _credentials(settings),
        "store": "memory://",
        "datadir": f"{tempfile.gettempdir()}/{group}",  # nothing is kept in it, but Faust makes it
        "topic_disable_leader": True,
        "topic_allow_declare": False,
        "web_enabled": False,
        "table_standby_replicas": 0,
        "stream_wait_empty": False,
        "broker_commit_interval": 1.0,
        "broker_session_timeout": 10,
        "broker_heartbeat_interval": 3,
        "broker_request_timeout": 20,
        "consumer_auto_offset_reset": "earliest",
        "consumer_metadata_max_age_ms": 10_000,
        "worker_redirect_stdouts": False,
    }


def _agent(hearing: Hearing, names: dict[str, str]) -> Any:
    """What is there goes in one transaction, and is acknowledged after it."""

    async def hear(stream: Any) -> None:
        stream.enable_acks = False
        queue, batch = stream.channel.queue, list[Any]()
        async for event in stream.events():
            batch.append(event)
            if len(batch) < BATCH and not queue.empty():
                continue
            for topic, records in _by_topic(batch).items():
                await hearing.hear(names[topic], records)
            for done in batch:
                done.ack()
            batch.clear()

    return hear


def _by_topic(batch: list[Any]) -> dict[str, list[Placed]]:
    found = defaultdict[str, list[Placed]](list)
    for event in batch:
        message = event.message
        headers = tuple(dict(message.headers or {}).items())
        found[message.topic].append(Placed(message.partition, message.offset, message.key, message.value, headers))
    return found


def _credentials(settings: Settings) -> Any:
    secure = settings.kafka_security.endswith("SSL")
    context = ssl.create_default_context(cafile=settings.kafka_ca) if secure else None
    if settings.kafka_security.startswith("SASL"):
        who = {"username": settings.kafka_user, "password": settings.kafka_password}
        return faust.SASLCredentials(**who, mechanism="SCRAM-SHA-512", ssl_context=context)
    return faust.SSLCredentials(context) if context else None
