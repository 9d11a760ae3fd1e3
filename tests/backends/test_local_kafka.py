"""The node that tests and `make run-kafka` start: it keeps what it took, whatever happens to it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.local import kafka
from tests.kafka import Cluster

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(120)]


async def send(address: str, topic: str, value: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=address, acks="all")
    await producer.start()
    try:
        await producer.send_and_wait(topic, value)
    finally:
        await producer.stop()


async def read(address: str, topic: str) -> list[bytes]:
    consumer = AIOKafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest")
    await consumer.start()
    try:
        partition = TopicPartition(topic, 0)
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        found: list[bytes] = []
        while len(found) < end:
            found.append((await consumer.getone()).value)
        return found
    finally:
        await consumer.stop()


async def create(address: str, topic: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, 1, 1)])
    finally:
        await admin.close()


@pytest.mark.parametrize("how", ["kill", "stop"])
async def test_it_keeps_what_it_took(kafka_server: Cluster, kafka_prefix: str, how: str) -> None:
    node, topic = kafka_server.own, f"{kafka_prefix}kept"
    await create(node.address, topic)
    await send(node.address, topic, b"before")
    getattr(node, how)()
    node.start()
    await send(node.address, topic, b"after")
    assert await read(node.address, topic) == [b"before", b"after"]


def test_an_empty_folder_of_jars_is_filled(tmp_path: Path) -> None:
    """A container engine makes one of a volume that is not there yet."""
    for name in ("kafka.sh", "pom.xml"):
        shutil.copy2(kafka.SCRIPT.parent / name, tmp_path)
    (tmp_path / "lib").mkdir()
    subprocess.run([tmp_path / "kafka.sh", "jars"], check=True, timeout=100)
    assert list((tmp_path / "lib").glob("kafka_*.jar"))
