"""The lease: one works at a time, another follows when it dies, and nobody works without a database."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from services.chassis import lease
from services.chassis.database import Database
from services.chassis.service import Running
from services.chassis.tables import lease as leases
from tests.backends.conftest import Pair

NAME = "relay"


@pytest.fixture
def running(pair: Pair) -> Running:
    return pair.writer_worker


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "SECONDS", 1.2)


async def row(db: Database) -> tuple[str, float] | None:
    async with db.view() as tx:
        found = (await tx.execute(select(leases.c.holder, leases.c.until))).first()
    return (found.holder, found.until) if found else None


async def change(db: Database, **values: object) -> None:
    async with db.session() as tx:
        await tx.execute(leases.update().values(**values))


async def until(true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0.01)


class Work:
    """Counts how often it was begun and how many are at it."""

    def __init__(self, fails: bool = False) -> None:
        self.begun = self.busy = 0
        self.fails = fails

    async def __call__(self) -> None:
        self.begun, self.busy = self.begun + 1, self.busy + 1
        try:
            if self.fails:
                raise ValueError
            await asyncio.Event().wait()
        finally:
            self.busy -= 1


@contextlib.asynccontextmanager
async def held(running: Running, holder: str, work: Work) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(lease.holding(running, NAME, holder, work))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_one_of_many_who_ask_at_once_gets_it(running: Running) -> None:
    asked = [lease.take(running.db, NAME, f"worker {number}") for number in range(8)]
    assert sorted(await asyncio.gather(*asked)) == [False] * 7 + [True]


async def test_the_holder_keeps_it_longer_each_time_it_asks(running: Running) -> None:
    assert await lease.take(running.db, NAME, "a", 100)
    first = await row(running.db)
    assert await lease.take(running.db, NAME, "a", 200)
    second = await row(running.db)
    assert first is not None
    assert second is not None
    assert second[0] == "a"
    assert second[1] - first[1] > 99


async def test_leases_of_other_names_are_free(running: Running) -> None:
    assert await lease.take(running.db, NAME, "a")
    assert await lease.take(running.db, "ticker", "b")


async def test_it_ends_by_the_clock_of_the_database(running: Running) -> None:
    now = "select " + lease._NOW["sqlite" if running.db.embedded else "postgresql"]
    assert await lease.take(running.db, NAME, "a", 1000)
    async with running.db.view() as tx:
        clock = float((await tx.exec_driver_sql(now)).scalar_one())
    found = await row(running.db)
    assert found is not None
    assert clock + 900 < found[1] <= clock + 1000
    assert not await lease.take(running.db, NAME, "b")
    await change(running.db, until=clock - 0.001)
    assert await lease.take(running.db, NAME, "b")
    assert not await lease.take(running.db, NAME, "a")


async def test_given_back_it_is_free_at_once_but_only_by_its_holder(running: Running) -> None:
    assert await lease.take(running.db, NAME, "a")
    await lease.give_back(running.db, NAME, "b")
    assert not await lease.take(running.db, NAME, "b")
    await lease.give_back(running.db, NAME, "a")
    assert await lease.take(running.db, NAME, "b")


async def test_who_works_renews_the_lease_and_gives_it_back_at_the_end(running: Running) -> None:
    work = Work()
    async with held(running, "a", work):
        await until(lambda: work.busy == 1)
        before = await row(running.db)
        while await row(running.db) == before:
            await asyncio.sleep(0.01)
        assert not await lease.take(running.db, NAME, "b")
        assert (work.begun, work.busy) == (1, 1)
    assert work.busy == 0
    assert await row(running.db) is None


async def test_one_of_two_works_and_the_other_follows(running: Running) -> None:
    first, second = Work(), Work()
    async with held(running, "a", first) as one:
        await until(lambda: first.busy == 1)
        async with held(running, "b", second):
            await asyncio.sleep(lease.SECONDS)
            assert (first.busy, second.begun) == (1, 0)
            one.cancel()
            await until(lambda: second.busy == 1)
            assert first.busy == 0


async def test_who_was_killed_is_followed_when_its_lease_ends(running: Running) -> None:
    assert await lease.take(running.db, NAME, "killed", 1.0)
    work = Work()
    async with held(running, "b", work):
        await until(lambda: work.busy == 1)
    assert work.begun == 1


async def test_who_has_lost_the_lease_stops_and_begins_again_when_it_is_free(running: Running) -> None:
    work = Work()
    async with held(running, "a", work):
        await until(lambda: work.busy == 1)
        await change(running.db, holder="b", until=1e12)
        await until(lambda: work.busy == 0)
        assert await row(running.db) == ("b", 1e12)
        await lease.give_back(running.db, NAME, "b")
        await until(lambda: work.busy == 1)
    assert work.begun == 2


@pytest.mark.parametrize("trouble", ["refused", "silent"])
async def test_nobody_works_while_the_database_is_in_trouble(
    running: Running, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    async def take(*_: object) -> bool:
        if trouble == "silent":
            await asyncio.Event().wait()
        raise OperationalError("insert", {}, Exception("the connection was cut"))

    work = Work()
    async with held(running, "a", work):
        await until(lambda: work.busy == 1)
        with monkeypatch.context() as away:
            away.setattr(lease, "take", take)
            await until(lambda: work.busy == 0)
            await until(lambda: running.alarms["database-trouble"] >= 2)
            assert work.begun == 1
        await until(lambda: work.busy == 1)
    assert work.begun == 2


async def test_work_that_fails_gives_the_lease_back_and_says_so(running: Running) -> None:
    async with held(running, "a", Work(fails=True)) as task:
        with pytest.raises(ValueError):  # noqa: PT011
            await task
    assert await row(running.db) is None


async def test_work_that_ends_is_begun_again(running: Running) -> None:
    begun = asyncio.Semaphore(0)

    async def work() -> None:
        begun.release()

    task = asyncio.create_task(lease.holding(running, NAME, "a", work))
    try:
        for _ in range(3):
            await begun.acquire()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert await row(running.db) is None
