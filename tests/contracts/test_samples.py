"""One frozen sample of every fact, fit to be kept for ever and with every field filled."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts import topics
from contracts.__main__ import SAMPLES, freeze
from contracts.asyncapi import SERVICES, schema_path
from contracts.envelope import Event, Part
from contracts.inventory import RoleEnded, SystemRegistered
from contracts.json_schema import event_schema
from contracts.registry import EVENTS, parse
from services.chassis.canonical import read, serialise
from tests.contracts import frozen
from tests.contracts.fitness import assert_event_fits, faults, validator

every_fact = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TYPE)
every_sample = pytest.mark.parametrize("path", frozen.EVER, ids=frozen.name)


def test_every_fact_has_a_sample() -> None:
    missing = [event.TYPE for event in EVENTS if not (SAMPLES / schema_path(event)).exists()]
    assert missing == [], "python -m contracts freeze; a new field also raises MINOR"


def test_a_fact_says_what_happened() -> None:
    said = {event.TYPE: event.__doc__ or "" for event in EVENTS}
    assert [kind for kind, words in said.items() if words == Event.__doc__ or not words.endswith(".")] == []


def test_the_type_names_the_topic_it_travels_on() -> None:
    written = {topic for of_one in SERVICES.values() for topic in of_one}
    for event in EVENTS:
        found = re.fullmatch(r"nl\.algoritmes\.([a-z]+)\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*", event.TYPE)
        assert found, event.TYPE
        assert f"helder.{found[1]}" == event.TOPIC, event.TYPE
        assert event.TOPIC in written, event.TYPE


def test_no_two_facts_share_a_type() -> None:
    assert len({event.TYPE for event in EVENTS}) == len(EVENTS)


def test_no_field_takes_its_default_from_a_method() -> None:
    fields = [
        (part, name, field) for event in EVENTS for part in _parts(event) for name, field in part.model_fields.items()
    ]
    assert [(part.__name__, name) for part, name, field in fields if callable(field.default)] == []


@every_fact
def test_a_sample_fills_every_field(event: type[Event]) -> None:
    schema = event_schema(event)
    assert sorted(_unfilled(schema, schema["properties"]["data"], frozen.today(event)["data"], "data")) == []


@every_sample
def test_a_sample_is_fit_to_be_kept(path: Path) -> None:
    assert_event_fits(frozen.raw(path))


def test_a_sample_is_made_up() -> None:
    for path in frozen.EVER:
        assert json.loads(frozen.raw(path))["source"].startswith("urn:nld:oin:00000099"), path
        places = re.findall(r"https?://([^/\"]+)", path.read_text())
        assert [place for place in places if not place.endswith(".example")] == [], path


def test_a_sample_comes_out_as_it_went_in() -> None:
    for path in frozen.EVER:
        assert serialise(read(frozen.raw(path))) == frozen.raw(path), path


@every_fact
def test_reading_and_writing_a_sample_loses_nothing(event: type[Event]) -> None:
    sample = frozen.today(event)
    fact = parse(read(frozen.raw(SAMPLES / schema_path(event))))
    assert fact is not None
    assert fact.data() == sample["data"]


@every_fact
def test_the_schema_refuses_an_attribute_that_is_not_ours(event: type[Event]) -> None:
    found = faults(frozen.today(event) | {"author": "x"}, validator(event_schema(event)))
    assert found == ["$: Additional properties are not allowed ('author' was unexpected)"]


@pytest.mark.parametrize("attribute", ["causationid", "correlationid", "traceparent"])
def test_outsiders_see_no_flow(attribute: str) -> None:
    for event in (event for event in EVENTS if event.TOPIC in topics.OUTSIDERS):
        assert attribute not in frozen.today(event)
        assert faults(frozen.today(event) | {attribute: "x"}, validator(event_schema(event)))


def test_a_sample_is_never_replaced(tmp_path: Path) -> None:
    sample = frozen.today(RoleEnded)
    kept = freeze(sample, tmp_path).read_bytes()
    with pytest.raises(FileExistsError):
        freeze(sample | {"version": 99}, tmp_path)
    assert freeze(frozen.today(SystemRegistered), tmp_path).exists()
    assert (tmp_path / schema_path(RoleEnded)).read_bytes() == kept


def test_what_does_not_fit_its_type_becomes_no_sample(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="role"):
        freeze(frozen.today(RoleEnded) | {"data": {"member": "m"}}, tmp_path)
    assert not list(tmp_path.rglob("*.json"))


def _parts(part: type[Part]) -> Iterator[type[Part]]:
    yield part
    for name in part.model_json_schema().get("$defs", {}):
        yield from (kind for kind in _subclasses(Part) if kind.__name__ == name)


def _subclasses(kind: type[Part]) -> Iterator[type[Part]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


def _unfilled(root: dict[str, Any], schema: dict[str, Any], value: Any, path: str) -> Iterator[str]:
    if reference := schema.get("$ref"):
        schema = root["definitions"][reference.rpartition("/")[2]]
    if value in (None, "", [], {}) and (schema.get("properties") or schema["type"] != "object"):
        yield path
    for name, inner in schema.get("properties", {}).items():
        yield from _unfilled(root, inner, (value or {}).get(name), f"{path}.{name}")
    for index, item in enumerate(value if schema["type"] == "array" and value else []):
        yield from _unfilled(root, schema["items"], item, f"{path}[{index}]")
