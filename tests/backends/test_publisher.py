"""Publishing on Kafka: each record as the contract says, and after a failure nothing that would stand too early."""

import asyncio
import contextlib
from typing import Any

import pytest
from aiokafka.producer.message_accumulator import MessageBatch

from contracts import topics
from deploy.local.kafka import free_port
from services.chassis import broker, execute
from services.chassis.broker import BrokerAway
from services.chassis.execute import Order, Origin
from services.chassis.publisher import KafkaPublisher
from services.chassis.relay import Parcel, Receipt
from services.chassis.settings import Settings
from services.chassis.store import Record
from services.chassis.topic import partition_of
from services.inventory.domain import system
from tests.backends.cluster import Topics, settings_of
from tests.backends.conftest import Pair
from tests.backends.story import add_tenant, describe, log, register
from tests.kafka import Cluster

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(120)]
CONTENT_TYPE = ("content-type", b"application/cloudevents+json; charset=UTF-8")
FLOW = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
only_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
async def over(kafka_server: Cluster, kafka_prefix: str) -> Topics:
    made = Topics(settings_of(kafka_server, kafka_prefix))
    await made.create("inventory")
    return made


@only_sqlite
async def test_a_record_is_the_event_to_the_byte_with_the_organisation_as_key(over: Topics, pair: Pair) -> None:
    tenants = [f"gemeente-{number}" for number in range(8)]
    for tenant in tenants:
        await add_tenant(pair.writer, tenant)
        await register(pair.writer, "s1", tenant=tenant)
        await describe(pair.writer, "s1", "Twee", tenant)
    await over.relay(pair.writer_worker)
    found = await over.records(topics.INVENTORY)
    for tenant in tenants:
        mine = [record for record in found if record.key == tenant.encode()]
        assert [record.value for record in mine] == [record.bytes for record in await log(pair.writer, tenant)]
        assert {record.partition for record in mine} == {partition_of(tenant, 3)}
        assert all(list(record.headers) == [CONTENT_TYPE] for record in mine)
    assert len({record.partition for record in found}) > 1


@only_sqlite
async def test_the_flow_of_an_event_goes_with_it_as_a_header(over: Topics, pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    who = Origin("t1", "a" * 26, execute.uuid7(), traceparent=FLOW)
    await execute.execute(pair.writer, who, Order(system, "s1", registration()))
    await over.relay(pair.writer_worker)
    (record,) = await over.records(topics.INVENTORY)
    assert list(record.headers) == [CONTENT_TYPE, ("traceparent", FLOW.encode())]


def registration() -> Any:
    from datetime import date

    from contracts.inventory import SystemDescription

    return system.RegisterSystem(by="a" * 26, today=date(2026, 11, 24), description=SystemDescription(name="Een"))


def parcel(number: int, size: int = 100) -> Parcel:
    return Parcel(topics.INVENTORY, "t1", 0, [Record(n, b"%010d" % n + b"." * size) for n in range(1, number + 1)])


async def test_the_receipt_tells_how_many_stand_there_and_where_the_last_one_is(over: Topics) -> None:
    publisher = await KafkaPublisher.connect(over.settings)
    try:
        assert await publisher.publish(parcel(3)) == Receipt(3, 2)
        assert await publisher.publish(parcel(2)) == Receipt(2, 4)
    finally:
        await publisher.close()


async def test_no_broker_is_told_in_our_own_words() -> None:
    address = f"127.0.0.1:{free_port()}"
    with pytest.raises(BrokerAway, match=f"{address} does not answer"):
        await KafkaPublisher.connect(Settings(kafka=address))


async def test_after_a_failed_batch_no_later_one_is_sent(over: Topics, monkeypatch: pytest.MonkeyPatch) -> None:
    """A partition without a leader: the first batch is given up after a while, just before there is a leader again."""
    monkeypatch.setattr(broker, "TIMEOUT", 1.0)
    publisher, failed, fail = await KafkaPublisher.connect(over.settings), list[Exception](), MessageBatch.failure
    cluster: Any = publisher.producer.client.cluster
    publisher.producer._request_timeout_ms = 60_000  # a later record may wait for its turn longer than that
    leader = cluster.leader_for_partition
    monkeypatch.setattr(cluster, "leader_for_partition", lambda place: leader(place) if failed else -1)

    def failure(batch: MessageBatch, exception: Exception) -> None:
        failed.append(exception)
        fail(batch, exception)

    monkeypatch.setattr(MessageBatch, "failure", failure)
    sent = parcel(6, 100_000)
    try:
        assert await publisher.publish(sent) == Receipt(0)
    finally:
        await publisher.close()
    assert failed
    assert await over.records(topics.INVENTORY) == []
    another = await KafkaPublisher.connect(over.settings)
    try:
        assert await another.publish(sent) == Receipt(6, 5)
    finally:
        await another.close()


async def test_letting_go_does_not_wait_for_a_broker_that_is_silent(kafka_server: Cluster, over: Topics) -> None:
    publisher = await KafkaPublisher.connect(over.settings)
    kafka_server.own.pause()
    try:
        publishing = asyncio.create_task(publisher.publish(parcel(1)))
        await asyncio.sleep(0.5)
        assert not publishing.done()
        async with asyncio.timeout(30):
            await publisher.close()
    finally:
        kafka_server.own.resume()
        publishing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await publishing
