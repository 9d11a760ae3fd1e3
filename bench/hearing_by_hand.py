"""The limit of hearing: aiokafka and asyncpg, the same rows in batches, and nothing else."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer

from bench.by_hand import SEE, address
from contracts import topics
from services.chassis import broker
from services.chassis.settings import Settings

BATCH = 200
POSITION = "select sequence, id from inbox where tenant = $1 and topic = $2 for update"
MOVE = """
insert into inbox (tenant, topic, sequence, id, topic_offset) values ($1, $2, $3, $4, $5)
on conflict (tenant, topic) do update set sequence = $3, id = $4, topic_offset = $5
"""
KEEP = """
insert into partitions (topic, partition, next_offset) values ($1, $2, $3)
on conflict (topic, partition) do update set next_offset = $3
"""
DUE = """
insert into due (tenant, policy, subject, command, cause, correlation, made_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict do nothing
"""
REGISTERED = """
insert into systems (tenant, id, version, assessment_version, name, sort, search, stage, description, sources)
values ($1, $2, $3, 1, $4, $5, $6, 'idea', $7, '{}')
on conflict (tenant, id) do update set version = $3, name = $4, sort = $5, search = $6, description = $7
"""
SOURCES = """
insert into data_sources (tenant, id, sources) values ($1, $2, '{}')
on conflict (tenant, id) do update set sources = excluded.sources
"""
DESCRIBED = """
update systems set version = $3, name = $4, sort = $5, search = $6, description = $7 where tenant = $1 and id = $2
"""
Event = Mapping[str, Any]


@dataclass
class Hand:
    """One consumer, and where it writes. `handled`: records whose rows are committed."""

    service: str
    consumer: Any
    connection: asyncpg.Connection
    handled: int = 0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            found = await self.consumer.getmany(timeout_ms=100, max_records=BATCH)
            tenants = defaultdict[bytes, list[Any]](list)
            for records in found.values():
                for record in records:
                    tenants[record.key].append(record)
            for tenant, records in tenants.items():
                await self._write(tenant.decode(), records)
            ends = [(topics.INVENTORY, place.partition, records[-1].offset + 1) for place, records in found.items()]
            await self.connection.executemany(KEEP, ends)
            self.handled += sum(map(len, found.values()))

    async def _write(self, tenant: str, records: Sequence[Any]) -> None:
        events = [json.loads(record.value) for record in records]
        async with self.connection.transaction():
            await self.connection.execute(SEE, tenant)
            await self.connection.fetchrow(POSITION, tenant, topics.INVENTORY)
            await ROWS[self.service](self.connection, events)
            last = events[-1]
            await self.connection.execute(
                MOVE, tenant, topics.INVENTORY, int(last["sequence"]), last["id"], records[-1].offset
            )


async def hand(settings: Settings, service: str, url: str) -> Hand:
    """Ready to run."""
    topic = broker.name(settings, topics.INVENTORY)
    group = f"{settings.kafka_prefix}by-hand-{service}"
    options = {"auto_offset_reset": "earliest", "enable_auto_commit": True, "fetch_max_wait_ms": 100}
    consumer = AIOKafkaConsumer(topic, group_id=group, **options, **broker.connection(settings))
    await consumer.start()
    return Hand(service, consumer, await asyncpg.connect(**address(url)))


async def _dpia(connection: asyncpg.Connection, events: Sequence[Event]) -> None:
    registered, described = _kinds(events)
    await connection.executemany(REGISTERED, [_system(event) for event in registered])
    await connection.executemany(DESCRIBED, [_system(event) for event in described])
    await connection.executemany(DUE, [_due(event, "open-case", "case") for event in registered])


async def _publication(connection: asyncpg.Connection, events: Sequence[Event]) -> None:
    registered, described = _kinds(events)
    systems = [(event["tenant"], event["subject"].partition("/")[2]) for event in registered]
    await connection.executemany(SOURCES, systems)
    wanted = [_due(event, "draft-entry", "entry") for event in registered]
    wanted += [_due(event, "take-up-description", "entry") for event in described]
    await connection.executemany(DUE, wanted)


ROWS: Mapping[str, Callable[[asyncpg.Connection, Sequence[Event]], Any]] = {
    "dpia": _dpia,
    "publication": _publication,
}


def _kinds(events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    registered = [event for event in events if "registered" in event["type"]]
    return registered, [event for event in events if "described" in event["type"]]


def _system(event: Event) -> tuple[Any, ...]:
    told = event["data"]["description"]
    name, id = told["name"], event["subject"].partition("/")[2]
    search = f"{name} {told['purpose']}".lower()
    return event["tenant"], id, event["version"], name, name.lower(), search, json.dumps(told)


def _due(event: Event, policy: str, aggregate: str) -> tuple[Any, ...]:
    subject = f"{aggregate}/{event['subject'].partition('/')[2]}"
    command = json.dumps(event["data"])
    return event["tenant"], policy, subject, command, event["id"], event["correlationid"], event["time"]
