"""The documents for outsiders are those of today's classes, and they hold together."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from contracts import topics
from contracts.__main__ import SCHEMAS, documents, write
from contracts.asyncapi import SERVICES, document
from contracts.registry import EVENTS
from tests import machine
from tests.contracts.fitness import faults, validator

DOCUMENTS = documents()
every_service = pytest.mark.parametrize("service", SERVICES)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_lies_there_is_what_the_classes_say(path: str) -> None:
    assert (SCHEMAS / path).read_text(encoding="utf-8") == DOCUMENTS[path], "run python -m contracts"


def test_writing_leaves_earlier_versions_alone(tmp_path: Path) -> None:
    earlier = tmp_path / "nl.algoritmes.inventory.role-ended" / "0.9.0.json"
    earlier.parent.mkdir()
    earlier.write_text("{}")
    write(tmp_path)
    assert earlier.read_text() == "{}"
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json")} - set(DOCUMENTS) == {
        "nl.algoritmes.inventory.role-ended/0.9.0.json"
    }


def test_the_index_names_every_fact() -> None:
    index = json.loads((SCHEMAS / "index.json").read_bytes())
    assert [fact["type"] for fact in index["facts"]] == [event.TYPE for event in EVENTS]
    assert all(fact["meaning"] for fact in index["facts"])


@every_service
def test_a_service_is_described_in_asyncapi(service: str) -> None:
    assert faults(document(service), _asyncapi()) == []


def test_a_wrong_description_is_found_out() -> None:
    wrong = copy.deepcopy(document("inventory"))
    wrong["operations"]["send-helder-inventory"]["action"] = "sned"
    assert faults(wrong, _asyncapi())


@every_service
@pytest.mark.parametrize(("binding", "where"), [("channel", "channels"), ("message", "components")])
def test_the_kafka_bindings_are_of_their_version(service: str, binding: str, where: str) -> None:
    schema = json.loads(machine.reference(f"standards/asyncapi/bindings-kafka-0.5.0/{binding}.json").read_bytes())
    del schema["patternProperties"]
    schema["properties"] |= {"key": {}} if binding == "message" else {}
    found = [value["kafka"] for value in _values(document(service)[where], "bindings")]
    assert found
    for kafka in found:
        assert faults(kafka, validator(schema)) == []
        assert kafka["bindingVersion"] == "0.5.0"


@every_service
def test_every_reference_leads_somewhere(service: str) -> None:
    described = document(service)
    references = set(_values(described, "$ref"))
    assert references
    for reference in references:
        file, _, inside = reference.partition("#")
        target = json.loads((SCHEMAS / "asyncapi" / file).read_bytes()) if file else described
        for step in filter(None, inside.split("/")):
            target = target[step]
        assert target


@every_service
def test_a_fact_is_a_message_of_its_topic_only(service: str) -> None:
    names = {channel["address"]: channel["messages"] for channel in document(service)["channels"].values()}
    for event in (event for event in EVENTS if event.TOPIC in SERVICES[service]):
        assert [topic for topic in names if event.TYPE.removeprefix("nl.algoritmes.") in names[topic]] == [event.TOPIC]


def test_a_topic_has_one_writer_and_only_that_of_checkpoints_has_all() -> None:
    writers: dict[str, list[str]] = {}
    for service, written in SERVICES.items():
        for topic in written:
            writers.setdefault(topic, []).append(service)
    assert writers.pop(topics.CHECKPOINTS) == list(SERVICES)
    assert all(len(services) == 1 for services in writers.values())
    assert writers.keys() == {event.TOPIC for event in EVENTS} - {topics.CHECKPOINTS}


def test_publication_also_writes_to_the_register() -> None:
    written = {channel["address"] for channel in document("publication")["channels"].values()}
    assert written == {topics.PUBLICATION, topics.REGISTER, topics.CHECKPOINTS}


def _asyncapi() -> Draft7Validator:
    return validator(json.loads(machine.reference("standards/asyncapi/3.1.0-without-$id.json").read_bytes()))


def _values(document: Any, key: str) -> Iterator[Any]:
    if isinstance(document, dict):
        if key in document:
            yield document[key]
        for inner in document.values():
            yield from _values(inner, key)
    if isinstance(document, list):
        for inner in document:
            yield from _values(inner, key)
