"""The topics command: it makes what is missing, and refuses what is not as the service needs it, with a sentence."""

import asyncio
import threading
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from kafka import KafkaAdminClient
from kafka.errors import KafkaTimeoutError, RequestTimedOutError
from typer.testing import CliRunner, Result

from deploy.local.kafka import free_port
from services.chassis import admin
from services.chassis.admin import WrongTopic
from services.chassis.broker import BrokerAway
from services.chassis.cli import app
from services.chassis.recovery.opening import NAMES
from services.chassis.settings import Settings
from services.inventory.app import SERVICE
from tests.backends.cluster import settings_of
from tests.kafka import Cluster

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(120)]
GOOD = {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1", "min.insync.replicas": "1"}
GOOD |= {"unclean.leader.election.enable": "false", "message.timestamp.type": "LogAppendTime"}
TOPIC, OTHER = "helder.inventory", "helder.checkpoints"


@pytest.fixture
def settings(kafka_server: Cluster, kafka_prefix: str) -> Settings:
    kafka_server.own.answers()  # its own node: one copy of everything
    return settings_of(kafka_server, kafka_prefix)


def topics(settings: Settings, **changed: str) -> Result:
    """What an operator sees."""
    names = ("kafka", "kafka_prefix", "kafka_partitions", "kafka_replication")
    environment = {f"HELDER_{name.upper()}": str(getattr(settings, name)) for name in names}
    return CliRunner().invoke(app(SERVICE), ["topics"], env=environment | changed)


def make(settings: Settings, config: dict[str, str], partitions: int = 3) -> None:
    async def create() -> None:
        client = AIOKafkaAdminClient(bootstrap_servers=settings.kafka)
        await client.start()
        try:
            name = settings.kafka_prefix + TOPIC
            await client.create_topics([NewTopic(name, partitions, 1, topic_configs=config)])
        finally:
            await client.close()

    asyncio.run(create())


def test_it_makes_what_is_missing_and_then_all_is_well(settings: Settings) -> None:
    first = topics(settings)
    assert first.exit_code == 0
    assert first.output == f"made: {TOPIC}, {OTHER}\n"
    second = topics(settings)
    assert second.exit_code == 0
    assert second.output == "made: nothing, all topics are there\n"
    admin.check("inventory", settings)


def test_publication_writes_to_three_topics(settings: Settings) -> None:
    made = admin.create("publication", settings)
    assert set(made) == {"helder.publication", "helder.register", "helder.checkpoints"}


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("retention.ms", "604800000", "retention.ms is 604800000, it must be -1"),
        ("retention.bytes", "1000000", "retention.bytes is 1000000, it must be -1"),
        ("cleanup.policy", "compact", "cleanup.policy is compact, it must be delete"),
        ("cleanup.policy", "compact,delete", "cleanup.policy is compact,delete, it must be delete"),
        ("unclean.leader.election.enable", "true", "unclean.leader.election.enable is true, it must be false"),
    ],
)
def test_a_topic_that_would_lose_facts_is_refused(settings: Settings, key: str, value: str, sentence: str) -> None:
    make(settings, GOOD | {key: value})
    refused = topics(settings)
    assert refused.exit_code == 2
    assert refused.stderr == f"{settings.kafka_prefix}{TOPIC}: {sentence}\n"


def test_the_wrong_number_of_partitions_is_refused(settings: Settings) -> None:
    make(settings, GOOD, partitions=4)
    refused = topics(settings)
    assert refused.exit_code == 2
    assert refused.stderr == f"{settings.kafka_prefix}{TOPIC} has 4 partitions, HELDER_KAFKA_PARTITIONS says 3\n"


def test_too_few_copies_are_refused(settings: Settings) -> None:
    topics(settings)
    refused = topics(settings, HELDER_KAFKA_REPLICATION="2")
    assert refused.exit_code == 2
    assert refused.stderr.splitlines() == [
        f"{settings.kafka_prefix}{topic} has 1 copies, HELDER_KAFKA_REPLICATION says 2" for topic in (TOPIC, OTHER)
    ]


def test_everything_that_is_wrong_is_said_at_once(settings: Settings) -> None:
    make(settings, GOOD | {"retention.ms": "1000", "cleanup.policy": "compact"}, partitions=1)
    with pytest.raises(WrongTopic) as refused:
        admin.create("inventory", settings)
    assert len(str(refused.value).splitlines()) == 3


def test_a_missing_topic_is_told_with_the_command_that_makes_it(settings: Settings) -> None:
    with pytest.raises(WrongTopic) as refused:
        admin.check("inventory", settings)
    sentence = "is not there. Make it with: python -m services.inventory topics"
    assert f"{settings.kafka_prefix}{TOPIC} {sentence}" in str(refused.value)


async def test_services_that_start_together_all_have_the_topic_that_they_share(settings: Settings) -> None:
    made = await asyncio.gather(*(asyncio.to_thread(admin.create, name, settings) for name in NAMES))
    assert sum(OTHER in names for names in made) <= 1  # by none, when the answer to who made it came too late
    for name in NAMES:
        await asyncio.to_thread(admin.check, name, settings)


def test_a_broker_that_is_too_slow_once_is_asked_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    create, failures = KafkaAdminClient.create_topics, [KafkaTimeoutError(), RequestTimedOutError()]

    def slow(client: KafkaAdminClient, *given: Any) -> Any:
        answer = create(client, *given)
        if failures:
            raise failures.pop()
        return answer

    monkeypatch.setattr(KafkaAdminClient, "create_topics", slow)
    monkeypatch.setattr(admin, "PAUSE", 0)
    admin.create("inventory", settings)
    admin.check("inventory", settings)


def test_asking_a_broker_that_is_away_leaves_no_thread_behind(settings: Settings) -> None:
    away = settings.model_copy(update={"kafka": f"127.0.0.1:{free_port()}"})
    before = threading.active_count()
    with pytest.raises(BrokerAway):
        admin.check("inventory", away)
    assert threading.active_count() == before


def test_no_broker_is_told_with_its_address(settings: Settings) -> None:
    address = f"127.0.0.1:{free_port()}"
    refused = topics(settings, HELDER_KAFKA=address)
    assert refused.exit_code == 2
    assert refused.stderr == f"{address} does not answer\n"
