"""What an operator, or an accident, does to topics and consumer groups (kafka-python)."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaProducer
from kafka import KafkaAdminClient, TopicPartition
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata

from tests.faults.region import PARTITIONS, SERVICES, Region


async def begin_again(helder: Region, service: str) -> None:
    """The consumer group goes back to the first record of every topic. Its members must have gone."""
    topics = [f"{helder.prefix}{topic}" for topic in SERVICES[service].subscriptions]
    places = {TopicPartition(t, p): OffsetAndMetadata(0, "", -1) for t in topics for p in range(PARTITIONS)}
    await _until_done(helder, lambda admin: admin.alter_group_offsets(_group(helder, service), places))


async def forget(helder: Region, service: str) -> None:
    """The consumer group is gone, and its offsets with it."""
    await _until_done(helder, lambda admin: admin.delete_groups([_group(helder, service)]))


async def delete_topic(helder: Region, topic: str) -> None:
    """With everything in it."""
    await _until_done(helder, lambda admin: admin.delete_topics([f"{helder.prefix}{topic}"]))


async def produce(helder: Region, topic: str, records: list[tuple[str, bytes]]) -> None:
    """Straight onto the topic, past every rule: (key, value)."""
    producer = AIOKafkaProducer(bootstrap_servers=helder.machine.node.address, acks="all", max_request_size=2**21)
    await producer.start()
    try:
        for key, value in records:
            await producer.send_and_wait(f"{helder.prefix}{topic}", value, key=key.encode())
    finally:
        await producer.stop()


def _group(helder: Region, service: str) -> str:
    return f"{helder.prefix}helder-{service}"


async def _until_done(helder: Region, act: Callable[[Any], Any]) -> None:
    """Again until it succeeds: a member that was killed is missed only when its session ends."""
    for _ in range(60):
        answer = await asyncio.to_thread(_once, helder.machine.node.address, act)
        if not answer:
            return
        await asyncio.sleep(0.5)
    raise AssertionError(answer)


def _once(address: str, act: Callable[[Any], Any]) -> str:
    admin: Any = KafkaAdminClient(bootstrap_servers=address)
    try:
        said = str(act(admin))
        return said if "Error" in said.replace("NoError", "") else ""
    except KafkaError as error:
        return repr(error)
    finally:
        admin.close()
