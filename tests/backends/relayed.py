"""What a relay has put on the topics, as a list of records, and everything that may be done to them there."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from services.chassis.audit import agreement
from services.chassis.audit.agreement import Agreement
from services.chassis.audit.findings import Verdict
from services.chassis.audit.from_kafka import read_topics, verify_topics
from services.chassis.audit.keys import public_key
from services.chassis.audit.verify import Trust
from services.chassis.database import ALL
from services.chassis.tables import events
from services.chassis.topic import Placed
from tests.backends.log_book import SEED, TOPIC, LogBook


@dataclass
class Relayed:
    """The topics of one installation."""

    book: LogBook
    topics: dict[str, list[Placed]] = field(default_factory=dict)

    async def relay(self) -> None:
        """Publishes everything that stands in the database, each organisation on a partition of its own."""
        self.topics = {}
        async with self.book.worker.view(ALL) as tx:
            found = await tx.execute(select(events).order_by(events.c.tenant, events.c.topic, events.c.sequence))
            for row in found:
                lying = self.topics.setdefault(row.topic, [])
                lying.append(Placed(len(row.tenant) % 6, len(lying), row.tenant.encode(), row.bytes))

    @property
    def log(self) -> list[Placed]:
        """The records of the systems, to meddle with."""
        return self.topics[TOPIC]

    def put(self, *records: Placed) -> None:
        """The topic holds these records now, in this order."""
        self.topics[TOPIC] = [replace(record, offset=offset) for offset, record in enumerate(records)]

    async def read(self, topic: str) -> AsyncIterator[Placed]:
        """As `broker.read_topic` reads."""
        for record in self.topics.get(topic, []):
            yield record

    async def verify(self, *, outside: bool = False, seed: bytes = SEED) -> list[Verdict]:
        trust = Trust(public_key(seed), self.book.kept if outside else ())
        return await verify_topics(self.read, trust)

    async def found(self, **how: bool) -> list[tuple[str, int]]:
        """What is found on the log of the systems; that of the checkpoints is clean."""
        verdicts = await self.verify(**how)
        apart = [verdict for verdict in verdicts if verdict.source.endswith("-checkpoints")]
        assert all(verdict.ok for verdict in apart)
        (verdict,) = [verdict for verdict in verdicts if verdict not in apart]
        return [(finding.kind, finding.sequence) for finding in verdict.findings]

    async def compare(self) -> list[Agreement]:
        logs = await read_topics(self.read, Trust(public_key(SEED)))
        return await agreement.compare({"inventory": self.book.worker}, logs)

    async def agreed(self) -> Agreement:
        """How the log of the systems agrees."""
        compared = {one.source.rpartition(":")[2]: one for one in await self.compare()}
        return compared[TOPIC.replace(".", "-")]


def edited(record: Placed, old: bytes, new: bytes) -> Placed:
    """The record with other bytes."""
    assert record.value is not None
    assert old in record.value
    return replace(record, value=record.value.replace(old, new, 1))


def numbered(record: Placed, number: int) -> Placed:
    """The record with another number in its event."""
    assert record.value is not None
    before, _, rest = record.value.rpartition(b'"sequence":"')
    return replace(record, value=before + b'"sequence":"%020d' % number + rest[20:])
