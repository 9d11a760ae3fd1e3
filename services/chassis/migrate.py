"""Brings a database to the newest shape: the chassis tables, then the service's own (Alembic)."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from alembic import command, op
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from services.chassis.tables import chassis

HERE = Path(__file__).parent
_ROLES = """
do $$ begin
  if not exists (select from pg_roles where rolname = '{role}') then create role {role} nologin; end if;
end $$
"""
_SEEN = "tenant = any(string_to_array(nullif(current_setting('helder.tenants', true), ''), ','))"


async def upgrade(url: str, service: str) -> None:
    """Applies every migration that the database lacks; nothing when it has them all.

    On PostgreSQL the address must be that of a role that may create roles and owns the tables.
    """
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, service)
    finally:
        await engine.dispose()


async def is_current(url: str, service: str) -> bool:
    """Whether the database has every migration of this code."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_is_current, service)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, service: str) -> None:
    if not _is_current(connection, service):
        command.upgrade(_config(connection, service), "heads")


def _is_current(connection: Connection, service: str) -> bool:
    return set(MigrationContext.configure(connection).get_current_heads()) == _newest(service)


@cache
def _newest(service: str) -> frozenset[str]:
    """The last migrations of this code."""
    return frozenset(ScriptDirectory.from_config(_places(service)).get_heads())


def _config(connection: Connection, service: str) -> Config:
    config = _places(service)
    config.attributes["connection"] = connection
    return config


def _places(service: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE / "migrations"))
    locations = (HERE / "migrations" / "versions", HERE.parent / service / "migrations")
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", ":".join(map(str, locations)))
    return config


def secure(tables: Iterable[str]) -> None:
    """Row-level security under tables with a `tenant` column: `helder_app` sees only the tenants of its session."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in tables:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy app on {table} to helder_app using ({_SEEN}) with check ({_SEEN})")
        op.execute(f"create policy whole on {table} to helder_worker, helder_owner using (true) with check (true)")
    grant(tables)


def grant(tables: Iterable[str]) -> None:
    """Lets both roles read and write; public tables need no more than this."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in tables:
        op.execute(f"grant select, insert, update, delete on {table} to helder_app, helder_worker")


def grant_sequence(name: str) -> None:
    """Lets both roles take numbers from a sequence."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"grant usage on sequence {name} to helder_app, helder_worker")


def create_roles() -> None:
    """The three roles of a database; none is a superuser, and app and worker own nothing."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for role in ("helder_owner", "helder_worker", "helder_app"):
        op.execute(_ROLES.format(role=role))
    op.execute("grant usage on schema public to helder_app, helder_worker")


async def write_migration(url: str, service: str, message: str, tables: MetaData | None) -> None:
    """Writes a new migration from the difference with the tables in code (for developers).

    `tables` None: the chassis' own.
    """
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_write, service, message, tables)
    finally:
        await engine.dispose()


def _write(connection: Connection, service: str, message: str, tables: MetaData | None) -> None:
    config = _config(connection, service)
    branch, where = (
        (service, HERE.parent / service / "migrations")
        if tables is not None
        else ("chassis", HERE / "migrations" / "versions")
    )
    config.attributes["metadata"] = _with_chassis(tables)
    fresh = not any(where.glob("*.py"))
    place = {"head": "base", "branch_label": branch} if fresh else {"head": f"{branch}@head"}
    if fresh and tables is not None:
        place["depends_on"] = "chassis_0001"
    command.revision(config, message, autogenerate=True, version_path=str(where), **place)  # type: ignore[arg-type]


def _with_chassis(tables: MetaData | None) -> MetaData:
    every = MetaData()
    for metadata in (chassis, tables):
        for table in metadata.sorted_tables if metadata else ():
            table.to_metadata(every)
    return every
