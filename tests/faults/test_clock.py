"""The clock of a process jumps: nothing that must happen once depends on it."""

import asyncio
from pathlib import Path

import pytest

from tests import machine
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.region import Region
from tests.faults.stories import onboard, stories
from tests.faults.told import tell
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(900)]
LIBRARIES = ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/lib64/faketime/libfaketime.so.1")


def library() -> str:
    found = [path for pattern in LIBRARIES for path in Path("/").glob(pattern[1:])]
    return str(found[0]) if found else machine.cannot_run("no libfaketime: install faketime")


async def test_clocks_may_jump_to_and_fro(helder: Region, tenants: Tenants, tmp_path: Path) -> None:
    """The workers of inventory and dpia live in another time than everyone else, and it changes.

    Kafka would take no record from more than an hour ahead, but its own clock gives the time of a record.
    """
    organisations, clock = tenants(5), tmp_path / "clock"
    clock.write_text("+0")
    wrong = {
        "LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }  # fmt: skip
    for service in ("inventory", "dpia"):
        helder.end(f"{service}.work")
        helder.start([helder.program(service, "work-2", **wrong)])
    await helder.up()
    async with burst(helder) as people:
        await onboard(people, organisations)
        for number, offset in enumerate(("+50m", "-1d", "+2d")):
            async with asyncio.TaskGroup() as group:
                group.create_task(stories(people, organisations, 1, first=number * 10))
                await asyncio.sleep(1)
                clock.write_text(offset)
    tell("clock of a worker +50 min, -1 day, +2 days", people, await settled(helder))
    await whole(helder, people.answered)
