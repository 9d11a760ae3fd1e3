"""Whether a database and Kafka hold the same log: event by event, by the hash of the exact bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.chassis.audit.from_kafka import TopicLogs
from services.chassis.audit.merkle import leaf_hash
from services.chassis.audit.topic_log import TopicLog
from services.chassis.audit.verify import Place, open_log, places, rows
from services.chassis.database import ALL, Database


@dataclass(frozen=True)
class Agreement:
    """One log in the database and on Kafka: how many events each has, and the first that both have differently."""

    source: str
    organisation: str
    database: int
    kafka: int
    differs: int | None = None

    @property
    def ok(self) -> bool:
        """Both hold the same events, and so have the same size and root."""
        return self.differs is None and self.database == self.kafka

    def json(self) -> dict[str, Any]:
        """As `audit verify --json` says it."""
        named = {name: getattr(self, name) for name in ("source", "organisation", "database", "kafka", "ok")}
        return named if self.differs is None else named | {"differs": self.differs}


async def compare(
    databases: Mapping[str, Database], logs: TopicLogs, organisation: str | None = None
) -> list[Agreement]:
    """Every log of these services (by name), of one organisation or of all, beside the same log on Kafka."""
    found = {
        log.log.source: log
        for log in logs.found.values()
        if log.log.service in databases and organisation in (None, log.log.organisation)
    }
    compared = [
        await _compare(db, (service, place), found, organisation)
        for service, db in databases.items()
        for place in await places(db, organisation)
    ]
    return [*compared, *(Agreement(source, log.log.organisation, 0, log.events) for source, log in found.items())]


async def _compare(
    db: Database, where: tuple[str, Place], found: dict[str, TopicLog], organisation: str | None
) -> Agreement:
    service, place = where
    async with db.view(organisation or ALL) as tx:
        source = (await open_log(tx, service, place)).source
        there, count, differs = found.pop(source, None), 0, None
        async for row in rows(tx, place):
            count += 1
            leaf = there.leaf(row.sequence) if there else None
            if leaf is not None and leaf != leaf_hash(row.bytes) and differs is None:
                differs = row.sequence
    return Agreement(source, place.tenant, count, there.events if there else 0, differs)
