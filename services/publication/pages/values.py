"""The values of a record as a page shows them: safe markup, known links only, and "not known yet" for what lacks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from services.chassis import formats
from services.publication.domain.record import GROUPS, KEYS, Key, is_known, sanitise, strip_html
from services.publication.domain.record.check import EMAIL, is_link
from services.publication.pages import words

HIDDEN = frozenset({"name", "tags", "lang", "publication_dt"})
"""Stands elsewhere on the page, or is not meant for readers."""
WRITTEN = frozenset({"line", "rich", "references"})
"""Kinds of fields that hold the words of who typed them."""
MANY = 100
MOST_WORDS = 14
"""Of a sentence in a picture."""
ITEM = "- "
"""Begins a line that is an item of a list."""


@dataclass(frozen=True)
class Field:
    """One key of the standard with its value, or none when it is not known yet; `written`: as someone typed it."""

    key: str
    label: str
    value: Markup | None
    written: bool = True


@dataclass(frozen=True)
class Group:
    """The fields that the standard puts under one heading."""

    title: str
    fields: Sequence[Field]


def groups(record: Mapping[str, Any]) -> list[Group]:
    """All fields that a reader sees: what is known, and what the standard also shows when it is not."""
    fields = [(key.group, field(key, record)) for key in KEYS.values() if key.name not in HIDDEN]
    shown = [(group, one) for group, one in fields if one.value or KEYS[one.key].always_shown]
    return [Group(title, [one for group, one in shown if group == title]) for title in GROUPS]


def field(key: Key, record: Mapping[str, Any]) -> Field:
    """One field of a record."""
    return Field(key.name, key.label, value(key, record.get(key.name)), key.kind in WRITTEN)


def value(key: Key, found: object) -> Markup | None:
    """A value as safe markup; another register may hold anything."""
    if not is_known(found):
        return None
    if key.kind == "references":
        return _references(found)
    if isinstance(found, list | tuple):
        return escape(words.listed(found[:MANY]))
    text = str(found).strip()
    if key.kind == "rich":
        return rich(text)
    if key.kind == "month":
        return escape(formats.month(text))
    if key.kind == "choice":
        return escape(words.standard(text))
    return link(text) if key.kind in ("link", "contact") else escape(text)


def rich(text: str) -> Markup:
    """Text with the markup that the standard allows, or plain text."""
    if "<" in text:
        return Markup(sanitise(text))  # noqa: S704 what is not allowed stands in it as text
    return plain(text)


def plain(text: str) -> Markup:
    """Text without markup: blank lines part paragraphs, `- ` begins an item."""
    parts = [part.strip().split("\n") for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    blocks = [(of_items, list(lines)) for part in parts for of_items, lines in groupby(part, _is_item)]
    return Markup("").join(_listed(lines) if of_items else _paragraph(lines) for of_items, lines in blocks)


def items(text: str) -> list[str]:
    """The items of a text that is a list and nothing else."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [line.removeprefix(ITEM) for line in lines] if all(map(_is_item, lines)) else []


def shown_lines(text: str) -> list[str]:
    """The lines of a text without markup, an item of a list with its mark."""
    lines = [plain_text(line) for line in text.splitlines()]
    return [f"• {line.removeprefix(ITEM)}" if _is_item(line) else line for line in lines if line]


def _is_item(line: str) -> bool:
    return line.startswith(ITEM)


def _listed(lines: Iterable[str]) -> Markup:
    found = Markup("").join(Markup("<li>%s</li>") % line.removeprefix(ITEM) for line in lines)
    return Markup("<ul>%s</ul>") % found


def _paragraph(lines: Iterable[str]) -> Markup:
    return Markup("<p>%s</p>") % Markup("<br>").join(lines)


def link(text: str) -> Markup:
    """A link when it is one, else the text."""
    if is_link(text):
        return Markup('<a href="%s" rel="nofollow">%s</a>') % (text, text)
    if EMAIL.fullmatch(text):
        return Markup('<a href="mailto:%s">%s</a>') % (text, text)
    return escape(text)


def _references(found: object) -> Markup | None:
    items = [item for item in found if isinstance(item, Mapping)] if isinstance(found, list | tuple) else []
    lines = [_reference(str(item.get("title") or ""), str(item.get("link") or "")) for item in items[:MANY]]
    known = Markup("").join(Markup("<li>%s</li>") % line for line in lines if line)
    return Markup("<ul>%s</ul>") % known if known else None


def _reference(title: str, address: str) -> Markup:
    if is_link(address.strip()):
        return Markup('<a href="%s" rel="nofollow">%s</a>') % (address.strip(), title or address)
    return escape(title)


def plain_text(found: object) -> str:
    """The words of a value, without markup and double blanks."""
    if isinstance(found, list | tuple):
        titles = [str(item.get("title") or "") if isinstance(item, Mapping) else str(item) for item in found]
        return ", ".join(title for title in titles if title)
    return " ".join(strip_html(str(found)).split()) if is_known(found) else ""


def sentence(text: str, most: int = MOST_WORDS) -> str:
    """The first sentence, cut after so many words."""
    first = next((text[: at + 1] for at in _ends(text)), text)
    parts = first.split()
    return first if len(parts) <= most else " ".join(parts[:most]) + "…"


def _ends(text: str) -> list[int]:
    return [at for at, letter in enumerate(text[:-1]) if letter in ".!?" and text[at + 1] == " "]
