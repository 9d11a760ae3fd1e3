"""A producer's database that was put back from a backup, and topics that lost something: both heal from each other."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from contracts import topics
from contracts.dpia import CaseOpened
from contracts.envelope import Envelope, Event
from services.chassis import canonical
from services.chassis.database import ALL
from services.chassis.decider import Command
from services.chassis.due import because_of
from services.chassis.recovery import restore
from services.chassis.recovery.on_topic import SecondHistory
from services.chassis.recovery.restore import Ahead
from services.chassis.service import Handlers, Policy, Running
from services.chassis.tables import due, streams
from tests.backends import listener
from tests.backends.backup import Copy, content, put_back
from tests.backends.conftest import Backend, Pair
from tests.backends.story import add_tenant, carry_out, describe, hear, log, opened, register
from tests.backends.topic import Memory, relayed

TENANTS = ("t1", "t2", "t3", "t4")


async def written(pair: Pair, memory: Memory) -> Copy:
    """Twelve events of each organisation, four of them after the backup; the last organisation came after it too."""
    for tenant in TENANTS[:3]:
        await add_tenant(pair.writer, tenant)
        for turn in range(4):
            await register(pair.writer, f"s{turn}", tenant=tenant)
            await describe(pair.writer, f"s{turn}", f"Systeem {turn}", tenant)
    await relayed(pair.writer_worker, memory)
    backup = await content(pair.writer_worker)
    await add_tenant(pair.writer, TENANTS[3])
    for tenant in TENANTS:
        for turn in range(4, 6):
            await register(pair.writer, f"s{turn}", tenant=tenant)
            await describe(pair.writer, f"s{turn}", f"Systeem {turn}", tenant)
    await relayed(pair.writer_worker, memory)
    return backup


async def lasting(running: Running) -> Copy:
    """What a restore gives back."""
    everything = await content(running)
    return {name: rows for name, rows in everything.items() if name not in ("lease", "checkpoints")}


def on_topic(memory: Memory, topic: str = topics.INVENTORY) -> dict[str, list[int | None]]:
    found: dict[str, list[int | None]] = {}
    for there in memory.partitions[topic]:
        for placed in there:
            found.setdefault((placed.key or b"").decode(), []).append(canonical.sequence_in(placed.value or b""))
    return found


async def test_a_database_that_was_put_back_takes_its_log_back_from_the_topic(pair: Pair) -> None:
    memory, worker = Memory(), pair.writer_worker
    backup = await written(pair, memory)
    before = await lasting(worker)
    await put_back(worker, backup)
    with pytest.raises(Ahead, match="t1 4, t2 4, t3 4, t4 4"):
        await restore.check_log(worker, memory)
    restored = await restore.restore(worker, memory)
    assert (restored.events, restored.texts) == (16, [])
    assert await lasting(worker) == before
    await restore.check_log(worker, memory)
    for tenant in TENANTS:
        await register(pair.writer, "later", tenant=tenant)
    await relayed(worker, memory)
    assert on_topic(memory) == {tenant: [*range(1, 14)] for tenant in TENANTS[:3]} | {"t4": [*range(1, 6)]}


async def test_an_empty_database_takes_everything_back(pair: Pair) -> None:
    memory, worker = Memory(), pair.writer_worker
    empty = await content(worker)
    await written(pair, memory)
    before = await lasting(worker)
    await put_back(worker, empty)
    assert (await restore.restore(worker, memory)).events == 40
    assert await lasting(worker) == before


async def test_a_log_that_agrees_with_its_topic_is_compared_at_its_end_only(pair: Pair) -> None:
    memory, worker = Memory(), pair.writer_worker
    await written(pair, memory)
    before = await content(worker)
    memory.reads.clear()
    await restore.check_log(worker, memory)
    assert {end - start for _, start, end in memory.reads} <= {0, 1}
    assert await content(worker) == before
    assert not worker.alarms


async def test_what_was_published_but_not_marked_is_no_loss(pair: Pair) -> None:
    memory, worker = Memory(), pair.writer_worker
    backup = await written(pair, memory)
    async with worker.db.session(ALL) as tx:
        for row in backup["streams"]:
            same = (streams.c.tenant == row["tenant"], streams.c.topic == row["topic"])
            values = {"relayed": row["relayed"], "relayed_offset": row["relayed_offset"]}
            await tx.execute(update(streams).where(*same).values(**values))
    await restore.check_log(worker, memory)
    assert (await restore.restore(worker, memory)).events == 0
    assert not worker.alarms


@pytest.mark.parametrize("leave", [0, 3])
async def test_what_a_topic_lost_is_published_again(pair: Pair, leave: int) -> None:
    memory, worker = Memory(), pair.writer_worker
    await written(pair, memory)
    whole = on_topic(memory)
    memory.cut(topics.INVENTORY, leave)
    await restore.check_log(worker, memory)
    assert worker.alarms == {"topic-behind": 4}
    await relayed(worker, memory)
    assert on_topic(memory) == whole
    await restore.check_log(worker, memory)


async def test_a_topic_that_was_made_anew_and_written_on_is_published_from_the_start(pair: Pair) -> None:
    memory, worker = Memory(), pair.writer_worker
    await written(pair, memory)
    memory.cut(topics.INVENTORY, 0)
    for turn in range(40):
        await register(pair.writer, f"later{turn}", tenant=TENANTS[turn % 4])
    await relayed(worker, memory)
    await restore.check_log(worker, memory)
    await relayed(worker, memory)
    assert {tenant: set(numbers) for tenant, numbers in on_topic(memory).items()} == {
        tenant: set(range(1, 23 if tenant != "t4" else 15)) for tenant in TENANTS
    }


@pytest.mark.parametrize("tenant", TENANTS[:3])
async def test_an_event_in_the_place_of_a_lost_one_is_a_second_history(pair: Pair, tenant: str) -> None:
    memory, worker = Memory(), pair.writer_worker
    await put_back(worker, await written(pair, memory))
    await register(pair.writer, "elsewhere", tenant=tenant)
    before = await content(worker)
    for act in (restore.check_log, restore.restore):
        with pytest.raises(SecondHistory, match=f"{tenant} has another event at 9"):
            await act(worker, memory)
    assert worker.alarms["second-history"] == 2
    assert await content(worker) == before


def _react(envelope: Envelope, event: Event) -> Command | None:
    if isinstance(event, CaseOpened) and event.written_by == "Een":
        return listener.Open(**because_of("own", envelope, event) | {"written_by": None}, name="Gevolg")
    return None


OWN = Policy("own", listener, listener.Open, _react)


@pytest.mark.parametrize("carried_out", [True, False])
async def test_what_an_own_policy_asked_for_since_the_backup_is_done_once(pair: Pair, carried_out: bool) -> None:
    memory, listening = Memory(), pair.listener
    listening.service = replace(listening.service, own=Handlers(policies=(OWN,)))
    backup = await content(listening)
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1")
    await hear(listening)
    await carry_out(listening)
    fired = await opened(listening)
    assert sorted(fired) == [
        ("system:first", "Een"),
        ("system:own", "Gevolg"),
        ("system:own", "Gevolg"),
        ("system:second", "Een"),
    ]
    await relayed(listening, memory)
    if not carried_out:
        memory.cut(topics.DPIA, 2)
    await put_back(listening, backup)
    await restore.restore(listening, memory)
    assert len((await content(listening, due))["due"]) == 2
    await hear(listening)
    await carry_out(listening)
    assert sorted(await opened(listening)) == sorted(fired)


async def test_checkpoints_of_other_services_are_not_taken_back(backend: Backend, pair: Pair) -> None:
    memory, worker = Memory(), pair.writer_worker
    await written(pair, memory)
    events: list[Any] = await log(worker)
    foreign = canonical.number(
        canonical.serialise(
            canonical.read(events[0].bytes).model_copy(
                update={"sequence": "0" * 20, "source": topics.checkpoints_source("dpia", "0" * 20)}
            )
        ),
        1,
    )
    memory.put(topics.CHECKPOINTS, "t1", foreign)
    await restore.check_log(worker, memory)
    assert (await restore.restore(worker, memory)).events == 0
