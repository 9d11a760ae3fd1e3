"""What a reading of the topics gives, beside what lives: the rows of a rebuild, and a whole database by a replay."""

import contextlib
import itertools
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select

from contracts import topics
from services.chassis import migrate
from services.chassis.broker import KafkaReader
from services.chassis.database import ALL, Database
from services.chassis.recovery import opening, rebuilding, replay
from services.chassis.service import Running
from services.chassis.tables import due, events, inbox, parked, roles, tenants
from tests.faults.region import SERVICES, Region

Rows = Mapping[str, Sequence[str]]
"""Of each table every row, as text, in order."""
_turn = itertools.cycle(SERVICES)


async def rows_follow_from_the_topics(helder: Region, name: str) -> int:
    """The rows that live here are those that a reading of all topics gives: each event was applied once."""
    db = Database(helder.url(name, "helder_owner"), 2)
    try:
        before = await _rows(db, name)
        async with _sources(helder, name, db) as running:
            await rebuilding.rebuild(running)
        _same(name, await _rows(db, name), before)
    finally:
        await db.close()
    return sum(map(len, before.values()))


def next_in_turn() -> str:
    """The services one after the other, for what would take too long for all."""
    return next(_turn)


async def a_replay_ends_the_same(helder: Region, name: str) -> int:
    """Read into an empty database the logs give, row by row, the live one; the number of events."""
    async with empty(helder, name) as new:
        async with _sources(helder, name, new) as running:
            total = await replay.replay(running, running.sources)
        await is_the_live_one(helder, name, new)
    return total


async def is_the_live_one(helder: Region, name: str, new: Database) -> None:
    """All that follows from the logs is the same in both.

    Checkpoints go on meanwhile: those that were read are compared, and those that live may be more.
    """
    live = Database(helder.url(name), 2)
    try:
        _same(name, await _state(new, name), await _state(live, name))
        assert set(await _checkpoints(new)) <= set(await _checkpoints(live)), f"{name}: checkpoints"
    finally:
        await live.close()


@contextlib.asynccontextmanager
async def empty(helder: Region, name: str) -> AsyncIterator[Database]:
    """A new database of this service, with its tables and nothing in them."""
    made = f"{helder.database(name)}_new"
    url = helder.machine.server.url(made, "helder_owner")
    helder.machine.server.execute(f'create database "{made}" owner helder_owner')
    db = Database(url, 2)
    try:
        await migrate.upgrade(url, name)
        yield db
    finally:
        await db.close()
        helder.machine.server.drop(made)


@contextlib.asynccontextmanager
async def _sources(helder: Region, name: str, db: Database) -> AsyncIterator[Running]:
    """The service on this database, which reads the topics."""
    service = SERVICES[name]
    async with KafkaReader(helder.settings) as reader:
        yield Running(service, db, helder.settings, sources=opening.on_kafka(service, reader))


def _same(name: str, found: Rows, expected: Rows) -> None:
    for table, rows in expected.items():
        differs = set(rows) ^ set(found[table])
        assert rows == found[table], f"{name}.{table}: {sorted(differs)[:4]} ({len(differs)} differ)"


async def _rows(db: Database, name: str) -> dict[str, list[str]]:
    """The read tables."""
    async with db.view(ALL) as tx:
        return {table.name: await _content(tx, table) for table in (roles, *SERVICES[name].tables)}


async def _state(db: Database, name: str) -> dict[str, list[str]]:
    """Everything that follows from the logs, and the log itself."""
    async with db.view(ALL) as tx:
        kept = {table.name: await _content(tx, table) for table in (due, parked, tenants)}
        kept["events"] = await _content(tx, events, events.c.topic != topics.CHECKPOINTS)
        kept["inbox"] = await _content(tx, inbox)
    return kept | await _rows(db, name)


async def _checkpoints(db: Database) -> list[str]:
    async with db.view(ALL) as tx:
        return await _content(tx, events, events.c.topic == topics.CHECKPOINTS)


async def _content(tx: Any, table: Table, *where: Any) -> list[str]:
    columns = [column for column in table.c if column.computed is None and column.name != "topic_offset"]
    rows = (await tx.execute(select(*columns).where(*where))).mappings()
    return sorted(json.dumps(dict(row), default=repr, sort_keys=True) for row in rows)
