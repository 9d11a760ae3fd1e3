"""Each rule of the NL GOV profile has been seen failing."""

from typing import Any

import pytest

from contracts.inventory import SystemRegistered
from tests.contracts import frozen
from tests.contracts.nl_gov import RULES, nl_gov_faults

ABSENT = object()
BREACHES: list[tuple[str, str, Any]] = [
    ("specversion is 1.0", "specversion", "1.1"),
    ("id is text and not empty", "id", ""),
    ("source is a URN of organisation and system", "source", "https://eskerwold.example/events"),
    ("type is in reverse-domain notation", "type", "SystemRegistered.v1"),
    ("type names one version", "type", "nl.algoritmes.v2.system-registered.v1"),
    ("data is JSON", "datacontenttype", "text/xml"),
    ("data is JSON", "data", "text"),
    ("dataschema is a URI", "dataschema", "schemas/1.0.0.json"),
    ("subject is text and not empty", "subject", ABSENT),
    ("time is RFC 3339 in UTC", "time", "2026-11-24T10:15:30+01:00"),
    ("sequence sorts as text and starts at 1", "sequence", "42"),
    ("sequence sorts as text and starts at 1", "sequence", "0" * 20),
    ("sequencetype is absent", "sequencetype", "Integer"),
    ("dataclassification is absent", "dataclassification", "public"),
    ("data is not Base64", "data_base64", "aGVsZGVy"),
    ("traceparent is a W3C trace context", "traceparent", f"00-{'0' * 32}-{'1' * 16}-01"),
    ("names are short, lower-case letters and digits", "correlationId", "x"),
    ("no attribute is null", "authid", None),
    ("attributes are text, truth values or small integers", "version", 2**31),
    ("attributes are text, truth values or small integers", "tenant", ["eskerwold"]),
    ("no address of a person in an attribute", "authid", "fatma@eskerwold.example"),
]


@pytest.mark.parametrize(("rule", "attribute", "value"), BREACHES)
def test_a_breach_is_named(rule: str, attribute: str, value: Any) -> None:
    event = frozen.today(SystemRegistered) | {attribute: value}
    event = {name: kept for name, kept in event.items() if kept is not ABSENT}
    assert rule in nl_gov_faults(event)


def test_every_rule_has_a_breach() -> None:
    assert {rule for rule, _, _ in BREACHES} == set(RULES)
