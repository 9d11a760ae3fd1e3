"""The AsyncAPI document of one service: the topics it writes to and the facts it sends there."""

import re
from typing import Any

from contracts import topics
from contracts.envelope import SCHEMA_BASE, Event
from contracts.registry import EVENTS

SERVICES: dict[str, tuple[str, ...]] = {
    "inventory": (topics.INVENTORY, topics.CHECKPOINTS),
    "dpia": (topics.DPIA, topics.CHECKPOINTS),
    "publication": (topics.PUBLICATION, topics.REGISTER, topics.CHECKPOINTS),
    "feedback": (topics.FEEDBACK, topics.CHECKPOINTS),
}
"""Service -> the topics that it writes to; only CHECKPOINTS has other writers too, each with a source of its own."""

_BINDING = "0.5.0"
_MEANING = (
    "One source per organisation, and order holds per source. A record may come more than once and is then the same to "
    "the byte. Ignore a type, a field or a word that you do not know. Kept for ever."
)


def document(service: str) -> dict[str, Any]:
    """What the service sends, in AsyncAPI 3.1."""
    facts = [event for event in EVENTS if event.TOPIC in SERVICES[service]]
    return {
        "asyncapi": "3.1.0",
        "id": f"{SCHEMA_BASE}/asyncapi/{service}.json",
        "info": {
            "title": f"Helder {service}",
            "version": "1.0.0",
            "description": _MEANING,
            "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/"},
        },
        "defaultContentType": "application/cloudevents+json",
        "servers": {"cluster": _server()},
        "channels": {_name(topic): _channel(topic, facts) for topic in SERVICES[service]},
        "operations": {f"send-{_name(topic)}": _operation(topic, facts) for topic in SERVICES[service]},
        "components": {
            "messages": {message_name(event): _message(event) for event in facts},
            "securitySchemes": {"scram": {"type": "scramSha512", "description": "one user per reader"}},
        },
    }


def message_name(event: type[Event]) -> str:
    """The name of a fact's message: its type without the reverse domain."""
    return re.sub(r"^nl\.algoritmes\.", "", event.TYPE)


def schema_path(event: type[Event]) -> str:
    """Where the schema of a fact lies, below the folder (or the address) of all schemas."""
    return event.schema_uri().removeprefix(f"{SCHEMA_BASE}/")


def _server() -> dict[str, Any]:
    return {
        "host": "kafka.helder.example:9094",
        "protocol": "kafka-secure",
        "description": "An installation may put a prefix before the names of its topics.",
        "security": [{"$ref": "#/components/securitySchemes/scram"}],
    }


def _name(topic: str) -> str:
    return topic.replace(".", "-")


def _messages(topic: str, facts: list[type[Event]]) -> list[str]:
    return [message_name(event) for event in facts if topic == event.TOPIC]


def _channel(topic: str, facts: list[type[Event]]) -> dict[str, Any]:
    readers = "Readers of other organisations may" if topic in topics.OUTSIDERS else "Only the services of Helder"
    configuration = {"cleanup.policy": ["delete"], "retention.ms": -1}
    return {
        "address": topic,
        "description": f"{readers} read this topic.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _messages(topic, facts)},
        "bindings": {"kafka": {"topic": topic, "topicConfiguration": configuration, "bindingVersion": _BINDING}},
    }


def _operation(topic: str, facts: list[type[Event]]) -> dict[str, Any]:
    channel = f"#/channels/{_name(topic)}"
    return {
        "action": "send",
        "channel": {"$ref": channel},
        "summary": f"Facts on {topic}",
        "messages": [{"$ref": f"{channel}/messages/{name}"} for name in _messages(topic, facts)],
    }


def _message(event: type[Event]) -> dict[str, Any]:
    return {
        "name": event.TYPE,
        "title": event.__name__,
        "summary": event.__doc__,
        "contentType": "application/cloudevents+json",
        "headers": {
            "type": "object",
            "properties": {
                "content-type": {"type": "string", "const": "application/cloudevents+json; charset=UTF-8"},
                "traceparent": {"type": "string", "description": "W3C trace context of the sending span"},
                "tracestate": {"type": "string"},
            },
            "required": ["content-type"],
        },
        "payload": {"$ref": f"../{schema_path(event)}"},
        "bindings": {"kafka": {"key": {"type": "string", "description": "the tenant"}, "bindingVersion": _BINDING}},
    }
