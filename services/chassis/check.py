"""What one service finds where its settings say: its code, its database, its topics."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from asyncpg import PostgresError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import migrate, search
from services.chassis.database import ALL, Database
from services.chassis.service import Service
from services.chassis.settings import Settings

_VERSION = text("select current_setting('server_version')")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `fine`: the service can do its work with it."""

    subject: str
    fine: bool
    said: str


async def findings(service: Service, settings: Settings) -> AsyncIterator[Finding]:
    """Everything that there is to look at, in the order in which it is needed."""
    yield Finding("code", True, f"{len(service.api.routes)} routes, {len(service.tables)} read tables")
    if settings.database_url:
        for found in await _database(service, settings.database_url):
            yield found
    if settings.kafka:
        yield await asyncio.to_thread(_topics, service, settings)


async def _database(service: Service, url: str) -> list[Finding]:
    db = Database(url)
    try:
        async with db.view(ALL) as tx:
            version = (await tx.execute(_VERSION)).scalar_one()
            typos = [await _typos(tx, table.name) for table in service.tables if "search" in table.c]
        current = await migrate.is_current(url, service.name)
    except (OSError, PostgresError, SQLAlchemyError) as error:
        return [Finding("database", False, _reason(error))]
    finally:
        await db.close()
    said = "current" if current else f"not current, run: python -m services.{service.name} migrate"
    return [Finding("database", True, f"PostgreSQL {version}"), Finding("migrations", current, said), *typos]


async def _typos(tx: AsyncConnection, table: str) -> Finding:
    """Search works without it, so its lack is no fault."""
    forgiving = (await search.abilities(tx, table)).typos
    lacking = "off, PostgreSQL had no pg_trgm when it was migrated"
    return Finding("typing errors in search", True, "forgiven" if forgiving else lacking)


def _reason(error: Exception) -> str:
    """The first line of what the driver says; an address with a password is not in it."""
    cause = error.__cause__ or error
    return f"{type(cause).__name__}: {cause}".splitlines()[0]


def _topics(service: Service, settings: Settings) -> Finding:
    from services.chassis import admin
    from services.chassis.broker import BrokerAway

    try:
        admin.check(service.name, settings)
    except (admin.WrongTopic, BrokerAway) as error:
        return Finding("topics", False, str(error))
    return Finding("topics", True, ", ".join(topic.topic for topic in admin.wanted(service.name, settings)))
