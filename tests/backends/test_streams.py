"""Hearing over Kafka: acknowledged after the commit, and an App that fails or stands still is followed by another."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from contracts import topics
from services.chassis import hearing as hearing_module
from services.chassis import inbox, streams
from services.chassis.broker import KafkaReader
from services.chassis.hearing import Hearing
from tests.backends.cluster import Topics, settings_of
from tests.backends.conftest import Pair
from tests.backends.listener import TROUBLE
from tests.backends.story import add_tenant, carry_out, describe, opened, register, rows
from tests.kafka import Cluster

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.parametrize("backend", ["sqlite"], indirect=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
TOPIC = topics.INVENTORY
TENANTS = ("t1", "t2", "t3", "t4")


@dataclass
class Over:
    """A writer, its topics on the cluster and a listener."""

    pair: Pair
    topics: Topics

    async def tell(self, name: str) -> None:
        for tenant in TENANTS:
            await describe(self.pair.writer, "s1", name, tenant)
        await self.topics.relay(self.pair.writer_worker)

    async def heard(self, times: int) -> None:
        """Waits until each organisation's system was told so often."""
        while [row["times"] for row in await rows(self.pair.listener)] != [times] * len(TENANTS):
            await asyncio.sleep(0.05)

    async def committed(self) -> dict[int, int]:
        settings = self.topics.settings
        async with KafkaReader(settings, streams.group(self.hearing())) as reader:
            return await reader.committed(TOPIC)

    async def ends(self) -> dict[int, int]:
        async with KafkaReader(self.topics.settings) as reader:
            return {partition: end for partition, end in (await reader.ends(TOPIC)).items() if end}

    def hearing(self) -> Hearing:
        return Hearing(self.pair.listener)


@pytest.fixture
async def over(kafka_server: Cluster, kafka_prefix: str, pair: Pair) -> Over:
    TROUBLE.clear()
    made = Over(pair, Topics(settings_of(kafka_server, kafka_prefix)))
    pair.listener.settings = made.topics.settings
    await made.topics.create("inventory")
    for tenant in TENANTS:
        await add_tenant(pair.writer, tenant)
        await register(pair.writer, "s1", tenant=tenant)
    await made.topics.relay(pair.writer_worker)
    return made


@asynccontextmanager
async def hearing(listener: Hearing) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(streams.run(listener))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def apps(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every App that is made from now on."""
    made, honest = list[Any](), streams._app

    def app(*given: Any) -> Any:
        made.append(honest(*given))
        return made[-1]

    monkeypatch.setattr(streams, "_app", app)
    return made


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    while not await true():
        await asyncio.sleep(0.1)


async def test_what_is_relayed_is_heard_once_by_all_that_follows(over: Over) -> None:
    async with hearing(over.hearing()):
        await over.heard(1)
        await over.tell("Twee")
        await over.heard(2)
        await carry_out(over.pair.listener)
    assert [len(await opened(over.pair.listener, tenant)) for tenant in TENANTS] == [4] * 4
    assert not over.pair.listener.alarms


async def test_it_is_acknowledged_after_the_commit_and_not_before(over: Over, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = inbox.consume

    async def consume(*_: Any) -> None:
        raise OperationalError("select", {}, Exception("the connection was cut"))

    alarms = over.pair.listener.alarms
    with monkeypatch.context() as trouble:
        trouble.setattr(inbox, "consume", consume)
        async with hearing(over.hearing()):
            while alarms["hearing-failed"] < 6:  # more than three seconds, in which Faust commits several times
                await asyncio.sleep(0.05)
            assert await over.committed() == {}
    assert inbox.consume is honest
    assert await rows(over.pair.listener) == []
    async with hearing(over.hearing()):
        await over.heard(1)
        await until(lambda: _are_equal(over))


async def _are_equal(over: Over) -> bool:
    return await over.committed() == await over.ends()


async def test_one_that_starts_again_goes_on_where_the_group_was(over: Over, monkeypatch: pytest.MonkeyPatch) -> None:
    async with hearing(over.hearing()):
        await over.heard(1)
        await until(lambda: _are_equal(over))
    await over.tell("Twee")
    delivered, honest = list[int](), Hearing.hear

    async def hear(self: Hearing, topic: str, records: Any) -> None:
        delivered.extend(record.offset for record in records)
        await honest(self, topic, records)

    monkeypatch.setattr(Hearing, "hear", hear)
    async with hearing(over.hearing()):
        await over.heard(2)
    assert len(delivered) == len(TENANTS)


async def test_an_app_that_stands_still_is_followed_by_another(over: Over, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "STALLED", 2.0)
    monkeypatch.setattr(streams, "LOOK", 0.5)
    honest, first = Hearing.hear, iter([True])

    async def hear(self: Hearing, topic: str, records: Any) -> None:
        if next(first, False):
            await asyncio.Event().wait()
        await honest(self, topic, records)

    monkeypatch.setattr(Hearing, "hear", hear)
    async with hearing(over.hearing()) as task:
        await over.heard(1)
        assert not task.done()
    assert over.pair.listener.alarms == {"stalled": 1}


async def test_an_app_that_crashes_is_followed_by_another(over: Over, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LOOK", 0.5)
    monkeypatch.setattr(streams, "STALLED", 3600.0)
    made = apps(monkeypatch)
    async with hearing(over.hearing()) as task:
        await over.heard(1)
        await made[0].crash(RuntimeError("it crashed"))
        await over.tell("Twee")
        await over.heard(2)
        assert not task.done()
    assert len(made) == 2


async def test_a_topic_that_was_away_is_heard_again_by_a_worker_with_a_name(over: Over, kafka_server: Cluster) -> None:
    """Its group was given no partition meanwhile, which one that comes back under its name would get again."""
    listener = over.pair.listener
    listener.settings = listener.settings.model_copy(update={"replica": "listener-1"})
    async with hearing(over.hearing()) as task:
        await over.heard(1)
        await asyncio.to_thread(kafka_server.forget, over.topics.settings.kafka_prefix)
        while not listener.alarms["broker-trouble"]:
            await asyncio.sleep(0.1)
        await over.topics.create("inventory")
        await add_tenant(over.pair.writer, "t5")
        await register(over.pair.writer, "s1", tenant="t5")
        await over.topics.relay(over.pair.writer_worker)
        while len(await rows(listener)) != len(TENANTS) + 1:
            await asyncio.sleep(0.1)
        assert not task.done()


async def test_trouble_with_the_database_while_it_looks_around_ends_nothing(
    over: Over, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LOOK", 0.2)
    made, honest, looked = apps(monkeypatch), Hearing.look, list[bool]()

    async def look(self: Hearing, reader: KafkaReader) -> None:
        looked.append(True)
        if len(looked) < 4:
            raise OperationalError("select", {}, Exception("the connection was cut"))
        await honest(self, reader)

    monkeypatch.setattr(Hearing, "look", look)
    async with hearing(over.hearing()) as task:
        await over.heard(1)
        while len(looked) < 5:
            assert not task.done()
            await asyncio.sleep(0.05)
        await over.tell("Twee")
        await over.heard(2)
        assert not task.done()
    assert len(made) == 1
    assert over.pair.listener.alarms["database-trouble"] == 3


async def test_what_lacks_is_read_back_while_it_hears(over: Over, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faust may leave something out after a rebalance, and bring it later."""
    monkeypatch.setattr(streams, "LOOK", 0.2)
    honest, lost = Hearing.hear, list[Any]()

    async def hear(self: Hearing, topic: str, records: Any) -> None:
        left = [record for record in records if b'"sequence":"00000000000000000002"' not in record.value]
        lost.extend(record for record in records if record not in left)
        if left:
            await honest(self, topic, left)

    monkeypatch.setattr(Hearing, "hear", hear)
    async with hearing(over.hearing()):
        await over.heard(1)
        await over.tell("Twee")
        await over.tell("Drie")
        await over.heard(3)
    assert len(lost) == len(TENANTS)
    assert not over.pair.listener.alarms


async def test_what_a_worker_lacked_when_it_ended_is_heard_by_the_next(
    over: Over, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kafka has the position of the group behind it, and nothing new comes; the database knows better."""
    honest = Hearing.hear

    async def hear(self: Hearing, topic: str, records: Any) -> None:
        second = b'"sequence":"00000000000000000002"'
        await honest(self, topic, [record for record in records if second not in record.value])

    async def heal(*_: Any) -> None:
        """Not in time."""

    with monkeypatch.context() as trouble:
        trouble.setattr(hearing_module, "PATIENCE", 0.0)
        trouble.setattr(Hearing, "hear", hear)
        trouble.setattr(Hearing, "heal", heal)
        async with hearing(over.hearing()):
            await over.heard(1)
            await over.tell("Twee")
            await over.tell("Drie")
            await until(lambda: _are_equal(over))
    await over.heard(1)
    async with hearing(over.hearing()):
        await over.heard(3)
    assert not over.pair.listener.alarms
