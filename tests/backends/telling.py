"""What inventory told its listener over a topic in memory, and what the listener has of it."""

from dataclasses import dataclass

from sqlalchemy import select

from contracts import topics
from services.chassis.database import ALL
from services.chassis.hearing import Hearing
from services.chassis.service import Running
from services.chassis.tables import parked
from services.chassis.topic import Placed
from tests.backends.conftest import Pair
from tests.backends.story import add_tenant, describe, register, rows
from tests.backends.topic import TENANTS, Memory, relayed

TOPIC = topics.INVENTORY


@dataclass
class Told:
    """A topic, and who hears it."""

    pair: Pair
    memory: Memory
    hearing: Hearing
    number: int = 0

    @property
    def listener(self) -> Running:
        return self.pair.listener

    def of(self, tenant: str) -> list[Placed]:
        return self.memory.of(TOPIC, tenant)

    async def more(self, tenant: str) -> Placed:
        self.number += 1
        await describe(self.pair.writer, "s1", f"Later {self.number}", tenant)
        await relayed(self.pair.writer_worker, self.memory)
        return self.of(tenant)[-1]

    async def hear(self, *records: Placed) -> None:
        await self.hearing.hear(TOPIC, records)

    async def hear_all(self) -> None:
        for there in self.memory.partitions[TOPIC]:
            await self.hear(*there)

    async def times(self) -> dict[str, int]:
        return {row["tenant"]: row["times"] for row in await rows(self.listener)}

    async def kept(self) -> dict[int, int]:
        return await self.hearing.positions(TOPIC)

    async def waiting(self) -> list[tuple[str, int, str]]:
        """What is parked, and why."""
        async with self.listener.db.view(ALL) as tx:
            found = await tx.execute(select(parked).order_by(parked.c.tenant, parked.c.sequence))
            return [(row.tenant, row.sequence, row.error) for row in found]


async def tell(pair: Pair) -> Told:
    """Three events for each of three organisations."""
    for tenant in TENANTS:
        await add_tenant(pair.writer, tenant)
        await register(pair.writer, "s1", tenant=tenant)
    for name in ("Twee", "Drie"):
        for tenant in TENANTS:
            await describe(pair.writer, "s1", name, tenant)
    made = Told(pair, Memory(), Hearing(pair.listener))
    await relayed(pair.writer_worker, made.memory)
    return made
