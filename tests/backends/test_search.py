"""Looking for words in the public register: the same answers from both databases, and never an error."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from services.chassis import migrate, search
from services.chassis.database import Database
from services.chassis.execute import Gone
from services.publication import queries
from services.publication.queries import Facets
from services.publication.tables import published
from tests import postgres
from tests.backends.register import ENTRIES, IN_DEVELOPMENT, IN_USE, SOCIAL, TRAFFIC, Register

LOGINS = ("helder_app", "helder_worker")
BIJSTAND, UITKERING, CAFES, HULP, STRANGE = (str(entry["name"]) for entry in ENTRIES)


@pytest.fixture(scope="session")
def public_template(postgres_server: postgres.Server) -> str:
    """The name of a PostgreSQL database of publication, to copy."""
    name = postgres_server.create()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, migrate.upgrade(postgres_server.url(name), "publication")).result()
    for role in LOGINS:
        postgres_server.execute(f"alter role {role} login")
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
async def register(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Register]:
    if request.param == "sqlite":
        db = Database.file(tmp_path / "publication.db")
        await migrate.upgrade(db.url, "publication")
        made = Register(db, db, typos=False)
    else:
        server: postgres.Server = request.getfixturevalue("postgres_server")
        name = server.create(request.getfixturevalue("public_template"))
        app, worker = (Database(server.url(name, role), pool_size=2) for role in LOGINS)
        async with app.view() as tx:
            made = Register(app, worker, (await search.abilities(tx)).typos)
    await made.fill()
    yield made
    await made.app.close()
    await made.worker.close()
    if request.param == "postgresql":
        server.drop(name)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gemeente", [UITKERING, BIJSTAND]),
        ("GEMEENTEN", [UITKERING, BIJSTAND]),
        ("uitkering", [HULP, UITKERING]),
        ("uitkeringen", [HULP, UITKERING]),
        ("één", [CAFES, HULP, STRANGE, UITKERING, BIJSTAND]),
        ("cafes", [CAFES]),
        ("Cafés", [CAFES]),
        ("aanvraag bijstand", [BIJSTAND]),
        ("bijstand de gemeente", [BIJSTAND]),
        ("bijstand verkeer", []),
        ("uitkeringen zekerheid", [UITKERING]),
        ("ondersteunin", [HULP]),
        ("bijst", [BIJSTAND]),
        ("100%", [STRANGE]),
        ("αβγ", [STRANGE]),
        ("avonds", [CAFES]),
        ("fietsenstalling", []),
    ],
)
async def test_dutch_words_are_found_in_every_form(register: Register, typed: str, found: list[str]) -> None:
    assert await register.names(typed) == sorted(found, key=search.plain)


@pytest.mark.parametrize(
    "typed", ["", " ", "de het een", "' OR 1=1 --", '"', "* : & | ! <->", "100% ()", "\\", "NOT", "a" * 200, "é" * 200]
)
async def test_whatever_is_typed_there_is_an_answer(register: Register, typed: str) -> None:
    assert set(await register.names(typed)) <= set(await register.names())
    await register.facets(typed)


async def test_words_that_say_nothing_are_not_asked(register: Register) -> None:
    assert await register.names("de van het") == await register.names("?!") == await register.names()


@given(
    typed=st.text(max_size=200)
    | st.lists(st.sampled_from(["bijstand", "de", "AND", '"', "'", ":*", "%"])).map(" ".join)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_text_finds_a_part_of_the_whole_list(register: Register, typed: str) -> None:
    typed = typed.replace("\0", "")
    found = await register.names(typed)
    assert set(found) <= set(await register.names())
    assert (await register.facets(typed)).total == len(found)


async def test_a_typing_error_is_forgiven_where_the_database_can(register: Register) -> None:
    assert await register.names("bijstnad") == ([BIJSTAND] if register.typos else [])
    assert await register.names("gemeente bijstnad") == ([BIJSTAND] if register.typos else [])
    assert await register.names("bijstand") == [BIJSTAND]
    assert (await register.facets("bijstnad")).total == register.typos


async def test_without_trigrams_words_are_found_and_typing_errors_are_not(
    postgres_server: postgres.Server, public_template: str
) -> None:
    name = postgres_server.create(public_template)
    postgres_server.execute("drop extension if exists pg_trgm cascade", name)
    app, worker = (Database(postgres_server.url(name, role), pool_size=2) for role in LOGINS)
    register = Register(app, worker, typos=False)
    await register.fill()
    async with app.view() as tx:
        assert not (await search.abilities(tx)).typos
    assert (await register.names("uitkeringen"), await register.names("bijstnad")) == ([HULP, UITKERING], [])
    await app.close()
    await worker.close()
    postgres_server.drop(name)


async def test_filters_and_words_go_together(register: Register) -> None:
    assert await register.names(status=IN_USE) == sorted([BIJSTAND, UITKERING, STRANGE], key=search.plain)
    assert await register.names(theme=SOCIAL, status=IN_USE) == [UITKERING, BIJSTAND]
    assert await register.names("uitkering", theme=TRAFFIC) == [UITKERING]
    assert await register.names("uitkering", category=TRAFFIC, theme=SOCIAL) == [UITKERING]
    assert await register.names("uitkering", organisation="elders") == []
    assert await register.names(status="Bestaat niet") == []


async def by_reading(register: Register, **filters: str) -> Facets:
    """Counted row by row, as a person would."""
    wanted = queries.Wanted(None, **filters)
    counted = Facets()
    async with register.app.view() as tx:
        for row in (await tx.execute(select(*queries.COUNTED))).mappings():
            queries._count(counted, row, wanted.unmet(row))
    return counted


def told(counted: Facets) -> dict[str, object]:
    axes = ("status", "category", "theme", "organisation", "decided")
    return {"total": counted.total} | {axis: +getattr(counted, axis) for axis in axes}


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"status": IN_USE},
        {"theme": TRAFFIC},
        {"theme": TRAFFIC, "status": IN_DEVELOPMENT},
        {"organisation": "eskerwold", "status": IN_USE},
        {"organisation": "zandveen"},
        {"organisation": "elders"},
        {"category": "high-risk", "status": "in-use"},
        {"category": SOCIAL, "theme": TRAFFIC},
    ],
)
async def test_the_counts_that_are_kept_are_the_counts_of_the_rows(register: Register, filters: dict[str, str]) -> None:
    await register.publish("z1", dict(ENTRIES[1]) | {"publication_category": "Hoog-risico AI-systeem"}, "zandveen")
    await register.publish("e0", dict(ENTRIES[0]) | {"status": IN_DEVELOPMENT, "dpia": "decided"}, version=2)
    await register.publish("e4", dict(ENTRIES[4]) | {"publication_category": "Hoog-risico AI-systeem"}, version=2)
    assert told(await register.facets(**filters)) == told(await by_reading(register, **filters))
    assert (await register.facets(**filters)).total == len(await register.names(**filters))


async def test_a_theme_may_be_asked_as_a_category(register: Register) -> None:
    assert (await register.facets(category=SOCIAL)).total == len(await register.names(category=SOCIAL)) == 2


async def test_the_newest_are_those_of_the_list(register: Register) -> None:
    async with register.app.view() as tx:
        for wanted in (queries.Wanted("gemeente"), queries.Wanted(status=IN_USE), queries.Wanted("een", theme=TRAFFIC)):
            newest = {row["id"] for row in await queries.newest(tx, wanted, 50)}
            assert newest == {row["id"] for row in await queries.list_published(tx, wanted, (None, 50))}
            assert newest


async def test_of_a_word_that_stands_in_nearly_all_the_newest_are_known_too(register: Register) -> None:
    for number in range(60):
        await register.publish(f"n{number:02}", {"name": f"Nakijken {number:02}", "status": IN_USE})
    async with register.app.view() as tx:
        newest = await queries.newest(tx, queries.Wanted("nakijken"), 3)
    assert [row["id"] for row in newest] == ["n59", "n58", "n57"]


async def test_more_than_can_be_counted_is_told_as_more(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_COUNTED", 1)
    counted = await register.facets("uitkering")
    assert (counted.more, counted.total, list(counted.organisation)) == (True, 1, ["eskerwold"])
    assert not (await register.facets("cafes")).more


async def test_what_is_changed_or_gone_is_no_longer_found_by_its_old_words(register: Register) -> None:
    await register.publish("e2", {"name": "Terrassen tellen", "status": IN_USE}, version=2)
    assert (await register.names("cafes"), await register.names("terras")) == ([], ["Terrassen tellen"])
    async with register.worker.session() as tx:
        await tx.execute(delete(published).where(published.c.id == "e2"))
    assert await register.names("terras") == []


async def test_what_was_taken_off_is_found_counted_and_read_no_more(register: Register) -> None:
    await register.publish("e0", dict(ENTRIES[0]), version=2)
    before = await register.facets()
    await register.withdraw("e0", version=3)
    after = await register.facets()
    assert (BIJSTAND in await register.names(), await register.names("bijstand")) == (False, [])
    assert (before.total - after.total, before.theme[SOCIAL] - after.theme[SOCIAL]) == (1, 1)
    async with register.app.glance() as tx:
        assert await queries.versions(tx, "e0", None, 10) == []
        assert [row["id"] for row in await queries.newest_withdrawn(tx, "eskerwold", 50)] == ["e0"]
        left = await queries.get_published(tx, "e0", "eskerwold")
        with pytest.raises(Gone):
            await queries.get_whole(tx, "e0")
    assert (left["ground"], left["version"], left["first_published_at"]) == ("by-mistake", 3, "2026-11-24T09:00:00Z")


async def test_the_words_that_are_left_out_are_those_of_postgresql(postgres_url: str) -> None:
    db = Database(postgres_url)
    async with db.view() as tx:
        query = text("select word from unnest(cast(:words as text[])) word where to_tsvector('dutch', word) <> ''")
        assert (await tx.execute(query, {"words": sorted(search.STOP)})).scalars().all() == []
    await db.close()


async def test_both_databases_know_the_same_stems(postgres_url: str) -> None:
    known = sorted({word for entry in ENTRIES for value in entry.values() for word in search.words(str(value))})
    words = [word for word in [*known, "bomen", "huizen", "brieven", "zelfredzaamheid"] if word not in search.STOP]
    db = Database(postgres_url)
    async with db.view() as tx:
        query = text("select (ts_lexize('dutch_stem', word))[1] from unnest(cast(:words as text[])) word")
        found = (await tx.execute(query, {"words": words})).scalars().all()
    assert dict(zip(words, found, strict=True)) == {word: search.stem(word) for word in words}
    await db.close()
