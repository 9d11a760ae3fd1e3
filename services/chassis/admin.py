"""The topics of a service on the cluster (kafka-python): made as its file describes them, and checked."""

import contextlib
import socket
import time
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaError, RetriableError, TopicAlreadyExistsError

from services.chassis.broker import TIMEOUT, BrokerAway, name
from services.chassis.settings import Settings

TRIES, PAUSE = 5, 1.0
"""How often a topic is tried to be made, and the seconds between."""


class WrongTopic(Exception):
    """A topic is missing or is not as the service needs it; the message says what to do."""


@dataclass(frozen=True)
class Wanted:
    """How a topic must be. `config` are Kafka's own names."""

    topic: str
    partitions: int
    replication: int
    config: dict[str, str]


def wanted(service: str, settings: Settings) -> list[Wanted]:
    """What services/<service>/topics.toml describes, with the sizes of this installation."""
    described = tomllib.loads((files("services") / service / "topics.toml").read_text())
    insync = str(max(settings.kafka_replication - 1, 1))
    return [
        Wanted(
            topic,
            settings.kafka_partitions,
            settings.kafka_replication,
            {key: str(value) for key, value in config.items()} | {"min.insync.replicas": insync},
        )
        for topic, config in described.items()
    ]


def create(service: str, settings: Settings) -> list[str]:
    """Makes the topics that are missing and checks all; the names of those that were made."""
    with _Admin(settings) as admin:
        made = [topic.topic for topic in wanted(service, settings) if admin.create(topic)]
        _check(admin, service)
    return made


def check(service: str, settings: Settings) -> None:
    """Raises WrongTopic with everything that is not right."""
    with _Admin(settings) as admin:
        _check(admin, service)


def _check(admin: "_Admin", service: str) -> None:
    command = f"python -m services.{service} topics"
    wrong = [fault for topic in wanted(service, admin.settings) for fault in admin.faults(topic, command)]
    if wrong:
        raise WrongTopic("\n".join(wrong))


class _Admin:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __enter__(self) -> "_Admin":
        self.client = _client(self.settings)
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.client.close()
        if isinstance(error, KafkaError):
            raise BrokerAway(f"{self.settings.kafka} refused or was too slow: {error}") from error

    def create(self, topic: Wanted) -> bool:
        """Makes the topic and waits until it is there; False when it was made already.

        Services that start together make the topic that they share at the same time, which may take a broker too long.
        """
        for _ in range(TRIES - 1):
            with contextlib.suppress(RetriableError):
                return self._create(topic)
            time.sleep(PAUSE)
        return self._create(topic)

    def _create(self, topic: Wanted) -> bool:
        wish = {"num_partitions": topic.partitions, "replication_factor": topic.replication, "configs": topic.config}
        full, made = name(self.settings, topic.topic), True
        try:
            self.client.create_topics({full: wish})
        except TopicAlreadyExistsError:
            made = False
        self.client.wait_for_topics([full])
        return made

    def faults(self, topic: Wanted, command: str) -> list[str]:
        """Sentences on what is not as it must be; `command` makes a topic that is not there."""
        full = name(self.settings, topic.topic)
        partitions = self.client.describe_topics([full])[0]["partitions"]
        if not partitions:
            return [f"{full} is not there. Make it with: {command}"]
        has = self._config(full)
        wrong = {key: value for key, value in topic.config.items() if has.get(key) != value}
        faults = [f"{full}: {key} is {has.get(key)}, it must be {value}" for key, value in wrong.items()]
        if len(partitions) != topic.partitions:
            faults.append(f"{full} has {len(partitions)} partitions, HELDER_KAFKA_PARTITIONS says {topic.partitions}")
        copies = min(len(partition["replica_nodes"]) for partition in partitions)
        if copies < topic.replication:
            faults.append(f"{full} has {copies} copies, HELDER_KAFKA_REPLICATION says {topic.replication}")
        return faults

    def _config(self, full: str) -> dict[str, str]:
        resource = ConfigResource(ConfigResourceType.TOPIC, full)
        found = self.client.describe_configs([resource], config_filter="all")
        return {key: setting["value"] for key, setting in found["topic"][full].items()}


def _client(settings: Settings) -> Any:
    """Raises BrokerAway. A client that cannot connect does not close what it began: that is done here."""
    if not any(map(_reachable, _brokers(settings))):
        raise BrokerAway(f"{settings.kafka} does not answer")
    begun = []

    def begin(**options: Any) -> Any:
        begun.append(KafkaAdminClient.DEFAULT_CONFIG["kafka_client"](**options))
        return begun[-1]

    try:
        return KafkaAdminClient(kafka_client=begin, **_connection(settings))
    except KafkaError as error:
        for client in begun:
            client.close()
        raise BrokerAway(f"{settings.kafka} does not answer") from error


def _brokers(settings: Settings) -> list[str]:
    return [broker.strip() for broker in (settings.kafka or "").split(",")]


def _reachable(broker: str) -> bool:
    host, _, port = broker.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), TIMEOUT).close()
    except (OSError, ValueError):
        return False
    return True


def _connection(settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {
        "bootstrap_servers": _brokers(settings),
        "bootstrap_timeout_ms": int(TIMEOUT * 1000),
        "security_protocol": settings.kafka_security,
        "ssl_cafile": str(settings.kafka_ca) if settings.kafka_ca else None,
    }
    if settings.kafka_security.startswith("SASL"):
        options |= {"sasl_mechanism": "SCRAM-SHA-512"}
        options |= {"sasl_plain_username": settings.kafka_user, "sasl_plain_password": settings.kafka_password}
    return options
