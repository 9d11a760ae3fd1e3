"""Every service on both databases: migrations make what the code expects, and nothing of a tenant lies open."""

import importlib
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import create_async_engine

from services.chassis import migrate, search_index
from services.chassis.tables import chassis

OPEN = {
    "inventory": {"organisations"},
    "dpia": set[str](),
    "publication": {"published", "history", "tallies", "withdrawn", "public_changes"},
    "feedback": {"channels", "public_remarks", "links", "sign_up_links"},
}
"""Tables with a tenant that anyone may read: public records, and the way from a secret to its tenant."""
UNSECURED = text(
    "select relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' "
    "where relkind = 'r' and relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity)"
)


def expected(service: str) -> MetaData:
    """All tables that the code of a service knows."""
    every = MetaData()
    for metadata in (chassis, importlib.import_module(f"services.{service}.tables").metadata):
        for table in metadata.sorted_tables:
            table.to_metadata(every)
    return every


def differences(connection: Connection, service: str) -> list[object]:
    context = MigrationContext.configure(connection, opts={"include_object": search_index.in_code})
    found = compare_metadata(context, expected(service))
    return [change for change in found if not _bookkeeping(change)]


def _bookkeeping(change: object) -> bool:
    return "alembic_version" in repr(change)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.mark.parametrize("service", list(OPEN))
async def test_migrations_make_the_tables_of_the_code(url: str, service: str) -> None:
    await migrate.upgrade(url, service)
    await migrate.upgrade(url, service)
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        assert await connection.run_sync(differences, service) == []
    await engine.dispose()


@pytest.mark.parametrize("service", list(OPEN))
async def test_only_public_tables_show_every_tenant(postgres_url: str, service: str) -> None:
    await migrate.upgrade(postgres_url, service)
    engine = create_async_engine(postgres_url)
    async with engine.begin() as connection:
        assert set((await connection.execute(UNSECURED)).scalars()) == OPEN[service] | {"tenants"}
    await engine.dispose()
