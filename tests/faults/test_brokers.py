"""Of three brokers one is lost and nobody notices; with two away what was done waits until they are back."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import kafka, postgres
from tests import machine as here
from tests.faults import region as regions
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.region import Region
from tests.faults.stories import onboard, stories
from tests.faults.test_broker import during
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Region]:
    lacks = kafka.lacks() or (None if postgres.programs() else "no PostgreSQL: make setup, or install a server")
    if lacks:
        here.cannot_run(lacks)
    folder = Path(tempfile.mkdtemp(prefix="helder-three-"))
    folder.chmod(0o755)
    try:
        with regions.machine_with_three_brokers(folder) as made, regions.region(made) as region:
            yield region
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def helder(cluster: Region) -> Iterator[Region]:
    yield cluster
    cluster.heal()


@pytest.mark.parametrize("lost", [0, 1, 2])
async def test_one_of_three_brokers_may_be_lost(helder: Region, tenants: Tenants, lost: int) -> None:
    """Whichever it is. All arrives while it is away, and again when it is back."""
    node, organisations = helder.machine.nodes[lost], tenants(5)
    async with burst(helder) as people:
        await onboard(people, organisations)
        working = asyncio.create_task(stories(people, organisations, 2))
        while people.commands < 20:
            await asyncio.sleep(0.05)
        node.kill()
        await working
        assert not people.problems
        tell(f"broker {lost + 1} of three killed", people, await settled(helder))
        await asyncio.to_thread(node.start)
        await stories(people, organisations, 1, first=10)
    tell(f"broker {lost + 1} of three is back", people, await settled(helder))
    await whole(helder, people.answered)


async def test_with_two_of_three_brokers_away_the_relay_waits(helder: Region, tenants: Tenants) -> None:
    """No record may count as published that one broker alone has."""
    two = helder.machine.nodes[1:]

    def away() -> None:
        for node in two:
            node.kill()

    people, deepest = await during(helder, tenants(5), away, 20, lambda: regions.begin(two))
    tell("two brokers of three killed, 20 s", people, await settled(helder), depth=deepest)
    await whole(helder, people.answered)
