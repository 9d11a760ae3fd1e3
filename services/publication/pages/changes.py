"""What is different between two versions of a public record, word by word."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Any

from services.chassis.wording import _, said
from services.publication.domain.record import KEYS, Key
from services.publication.domain.redress import redress_in
from services.publication.pages import words
from services.publication.pages.values import WRITTEN, plain_text, shown_lines

LONG = 600
"""A change of more characters than this is folded away."""
AROUND = 6
"""So many words that stayed are shown on each side of a change."""
MOST_WORDS = 1000
"""Longer texts, and texts that have little in common, are shown whole: what went and what came."""
ALIKE = 0.5
WORD, LINE_END = re.compile(r"\n|\S+"), re.compile(" ?\n ?")
"""A word of a text, or the end of a line; and that between words again."""


@dataclass(frozen=True)
class Piece:
    """Some words of a field: `same` in both versions, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise; `written`: in the words of who typed it."""

    key: str
    label: str
    before: str
    after: str
    written: bool = True

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        """What went, what came, and some of the words between."""
        return compared(said(self.before), said(self.after))

    @property
    def long(self) -> bool:
        """Is it better folded away?"""
        return sum(len(piece.text) for piece in self.pieces) > LONG


@dataclass(frozen=True)
class Version:
    """A public version and what it changed; of the oldest one that is read nothing is compared."""

    number: int
    published_at: str
    differences: Sequence[Difference]
    assessment: Mapping[str, Any] | None = None
    first: bool = False
    compared: bool = False


def compared(before: str, after: str) -> list[Piece]:
    """The words of two texts beside each other."""
    was, now = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if max(len(was), len(now)) > MOST_WORDS or matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return _pieces(was, now)
    found = list[Piece]()
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("same", _shortened(was[a:b], begins=a == 0, ends=b == len(was))))
        else:
            found += _pieces(was[a:b], now[c:d])
    return found


def _pieces(gone: Sequence[str], new: Sequence[str]) -> list[Piece]:
    return [Piece(kind, _text(words)) for kind, words in (("gone", gone), ("new", new)) if words]


def _text(words: Sequence[str]) -> str:
    return LINE_END.sub("\n", " ".join(words))


def _shortened(words: Sequence[str], *, begins: bool, ends: bool) -> str:
    """Only the words that stand near a change."""
    head, tail = 0 if begins else AROUND, 0 if ends else AROUND
    if len(words) <= head + tail + 1:
        return _text(words)
    return _text([*words[:head], "…", *(words[-tail:] if tail else ())])


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Each field of the standard that differs, in the standard's order."""
    return [
        Difference(name, key.label, _shown(key, before.get(name)), _shown(key, after.get(name)), key.kind in WRITTEN)
        for name, key in KEYS.items()
        if before.get(name) != after.get(name)
    ]


def redressed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The same of what a resident can do, beside the standard."""
    pairs = [(name, label, before.get(name) or "", after.get(name) or "") for name, label in words.REDRESS.items()]
    return [Difference(name, label, was, now) for name, label, was, now in pairs if was != now]


def _shown(key: Key, found: object) -> str:
    if key.kind == "choices" and isinstance(found, list | tuple):
        return words.listed(found)
    if key.kind == "rich" and isinstance(found, str) and "<" not in found:
        return "\n".join(shown_lines(found))
    return words.standard(plain_text(found)) if key.kind == "choice" else plain_text(found)


def versions(rows: Sequence[Mapping[str, Any]], most: int) -> list[Version]:
    """Newest first; of `most + 1` rows the last only serves to compare with."""
    compared = [_compare(newer, older) for newer, older in pairwise(rows)]
    if rows and len(rows) <= most:
        oldest = rows[-1]
        compared.append(Version(oldest["version"], oldest["published_at"], [], first=oldest["version"] == 1))
    return compared[:most]


def _compare(newer: Mapping[str, Any], older: Mapping[str, Any]) -> Version:
    was, now = (row["extension"].get("assessment", {"standing": "none"}) for row in (older, newer))
    changed = differences(older["record"], newer["record"])
    changed += redressed(redress_in(older["extension"]), redress_in(newer["extension"]))
    changed += _beside(older["extension"], newer["extension"])
    return Version(newer["version"], newer["published_at"], changed, now if was != now else None, compared=True)


def _beside(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What Helder shows beside the standard's fields."""
    pairs = [(name, label, reads(before), reads(after)) for name, label, reads in BESIDE]
    return [Difference(name, label, was, now, name == "summary") for name, label, was, now in pairs if was != now]


def _summary(extension: Mapping[str, Any]) -> str:
    return plain_text((extension.get("summary") or {}).get("text"))


def _lag(extension: Mapping[str, Any]) -> str:
    lag = extension.get("outdated")
    return _("loopt achter sinds {day}", day=date.fromisoformat(lag["since"])) if lag else ""


BESIDE: Sequence[tuple[str, str, Callable[[Mapping[str, Any]], str]]] = (
    ("suspended", _("Stilgelegd"), lambda extension: _("ja") if extension.get("suspended") else ""),
    ("summary", _("Samenvatting van de DPIA"), _summary),
    ("outdated", _("Deze tekst"), _lag),
)
"""Key of the extension, its label, and how it reads."""
