"""The bytes of an event, its number, and what may not enter it."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785

from contracts.envelope import Envelope
from contracts.publication import EntryDrafted
from services.chassis.canonical import DEEPEST, LARGEST, PLACEHOLDER, Unfit, number, read, serialise, split
from tests import machine

TIME = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def envelope(data: dict[str, Any], **attributes: Any) -> Envelope:
    fields: dict[str, Any] = {
        "id": "01980f3c-42d0-7a01-8c11-000000000001",
        "source": "urn:nld:oin:00000099000000012000:systeem:helder-publication",
        "type": EntryDrafted.TYPE,
        "subject": "entry/01980f3c-42d0-7a01-8c11-000000000002",
        "time": TIME,
        "dataschema": EntryDrafted.schema_uri(),
        "sequence": PLACEHOLDER,
        "partitionkey": "eskerwold",
        "tenant": "eskerwold",
        "version": 1,
        "data": data,
    }
    return Envelope(**fields | attributes)


def nested(depth: int) -> dict[str, Any]:
    return {"a": nested(depth - 1)} if depth > 1 else {}


def test_absent_attributes_are_absent_and_not_null() -> None:
    assert b"null" not in serialise(envelope({}))
    assert "authid" not in json.loads(serialise(envelope({}, authtype="unauthenticated")))


def test_null_inside_a_record_stays() -> None:
    assert json.loads(serialise(envelope({"record": {"lars": None}})))["data"] == {"record": {"lars": None}}


def test_time_is_utc_with_microseconds_wherever_the_clock_stands() -> None:
    here = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert b'"time":"2026-11-24T09:00:00.000000Z"' in serialise(envelope({}, time=here))
    assert serialise(envelope({}, time=here)) == serialise(envelope({}))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(Unfit, match=r"^time: "):
        serialise(envelope({}, time=TIME.replace(tzinfo=None)))


def test_a_number_takes_the_place_of_the_placeholder_and_of_nothing_else() -> None:
    raw = serialise(envelope({"sequence": PLACEHOLDER, "text": f'"sequence":"{PLACEHOLDER}"'}))
    numbered = number(raw, 42)
    assert json.loads(numbered) == json.loads(raw) | {"sequence": "00000000000000000042"}
    assert rfc8785.dumps(json.loads(numbered)) == numbered


def test_first_part_digits_and_rest_make_the_event() -> None:
    raw = serialise(envelope({"a": "é"}))
    first, rest = split(raw)
    assert first + b"%020d" % 7 + rest == number(raw, 7)


def test_what_has_a_number_gets_no_other() -> None:
    raw = serialise(envelope({"sequence": PLACEHOLDER}))
    with pytest.raises(ValueError, match="number already"):
        number(number(raw, 1), 2)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"a": 1.5}, "data.a"),
        ({"a": float("nan")}, "data.a"),
        ({"a": [1, {"b": 2**53}]}, r"data.a\[1\].b"),
        ({"a": -(2**53)}, "data.a"),
        ({"a": ["x", "nul\0"]}, r"data.a\[1\]"),
        ({"a": {"k\0": 1}}, "data.a"),
        ({"a": {"b": "\ud800"}}, "data.a.b"),
        ({"a": {"\udfff": 1}}, "data.a"),
        ({"a": {1: 1}}, "data.a"),
        ({"a": TIME}, "data.a"),
        (nested(DEEPEST + 1), "data.a.a"),
        ({"a": "x" * LARGEST}, "data"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_value_that_no_event_may_hold_is_refused_by_its_path(data: dict[str, Any], path: str) -> None:
    with pytest.raises(Unfit, match=f"^{path}[.a]*: "):
        serialise(envelope(data))


def test_an_attribute_is_checked_as_well() -> None:
    with pytest.raises(Unfit, match=r"^authid: "):
        serialise(envelope({}, authid="nul\0"))


def test_not_a_number_in_a_fact_is_refused_and_does_not_become_nothing() -> None:
    fact = EntryDrafted(record={"a": float("inf")}, origin="person", noted_version=1)
    with pytest.raises(Unfit, match=r"^data\.record\.a: "):
        serialise(envelope(fact.data()))


def test_the_largest_and_the_deepest_event_that_may_be_is_read_back() -> None:
    room = LARGEST - len(serialise(envelope({"a": ""})))
    for data in ({"a": "x" * room}, nested(DEEPEST), {"a": [2**53 - 1, -(2**53) + 1, True]}):
        raw = serialise(envelope(data))
        assert read(raw) == envelope(data)
        assert serialise(read(raw)) == raw
    with pytest.raises(Unfit):
        serialise(envelope({"a": "x" * (room + 1)}))


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "weird"])
def test_published_vectors_of_canonical_json_come_out(name: str) -> None:
    folder = machine.reference("standards/jcs")
    given = json.loads((folder / "input" / f"{name}.json").read_bytes(), parse_float=lambda text: int(float(text)))
    expected = bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text())
    assert b'"data":{"v":' + expected + b"}," in serialise(envelope({"v": given}))
