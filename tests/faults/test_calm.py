"""The checks themselves: they pass when nothing happens, and they see what they are there for."""

import pytest

from tests.faults.burst import Answered, burst
from tests.faults.conftest import Tenants
from tests.faults.read_back import a_replay_ends_the_same
from tests.faults.region import SERVICES, Region
from tests.faults.stories import COMMANDS, onboard, stories
from tests.faults.whole import settled, whole

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(600)]
LONGER = "update events set bytes = bytes || ' '::bytea where sequence = 1"
LOST = Answered("inventory", "eskerwold", "system/lost", 1)


async def test_all_is_whole_when_nothing_happens(helder: Region, tenants: Tenants) -> None:
    organisations = tenants(2)
    async with burst(helder) as people:
        await onboard(people, organisations)
        await stories(people, organisations, 2)
    assert people.commands == 2 * 2 * COMMANDS
    await settled(helder)
    assert (await whole(helder, people.answered))["logs audited"]
    with pytest.raises(AssertionError, match="answered, but not in the log"):
        await whole(helder, [*people.answered, LOST])
    with pytest.raises(AssertionError, match="done, asked"):
        await whole(helder, people.answered[:-1])


@pytest.mark.parametrize(
    ("service", "harm", "cure", "said"),
    [
        ("dpia", "update cases set state = 'anders'", "", "dpia.cases"),
        ("dpia", "insert into parked values ('x', 'y', 1, '', '', '')", "delete from parked", "dpia has parked"),
        (
            "feedback",
            "update inbox set id = 'x' || id",
            "update inbox set id = substr(id, 2)",
            "feedback has not heard",
        ),
        ("inventory", LONGER, "update events set bytes = btrim(bytes, ' '::bytea)", "findings"),
    ],
    ids=["a row", "a parked event", "a position", "a log"],
)
async def test_harm_is_seen(helder: Region, service: str, harm: str, cure: str, said: str) -> None:
    await settled(helder)
    helder.machine.server.execute(harm, helder.database(service))
    try:
        with pytest.raises(AssertionError, match=said):
            await whole(helder, [])
    finally:
        helder.machine.server.execute(cure or "select 1", helder.database(service))


@pytest.mark.parametrize("service", SERVICES)
async def test_a_replay_of_each_service_ends_with_its_rows(helder: Region, service: str) -> None:
    assert await a_replay_ends_the_same(helder, service) > 0
    execute, database = helder.machine.server.execute, helder.database(service)
    execute("insert into roles (tenant, member, role) values ('x', 'y', 'z')", database)
    try:
        with pytest.raises(AssertionError, match=f"{service}.roles"):
            await a_replay_ends_the_same(helder, service)
    finally:
        execute("delete from roles where tenant = 'x'", database)
