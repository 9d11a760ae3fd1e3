"""The CSV that the national register offers: one column a key, lists flattened to text, entries of all versions."""

import csv
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from services.chassis.register_files.rows import (
    KEYS,
    LONGEST_TEXT,
    Found,
    RefusedField,
    UnreadableFile,
    day,
    lars,
    web_address,
)
from services.chassis.wording import _

NEEDED = ("name", "organization", "status")
NUMBER = "algorithm_id"
NAMES = {"lars": NUMBER}
"""Official key -> the column that the export calls otherwise."""
REFERENCES = ("lawful_basis_grouping", "impacttoetsen_grouping", "source_data_grouping")
PAGE = "https://algoritmes.overheid.nl/nl/algoritme/{lars}"

LONGEST_LINE = 1 << 20
LONGEST_ENTRY = 1 << 22
MOST_COLUMNS = 300


class _Lines:
    """Lines of bounded length, and of bounded number before the entry that they belong to is whole."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._taken = file, 0

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(LONGEST_LINE):
            self._taken += len(line)
            if len(line) == LONGEST_LINE or self._taken > LONGEST_ENTRY:
                raise UnreadableFile(_("Een regel is veel te lang. Dit is geen uitvoer van het algoritmeregister."))
            yield line

    def entry_is_whole(self) -> None:
        """Starts counting again."""
        self._taken = 0


def heading(path: Path) -> list[str]:
    """The names of the columns; raises UnreadableFile."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return _header(next(_cells(_Lines(file)), []))


def entries(path: Path) -> Iterator[tuple[list[str], Found | RefusedField]]:
    """The cells of each entry of the file, and what they say; raises UnreadableFile."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = _Lines(file)
        reader = _cells(lines)
        header = _header(next(reader, []))
        for cells in reader:
            lines.entry_is_whole()
            if any(cell.strip() for cell in cells) and cells[: len(header)] != header:
                yield cells, _found(header, cells)


def _cells(lines: _Lines) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_TEXT)
    first = next(iter(lines), "")
    return csv.reader(chain([first], lines), delimiter=_delimiter(first), strict=True)


def _delimiter(first: str) -> str:
    """A comma; a spreadsheet that speaks Dutch saves the file with semicolons."""
    return ";" if first.count(";") > first.count(",") else ","


def _header(cells: list[str]) -> list[str]:
    if len(cells) > MOST_COLUMNS:
        sentence = _("Het bestand heeft {count} kolommen: het is geen uitvoer van het register.", count=len(cells))
        raise UnreadableFile(sentence)
    if absent := [name for name in NEEDED if name not in cells]:
        named = ", ".join(absent)
        raise UnreadableFile(
            _("Niet gevonden als kolom: {names}. Dit is geen uitvoer van het algoritmeregister.", names=named)
        )
    if doubled := [name for name in KEYS if cells.count(name) > 1]:
        raise UnreadableFile(_("Twee keer gevonden als kolom: {names}.", names=", ".join(doubled)))
    return cells


def _found(header: list[str], cells: list[str]) -> Found | RefusedField:
    if len(cells) != len(header):
        counts = {"found": len(cells), "expected": len(header)}
        sentence = _("De rij heeft {found} cellen, de kop {expected}. Zet elke waarde onder haar kolom.", **counts)
        return RefusedField("", sentence)
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    number = row.get(NUMBER) or row.get("lars") or None
    record = {key: _value(key, row[key]) for key in KEYS if row.get(key)} | {"lars": lars(number)}
    page = PAGE.format(lars=record["lars"]) if record["lars"] else None
    provenance = {"url": web_address(page), "registeredOn": day(row.get("publication_dt"))}
    return Found(record, provenance, NAMES, number)


def _value(key: str, text: str) -> Any:
    if key == "category":
        return [theme.strip() for theme in text.split(",") if theme.strip()]
    if key in REFERENCES:
        return references(text)
    if key == "standard_version":
        return re.sub(r"^(\d+\.\d+)\.0$", r"\1", text)
    return text.lower() if key == "lang" else text


def references(text: str) -> list[Mapping[str, str]]:
    """`1: Awb, https://a. 2: Wpg, https://b` -> items with title and link; another form is one title, whole."""
    parts = [part.strip() for part in re.split(r"(?:^|\. )\d+: ", text)]
    if parts[0] or not all(parts[1:]):
        return [{"title": text}]
    return [_reference(part) for part in parts[1:]]


def _reference(part: str) -> Mapping[str, str]:
    title, _comma, link = part.rpartition(", ")
    return {"title": title, "link": link} if title and web_address(link) else {"title": part}
