"""The Kafka of tests: the cluster that HELDER_KAFKA names, else a node of our own."""

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from aiokafka.admin import AIOKafkaAdminClient

from deploy.local import kafka
from tests import machine


@dataclass(frozen=True)
class Cluster:
    """Where it is; `node` is there when it is ours to kill and pause."""

    address: str
    replication: int
    node: kafka.Node | None = None

    @property
    def own(self) -> kafka.Node:
        """The node, or the test says that it cannot run."""
        return self.node or machine.cannot_run("a cluster named by HELDER_KAFKA is not killed: unset it")

    def forget(self, prefix: str) -> None:
        """Deletes the topics of a test."""
        with ThreadPoolExecutor(1) as thread:  # from a fixture, where a loop may run
            thread.submit(asyncio.run, _forget(self.address, prefix)).result()


@contextmanager
def running() -> Iterator[Cluster]:
    """The cluster while the block lasts."""
    given = os.environ.get("HELDER_KAFKA")
    if given:
        yield Cluster(given, int(os.environ.get("HELDER_KAFKA_REPLICATION", "3")))
        return
    reason = kafka.lacks()
    if reason:
        machine.cannot_run(reason)
    with kafka.running() as node:
        yield Cluster(node.address, 1, node)


async def _forget(address: str, prefix: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    try:
        topics = [name for name in await admin.list_topics() if name.startswith(prefix)]
        if topics:
            await admin.delete_topics(topics)
    finally:
        await admin.close()
