"""What one organisation finds of itself in a register file that someone offers."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from services.chassis.formats import number
from services.chassis.register_files import BadRow, Row, Survey, UnreadableFile, folded, read, survey
from services.chassis.wording import _

LARGEST = 20_000_000
"""Bytes of a file: the whole register with all its columns is about half of it."""
MOST = 5_000
"""Entries of one organisation in one file: more than three times what all organisations have together."""
SHOWN = 3
NOBODY = _("In dit bestand staat geen vermelding van {name}. Er staan wel vermeldingen in van {others}.")
TOO_MANY = _("In dit bestand staan meer dan {most} vermeldingen van {name}. Verdeel ze over meer bestanden.")


@dataclass(frozen=True)
class Offered:
    """The rows of one organisation as they are kept, and what else is known of the file."""

    about: Survey
    rows: list[dict[str, Any]]


def read_offered(file: BinaryIO, name: str, organisation: str) -> Offered:
    """The entries of an organisation (its name), and those that name none; raises UnreadableFile."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("export.json" if name.lower().endswith(".json") else "export")
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        about = survey(path)
        rows = list(islice(_of(organisation, read(path, about)), MOST + 1))
    if not rows:
        raise UnreadableFile(_(NOBODY, name=organisation, others=_some(list(about.organisations))))
    if len(rows) > MOST:
        raise UnreadableFile(_(TOO_MANY, most=number(MOST), name=organisation))
    return Offered(about, rows)


def _of(organisation: str, found: Iterator[Row | BadRow]) -> Iterator[dict[str, Any]]:
    ours = folded(organisation)
    for row in found:
        if folded(row.organisation or "") == ours or (isinstance(row, BadRow) and not row.organisation):
            yield _kept(row)


def _kept(row: Row | BadRow) -> dict[str, Any]:
    kept = {"number": row.row, "source_id": _legible(row.source_id), "entry": row.entry}
    if isinstance(row, Row):
        return kept | {"body": row.body(), "expected": None, "result": None, "field": None, "reason": None}
    return kept | {"body": {}, "expected": "refused", "result": "refused", "field": row.field, "reason": row.reason}


def _legible(source_id: str | None) -> str | None:
    """Of a refused entry it may hold signs that no database takes."""
    return source_id and source_id.encode("utf-8", "replace").decode().replace("\0", "?")


def _some(names: list[str]) -> str:
    shown, more = ", ".join(names[:SHOWN]), len(names) - SHOWN
    return _("{names} en nog {more}", names=shown, more=more) if more > 0 else shown
