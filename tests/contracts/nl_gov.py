"""The rules of the NL GOV profile for CloudEvents, one line each."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

Event = dict[str, Any]

_SOURCE = re.compile(r"urn:nld:oin:[0-9]{20}:systeem:[a-z0-9-]+")
_TYPE = re.compile(r"nl(\.[a-z][a-z0-9-]*){2,}\.v[1-9][0-9]*")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z")
_NAME = re.compile(r"[a-z0-9]{1,20}")
_SEQUENCE = re.compile(r"(?!0{20})[0-9]{20}")
_TRACE = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")

_NO_TRACE = f"00-{'1' * 32}-{'1' * 16}-00"


def _context(event: Event) -> Event:
    return {name: value for name, value in event.items() if name != "data"}


def _absolute(uri: object) -> bool:
    parts = urlsplit(str(uri))
    return bool(parts.scheme and (parts.netloc or parts.path))


def _simple(value: object) -> bool:
    """A CloudEvents attribute is text, a truth value or a signed 32-bit integer."""
    return isinstance(value, bool | str) or (isinstance(value, int) and -(2**31) <= value < 2**31)


def _one_version(kind: str) -> bool:
    return len(re.findall(r"(?:^|\.)v[0-9]+(?=\.|$)", kind)) == 1


RULES: dict[str, Callable[[Event], bool]] = {
    "specversion is 1.0": lambda e: e.get("specversion") == "1.0",
    "id is text and not empty": lambda e: isinstance(e.get("id"), str) and bool(e["id"]),
    "source is a URN of organisation and system": lambda e: bool(_SOURCE.fullmatch(str(e.get("source")))),
    "type is in reverse-domain notation": lambda e: bool(_TYPE.fullmatch(str(e.get("type")))),
    "type names one version": lambda e: _one_version(str(e.get("type"))),
    "data is JSON": lambda e: e.get("datacontenttype") == "application/json" and isinstance(e.get("data"), dict),
    "dataschema is a URI": lambda e: _absolute(e.get("dataschema")),
    "subject is text and not empty": lambda e: isinstance(e.get("subject"), str) and bool(e["subject"]),
    "time is RFC 3339 in UTC": lambda e: bool(_TIME.fullmatch(str(e.get("time")))),
    "sequence sorts as text and starts at 1": lambda e: bool(
        re.fullmatch(r"(?!0{20})[0-9]{20}", str(e.get("sequence")))
    ),
    "sequencetype is absent": lambda e: "sequencetype" not in e,
    "dataclassification is absent": lambda e: "dataclassification" not in e,
    "data is not Base64": lambda e: "data_base64" not in e,
    "traceparent is a W3C trace context": lambda e: bool(_TRACE.fullmatch(e.get("traceparent", _NO_TRACE))),
    "names are short, lower-case letters and digits": lambda e: all(_NAME.fullmatch(name) for name in e),
    "no attribute is null": lambda e: None not in e.values(),
    "attributes are text, truth values or small integers": lambda e: all(map(_simple, _context(e).values())),
    "no address of a person in an attribute": lambda e: not any("@" in str(value) for value in _context(e).values()),
}


def nl_gov_faults(event: Event) -> list[str]:
    """The rules that the event breaks."""
    return [rule for rule, holds in RULES.items() if not holds(event)]
