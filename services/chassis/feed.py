"""The embedded transport: a service hears another by reading that service's own log."""

import asyncio
import time
from collections.abc import Mapping

from services.chassis import inbox, log, store
from services.chassis.database import ALL, Database, is_trouble
from services.chassis.inbox import Batch, Gap
from services.chassis.service import Running, listening
from services.chassis.ticker import rest_after, wait

BATCH = 200
REST = 0.1
"""Seconds between two rounds that heard something, at least: what comes in a burst is heard together."""


async def run(running: Running, neighbours: Mapping[str, Running], seconds: float = 1.0) -> None:
    """Hears the neighbours (by topic) until cancelled: at once after a poke, else every second."""
    await inbox.retry_newer(running)
    with listening(neighbours.values()) as poked:
        while True:
            poked.clear()
            began = time.monotonic()
            try:
                heard = sum([await hear(running, topic, neighbour.db) for topic, neighbour in neighbours.items()])
            except Exception as error:
                if not is_trouble(error):
                    raise
                heard = 0
                log.alarm(running, "database-trouble")
                await asyncio.sleep(seconds)
            if heard:
                await asyncio.sleep(min(max(REST, rest_after(began)), seconds))
            else:
                await wait(poked, seconds)


async def hear(running: Running, topic: str, log_of: Database) -> int:
    """Hears everything that is new on one topic; the number of events."""
    async with running.db.view(ALL) as tx:
        heard = await inbox.positions(tx, topic)
    async with log_of.view(ALL) as tx:
        ends = await store.ends(tx, topic)
    for tenant in [tenant for tenant, last in heard.items() if last > ends.get(tenant, 0)]:
        log.alarm(running, "log-behind", topic=topic, tenant=tenant, heard=heard[tenant])
    behind = [tenant for tenant, end in ends.items() if end > heard.get(tenant, 0)]
    return sum([await _hear_tenant(running, topic, tenant, (log_of, heard.get(tenant, 0))) for tenant in behind])


async def _hear_tenant(running: Running, topic: str, tenant: str, place: tuple[Database, int]) -> int:
    """Reads the last event that was heard once more: another one in its place is a second history."""
    log_of, after = place
    for last_try in (False, True):
        async with log_of.view(tenant) as tx:
            records = await store.read(tx, topic, tenant, max(after - 1, 0), BATCH + 1)
        try:
            await inbox.consume(running, Batch(topic, tenant, records))
        except Gap:
            if last_try:
                log.alarm(running, "gap", topic=topic, tenant=tenant, after=after)
                return 0
        else:
            running.poke()
            return sum(record.sequence > after for record in records)
    return 0


async def lag(running: Running) -> dict[str, int]:
    """How many events of each topic were not heard yet, where the source can tell."""
    behind = {}
    for topic in running.service.subscriptions:
        ends = await running.sources[topic].ends(topic)
        async with running.db.view(ALL) as tx:
            heard = await inbox.positions(tx, topic)
        if ends is not None:
            behind[topic] = sum(end - heard.get(tenant, 0) for tenant, end in ends.items())
    return behind
