"""PostgreSQL goes away, or its disk is full: people hear that nothing was kept, and nothing is kept by halves."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from tests import machine
from tests.faults.burst import Burst, burst
from tests.faults.conftest import Tenants
from tests.faults.region import Region
from tests.faults.stories import COMMANDS, onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(900)]
CUT = "select pg_terminate_backend(pid) from pg_stat_activity where usename in ('helder_app', 'helder_worker')"


async def burst_while(helder: Region, organisations: Sequence[str], hurt: Callable[[Burst], Awaitable[None]]) -> Burst:
    """A burst in the middle of which this happens."""
    async with burst(helder) as people:
        await onboard(people, organisations)
        async with asyncio.TaskGroup() as group:
            group.create_task(stories(people, organisations, 2))
            while people.commands < len(organisations) * COMMANDS // 2:
                await asyncio.sleep(0.05)
            await hurt(people)
    for problem in people.problems:
        assert problem.status_code == 503, problem.text
        assert problem.headers["content-type"] == "application/problem+json"
        assert int(problem.headers["retry-after"]) > 0
    return people


async def test_the_server_may_be_started_again_and_again(helder: Region, tenants: Tenants) -> None:
    server = helder.machine.server

    async def hurt(people: Burst) -> None:
        for end in (server.stop, server.kill, server.stop):
            await asyncio.to_thread(end)
            await asyncio.sleep(2)
            await asyncio.to_thread(server.start)
            helder.supervisor["inventory.serve"].kill()  # it finds a server that is not the one it knew
            done = people.commands
            async with asyncio.timeout(120):
                while people.commands < done + 20:
                    await asyncio.sleep(0.1)

    people = await burst_while(helder, tenants(15), hurt)
    assert people.problems
    tell("PostgreSQL ended three times (one kill -9), 2 s each", people, await settled(helder))
    await whole(helder, people.answered)


@pytest.mark.long
async def test_connections_may_be_cut(helder: Region, tenants: Tenants) -> None:
    async def hurt(people: Burst) -> None:
        for _ in range(10):
            await asyncio.to_thread(helder.machine.server.execute, CUT)
            await asyncio.sleep(0.5)

    people = await burst_while(helder, tenants(10), hurt)
    tell("all connections cut, ten times", people, await settled(helder))
    await whole(helder, people.answered)


async def test_the_disk_of_the_server_may_be_full(helder: Region, tenants: Tenants) -> None:
    if not helder.machine.can_be_full:
        machine.cannot_run("no small file system: tests need root and mount for that")

    async def hurt(people: Burst) -> None:
        with helder.machine.full("pg"):
            async with asyncio.timeout(60):
                while not people.problems:
                    await asyncio.sleep(0.1)
            await asyncio.sleep(5)
        await asyncio.to_thread(helder.machine.server.start)  # it ends by itself when not even its log can be written

    people = await burst_while(helder, tenants(10), hurt)
    tell("disk of PostgreSQL full, 5 s", people, await settled(helder))
    await whole(helder, people.answered)
