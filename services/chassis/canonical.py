"""The exact bytes of an event: canonical JSON (RFC 8785), numbered afterwards, and what may not enter one."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import rfc8785

from contracts.envelope import Envelope

PLACEHOLDER = "0" * 20
LARGEST = 256 * 1024
DEEPEST = 64
_INTEGERS = range(-(2**53) + 1, 2**53)
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
"""Signs that UTF-16 sorts elsewhere than Python does."""
_SEQUENCE = b'"sequence":"'
"""Nothing but the attribute itself can look so behind `data`: inside a value every quote is escaped."""


class Unfit(ValueError):
    """A value that no event may hold; the message begins with the path of the value."""


def serialise(envelope: Envelope) -> bytes:
    """The event as it is stored, sent and hashed. Absent attributes are left out; raises Unfit."""
    event = {name: value for name, value in envelope.__dict__.items() if value is not None}
    if envelope.time.tzinfo is None:
        raise Unfit("time: a time without a zone")
    event["time"] = moment(envelope.time)
    for name, value in event.items():
        _check(value, name, DEEPEST)
    raw = _written(event)
    if len(raw) > LARGEST:
        raise Unfit(f"data: the event is {len(raw)} bytes, {LARGEST} is the most")
    return raw


def _written(event: dict[str, Any]) -> bytes:
    """What was checked, as RFC 8785 writes it. Python's own encoder does the same, as long as keys sort the same."""
    text = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return rfc8785.dumps(event) if _BEYOND.search(text) else text.encode()


def moment(time: datetime) -> str:
    """A moment as facts write it (RFC 3339, in UTC)."""
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def split(raw: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the twenty digits of an event that has no number yet."""
    start = raw.rfind(_SEQUENCE) + len(_SEQUENCE)
    end = start + len(PLACEHOLDER)
    if raw[start : end + 1] != PLACEHOLDER.encode() + b'"':
        raise ValueError("the event has a number already")
    return raw[:start], raw[end:]


def sequence_in(raw: bytes) -> int | None:
    """The number of an event, without reading the rest of it; None when there is none where it should be."""
    start = raw.rfind(_SEQUENCE) + len(_SEQUENCE)
    digits = raw[start : start + len(PLACEHOLDER)]
    found = start >= len(_SEQUENCE) and digits.isdigit() and raw[start + len(PLACEHOLDER) :][:1] == b'"'
    return int(digits) if found else None


def number(raw: bytes, sequence: int) -> bytes:
    """The event with its place in the log."""
    first, rest = split(raw)
    return b"%b%020d%b" % (first, sequence, rest)


def read(raw: bytes) -> Envelope:
    """The envelope in these bytes; raises pydantic's ValidationError."""
    return Envelope.model_validate_json(raw)


def _check(value: Any, path: str, depth: int) -> None:
    kind = type(value)
    if kind is str:
        check_text(value, path)
    elif kind is dict:
        _check_object(value, path, depth - 1)
    elif kind is list or kind is tuple:
        _check_list(value, path, depth - 1)
    elif kind is int:
        if value not in _INTEGERS:
            raise Unfit(f"{path}: an integer beyond 2^53-1")
    elif value is not None and kind is not bool:
        raise Unfit(f"{path}: a {kind.__name__}, and an event holds text, integers, truth values, lists and objects")


def check_text(text: str, path: str) -> None:
    """Raises Unfit for what no event holds and no database keeps."""
    if "\0" in text:
        raise Unfit(f"{path}: holds U+0000")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unfit(f"{path}: holds half a surrogate pair") from None


def _check_object(value: dict[Any, Any], path: str, depth: int) -> None:
    _check_depth(path, depth)
    for key, inner in value.items():
        if type(key) is not str:
            raise Unfit(f"{path}: a key that is no text")
        check_text(key, path)
        _check(inner, f"{path}.{key}", depth)


def _check_list(value: list[Any] | tuple[Any, ...], path: str, depth: int) -> None:
    _check_depth(path, depth)
    for index, inner in enumerate(value):
        _check(inner, f"{path}[{index}]", depth)


def _check_depth(path: str, depth: int) -> None:
    if depth < 0:
        raise Unfit(f"{path}: nested deeper than {DEEPEST} levels")
