"""The index of a table with a column `search`, made by a migration and kept by the database itself."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from services.chassis import search_places
from services.chassis.migrate import grant
from services.chassis.search import indexed

PREFIX = "search_"
"""Begins the name of everything that belongs to such an index; the tables in code do not know it."""
BATCH = 1000
_POSTGRESQL = (
    "alter table {table} add column search_words tsvector generated always as "
    "(to_tsvector('pg_catalog.dutch', search) || to_tsvector('pg_catalog.simple', search)) stored",
    "alter table {table} alter column search_words set storage main",
    "create index search_{table} on {table} using gin (search_words) with (gin_pending_list_limit = 512)",
    """do $$ begin
      create extension if not exists pg_trgm;
      create index search_{table}_names on {table} using gin (sort gin_trgm_ops);
    exception when undefined_file or feature_not_supported or insufficient_privilege then null;
    end $$""",
)
"""Without pg_trgm (not installed, or not ours to add) words are found all the same, but no misspelt ones."""
_SQLITE = (
    "create table search_{table}_keys (key integer primary key, id text not null unique)",
    "create virtual table search_{table} using fts5(search, detail=none, prefix='2 3', tokenize='unicode61')",
    """create trigger search_{table}_added after insert on {table} begin
      insert into search_{table}_keys (id) values (new.id);
      insert into search_{table} (rowid, search) select key, new.search from search_{table}_keys where id = new.id;
    end""",
    """create trigger search_{table}_changed after update of search on {table} when old.search <> new.search begin
      update search_{table} set search = new.search
        where rowid = (select key from search_{table}_keys where id = new.id);
    end""",
    """create trigger search_{table}_removed after delete on {table} begin
      delete from search_{table} where rowid = (select key from search_{table}_keys where id = old.id);
      delete from search_{table}_keys where id = old.id;
    end""",
    "insert into search_{table}_keys (id) select id from {table}",
    "insert into search_{table} (rowid, search) select key, search from {table} join search_{table}_keys using (id)",
)
"""The rows have a key of their own: the rowid of a table without one may change when a file is tidied up."""


def index(table: str) -> None:
    """Gives a table with `id`, `sort` and `search` its index."""
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement.format(table=table))


def in_order(table: str) -> None:
    """Gives PostgreSQL, which has the rows and their words, what it takes to find them in the order of the list."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for statement in search_places.STATEMENTS:
        op.execute(statement.format(table=table, **search_places.SIZES))
    grant(f"search_{table}_{part}" for part in search_places.TABLES)


def fill(
    table: str, columns: Iterable[str], marks: Callable[[Mapping[str, Any] | sa.RowMapping], Iterable[str]]
) -> None:
    """Writes `search` anew in every row that is there; `columns` are what `marks` needs."""
    bind, after = op.get_bind(), ""
    rows = sa.table(table, *map(sa.column, ("id", "search", *columns)))
    change = sa.update(rows).where(rows.c.id == sa.bindparam("row")).values(search=sa.bindparam("content"))
    query = sa.select(rows).order_by(rows.c.id).limit(BATCH)
    while page := bind.execute(query.where(rows.c.id > after)).mappings().all():
        found = [{"row": row["id"], "content": indexed(bind, row["search"], marks(row))} for row in page]
        bind.execute(change, found)
        after = page[-1]["id"]


def in_code(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """For Alembic: what the tables in code say, without what belongs to an index."""
    return not (reflected and (name or "").startswith(PREFIX))
