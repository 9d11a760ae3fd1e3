"""What a resident can do about an outcome, in the words of the organisation: beside the keys of the standard."""

from collections.abc import Mapping
from typing import Any

REDRESS = ("explanation", "correction", "objection", "term")
"""As inventory's oversight names them. Where a resident turns to is not among them: that may name a person."""


def redress_in(extension: Mapping[str, Any] | None) -> dict[str, str]:
    """What an entry says of it beside its record; `extension` may hold anything."""
    found = (extension or {}).get("redress")
    told = found if isinstance(found, Mapping) else {}
    return {key: told[key] for key in REDRESS if isinstance(told.get(key), str) and told[key].strip()}


def with_redress(extension: Mapping[str, Any] | None, told: Mapping[str, Any]) -> dict[str, Any] | None:
    """The extension when it says this of it; of `told` only these keys count. None for one that holds nothing."""
    rest = {key: value for key, value in (extension or {}).items() if key != "redress"}
    known = {key: told[key] for key in REDRESS if told.get(key)}
    return rest | ({"redress": known} if known else {}) or None
