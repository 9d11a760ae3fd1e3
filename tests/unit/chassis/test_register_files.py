"""Exports of the national register: every real entry, and files that are not what they claim to be."""

import csv
import json
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from services.chassis.register_files import BadRow, Row, UnreadableFile, organisations, read, survey
from services.chassis.register_files.csv_export import references
from services.chassis.register_files.rows import KEYS as EXPORT_KEYS
from services.publication.domain.record import KEYS, check
from tests import machine

ENTRY = {
    "id": "11136893", "title": "Voorsorteren aanvragen bijstand", "organisatie": "Gemeente Eskerwold",
    "doel": "Aanvragen sneller behandelen.", "juridische_basis": "", "impactassessment": "Ja", "status": "in_gebruik",
    "geregistreerd": "2026-04-07", "toegevoegd": "2026-05-13", "url": "https://register.example/11136893",
}  # fmt: skip
CELLS = {"name": "Voorsorteren", "organization": "Gemeente Eskerwold", "status": "In gebruik"}


def real(name: str) -> Path:
    return machine.reference(f"register/real-entries/{name}")


def as_json(folder: Path, *entries: Any, **more: Any) -> Path:
    path = folder / "export.json"
    path.write_text(json.dumps({"algoritmes": entries, **more}), encoding="utf-8")
    return path


def as_csv(folder: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


def only(path: Path) -> Row:
    (row,) = read(path)
    assert isinstance(row, Row), row
    return row


def refused(path: Path) -> BadRow:
    (row,) = read(path)
    assert isinstance(row, BadRow), row
    return row


@pytest.mark.parametrize(("name", "entries", "bodies"), [
    ("algoritmes-2026-06-09.json", 1460, 327), ("algoritmes-2026-06-22.json", 1477, 330),
    ("algoritmes-2026-06-24.json", 1480, 330), ("algoritmes-2026-08-08.json", 1530, 336),
])  # fmt: skip
def test_every_real_entry_is_read(name: str, entries: int, bodies: int) -> None:
    path = real(name)
    rows = [row for row in read(path) if isinstance(row, Row)]
    assert len(rows) == survey(path).entries == entries
    assert len({row.source_id for row in rows}) == entries
    assert organisations(path) == Counter(row.organisation for row in rows)
    assert len(organisations(path)) == bodies
    assert all(row.record["lars"] == row.source_id for row in rows)
    assert {row.provenance["exportedOn"] for row in rows} == {name[11:21]}


def test_real_entries_carry_what_they_say_and_nothing_more() -> None:
    path = real("algoritmes-2026-08-08.json")
    theirs = {entry["id"]: entry for entry in json.loads(path.read_text(encoding="utf-8"))["algoritmes"]}
    rows = [row for row in read(path) if isinstance(row, Row)]
    assert sum("goal" not in row.record for row in rows) == 8
    assert sum("lawful_basis" not in row.record for row in rows) == 362
    assert Counter(row.found_as for row in rows) == {"in-use": 1392, "development": 73, "retired": 65}
    for row in rows:
        entry = theirs[row.source_id]
        assert row.record.get("goal", "") == entry["doel"]
        assert row.record.get("lawful_basis", "") == entry["juridische_basis"]
        assert (row.record["name"], row.record["organization"]) == (entry["title"], entry["organisatie"])
        assert set(row.record) <= {"name", "organization", "status", "goal", "lawful_basis", "lars"}
        assert (row.provenance["url"], row.provenance["registeredOn"]) == (entry["url"], entry["geregistreerd"])


def test_no_real_entry_breaks_a_limit() -> None:
    rows = [row for row in read(real("algoritmes-2026-08-08.json")) if isinstance(row, Row)]
    assert [(row.row, problem) for row in rows for problem in check(row.record)] == []


def test_the_official_csv_is_read() -> None:
    row = only(real("official-csv-export-sample-v1.0.csv"))
    assert row.source_id == "Gemeente Amsterdam: Waarderen WOZ-objecten Amsterdam"
    assert row.record["category"] == ["Economie", "Wonen"]
    assert row.record["standard_version"] == "1.0"
    assert row.record["lang"] == "nld"
    assert row.record["goal"].startswith("Gemeente Amsterdam bepaalt")
    assert "url" not in row.record
    assert row.since is None
    assert row.provenance == {}
    assert check(row.record) == []


def test_the_exports_keys_are_the_standards() -> None:
    assert tuple(KEYS) == EXPORT_KEYS


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = as_json(tmp_path, *({**ENTRY, "id": str(number), "doel": "x" * 2500} for number in range(count)))
        tracemalloc.start()
        assert sum(1 for _ in read(path)) == count
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return memory

    assert peak(2000) < peak(100) + 600_000


def test_the_body_is_what_the_import_takes(tmp_path: Path) -> None:
    assert only(as_json(tmp_path, ENTRY, fetched_at="2026-08-08T06:20:11Z")).body() == {
        "row": 1,
        "sourceId": "11136893",
        "foundAs": "in-use",
        "record": {
            "name": "Voorsorteren aanvragen bijstand",
            "organization": "Gemeente Eskerwold",
            "status": "In gebruik",
            "goal": "Aanvragen sneller behandelen.",
            "lars": "11136893",
        },
        "provenance": {
            "url": "https://register.example/11136893",
            "registeredOn": "2026-04-07",
            "exportedOn": "2026-08-08",
        },
    }


def test_a_value_past_the_limit_of_the_standard_is_kept_whole(tmp_path: Path) -> None:
    row = only(as_json(tmp_path, {**ENTRY, "title": "x" * 150}))
    assert row.record["name"] == "x" * 150
    assert [(problem.key, problem.code) for problem in check(row.record)] == [("name", "too-long")]


def test_a_number_with_a_wrong_check_digit_names_the_source_but_is_no_register_number(tmp_path: Path) -> None:
    row = only(as_json(tmp_path, {**ENTRY, "id": "11136894"}))
    assert row.source_id == "11136894"
    assert "lars" not in row.record


@pytest.mark.parametrize(("change", "field"), [
    ({"title": ""}, "title"), ({"title": None}, "title"), ({"title": 3}, "title"),
    ({"organisatie": " "}, "organisatie"),
    ({"status": "gestopt"}, "status"), ({"status": ""}, "status"), ({"doel": ["x"]}, "doel"),
    ({"doel": "een \x00 teken"}, "doel"), ({"doel": "een \ud800 teken"}, "doel"),
])  # fmt: skip
def test_a_bad_row_says_which_field_and_why(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    row = refused(as_json(tmp_path, {**ENTRY, **change}))
    assert (row.row, row.field) == (1, field)
    assert row.reason
    assert "\n" not in row.reason


def test_good_rows_go_in_beside_bad_ones(tmp_path: Path) -> None:
    rows = list(read(as_json(tmp_path, {**ENTRY, "title": ""}, 7, ENTRY)))
    assert [(row.row, type(row)) for row in rows] == [(1, BadRow), (2, BadRow), (3, Row)]


def test_the_second_entry_with_the_same_number_is_refused(tmp_path: Path) -> None:
    first, second = read(as_json(tmp_path, ENTRY, {**ENTRY, "title": "Anders"}))
    assert isinstance(first, Row)
    assert isinstance(second, BadRow)
    assert second.field == "sourceId"


def test_without_a_number_the_source_id_counts_and_else_organisation_and_name(tmp_path: Path) -> None:
    rows = list(read(as_csv(tmp_path, {**CELLS, "source_id": "A-1"}, {**CELLS, "source_id": ""},
                            {**CELLS, "source_id": ""}, {**CELLS, "source_id": "A-2"})))  # fmt: skip
    assert [row.source_id if isinstance(row, Row) else row.field for row in rows] == [
        "A-1", "Gemeente Eskerwold: Voorsorteren", "sourceId", "A-2",
    ]  # fmt: skip


def test_the_same_source_id_at_two_organisations_is_two_entries(tmp_path: Path) -> None:
    one = {**CELLS, "source_id": "1"}
    assert all(
        isinstance(row, Row) for row in read(as_csv(tmp_path, one, {**one, "organization": "Gemeente Vierhoven"}))
    )


def test_a_very_long_organisation_and_name_still_give_a_short_source_id(tmp_path: Path) -> None:
    one, two = (only(as_csv(tmp_path, {**CELLS, "name": "x" * 400 + end})).source_id for end in "ab")
    assert one != two
    assert len(one) == len(two) == 300


def test_flattened_cells_become_lists_again(tmp_path: Path) -> None:
    row = only(as_csv(tmp_path, {**CELLS, "algorithm_id": "11136893", "begin_date": "2023-05",
                                 "category": "Werk, Recht",
                                 "lawful_basis_grouping": "1: Awb, art. 3, https://a.example/x. 2: Wpg, https://b.example",
                                 "publication_dt": "2024-02-06 10:00:00"}))  # fmt: skip
    assert row.record["category"] == ["Werk", "Recht"]
    assert row.record["lawful_basis_grouping"] == [
        {"title": "Awb, art. 3", "link": "https://a.example/x"}, {"title": "Wpg", "link": "https://b.example"},
    ]  # fmt: skip
    assert (row.since, row.source_id, row.provenance["registeredOn"]) == ("2023-05", "11136893", "2024-02-06")


def test_references_of_another_form_are_kept_whole() -> None:
    assert references("Awb artikel 1: besluiten") == [{"title": "Awb artikel 1: besluiten"}]
    assert references("1: DPIA") == [{"title": "DPIA"}]


def test_a_month_that_is_none_gives_no_since(tmp_path: Path) -> None:
    row = only(as_csv(tmp_path, {**CELLS, "begin_date": "mei 2023"}))
    assert (row.since, row.record["begin_date"]) == (None, "mei 2023")


def test_a_repeated_header_and_an_empty_line_are_no_entries(tmp_path: Path) -> None:
    header = {key: key for key in CELLS}
    assert only(as_csv(tmp_path, header, CELLS, dict.fromkeys(CELLS, ""))).row == 1


def test_semicolons_are_read_too(tmp_path: Path) -> None:
    assert only(as_csv(tmp_path, CELLS, delimiter=";")).organisation == "Gemeente Eskerwold"


def test_a_row_with_too_many_or_too_few_cells_is_refused_alone(tmp_path: Path) -> None:
    path = as_csv(tmp_path, CELLS)
    path.write_bytes(path.read_bytes() + b"a,b,c,d\r\na\r\n")
    assert [type(row) for row in read(path)] == [Row, BadRow, BadRow]


WHOLE = json.dumps({"algoritmes": [ENTRY] * 3, "fetched_at": "2026-08-08T06:20:11Z"}).encode()
TABLE = b"name,organization,status\r\n"


@pytest.mark.parametrize(("name", "content"), [
    ("empty.json", b""),
    ("empty.csv", b"\xef\xbb\xbf\r\n"),
    ("truncated.json", WHOLE[:-200]),
    ("nearly-whole.json", WHOLE[:-1]),
    ("trailing.json", WHOLE + b"{}"),
    ("latin-1.json", WHOLE.replace(b"sneller", b"cre\xebren")),
    ("latin-1.csv", TABLE + b"cre\xebren,Gemeente Eskerwold,In gebruik\r\n"),
    ("utf-16.csv", TABLE.decode().encode("utf-16")),
    ("utf-16-no-mark.csv", TABLE.decode().encode("utf-16-le")),
    ("xlsx.json", b"PK\x03\x04" + bytes(range(256)) * 20),
    ("xls.csv", b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 20),
    ("report.json", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ("page.csv", b"<!doctype html><html>"),
    ("text.json", b"name,organization,status"),
    ("list.json", b"[1, 2]"),
    ("other.json", b'{"records": [{"id": 1}], "n": 12}'),
    ("no-list.json", b'{"algoritmes": "geen"}'),
    ("no-entries.json", b'{"algoritmes": []}'),
    ("object.json", b"{}"),
    ("other.csv", b"naam,organisatie\r\nx,y\r\n"),
    ("header.csv", TABLE),
    ("doubled.csv", b"name,name,organization,status\r\na,b,c,d\r\n"),
    ("open-quote.csv", TABLE + b'"x,Gemeente Eskerwold,In gebruik\r\n' * 3),
    ("million-columns.csv", b",".join([b"k"] * 1_000_000) + b"\r\n"),
    ("many-columns.csv", TABLE.rstrip() + b",k" * 400 + b"\r\n"),
    ("million-keys.json", b'{"algoritmes": [{' + b",".join(b'"k%d":""' % n for n in range(1_000_000)) + b"}]}"),
    ("huge-cell.json", b'{"algoritmes": [{"title": "' + b"x" * 3_000_000 + b'"}]}'),
    ("big-cell.json", WHOLE.replace(b"sneller", b"x" * 200_000)),
    ("huge-cell.csv", TABLE + b'"' + b"x" * 3_000_000 + b'",b,c\r\n'),
    ("big-cell.csv", TABLE + b'"' + b"x\n" * 100_000 + b'",b,c\r\n'),
    ("deep.json", b'{"algoritmes": ' + b"[" * 200_000),
])  # fmt: skip
def test_an_unreadable_file_gives_one_sentence_and_no_row(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as why:
        next(read(path))
    assert str(why.value).endswith(".")
    assert "\n" not in str(why.value)
    assert len(str(why.value)) < 200


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(UnreadableFile):
            survey(path)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "register.example", "https://a b", ""])
def test_an_address_that_is_no_web_address_is_left_out(tmp_path: Path, url: str) -> None:
    assert "url" not in only(as_json(tmp_path, {**ENTRY, "url": url})).provenance
