"""The same suite on SQLite and PostgreSQL: a service that writes (inventory) and a small one that listens to it."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.schema import CreateTable

from services.chassis import migrate
from services.chassis.database import Database
from services.chassis.recovery.sources import DatabaseSource
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.inventory.app import SERVICE as INVENTORY
from tests import postgres
from tests.backends.listener import LISTENER, heard
from tests.backends.log_book import EVENTS, LogBook

LOGINS = ("helder_app", "helder_worker")


@dataclass
class Backend:
    """Makes databases of one kind, each migrated and empty."""

    kind: str
    folder: Path
    server: postgres.Server | None = None
    template: str = ""
    opened: list[Database] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    async def database(self) -> tuple[Database, Database]:
        """The same new database for the people who ask (app) and for the loops (worker)."""
        if self.server is None:
            db = Database.file(self.folder / f"{len(self.opened)}.db")
            await migrate.upgrade(db.url, "inventory")
            async with db.session() as tx:
                await tx.run_sync(heard.create)
            self.opened.append(db)
            return db, db
        name = self.server.create(self.template)
        self.names.append(name)
        pair = [Database(self.server.url(name, role)) for role in LOGINS]
        self.opened += pair
        return pair[0], pair[1]

    async def close(self) -> None:
        for db in self.opened:
            await db.close()
        for name in self.names:
            if self.server:
                self.server.drop(name)


@pytest.fixture(scope="session")
def migrated(postgres_server: postgres.Server) -> str:
    """The name of a PostgreSQL database with all migrations, to copy."""
    name = postgres_server.create()
    with ThreadPoolExecutor(1) as thread:  # a session fixture may be asked for inside a running loop
        thread.submit(asyncio.run, migrate.upgrade(postgres_server.url(name), "inventory")).result()
    statement = str(CreateTable(heard).compile(dialect=dialect()))
    postgres_server.execute(statement, name)
    for role in LOGINS:
        postgres_server.execute(f"alter role {role} login")
        postgres_server.execute(f"grant all on heard to {role}", name)
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Backend]:
    made = Backend(request.param, tmp_path)
    if request.param == "postgresql":
        made.server = request.getfixturevalue("postgres_server")
        made.template = request.getfixturevalue("migrated")
    yield made
    await made.close()


@dataclass
class Pair:
    """A writer and a listener, each on a database of its own."""

    writer: Running
    writer_worker: Running
    listener: Running


@pytest.fixture
async def pair(backend: Backend) -> Pair:
    app, worker = await backend.database()
    _, listening = await backend.database()
    writer, behind = (Running(INVENTORY, db, Settings(), sources={}) for db in (app, worker))
    return Pair(
        writer, behind, Running(LISTENER, listening, Settings(), sources={"helder.inventory": DatabaseSource(worker)})
    )


@pytest.fixture
async def book(backend: Backend) -> LogBook:
    """Nine events, signed after the fourth and after the ninth; the last checkpoint is also kept outside."""
    made = LogBook(*await backend.database())
    await made.open()
    await made.write(4)
    await made.sign()
    await made.write(EVENTS - 4)
    await made.keep()
    return made
