"""A broker that asks for a password over TLS, and lets each user do no more than the guide says it needs."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from kafka.admin import ACLResourcePatternType as Pattern

from deploy.local import kafka
from services.chassis import admin, streams
from services.chassis.broker import BrokerAway, KafkaReader
from services.chassis.hearing import Hearing
from services.chassis.publisher import KafkaPublisher
from services.chassis.settings import Settings
from tests import machine
from tests.backends.certificates import Authority
from tests.backends.cluster import Topics
from tests.backends.conftest import Pair
from tests.backends.listener import TROUBLE
from tests.backends.story import add_tenant, describe, register, rows

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.parametrize("backend", ["sqlite"], indirect=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
USER, PASSWORD = "helder", "geheim genoeg"
PREFIX = "gemeenten."


@dataclass
class Secured:
    """The node, and what an installation is set to."""

    settings: Settings
    stranger: Path
    """The certificate of an authority that signed nothing here."""

    def but(self, **other: Any) -> Settings:
        return self.settings.model_copy(update=other)


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    if reason := kafka.lacks():
        machine.cannot_run(reason)
    folder, port = tmp_path_factory.mktemp("secured"), kafka.free_port()
    authority, stranger = Authority(folder, "authority"), Authority(folder, "stranger")
    authority.broker(folder / "broker.pem")
    node = kafka.Node(folder / "kafka")
    node.set(listeners(node, port) | {"ssl.keystore.type": "PEM", "ssl.keystore.location": f"{folder}/broker.pem"})
    try:
        node.start()
        allow(node)
        settings = Settings(
            kafka=f"127.0.0.1:{port}", kafka_prefix=PREFIX, kafka_partitions=3, kafka_replication=1,
            kafka_security="SASL_SSL", kafka_user=USER, kafka_password=PASSWORD, kafka_ca=authority.file,
        )  # fmt: skip
        yield Secured(settings, stranger.file)
    finally:
        node.kill()


def listeners(node: kafka.Node, port: int) -> dict[str, str]:
    """Beside that for the operator of the broker one for everybody else."""
    login = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
    return {
        "listeners": f"CLIENTS://{node.address},CONTROLLER://127.0.0.1:{node.controller},SECURED://127.0.0.1:{port}",
        "advertised.listeners": f"CLIENTS://{node.address},SECURED://127.0.0.1:{port}",
        "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL",
        "listener.name.secured.sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "listener.name.secured.scram-sha-512.sasl.jaas.config": login,
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
    }


def allow(node: kafka.Node) -> None:
    """The user exists, and may do what the guide names for inventory."""
    client: Any = KafkaAdminClient(bootstrap_servers=node.address)
    topics, groups = (
        ResourcePattern(kind, PREFIX, Pattern.PREFIXED) for kind in (ResourceType.TOPIC, ResourceType.GROUP)
    )
    own = [ResourcePattern(ResourceType.TOPIC, f"{PREFIX}helder.{name}") for name in ("inventory", "checkpoints")]
    rights = [(topics, "READ"), (topics, "DESCRIBE"), (groups, "READ")]
    rights += [(topic, what) for topic in own for what in ("WRITE", "CREATE", "DESCRIBE_CONFIGS")]
    with contextlib.closing(client):
        user = UserScramCredentialUpsertion(USER, ScramMechanism.SCRAM_SHA_512, PASSWORD)
        assert not any(client.alter_user_scram_credentials([user]).values())
        client.create_acls([
            ACL(f"User:{USER}", "*", ACLOperation[what], ACLPermissionType.ALLOW, where) for where, what in rights
        ])  # fmt: skip


async def test_topics_are_made_events_relayed_and_heard(secured: Secured, pair: Pair) -> None:
    TROUBLE.clear()
    over = Topics(secured.settings)
    await over.create("inventory")
    await asyncio.to_thread(admin.check, "inventory", secured.settings)
    pair.listener.settings = secured.settings
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1")
    assert await over.relay(pair.writer_worker) == 1
    hearing = asyncio.create_task(streams.run(Hearing(pair.listener)))
    try:
        for times in (1, 2):
            while [row["times"] for row in await rows(pair.listener)] != [times]:
                assert not hearing.done()
                await asyncio.sleep(0.05)
            await describe(pair.writer, "s1", f"Naam {times}")
            await over.relay(pair.writer_worker)
    finally:
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)
    assert len(await over.records("helder.inventory")) == 3
    assert not pair.listener.alarms


@pytest.mark.parametrize("wrong", ["password", "user", "authority", "no password", "no TLS"])
async def test_who_may_not_come_in_has_no_broker(secured: Secured, wrong: str, backend: object) -> None:
    refused = {
        "password": secured.but(kafka_password="anders"),
        "user": secured.but(kafka_user="anders"),
        "authority": secured.but(kafka_ca=secured.stranger),
        "no password": secured.but(kafka_security="SSL"),
        "no TLS": secured.but(kafka_security="SASL_PLAINTEXT"),
    }[wrong]
    with pytest.raises(BrokerAway):
        async with KafkaReader(refused):
            pass
    with pytest.raises(BrokerAway):
        await KafkaPublisher.connect(refused)


async def test_topics_are_not_looked_at_with_a_wrong_password(secured: Secured, backend: object) -> None:
    with pytest.raises(BrokerAway):
        await asyncio.to_thread(admin.check, "inventory", secured.but(kafka_password="anders"))
