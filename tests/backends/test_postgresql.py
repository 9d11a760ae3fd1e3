"""What the database's own failures are to us: trouble, to be tried again, or something wrong with the data."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import postgresql
from services.chassis.database import Database, is_trouble
from services.chassis.problems import problem_of


@pytest.fixture
async def db(postgres_url: str) -> AsyncIterator[Database]:
    made = Database(postgres_url, 2)
    yield made
    await made.close()


async def test_a_connection_that_is_cut_in_a_transaction_is_trouble_and_the_next_is_whole(db: Database) -> None:
    async def cut() -> None:
        async with db.session("eskerwold") as tx:
            here = (await tx.execute(text("select pg_backend_pid()"))).scalar()
            async with db.session() as other:
                await other.execute(text("select pg_terminate_backend(:pid, 5000)"), {"pid": here})
            await tx.execute(text("select 1"))

    with pytest.raises(Exception) as raised:  # noqa: PT011 whatever it is
        await cut()
    assert is_trouble(raised.value)
    async with db.view("eskerwold") as tx:
        assert (await tx.execute(text("select current_setting('helder.tenants')"))).scalar() == "eskerwold"


async def test_when_the_connection_is_cut_while_committing_nobody_says_that_nothing_was_kept(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = postgresql._run

    async def cut(tx: AsyncConnection, statements: str) -> None:
        if statements == "commit":
            postgresql.driver(tx).terminate()
        await run(tx, statements)

    monkeypatch.setattr(postgresql, "_run", cut)
    with pytest.raises(postgresql.Unsure) as raised:
        async with db.session("eskerwold"):
            pass
    problem = problem_of(raised.value)
    assert (problem.status, problem.headers) == (503, {"Retry-After": "30"})
    assert "niet zeker" in problem.detail


@pytest.mark.parametrize("value", [2**70, "no number"])
async def test_a_value_that_fits_no_column_is_no_trouble(db: Database, value: object) -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011 whatever it is
        async with db.view() as tx:
            await postgresql.fetch(tx, "select $1::int", [value])
    assert not is_trouble(raised.value)


async def _here(db: Database) -> int:
    async with db.view() as tx:
        return int((await tx.execute(text("select pg_backend_pid()"))).scalar_one())


async def test_a_connection_is_used_again(db: Database) -> None:
    assert await _here(db) == await _here(db)


async def test_a_connection_that_was_left_in_a_transaction_is_not_used_again(db: Database) -> None:
    async with db.glance() as tx:
        await postgresql.driver(tx).execute("begin")
        left = (await tx.execute(text("select pg_backend_pid()"))).scalar_one()
    assert await _here(db) != left


async def test_a_connection_that_was_cut_while_nobody_used_it_is_replaced(db: Database) -> None:
    here, other = await _here(db), Database(db.url, 1)
    async with other.glance() as tx:
        await tx.execute(text("select pg_terminate_backend(:pid, 5000)"), {"pid": here})
    await other.close()
    assert await _here(db) != here


async def test_who_waits_too_long_for_a_connection_hears_that_there_is_none(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "WAIT", 0.05)
    async with db.glance(), db.glance():
        with pytest.raises(Exception, match="taken") as raised:
            await _here(db)
    assert is_trouble(raised.value)
    assert await _here(db)
