"""The daily copy of the register as JSON: an object with a list `algoritmes`, decoded one entry at a time."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO

from services.chassis.register_files.rows import (
    LONGEST_TEXT,
    Found,
    RefusedField,
    UnreadableFile,
    day,
    lars,
    web_address,
)
from services.chassis.wording import _

ENTRIES = "algoritmes"
FETCHED = "fetched_at"
PART = "deel"
"""Says that the file holds only what was refused before."""
NAMES = {
    "lars": "id",
    "name": "title",
    "organization": "organisatie",
    "goal": "doel",
    "lawful_basis": "juridische_basis",
    "status": "status",
}
"""Official key -> the field that holds it. `impactassessment` says only that there is one, so it is left out."""

CHUNK = 1 << 16
LONGEST_ENTRY = 1 << 20


class _Text:
    """A file of which only the part that is being decoded is in memory."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._buffer, self._at, self._ended = file, "", 0, False
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def take(self, expected: str) -> str:
        """The next character, which must be one of those expected."""
        found = self.peek()
        if not found or found not in expected:
            self.broken()
        self._at += 1
        return found

    def value(self) -> Any:
        """The next whole value."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError):
                if not self._room():
                    self.broken()
                continue
            if end < len(self._buffer) or isinstance(value, dict | list | str) or not self._more():
                self._at = end
                return value

    def broken(self) -> NoReturn:
        """Says whether the file ends too early or is no JSON from here on."""
        if self._ended and len(self._buffer) - self._at < LONGEST_ENTRY:
            raise UnreadableFile(_("Het bestand breekt af of is geen geldige JSON. Haal het opnieuw op."))
        raise UnreadableFile(_("Het bestand is geen geldige JSON, of één vermelding erin is veel te groot."))

    def _room(self) -> bool:
        return len(self._buffer) - self._at < LONGEST_ENTRY and self._more()

    def _more(self) -> bool:
        chunk = self._file.read(CHUNK)
        self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        self._ended = not chunk
        return bool(chunk)


def entries(path: Path, exported_on: str | None = None) -> Iterator[tuple[Any, Found | RefusedField]]:
    """Each entry of the file, and what it says; raises UnreadableFile."""
    with path.open(encoding="utf-8-sig") as file:
        for key, value in _members(_Text(file)):
            if key == ENTRIES:
                yield value, _found(value, exported_on)


def about(path: Path) -> tuple[str | None, bool]:
    """The day on which the copy was made, and whether it is only a part.

    The day stands behind the entries, so the whole file is read for it.
    """
    with path.open(encoding="utf-8-sig") as file:
        said = {key: str(value) for key, value in _members(_Text(file)) if key in {FETCHED, PART}}
    return day(said.get(FETCHED)), PART in said


def _members(text: _Text) -> Iterator[tuple[str, Any]]:
    """Name and value of each member of the file's object; of the list of entries, each entry under its name."""
    for _first in _separated(text, "{", "}"):
        if text.peek() != '"':
            text.broken()
        key = text.value()
        text.take(":")
        if key == ENTRIES:
            yield from ((key, text.value()) for _entry in _separated(text, "[", "]"))
        else:
            yield key, text.value()
    if text.peek():
        text.broken()


def _separated(text: _Text, opening: str, closing: str) -> Iterator[None]:
    """Stops before each of the parts between commas; the caller takes the part."""
    text.take(opening)
    if text.peek() == closing:
        text.take(closing)
        return
    yield
    while text.take("," + closing) == ",":
        yield


def _found(entry: Any, exported: str | None) -> Found | RefusedField:
    if not isinstance(entry, dict):
        return RefusedField(ENTRIES, _("Dit is geen vermelding maar iets anders. Haal het weg."))
    try:
        record = {key: _text(entry, name) for key, name in NAMES.items()}
        url, registered = _text(entry, "url"), _text(entry, "geregistreerd")
    except RefusedField as refused:
        return refused
    number = record["lars"]
    record["lars"] = lars(number)
    provenance = {"url": web_address(url), "registeredOn": day(registered), "exportedOn": exported}
    return Found(record, provenance, NAMES, number)


def _text(entry: dict[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise RefusedField(name, _("Hier hoort tekst te staan. Zet er aanhalingstekens omheen."))
    if value and len(value) > LONGEST_TEXT:
        raise UnreadableFile(
            _("Eén tekst in het bestand is onwaarschijnlijk lang. Dit is geen uitvoer van het register.")
        )
    return value.strip() or None if value else None
