"""Without a broker people go on working; what they did arrives by itself when it is back."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence

import pytest

from tests import machine
from tests.faults.burst import Burst, burst
from tests.faults.conftest import Tenants
from tests.faults.region import Region
from tests.faults.stories import COMMANDS, describe, onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(900)]


async def work_without(helder: Region, people: Burst, tenant: str, seconds: float) -> float:
    """People register systems for so long; all is answered, and the relay shows how far it is behind: the depth."""
    end, number, deepest = asyncio.get_running_loop().time() + seconds, 1000, 0.0
    pause = max(0.5, seconds / 120)
    while asyncio.get_running_loop().time() < end:
        async with asyncio.TaskGroup() as group:
            for place in range(5):
                group.create_task(describe(people, tenant, number + place))
        number += 5
        deepest = max(deepest, await depth(helder))
        await asyncio.sleep(pause)
    assert deepest >= 10
    return deepest


async def depth(helder: Region) -> float:
    """Events of inventory that are not on Kafka yet, as its worker shows it."""
    figures = await helder.figures("inventory")
    return sum(number for name, number in figures.items() if name.startswith("helder_relay_depth"))


async def during(
    helder: Region, organisations: Sequence[str], away: Callable[[], None], seconds: float, back: Callable[[], object]
) -> tuple[Burst, float]:
    """A burst during which the broker is away for so long."""
    async with burst(helder) as people:
        people.patience += seconds
        await onboard(people, organisations)
        async with asyncio.TaskGroup() as group:
            group.create_task(stories(people, organisations, 2))
            while people.commands < len(organisations) * COMMANDS // 2:
                await asyncio.sleep(0.05)
            away()
            deepest = await work_without(helder, people, organisations[0], seconds)
            assert not people.problems
            await asyncio.to_thread(back)
    return people, deepest


@pytest.mark.timeout(2400)
@pytest.mark.parametrize("seconds", [5, *(pytest.param(long, marks=pytest.mark.long) for long in (60, 900))])
async def test_a_broker_may_be_killed_and_started_again(helder: Region, tenants: Tenants, seconds: float) -> None:
    node = helder.machine.node
    people, deepest = await during(helder, tenants(10), node.kill, seconds, node.start)
    tell(f"broker killed, {seconds} s", people, await settled(helder), depth=deepest)
    await whole(helder, people.answered)


@pytest.mark.long
@pytest.mark.parametrize("seconds", [12, 30])
async def test_a_broker_may_stand_still(helder: Region, tenants: Tenants, seconds: float) -> None:
    node = helder.machine.node
    people, deepest = await during(helder, tenants(10), node.pause, seconds, node.resume)
    tell(f"broker paused, {seconds} s", people, await settled(helder), depth=deepest)
    await whole(helder, people.answered)


async def test_the_disk_of_the_broker_may_be_full(helder: Region, tenants: Tenants) -> None:
    if not helder.machine.can_be_full:
        machine.cannot_run("no small file system: tests need root and mount for that")
    node, full, ended = helder.machine.node, contextlib.ExitStack(), list[bool]()

    def room() -> None:
        ended.append(node.program.pid is None)
        full.close()
        node.start()  # Kafka ends by itself when it cannot write; whoever runs it starts it again

    people, deepest = await during(
        helder, tenants(10), lambda: full.enter_context(helder.machine.full("kafka")), 10, room
    )
    tell("disk of the broker full, 10 s", people, await settled(helder), depth=deepest, broker_ended=ended[0])
    await whole(helder, people.answered)
