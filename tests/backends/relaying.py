"""Publishers that fail or stand still, and what a relay has put on a topic in memory."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from contracts import topics
from services.chassis import relay
from services.chassis.database import ALL
from services.chassis.relay import Parcel, Publisher, Receipt
from services.chassis.service import Running
from services.chassis.tables import streams
from tests.backends.conftest import Pair
from tests.backends.story import add_tenant, describe, log, register
from tests.backends.topic import TENANTS, Memory


@dataclass
class Faulty:
    """A publisher that acknowledges so many records, and none after that."""

    memory: Memory
    left: int
    closed: bool = False

    async def publish(self, parcel: Parcel) -> Receipt:
        good = parcel.records[: self.left]
        self.left -= len(good)
        if not good:
            return Receipt(0)
        return await self.memory.publish(Parcel(parcel.topic, parcel.tenant, parcel.relayed, good))

    async def close(self) -> None:
        self.closed = True


@dataclass
class Paused:
    """A publisher that stands still before or after it has published."""

    memory: Memory
    before: bool
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, parcel: Parcel) -> Receipt:
        if self.before:
            await self._pause()
        receipt = await self.memory.publish(parcel)
        if not self.before:
            await self._pause()
        return receipt

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def _pause(self) -> None:
        self.reached.set()
        await self.go.wait()


async def write(pair: Pair) -> Running:
    """Three organisations with five events each; the worker's view of them."""
    for tenant in TENANTS:
        await add_tenant(pair.writer, tenant)
        await register(pair.writer, "s1", tenant=tenant)
    for turn in range(4):
        for tenant in TENANTS:
            await describe(pair.writer, "s1", f"Naam {turn}", tenant)
    return pair.writer_worker


def on_topic(memory: Memory, tenant: str) -> list[bytes]:
    return [placed.value or b"" for placed in memory.of(topics.INVENTORY, tenant)]


async def in_log(pair: Pair, tenant: str) -> list[bytes]:
    return [record.bytes for record in await log(pair.writer, tenant)]


async def marked(running: Running) -> dict[str, int]:
    async with running.db.view(ALL) as tx:
        found = await tx.execute(select(streams.c.tenant, streams.c.relayed).where(streams.c.relayed > 0))
        return {row.tenant: row.relayed for row in found}


async def assert_first_occurrences_are_the_log(pair: Pair, memory: Memory) -> None:
    """And nothing else is there: what comes again is the same to the byte."""
    for tenant in TENANTS:
        assert list(dict.fromkeys(on_topic(memory, tenant))) == await in_log(pair, tenant)


@contextlib.asynccontextmanager
async def relaying(running: Running, connect: Callable[[], Awaitable[Publisher]]) -> AsyncIterator[None]:
    """The relay runs until all is marked."""
    task = asyncio.create_task(relay.run(running, connect, 0.01))
    try:
        yield
        while await relay._parcels(running):
            assert not task.done(), task.result()
            await asyncio.sleep(0.01)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
