"""Is this event fit to be kept for ever? For every event that any test produces."""

import json
import re
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import rfc8785
from jsonschema import Draft7Validator, FormatChecker

from contracts.__main__ import SCHEMAS
from contracts.envelope import SCHEMA_BASE
from tests import machine
from tests.contracts.nl_gov import nl_gov_faults

FORMATS = FormatChecker(["uuid", "date"])
_URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


@FORMATS.checks("uri-reference")
def _is_uri_reference(value: object) -> bool:
    return not isinstance(value, str) or bool(_URI.fullmatch(value))


@FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    return _is_uri_reference(value) and (not isinstance(value, str) or bool(urlsplit(value).scheme))


@FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    return not isinstance(value, str) or bool(_DATE_TIME.fullmatch(value) and datetime.fromisoformat(value))


def assert_event_fits(raw: bytes) -> None:
    """CloudEvents, the NL GOV profile, the schema of its type, and canonical bytes."""
    event = json.loads(raw)
    assert rfc8785.dumps(event) == raw
    assert nl_gov_faults(event) == []
    assert faults(event, _cloudevents()) == []
    assert faults(event, _schema(event["dataschema"])) == []


def faults(event: Any, validator: Draft7Validator) -> list[str]:
    """What the schema has against it, each with its path."""
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(event)]


def validator(schema: dict[str, Any]) -> Draft7Validator:
    """The schema with its formats checked."""
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=FORMATS)


@cache
def _cloudevents() -> Draft7Validator:
    return validator(json.loads(machine.reference("standards/cloudevents/cloudevents.json").read_bytes()))


@cache
def _schema(uri: str) -> Draft7Validator:
    return validator(json.loads((SCHEMAS / uri.removeprefix(f"{SCHEMA_BASE}/")).read_bytes()))
