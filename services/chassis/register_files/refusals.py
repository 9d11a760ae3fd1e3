"""What was refused, written in the form in which it came: to be mended, and offered again."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.chassis.register_files import csv_export, json_export

ADDED = ROW, FIELD, WHAT_TO_DO = "rij", "veld", "wat_te_doen"
"""What stands before each entry; who reads the file again leaves it out."""
NAMES = {"csv": csv_export.NAMES, "json": json_export.NAMES}
ALL = "geweigerde vermeldingen"


@dataclass(frozen=True)
class Refusal:
    """One entry that does not go in: its number in the file, the field, what to do, and the entry as it stood there."""

    row: int
    field: str
    reason: str
    entry: Any


def name_in_file(form: str, key: str) -> str:
    """What a file of this form calls an official key; anything else keeps its name."""
    return NAMES[form].get(key, key)


def title_of(form: str, heading: Sequence[str], entry: Any) -> str:
    """The name of an entry as it stood in the file, as far as it has one."""
    if form == "csv":
        entry = dict(zip(heading, entry, strict=False))
    name = entry.get(name_in_file(form, "name")) if isinstance(entry, dict) else None
    return name.strip() if isinstance(name, str) else ""


def mendable(form: str, heading: Sequence[str], exported_on: str | None, refused: Iterable[Refusal]) -> bytes:
    """The file with these entries: UTF-8; a CSV has semicolons and a mark at its beginning, for spreadsheets."""
    return _csv(heading, refused) if form == "csv" else _json(exported_on, refused)


def _csv(heading: Sequence[str], refused: Iterable[Refusal]) -> bytes:
    """What is added stands before the entry, so that a row with too few cells keeps the rest where it was."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";")
    again = len(ADDED) if tuple(heading[: len(ADDED)]) == ADDED else 0
    lines.writerow([*ADDED, *heading[again:]])
    lines.writerows([one.row, one.field, one.reason, *one.entry[again:]] for one in refused)
    return text.getvalue().encode("utf-8-sig")


def _json(exported_on: str | None, refused: Iterable[Refusal]) -> bytes:
    """Half a surrogate pair has no UTF-8: it is written as JSON itself can."""
    day = {json_export.FETCHED: exported_on} if exported_on else {}
    whole = {json_export.PART: ALL, json_export.ENTRIES: [_explained(one) for one in refused], **day}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")


def _explained(one: Refusal) -> Any:
    if not isinstance(one.entry, dict):
        return one.entry
    entry = {name: value for name, value in one.entry.items() if name not in ADDED}
    return {ROW: one.row, FIELD: one.field, WHAT_TO_DO: one.reason, **entry}
