"""What was refused comes out as a file that reads as it did, and can be mended."""

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.register_files import BadRow, Refusal, Row, Survey, mendable, read, survey, title_of

HEADING = ["name", "organization", "status", "goal"]
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
CELLS = st.lists(TEXT, min_size=1, max_size=6).filter(lambda cells: any(cell.strip() for cell in cells))
NAMES = ("title", "organisatie", "status", "doel", "id")
VALUES = st.none() | st.integers(0, 9) | st.text(max_size=20) | st.lists(st.integers(0, 9), max_size=2)
ENTRIES = st.lists(st.dictionaries(st.sampled_from(NAMES), VALUES) | st.integers() | st.text(max_size=5), min_size=1)


def as_csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADING, *rows])
    return path


def as_json(path: Path, entries: list[Any]) -> Path:
    path.write_text(json.dumps({"algoritmes": entries, "fetched_at": "2026-08-08T06:20:11Z"}))
    return path


def refusals(path: Path) -> list[BadRow]:
    return [row for row in read(path) if isinstance(row, BadRow)]


def told(rows: list[BadRow]) -> list[tuple[str, str, str | None, str | None]]:
    """Of a row as a whole the reason counts cells, of which there are more in the second file."""
    return [(row.field, row.reason if row.field else "", row.organisation, row.source_id) for row in rows]


def written(path: Path, known: Survey, refused: list[BadRow]) -> Path:
    found = [Refusal(row.row, row.field, row.reason, row.entry) for row in refused]
    path.write_bytes(mendable(known.form, known.heading, known.exported_on, found))
    return path


def assert_comes_back(path: Path) -> None:
    """The same refusals, twice over; but for a second entry with the same number, of which the first is not there."""
    refused = [row for row in refusals(path) if row.field != "sourceId"]
    if not refused:
        return
    known = survey(path)
    once = written(path.with_name("once"), known, refused)
    assert survey(once).part
    assert told(refusals(once)) == told(refused)
    twice = written(path.with_name("twice"), survey(once), refusals(once))
    assert told(refusals(twice)) == told(refused)
    assert survey(twice).heading == survey(once).heading
    assert survey(twice).exported_on == known.exported_on


@given(st.lists(CELLS, min_size=1))
def test_refused_rows_of_a_csv_come_back_as_they_were(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        assert_comes_back(as_csv(Path(folder) / "export", rows))


@given(ENTRIES)
def test_refused_entries_of_a_json_come_back_as_they_were(entries: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        assert_comes_back(as_json(Path(folder) / "export", entries))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_is_mended_goes_in(tmp_path: Path, form: str) -> None:
    bad = {"title": "Post", "organisatie": "Gemeente Eskerwold", "status": "gestopt"}
    path = (
        as_json(tmp_path / "export", [bad])
        if form == "json"
        else as_csv(tmp_path / "export", [["Post", "Gemeente Eskerwold", "gestopt", "Sneller; en beter"]])
    )
    once = written(tmp_path / "once", survey(path), refusals(path))
    text = once.read_text(encoding="utf-8-sig")
    assert "Kies uit: In ontwikkeling, In gebruik, Buiten gebruik." in text
    text = text.replace(";gestopt;", ";In gebruik;").replace('"status": "gestopt"', '"status": "In gebruik"')
    once.write_text(text, encoding="utf-8")
    (row,) = read(once)
    assert isinstance(row, Row)
    assert (row.record["name"], row.found_as) == ("Post", "in-use")


def test_a_spreadsheet_opens_the_csv_as_columns(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "export", [["Café", "Gemeente Eskerwold", "", "Sneller; en beter"]])
    content = written(tmp_path / "once", survey(path), refusals(path)).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    heading, row = csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";")
    assert heading == ["rij", "veld", "wat_te_doen", *HEADING]
    assert row == ["1", "status", "Dit is leeg. Vul het in.", "Café", "Gemeente Eskerwold", "", "Sneller; en beter"]


@pytest.mark.parametrize(
    ("form", "entry", "title"),
    [("csv", [" Post ", "x"], "Post"), ("csv", [], ""), ("json", {"title": " Post "}, "Post"),
     ("json", {"title": 3}, ""), ("json", 7, ""), ("json", {}, "")],
)  # fmt: skip
def test_an_entry_is_named_as_far_as_it_has_a_name(form: str, entry: Any, title: str) -> None:
    assert title_of(form, HEADING, entry) == title
