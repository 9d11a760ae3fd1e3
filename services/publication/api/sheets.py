"""Public entries as rows of a CSV or of a workbook for Excel, made while they are read: no more than a part in memory.

CSV is RFC 4180: commas, CRLF. It begins with a byte order mark, as the national register's own CSV does: without one
Excel reads UTF-8 as another alphabet. Dutch Excel splits a CSV that is double-clicked at semicolons, not at commas;
who works in Excel takes the workbook, and what reads the national register's CSV reads this one.
"""

import asyncio
import csv
import io
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from services.publication.domain.record import COLUMNS, cells

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Rows = Sequence[Mapping[str, Any]]
"""Public entries, record and extension as the text that they are kept as."""
Parts = AsyncIterator[Rows]
BEGIN = "\ufeff"
OURS = ("helder_id", "helder_organisation", "helder_uri", "helder_version", "helder_published_at", "helder_dpia")
"""Columns after those of the standard; `helder_dpia`: none, in-progress or decided."""
HEADING = (*COLUMNS, *OURS)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins so may run as a formula in a spreadsheet."""
LONGEST = 32_767
"""Signs that Excel takes in one cell."""
CUT = " […]"
"""Ends a text that is longer; the whole of it stands in the CSV and the JSON."""
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML forbids."""
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""When a workbook without entries was made."""


def row_of(entry: Mapping[str, Any], site: str) -> list[str]:
    """The texts of one row, in the order of `HEADING`; `site`: where the permanent addresses are."""
    assessment = json.loads(entry["extension"]).get("assessment") or {"standing": "none"}
    ours = entry["id"], entry["tenant"], site + entry["uri"], str(entry["version"]), entry["published_at"]
    return [*cells(json.loads(entry["record"])), *ours, assessment["standing"]]


def harmless(text: str) -> str:
    """The text, that no spreadsheet takes for a formula: an apostrophe stands before what may begin one."""
    return f"'{text}" if text.startswith(FORMULA) else text


async def csv_of(parts: Parts, site: str) -> AsyncIterator[str]:
    """A CSV, part by part."""
    yield BEGIN + _lines([HEADING])
    async for rows in parts:
        yield _lines([map(harmless, row_of(row, site)) for row in rows])


def _lines(rows: Any) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


async def xlsx_of(parts: Parts, site: str) -> IO[bytes]:
    """A workbook with one sheet, in a file of its own that is gone once it is closed. Every cell is a text."""
    from xlsxwriter import Workbook  # not at a start: few processes ever make one

    file = TemporaryFile()  # noqa: SIM115 - who sends it closes it
    with TemporaryDirectory() as folder:
        book = Workbook(file, {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet("Algoritmeregister")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(HEADING) - 1, 30)
        sheet.write_row(0, 0, HEADING, book.add_format({"bold": True}))
        done, newest = 1, NOTHING_YET
        async for rows in parts:
            await asyncio.to_thread(_write, sheet, done, [row_of(row, site) for row in rows])
            done += len(rows)
            newest = max([newest, *(datetime.fromisoformat(row["published_at"]) for row in rows)])
        book.set_properties({"title": "Algoritmeregister", "created": newest})
        await asyncio.to_thread(book.close)
    file.seek(0)
    return file


def _write(sheet: "Worksheet", first: int, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, first):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, _fitting(text))


def _fitting(text: str) -> str:
    """As much as Excel takes."""
    text = UNFIT.sub("", text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
