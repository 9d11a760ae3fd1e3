"""What is different between two versions of a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from services.publication.domain.record import KEYS
from services.publication.pages.values import plain_text

SHORT = 300


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise. Long texts are named, not shown."""

    key: str
    label: str
    before: str
    after: str

    @property
    def shown(self) -> bool:
        """Are both short enough to read beside each other?"""
        return len(self.before) <= SHORT and len(self.after) <= SHORT


@dataclass(frozen=True)
class Version:
    """A public version and what it changed; of the oldest one that is read nothing is compared."""

    number: int
    published_at: str
    differences: Sequence[Difference]
    assessment: str | None = None
    first: bool = False


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Each field of the standard that differs, in the standard's order."""
    return [
        Difference(name, key.label, plain_text(before.get(name)), plain_text(after.get(name)))
        for name, key in KEYS.items()
        if before.get(name) != after.get(name)
    ]


def versions(rows: Sequence[Mapping[str, Any]], most: int) -> list[Version]:
    """Newest first; of `most + 1` rows the last only serves to compare with."""
    compared = [_compare(newer, older) for newer, older in pairwise(rows)]
    if rows and len(rows) <= most:
        oldest = rows[-1]
        compared.append(Version(oldest["version"], oldest["published_at"], [], first=oldest["version"] == 1))
    return compared[:most]


def _compare(newer: Mapping[str, Any], older: Mapping[str, Any]) -> Version:
    was, now = (row["extension"].get("assessment", {}).get("standing", "none") for row in (older, newer))
    changed = differences(older["record"], newer["record"])
    return Version(newer["version"], newer["published_at"], changed, now if was != now else None)
