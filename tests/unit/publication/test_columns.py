"""A record as one row of a table: what the national register's own CSV says, and what reads that one reads back."""

import csv
from pathlib import Path

import pytest

from services.chassis.register_files import csv_export
from services.publication.api.sheets import HEADING, harmless
from services.publication.domain.record import COLUMNS, KEYS, cells

REFERENCES = [{"title": "Awb", "link": "https://wetten.example/awb"}, {"title": "Wpg, artikel 8", "link": ""}]


def cell(key: str, found: object) -> str:
    return dict(zip(COLUMNS, cells({key: found}), strict=True))[key]


def test_there_is_a_column_for_each_key_of_the_standard() -> None:
    assert tuple(KEYS) == COLUMNS
    assert set(HEADING[: len(COLUMNS)]) & set(HEADING[len(COLUMNS) :]) == set()


def test_what_is_not_known_is_empty() -> None:
    assert set(cells({})) == {""}
    assert cell("goal", "<p> </p>") == cell("lawful_basis_grouping", []) == ""


def test_a_text_goes_without_markup_and_an_address_as_it_is() -> None:
    assert cell("goal", "<p>Sneller</p><ul><li>een &amp; twee</li></ul>") == "Sneller een & twee"
    assert cell("website", "https://a.example/?a=1&copy=2") == "https://a.example/?a=1&copy=2"


def test_themes_have_commas_between_them_and_references_are_numbered() -> None:
    assert cell("category", ["Wonen", "Economie"]) == "Wonen, Economie"
    assert cell("lawful_basis_grouping", REFERENCES) == "1: Awb, https://wetten.example/awb. 2: Wpg, artikel 8"


@pytest.mark.parametrize("found", [3, True, {"title": "geen lijst"}, ["los"], [{"titel": "x"}], [None]])
def test_whatever_another_register_holds_is_a_text(found: object) -> None:
    assert [text for key in KEYS for text in cells({key: found}) if not isinstance(text, str)] == []


def test_the_importer_reads_back_what_is_exported(tmp_path: Path) -> None:
    record = {
        "name": "Kentekens, en meer", "organization": "Gemeente Eskerwold", "status": "In gebruik",
        "category": ["Verkeer", "Wonen"], "goal": "Twee regels.\nEn \"dit\".", "lars": "12345670",
        "lawful_basis_grouping": [{"title": "Awb", "link": "https://wetten.example/awb"}, {"title": "Wpg"}],
    }  # fmt: skip
    file = tmp_path / "algoritmeregister.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([HEADING, [*cells(record), *[""] * (len(HEADING) - len(COLUMNS))]])
    ((_cells, found),) = csv_export.entries(file)
    assert {key: value for key, value in found.record.items() if value} == record


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-2", "@SOM(A1)", "\t=1", "＝1"])
def test_no_text_begins_as_a_formula(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Tekst = gelijk", " =1", "'=1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
