"""Old and new understand each other: shown by reading, not by comparing schemas."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from contracts import registry
from contracts.envelope import Envelope, Event
from contracts.inventory import RoleGranted
from contracts.json_schema import event_schema
from contracts.registry import EVENTS, NewerVersion, parse
from services.chassis.canonical import read
from tests.contracts import frozen
from tests.contracts.fitness import faults, validator

every_fact = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TYPE)
every_sample = pytest.mark.parametrize("path", frozen.EVER, ids=frozen.name)
Place = tuple[str | int, ...]


@every_sample
def test_every_sample_ever_released_is_understood_today(path: Path) -> None:
    assert isinstance(parse(read(frozen.raw(path))), Event)


@every_fact
def test_todays_sample_is_understood_by_every_reader_ever_released(event: type[Event]) -> None:
    schemas = frozen.released(event)
    assert event_schema(event) in schemas
    for schema in schemas:
        assert faults(frozen.today(event), validator(_open(schema))) == []


def test_a_schema_of_which_a_field_was_taken_away_is_found_out() -> None:
    sample = frozen.today(RoleGranted)
    del sample["data"]["role"]
    assert faults(sample, validator(_open(event_schema(RoleGranted)))) == ["$.data: 'role' is a required property"]


@every_fact
def test_a_writer_may_not_add_a_field_at_any_level(event: type[Event]) -> None:
    for sample, place in _with_a_later_field(event):
        with pytest.raises(ValidationError, match="extra_forbidden"):
            event.model_validate(sample["data"])
        assert faults(sample, validator(event_schema(event))), place


@every_fact
def test_a_reader_passes_over_a_later_field_at_every_level(event: type[Event]) -> None:
    expected = event.model_validate(frozen.today(event)["data"])
    for sample, place in _with_a_later_field(event):
        assert parse(Envelope(**sample)) == expected, place
        assert faults(sample, validator(_open(event_schema(event)))) == []


@every_fact
def test_a_reader_takes_a_later_word_where_a_writer_may_not_use_it(event: type[Event]) -> None:
    for place in _words(event):
        sample = _changed(frozen.today(event), place, "later-word")
        with pytest.raises(ValidationError, match="choose one of"):
            event.model_validate(sample["data"])
        assert faults(sample, validator(event_schema(event))), place
        fact = parse(Envelope(**sample))
        assert fact is not None
        assert fact.data() == sample["data"]


def test_there_are_words_and_levels_to_try() -> None:
    assert sum(len(_words(event)) for event in EVENTS) > 30
    assert any(len(place) > 2 for event in EVENTS for place in _closed(event))


def test_an_unknown_fact_is_nothing() -> None:
    assert parse(_as("nl.algoritmes.inventory.system-painted.v1")) is None
    assert parse(_as("nl.algoritmes.inventory.role-granted")) is None


def test_a_known_fact_in_a_newer_version_is_for_later() -> None:
    with pytest.raises(NewerVersion, match="version 1 at most"):
        parse(_as("nl.algoritmes.inventory.role-granted.v2"))


def test_what_does_not_fit_its_type_is_refused() -> None:
    with pytest.raises(ValidationError):
        parse(_as(RoleGranted.TYPE, {"role": "editor"}))


def test_old_shapes_are_led_to_the_newest_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    class Granted(RoleGranted):
        TYPE = "nl.algoritmes.inventory.role-granted.v3"

    stem = "nl.algoritmes.inventory.role-granted"
    monkeypatch.setitem(registry.UPCASTS, f"{stem}.v1", (f"{stem}.v2", lambda old: {"who": old["member"], **old}))
    monkeypatch.setitem(
        registry.UPCASTS, f"{stem}.v2", (f"{stem}.v3", lambda old: {**old, "member": old["who"].upper()})
    )
    monkeypatch.setitem(registry.CLASSES, Granted.TYPE, Granted)
    monkeypatch.delitem(registry.CLASSES, RoleGranted.TYPE)
    old = {"member": "m-1", "role": "editor"}
    assert parse(_as(f"{stem}.v1", old)) == Granted(member="M-1", role="editor")
    assert old == {"member": "m-1", "role": "editor"}


def _as(kind: str, data: dict[str, Any] | None = None) -> Envelope:
    return Envelope(**frozen.today(RoleGranted) | {"type": kind, "data": data or {}})


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    """As a reader takes it: further properties are welcome."""

    def without(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {name: value for name, value in pairs if name != "additionalProperties"}

    opened: dict[str, Any] = json.loads(json.dumps(schema), object_pairs_hook=without)
    return opened


def _with_a_later_field(event: type[Event]) -> Iterator[tuple[dict[str, Any], Place]]:
    for place in _closed(event):
        yield _changed(frozen.today(event), (*place, "laterField"), {"a": 1}), place


def _changed(sample: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(sample)
    target: Any = changed["data"]
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    return changed


def _closed(event: type[Event]) -> list[Place]:
    """Where the sample's data has an object to which a writer may add nothing."""
    return [place for place, schema in _places(event) if schema.get("additionalProperties") is False]


def _words(event: type[Event]) -> list[Place]:
    """Where the sample's data has a word from a closed list."""
    return [place for place, schema in _places(event) if "enum" in schema]


def _places(event: type[Event]) -> Iterator[tuple[Place, dict[str, Any]]]:
    schema = event_schema(event)
    return _walk(schema, schema["properties"]["data"], frozen.today(event)["data"], ())


def _walk(
    root: dict[str, Any], schema: dict[str, Any], value: Any, place: Place
) -> Iterator[tuple[Place, dict[str, Any]]]:
    if reference := schema.get("$ref"):
        schema = root["definitions"][reference.rpartition("/")[2]]
    yield place, schema
    if isinstance(value, list):
        inner = [(index, schema["items"]) for index in range(len(value))]
    else:
        inner = list(schema.get("properties", {}).items()) if isinstance(value, dict) else []
    if isinstance(free := schema.get("additionalProperties"), dict):
        inner += [(key, free) for key in value]
    for step, part in inner:
        yield from _walk(root, part, value[step], (*place, step))
