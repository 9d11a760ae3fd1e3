"""The way in which PostgreSQL finds entries: in the order of the list, nothing missed, and few rows read for it."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import migrate, search
from services.chassis.database import Database
from services.publication import queries
from services.publication.queries import Wanted
from services.publication.tables import published
from tests import postgres
from tests.backends.register import IN_DEVELOPMENT, IN_USE, SOCIAL, Register

LOGINS = "helder_app", "helder_worker"
MANY, PAGE, FEW = 3000, 26, 1500
"""Entries of each kind; what a page reads of them; and the rows that may be read for it, of some nine thousand."""
KINDS = ("a", "Aanvragen", IN_USE, []), ("u", "Uitkeringen", IN_DEVELOPMENT, [SOCIAL]), ("w", "Wegen", IN_USE, [])
COPIES = text("""
insert into published (id, tenant, version, uri, published_at, first_published_at, record, extension, name, summary,
  sort, search, status, category, themes, standing)
select id || '-' || n, tenant, version, uri, published_at, first_published_at, record, extension, name, summary,
  sort || ' ' || to_char(n, 'FM0000'), search || ' nummer' || to_char(n, 'FM0000'), status, category, themes, standing
from published, generate_series(cast(:begin as integer), cast(:end as integer)) n where id = any(cast(:ids as text[]))
""")
READ = text("""
select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables
where relname = 'published' or relname like 'search\\_published%'
""")
BY_READING = text("""
select id from published
where to_tsvector('dutch', search) || to_tsvector('simple', search) @@ cast(:asked as tsquery) order by sort, id
""")
PARTS = text("select count(*) from search_published_parts")


async def fill(url: str, worker_url: str) -> None:
    """Three kinds of entries, each kind together in the list and with a word of its own in every entry."""
    await migrate.upgrade(url, "publication")
    worker = Database(worker_url, pool_size=2)
    register = Register(worker, worker, typos=True)
    for id, first, status, themes in KINDS:
        about: dict[str, Any] = {"name": f"{first} ordenen", "status": status, "category": themes}
        await register.publish(id, about | {"goal": "Een medewerker beslist."})
    async with worker.session("eskerwold") as tx:
        await tx.execute(COPIES, {"begin": 1, "end": MANY, "ids": ["a", "u", "w"]})
    await worker.close()


@pytest.fixture(scope="session")
def large(postgres_server: postgres.Server) -> str:
    """The name of a database, to copy."""
    name = postgres_server.create()
    for role in LOGINS:
        postgres_server.execute(f"do $$ begin create role {role}; exception when duplicate_object then null; end $$")
        postgres_server.execute(f"alter role {role} login")
    with ThreadPoolExecutor(1) as thread:
        filled = fill(postgres_server.url(name), postgres_server.url(name, "helder_worker"))
        thread.submit(asyncio.run, filled).result()
    postgres_server.execute("analyze", name)
    return name


@pytest.fixture
async def register(postgres_server: postgres.Server, large: str) -> AsyncIterator[Register]:
    name = postgres_server.create(large)
    app, worker = (Database(postgres_server.url(name, role), pool_size=3) for role in LOGINS)
    async with app.view() as tx:
        typos = (await search.abilities(tx)).typos
    yield Register(app, worker, typos)
    await app.close()
    await worker.close()
    postgres_server.drop(name)


async def ids(tx: AsyncConnection, wanted: Wanted, after: list[str] | None = None) -> list[str]:
    return [row["id"] for row in await queries.list_published(tx, wanted, (after, PAGE), whole=True)]


async def by_reading(tx: AsyncConnection, asked: str) -> list[str]:
    """What PostgreSQL says of every row, without any index."""
    return list((await tx.execute(BY_READING, {"asked": asked})).scalars())


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("medewerker", "medewerker:*"),
        ("aanvragen", "aanvrag"),
        ("wegen", "weg | wegen:*"),
        ("weg", "weg:*"),
        ("nummer2999", "nummer2999"),
        ("nummer29", "nummer29:*"),
        ("wegen nummer29", "weg & nummer29:*"),
        ("uitkeringen nummer2999", "uitker & nummer2999"),
        ("nummer0001 nummer0002", "nummer0001 & nummer0002"),
        ("aanvragen wegen", "aanvrag & weg"),
        ("n", "n:*"),
    ],
)
async def test_every_page_is_the_next_part_of_all_that_have_the_words(
    register: Register, typed: str, asked: str
) -> None:
    async with register.app.view() as tx:
        expected = await by_reading(tx, asked)
        found: list[str] = []
        after: list[str] | None = None
        while rows := await queries.list_published(tx, Wanted(typed), (after, 100)):
            found += [row["id"] for row in rows]
            after = [rows[-1]["sort"], rows[-1]["id"]]
    assert found == expected


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("medewerker"),
        Wanted("wegen"),
        Wanted("uitkeringen"),
        Wanted("nummer2999"),
        Wanted("nummer29"),
        Wanted("weg nummer2999"),
        Wanted("staatnergens"),
        Wanted("medewerker", organisation="eskerwold"),
        Wanted("wegen", status=IN_USE),
        Wanted(status=IN_DEVELOPMENT),
        Wanted(status=IN_USE, theme=SOCIAL),
        Wanted(theme=SOCIAL),
        Wanted(organisation="eskerwold"),
        Wanted(),
    ],
)
async def test_a_page_reads_few_rows_however_many_there_are(register: Register, wanted: Wanted) -> None:
    async with register.app.view() as tx:
        before = (await tx.execute(READ)).scalar_one()
        await ids(tx, wanted)
        assert (await tx.execute(READ)).scalar_one() - before < FEW


async def test_a_typing_error_in_a_frequent_word_reads_few_rows(register: Register) -> None:
    if not register.typos:
        pytest.skip("this PostgreSQL has no pg_trgm")
    async with register.app.view() as tx:
        before = (await tx.execute(READ)).scalar_one()
        found = await ids(tx, Wanted("uitkeerngen"))
        assert (await tx.execute(READ)).scalar_one() - before < FEW
        assert found == (await by_reading(tx, "uitker"))[:PAGE]


async def test_a_part_is_split_when_nobody_else_writes_and_nothing_is_missed(register: Register) -> None:
    first = {"begin": 5000, "end": 5000, "ids": ["u"]}
    async with register.worker.session("eskerwold") as one:
        parts = (await one.execute(PARTS)).scalar_one()
        await one.execute(COPIES, first)
        async with register.worker.session("eskerwold") as other:
            await other.execute(COPIES, first | {"begin": 5001, "end": 5600})
            assert (await other.execute(PARTS)).scalar_one() == parts
    async with register.worker.session("eskerwold") as tx:
        await tx.execute(COPIES, first | {"begin": 5601, "end": 5800})
        assert (await tx.execute(PARTS)).scalar_one() > parts
    async with register.app.view() as tx:
        for number in (5000, 5001, 5300, 5600, 5601, 5800):
            assert await ids(tx, Wanted(f"uitkeringen nummer{number}")) == [f"u-{number}"]


async def test_an_entry_with_another_name_is_found_at_its_new_place(register: Register) -> None:
    async with register.worker.session("eskerwold") as tx:
        await tx.execute(update(published).where(published.c.id == "w-2999").values(sort="aaa", search="wegen nieuw"))
        await tx.execute(delete(published).where(published.c.id == "w-2998"))
    async with register.app.view() as tx:
        assert (await ids(tx, Wanted("wegen")))[0] == "w-2999"
        assert (await ids(tx, Wanted("nieuw")), await ids(tx, Wanted("nummer2999 wegen"))) == (["w-2999"], [])
        assert await ids(tx, Wanted("nummer2998")) == ["a-2998", "u-2998"]


async def test_the_order_of_the_list_is_that_of_letters_whatever_the_language_of_the_database(
    register: Register,
) -> None:
    async with register.app.view() as tx:
        collated = select(func.pg_collation_for(published.c.sort)).limit(1)
        assert (await tx.execute(collated)).scalar_one() == '"C"'
