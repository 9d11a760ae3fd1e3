"""What someone looks for in the register as a file: exactly that selection, whole, and harmless in a spreadsheet."""

import csv
import io
import re
from html import unescape
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import httpx2 as httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from services.publication import queries
from services.publication.api import exports, sheets
from services.publication.api.sheets import HEADING
from tests.component.publication.story import ENTRIES, PUBLIC, imported, made_public, registered, step
from tests.installation import Installation

EXPORTS = "/publication/v1/public/exports"
FORMS = ("csv", "xlsx", "json")
CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SECRET = "Dit is nog niet openbaar"
FORMULA = '=HYPERLINK("https://evil.example","Klik")'


async def taken_over(helder: Installation, *names: str, **record: object) -> None:
    omar = helder.client("omar", "approver")
    for name in names:
        id = await imported(helder, name, name=name, **record)
        answer = await omar.post(f"{ENTRIES}/{id}/steps", json={"step": "take-over"})
        assert answer.status_code == 200, answer.text


async def asked(helder: Installation, form: str, query: str = "") -> httpx.Response:
    answer = await helder.client().get(f"{EXPORTS}/{form}{query}")
    assert answer.status_code == 200, answer.text
    return answer


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    """The rows of a CSV or a workbook, by the names of their columns."""
    if answer.headers["content-type"].startswith("text/csv"):
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    with ZipFile(io.BytesIO(answer.content)) as book:
        sheet = fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  (what we made ourselves)
    assert {cell.get("t") for cell in sheet.iter(f"{CELLS}c")} <= {"inlineStr", None}
    assert sheet.find(f".//{CELLS}f") is None
    texts = [
        {str(cell.get("r")).rstrip("0123456789"): "".join(cell.itertext()) for cell in row}
        for row in sheet.iter(f"{CELLS}row")
    ]
    return [{name: row.get(place, "") for place, name in texts[0].items()} for row in texts[1:]]


async def names(helder: Installation, form: str, query: str = "") -> list[str]:
    answer = await asked(helder, form, query)
    if form == "json":
        return [item["record"]["name"] for item in answer.json()["items"]]
    return [row["name"] for row in rows(answer)]


@pytest.mark.parametrize("form", FORMS)
async def test_a_file_holds_every_entry_of_the_selection_and_no_other(
    helder: Installation, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PART", 2)
    await taken_over(helder, "Kentekens", "Alfa", "Delta", "Bravo", "Charlie")
    await made_public(helder, await registered(helder))
    assert await names(helder, form, "?status=in-use") == ["Alfa", "Bravo", "Charlie", "Delta", "Kentekens"]
    assert await names(helder, form, "?q=kentekens&status=In+gebruik") == ["Kentekens"]
    assert len(await names(helder, form)) == 6
    assert await names(helder, form, "?organisation=zandveen") == await names(helder, form, "?q=kabouter") == []


async def test_entries_are_read_in_parts_and_not_one_by_one(
    helder: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PART", 2)
    await taken_over(helder, "Alfa", "Bravo", "Charlie", "Delta")
    read, limits = queries.list_published, list[int]()

    async def counted(tx: AsyncConnection, wanted: queries.Wanted, page: queries.Place, whole: bool) -> Any:
        limits.append(page[1])
        return await read(tx, wanted, page, whole=whole)

    monkeypatch.setattr(queries, "list_published", counted)
    assert len(await names(helder, "csv")) == 4
    assert limits == [3, 3]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_columns_are_the_keys_of_the_standard_and_what_helder_adds(helder: Installation, form: str) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    (row,) = rows(await asked(helder, form))
    assert tuple(row) == HEADING
    assert row["category"] == "Sociale zekerheid"
    assert (row["helder_id"], row["helder_organisation"], row["helder_version"]) == (id, "eskerwold", "1")
    assert (row["helder_uri"], row["helder_dpia"]) == (f"http://helder.test/id/algorithm/{id}", "none")


async def test_the_json_is_the_list_without_an_end(helder: Installation) -> None:
    await made_public(helder, await registered(helder))
    listed = (await helder.client().get(PUBLIC)).json()
    assert (await asked(helder, "json")).json() == listed


@pytest.mark.parametrize("form", FORMS)
async def test_what_is_not_public_is_in_no_file(helder: Installation, form: str) -> None:
    await made_public(helder, await registered(helder))
    await registered(helder, purpose=SECRET)
    assert len(await names(helder, form)) == 1
    gone = await registered(helder)
    await made_public(helder, gone, name="Weg ermee")
    await step(helder.client("omar", "approver"), gone, "withdraw", ground="by-mistake")
    await helder.settle()
    assert "Weg ermee" not in await names(helder, form)


async def test_the_csv_is_what_spreadsheets_and_programs_read(helder: Installation) -> None:
    await taken_over(helder, "Eén", goal='Twee regels\nmet "dit", en dat')
    answer = await asked(helder, "csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == 'attachment; filename="algoritmeregister.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfname,")
    assert answer.content.endswith(b"\r\n")
    assert rows(answer)[0]["goal"] == 'Twee regels\nmet "dit", en dat'


async def test_a_text_that_looks_like_a_formula_is_only_a_text(helder: Installation) -> None:
    await taken_over(helder, "Gewoon", goal=FORMULA, provider="+31 10")
    (row,) = rows(await asked(helder, "csv"))
    assert (row["goal"], row["provider"]) == ("'" + FORMULA, "'+31 10")
    (row,) = rows(await asked(helder, "xlsx"))
    assert (row["goal"], row["provider"]) == (FORMULA, "+31 10")


async def test_what_excel_has_no_room_for_ends_where_it_says_so(
    helder: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LONGEST", 40)
    await taken_over(helder, "Gewoon", goal="lang " * 20 + "\ufffe")
    (row,) = rows(await asked(helder, "xlsx"))
    assert (len(row["goal"]), row["goal"][-4:]) == (40, " […]")


@pytest.mark.parametrize("form", FORMS)
async def test_a_file_is_sent_again_only_when_something_public_changed(helder: Installation, form: str) -> None:
    await made_public(helder, await registered(helder))
    first = await asked(helder, form)
    same = await helder.client().get(f"{EXPORTS}/{form}", headers={"if-none-match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert first.headers["access-control-allow-origin"] == "*"
    await made_public(helder, await registered(helder))
    assert (await asked(helder, form)).headers["etag"] != first.headers["etag"]


async def test_a_wrong_question_is_refused_and_no_other_form_is_there(helder: Installation) -> None:
    assert (await helder.client().get(f"{EXPORTS}/csv", params={"q": "x" * 201})).status_code == 400
    assert (await helder.client().get(f"{EXPORTS}/pdf")).status_code == 404


async def test_the_list_leads_to_files_and_a_feed_of_what_it_shows(helder: Installation) -> None:
    await taken_over(helder, "Kentekens")
    await made_public(helder, await registered(helder))
    page = (await helder.client().get("/register/entries?q=kentekens&status=In+gebruik&theme=")).text
    line = page.partition("Download deze selectie:")[2].partition("</div>")[0]
    links = [unescape(link) for link in re.findall(r'hreflang="nl" href="([^"]+)"', line)]
    asked_for = "?q=kentekens&status=In+gebruik"
    assert links == [*(f"{EXPORTS}/{form}{asked_for}" for form in FORMS), f"/register/feed.atom{asked_for}"]
    for link in links:
        answer = await helder.client().get(link)
        assert answer.status_code == 200
        assert "Voorsorteren" not in answer.text
