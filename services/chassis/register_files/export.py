"""An export as a whole: which form it has, what is in it, and its entries."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.chassis.register_files import csv_export, json_export
from services.chassis.register_files.refusals import WHAT_TO_DO
from services.chassis.register_files.rows import BadRow, Found, RefusedField, Row, UnreadableFile, row_of, source_id_of
from services.chassis.wording import _

STARTS = {
    b"PK\x03\x04": _("Dit is een XLSX- of ZIP-bestand. Kies de CSV- of JSON-uitvoer van het register."),
    b"\xd0\xcf\x11\xe0": _("Dit is een oud Excel- of Word-bestand. Kies de CSV- of JSON-uitvoer van het register."),
    b"%PDF": _("Dit is een PDF. Kies de CSV- of JSON-uitvoer van het register."),
    b"\xff\xfe": _("Het bestand is in UTF-16 opgeslagen. Sla het op als UTF-8."),
    b"\xfe\xff": _("Het bestand is in UTF-16 opgeslagen. Sla het op als UTF-8."),
    b"<": _("Dit is een webpagina of XML. Kies de CSV- of JSON-uitvoer van het register."),
    b"[": _("Deze JSON is geen uitvoer van het algoritmeregister."),
}
BOM = b"\xef\xbb\xbf"
PEEK = 4096


@dataclass(frozen=True)
class Survey:
    """What is in an export: its form, how many entries (good and bad), its day, and the entries per organisation.

    `heading`: the columns of a CSV. `part`: it holds only what was refused before, so nothing is gone from it.
    """

    form: str
    entries: int
    organisations: Mapping[str, int]
    exported_on: str | None = None
    heading: tuple[str, ...] = ()
    part: bool = False


def survey(path: Path) -> Survey:
    """Reads the whole file once; raises UnreadableFile."""
    try:
        form = _form(path)
        heading = csv_export.heading(path) if form == "csv" else []
        exported_on, part = json_export.about(path) if form == "json" else (None, WHAT_TO_DO in heading)
        counted = Counter(_organisation(found) or "" for _entry, found in _entries(path, form, exported_on))
    except UnicodeDecodeError:
        raise UnreadableFile(_("De tekens zijn niet te lezen. Sla het op als UTF-8 (in Excel: CSV UTF-8).")) from None
    except csv.Error:
        raise UnreadableFile(_("Het bestand breekt af of is geen geldige CSV, of één cel is veel te groot.")) from None
    except OSError as error:
        raise UnreadableFile(_("Het bestand gaat niet open: {why}.", why=error.strerror)) from None
    if not counted:
        raise UnreadableFile(_("Er staat geen vermelding van het algoritmeregister in dit bestand."))
    names = {name: count for name, count in sorted(counted.items()) if name}
    return Survey(form, counted.total(), names, exported_on, tuple(heading), part)


def organisations(path: Path) -> Mapping[str, int]:
    """Each organisation's name in the file, with its number of entries; raises UnreadableFile."""
    return survey(path).organisations


def read(path: Path, known: Survey | None = None) -> Iterator[Row | BadRow]:
    """Every entry in the order of the file; raises UnreadableFile before the first when any part cannot be read.

    `known`: what a survey of it found, when there was one.
    """
    known = known or survey(path)
    seen: set[bytes] = set()
    for number, (entry, found) in enumerate(_entries(path, known.form, known.exported_on), start=1):
        row = _row(number, entry, found)
        if isinstance(row, Row):
            mark = sha256(f"{row.organisation}\n{row.source_id}".encode()).digest()
            row = _doubled(row) if mark in seen else row
            seen.add(mark)
        yield row


def _form(path: Path) -> str:
    """`json` or `csv`, by what is in the file."""
    with path.open("rb") as file:
        start = file.read(PEEK).removeprefix(BOM).lstrip(b" \t\r\n")
    if not start:
        raise UnreadableFile(_("Het bestand is leeg."))
    for first, sentence in STARTS.items():
        if start.startswith(first):
            raise UnreadableFile(sentence)
    if b"\x00" in start:
        raise UnreadableFile(_("Dit is geen tekstbestand. Kies de CSV- of JSON-uitvoer van het register."))
    form = "json" if start.startswith(b"{") else "csv"
    if path.suffix.lower() == ".json" and form != "json":
        raise UnreadableFile(_("Het bestand heet .json, maar er staat geen JSON in."))
    return form


def _entries(path: Path, form: str, exported_on: str | None) -> Iterator[tuple[Any, Found | RefusedField]]:
    return json_export.entries(path, exported_on) if form == "json" else csv_export.entries(path)


def _organisation(found: Found | RefusedField) -> str | None:
    return found.record.get("organization") if isinstance(found, Found) else None


def _row(number: int, entry: Any, found: Found | RefusedField) -> Row | BadRow:
    try:
        if isinstance(found, RefusedField):
            raise found
        return row_of(number, found, entry)
    except RefusedField as refused:
        source_id = source_id_of(found) if isinstance(found, Found) else None
        return BadRow(number, refused.field, refused.reason, _organisation(found), source_id, entry)


def _doubled(row: Row) -> BadRow:
    sentence = _("Deze vermelding staat eerder in het bestand: {source}. Houd er één over.", source=row.source_id[:80])
    return BadRow(row.row, "sourceId", sentence, row.organisation, row.source_id, row.entry)
