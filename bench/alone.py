"""`python -m bench.alone WHAT ARGUMENT ...`: one piece of work in a process of its own; prints its figures as JSON."""

import asyncio
import importlib
import json
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench import hearing_by_hand
from bench.by_hand import address
from contracts import topics
from services.chassis import broker
from services.chassis.database import Database
from services.chassis.hearing import Hearing
from services.chassis.publisher import CONTENT_TYPE, KafkaPublisher
from services.chassis.recovery import rebuilding
from services.chassis.recovery.sources import PAGE, DatabaseSource
from services.chassis.relay import relay as relay_round
from services.chassis.service import Running
from services.chassis.settings import Settings

Figures = dict[str, Any]
INTERVAL = 1 / 50
_READ = "select bytes from events where tenant = $1 and topic = $2 and sequence > $3 order by sequence limit $4"


class Clock:
    """Time and processor time from now on."""

    def __init__(self) -> None:
        self.began, self.processor = time.perf_counter(), time.process_time()

    def figures(self, count: int) -> Figures:
        """What it took, for so many records."""
        seconds, processor = time.perf_counter() - self.began, time.process_time() - self.processor
        return {"count": count, "seconds": seconds, "processor": processor}


async def relay(url: str) -> Figures:
    """The whole backlog, as `work` relays it."""
    running = _running("inventory", url)
    publisher, total = await KafkaPublisher.connect(running.settings), 0
    clock = Clock()
    while done := await relay_round(running, publisher):
        total += done
    found = clock.figures(total)
    await publisher.close()
    await running.db.close()
    return found


async def produce(url: str) -> Figures:
    """The same records, read before the clock starts, by an idempotent producer alone."""
    connection = await asyncpg.connect(**address(url))
    rows = await connection.fetch("select tenant, bytes from events order by tenant, sequence")
    records = [(row["tenant"].encode(), row["bytes"]) for row in rows]
    topic, producer = broker.name(Settings(), topics.INVENTORY), await _producer()
    clock = Clock()
    sent = [await producer.send(topic, raw, key=key, headers=[CONTENT_TYPE]) for key, raw in records]
    await asyncio.gather(*sent)
    found = clock.figures(len(records))
    await producer.stop()
    return found


async def hear(service: str, url: str, count: str) -> Figures:
    """As `work` hears."""
    from services.chassis import streams

    hearing = Hearing(_running(service, url))
    found = await _followed(streams.run(hearing), lambda: sum(hearing.handled.values()), int(count))
    await hearing.running.db.close()
    return found


async def hear_by_hand(service: str, url: str, count: str) -> Figures:
    """The same rows, without any of it."""
    hand = await hearing_by_hand.hand(Settings(), service, url)
    found = await _followed(hand.run(), lambda: hand.handled, int(count))
    await hand.consumer.stop()
    return found


async def _followed(work: Any, handled: Callable[[], int], count: int) -> Figures:
    """From the first records that are handled to the last; what comes before is the group that forms."""
    task = asyncio.ensure_future(work)
    while not (before := handled()):
        await asyncio.wait([task], timeout=0.002)
    clock = Clock()
    while handled() < count:
        await asyncio.wait([task], timeout=0.01)
    found = clock.figures(count - before)
    task.cancel()
    await asyncio.wait([task])
    return found


async def rebuild(url: str) -> Figures:
    """All read tables of inventory."""
    running = _running("inventory", url)
    running.sources = dict.fromkeys(running.service.subscriptions, DatabaseSource(running.db))
    count, clock = 0, Clock()

    def progress(done: int) -> None:
        nonlocal count
        count += done

    await rebuilding.rebuild(running, progress)
    found = clock.figures(count)
    await running.db.close()
    return found


async def read(url: str) -> Figures:
    """The same rows of the log, in the same pages, and nothing done with them."""
    connection = await asyncpg.connect(**address(url))
    streams = await connection.fetch("select tenant, topic from streams order by tenant")
    count, clock = 0, Clock()
    for tenant, topic in streams:
        after = 0
        while page := await connection.fetch(_READ, tenant, topic, after, PAGE):
            count, after = count + len(page), after + len(page)
    return clock.figures(count)


async def bounce(count: str, size: str) -> Figures:
    """Records of this size, fifty a second: from before the sending to the hand of a consumer, in milliseconds."""
    topic, producer = broker.name(Settings(), topics.INVENTORY), await _producer()
    consumer = AIOKafkaConsumer(topic, auto_offset_reset="latest", **broker.connection(Settings()))
    await consumer.start()
    await consumer.seek_to_end()
    sent, taken = list[float](), list[float]()

    async def take() -> None:
        while len(taken) < int(count):
            await consumer.getone()
            taken.append(time.perf_counter())

    task = asyncio.create_task(take())
    for number in range(int(count)):
        sent.append(time.perf_counter())
        await producer.send(topic, b"x" * int(size), partition=0)
        await asyncio.sleep(max(0.0, sent[0] + (number + 1) * INTERVAL - time.perf_counter()))
    await task
    await asyncio.gather(consumer.stop(), producer.stop())
    return {"times": [(end - start) * 1000 for start, end in zip(sent, taken, strict=True)]}


async def _producer() -> Any:
    options = {"acks": "all", "enable_idempotence": True, "max_batch_size": 256 * 1024}
    producer = AIOKafkaProducer(**broker.connection(Settings()), **options)
    await producer.start()
    return producer


def _running(service: str, url: str) -> Running:
    return Running(importlib.import_module(f"services.{service}.app").SERVICE, Database(url), Settings())


WORK: Mapping[str, Callable[..., Awaitable[Figures]]] = {
    work.__name__: work for work in (relay, produce, hear, hear_by_hand, rebuild, read, bounce)
}


async def _main(what: str, *arguments: str) -> None:
    found = await WORK[what](*arguments)
    status = Path("/proc/self/status").read_text()
    found["peak"] = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_main(*sys.argv[1:]))
