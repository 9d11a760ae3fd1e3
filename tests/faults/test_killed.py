"""kill -9, again and again, in the middle of the work."""

import asyncio
from collections import Counter

import pytest

from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.region import SERVICES, Region
from tests.faults.stories import COMMANDS, onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(900)]


async def kill_two_by_two(helder: Region, killed: Counter[str]) -> None:
    """A process that answers people and one that works, of two services; the next two when these are back."""
    names = list(SERVICES)
    while True:
        for one, other in zip(names, names[1:] + names[:1], strict=True):
            for name in (f"{one}.work", f"{other}.serve"):
                helder.supervisor[name].kill()
                killed[name] += 1
            await helder.up()


@pytest.mark.parametrize(
    ("houses", "commands", "rounds"), [(5, 200, 1), pytest.param(20, 2_000, 3, marks=pytest.mark.long)]
)
async def test_every_process_may_be_killed_during_a_burst(
    helder: Region, tenants: Tenants, houses: int, commands: int, rounds: int
) -> None:
    organisations, number = tenants(houses), 0
    killed = Counter(dict.fromkeys(helder.supervisor.programs, 0))
    async with burst(helder) as people:
        await onboard(people, organisations)
        killing = asyncio.create_task(kill_two_by_two(helder, killed))
        while people.commands < commands or min(killed.values()) < rounds:
            await stories(people, organisations, 1, first=number)
            number += 1
            assert not killing.done(), killing.exception()
        killing.cancel()
    assert people.commands == len(organisations) * number * COMMANDS
    tell("kill -9 of each process in turn", people, await settled(helder), killed=killed.total())
    await whole(helder, people.answered)
