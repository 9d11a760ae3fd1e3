"""Taking over entries of the national register from the browser, as the coordinator does it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from services.inventory.policies import importing
from services.inventory.policies.imports import order
from services.inventory.tables import imports
from tests.component.inventory.browsing import opened
from tests.component.inventory.offering import (
    LIMIT,
    LIST,
    PAGE,
    TABLE,
    anna,
    checked,
    counts,
    entry,
    export,
    imported,
    kept,
    sends,
)
from tests.installation import ZANDVEEN, Installation, installed


async def test_only_a_coordinator_imports_and_finds_it_in_the_list(helder: Installation) -> None:
    assert PAGE in (await opened(anna(helder), LIST)).links
    piet = helder.browser("piet", "process-owner", "auditor")
    assert PAGE not in (await opened(piet, LIST)).links
    assert (await piet.get(PAGE)).status_code == 403
    assert (await sends(piet, export(entry(1)))).status_code == 403
    assert await kept(helder) == (0, 0)


async def test_the_page_says_what_to_choose_and_how_large_it_may_be(helder: Installation) -> None:
    page = await opened(anna(helder), PAGE)
    assert LIMIT in page.html
    assert "CSV of JSON" in page.html
    assert page.primary == 1


async def test_a_file_is_checked_and_nothing_goes_in_before_the_word_is_given(helder: Installation) -> None:
    page = await checked(helder, export(entry(1), entry(2, "Telefoonwachtrij"), entry(3, organisatie="Zandveen")))
    assert counts(page) == {"Nieuw": 2, "Van een andere organisatie": 1}
    assert page.primary == 1
    assert await helder.types("inventory") == ["organisation-onboarded"]
    assert (await anna(helder).post(f"{PAGE}/start", data=page.form)).status_code == 303
    assert "De import loopt" in (await opened(anna(helder), PAGE)).html
    await helder.settle()
    page = await opened(anna(helder), PAGE)
    assert "De import is klaar" in page.html
    assert counts(page) == {"Nieuw": 2, "Van een andere organisatie": 1}
    assert "Telefoonwachtrij" in (await opened(anna(helder), LIST)).html
    assert await helder.types("inventory") == ["organisation-onboarded", "system-registered", "system-registered"]


async def test_what_the_command_line_imported_is_the_same_here(helder: Installation) -> None:
    await imported(helder, export(entry(1)))
    known = await anna(helder).get("/inventory/v1/organisations/eskerwold/imports?register=algoritmes.overheid.nl")
    row = {"row": 1, "sourceId": known.json()["items"][0]["sourceId"], "foundAs": "in-use",
           "record": {"name": "Slimme post", "organization": "Gemeente Eskerwold", "status": "In gebruik",
                      "goal": "Sneller antwoord.", "lawful_basis": "Gemeentewet", "lars": entry(1)["id"]}}  # fmt: skip
    body = {"register": "algoritmes.overheid.nl", "rows": [row]}
    answer = await helder.client("anna", "coordinator").post("/inventory/v1/organisations/eskerwold/imports", json=body)
    assert answer.json()["rows"][0]["result"] == "unchanged", answer.text


async def test_the_same_file_again_changes_nothing_and_a_newer_one_is_followed(helder: Installation) -> None:
    await imported(helder, export(entry(1), entry(2), entry(3)))
    page = await checked(helder, export(entry(1), entry(2), entry(3)))
    assert counts(page) == {"Ongewijzigd": 3}
    assert "Neem het over" not in page.html
    page = await imported(helder, export(entry(1), entry(2, doel="Iets anders."), entry(4)))
    assert counts(page) == {"Nieuw": 1, "Gewijzigd": 1, "Ongewijzigd": 1, "Niet meer in het bestand": 1}
    assert "Hieraan verandert niets" in page.html
    assert len(await helder.log("inventory")) == 1 + 3 + 2


async def test_a_bad_row_says_what_to_do_and_the_good_ones_go_in(helder: Installation) -> None:
    long = entry(3, "Te lang", doel="x" * 6000)
    page = await checked(helder, export(entry(1), entry(2, "Zonder status", status=""), long, 7))
    assert counts(page) == {"Nieuw": 1, "Geweigerd": 3}
    for words in ("Zonder status", "Dit is leeg. Vul het in.", "Te lang", "Kort hem in het bestand in.", ">doel<"):
        assert words in page.html
    page = await imported(helder, export(entry(1), entry(2, "Zonder status", status=""), long, 7))
    assert counts(page) == {"Nieuw": 1, "Geweigerd": 3}
    assert f"{PAGE}/refused" in page.links


async def test_refused_rows_are_downloaded_mended_and_sent_again(helder: Installation) -> None:
    await imported(helder, export(entry(1), entry(2, "Zonder status", status="")))
    answer = await anna(helder).get(f"{PAGE}/refused")
    assert answer.headers["content-disposition"] == 'attachment; filename="geweigerd.json"'
    (refused,) = answer.json()["algoritmes"]
    assert {"rij": 2, "veld": "status", "title": "Zonder status"}.items() <= refused.items()
    mended = answer.content.replace(b'"status": ""', b'"status": "In gebruik"')
    page = await imported(helder, mended)
    assert counts(page) == {"Nieuw": 1}
    assert (await anna(helder).get(f"{PAGE}/refused")).status_code == 404


async def test_a_csv_comes_back_as_a_csv(helder: Installation) -> None:
    rows = f"{TABLE}Post;Gemeente Eskerwold;In gebruik;Sneller\r\nWachtrij;Gemeente Eskerwold;gestopt;Korter\r\n"
    assert counts(await imported(helder, rows.encode(), "export.csv")) == {"Nieuw": 1, "Geweigerd": 1}
    answer = await anna(helder).get(f"{PAGE}/refused")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    mended = answer.text.replace(";gestopt;", ";In ontwikkeling;").encode()
    assert counts(await imported(helder, mended, "geweigerd.csv")) == {"Nieuw": 1}


async def test_a_second_file_while_one_is_under_way_is_refused_and_the_first_goes_on(helder: Installation) -> None:
    await sends(anna(helder), export(entry(1)))
    answer = await sends(helder.browser("carla", "coordinator"), export(entry(2)))
    assert (answer.status_code, "Er loopt al een import." in answer.text) == (409, True)
    assert "Kijk hoe ver het nu is" in answer.text
    await helder.settle()
    page = await opened(anna(helder), PAGE)
    assert counts(page) == {"Nieuw": 1}
    await anna(helder).post(f"{PAGE}/start", data=page.form)
    assert (await sends(anna(helder), export(entry(2)))).status_code == 409
    assert (await anna(helder).post(f"{PAGE}/removal", data=page.form)).status_code == 409
    await helder.settle()
    assert counts(await opened(anna(helder), PAGE)) == {"Nieuw": 1}


async def test_only_what_the_person_saw_goes_in(helder: Installation) -> None:
    first = await checked(helder, export(entry(1)))
    await checked(helder, export(entry(2)))
    for step in ("start", "removal"):
        answer = await anna(helder).post(f"{PAGE}/{step}", data=first.form)
        assert (answer.status_code, "Dit bestand is er niet meer" in answer.text) == (409, True)
    assert await helder.types("inventory") == ["organisation-onboarded"]


async def test_a_word_given_twice_counts_once(helder: Installation) -> None:
    page = await checked(helder, export(entry(1)))
    for _ in range(2):
        assert (await anna(helder).post(f"{PAGE}/start", data=page.form)).status_code == 303
        await helder.settle()
    assert counts(await opened(anna(helder), PAGE)) == {"Nieuw": 1}


async def test_a_file_goes_when_it_is_thrown_away_and_when_its_day_is_over(helder: Installation) -> None:
    page = await checked(helder, export(entry(1)))
    assert (await anna(helder).post(f"{PAGE}/removal", data=page.form)).status_code == 303
    assert await kept(helder) == (0, 0)
    await imported(helder, export(entry(1), entry(2, status="")))
    assert await kept(helder) == (1, 1)
    async with helder.services["inventory"].db.session("eskerwold") as tx:
        await tx.execute(update(imports).values(until="2026-01-05T00:00:00Z"))
    await helder.settle()
    assert await kept(helder) == (0, 0)
    assert len((await opened(anna(helder), PAGE)).links & {f"{PAGE}/refused"}) == 0


async def test_progress_is_shown_to_who_comes_back_and_others_come_between(helder: Installation) -> None:
    await sends(anna(helder), export(*(entry(n) for n in range(45))))
    inventory = helder.services["inventory"]
    assert await importing.go_on(inventory) == importing.ROWS
    assert "20 van 45 rijen zijn gedaan" in (await opened(helder.browser("carla", "coordinator"), PAGE)).html
    await helder.settle()
    assert counts(await opened(anna(helder), PAGE)) == {"Nieuw": 45}


async def test_a_process_that_ends_midway_loses_nothing(
    helder: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends after the rows went in and before that was noted: the worst moment."""
    page = await checked(helder, export(*(entry(n) for n in range(30))))
    await anna(helder).post(f"{PAGE}/start", data=page.form)
    with monkeypatch.context() as planted:
        planted.setattr(importing, "_note", None)
        with pytest.raises(TypeError):
            await importing.go_on(helder.services["inventory"])
    async with installed(tmp_path) as again:
        await again.settle()
        page = await opened(anna(again), PAGE)
        assert counts(page) == {"Nieuw": 10, "Ongewijzigd": 20}
        types = await again.types("inventory")
        assert types.count("system-registered") == 30


async def test_a_row_on_which_we_fail_ourselves_is_refused_alone(
    helder: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = order

    def fails(ask: Any, register: str, raw: dict[str, Any]) -> Any:
        return known(ask, register, raw) if raw["row"] != 2 else 1 / 0

    monkeypatch.setattr(importing, "order", fails)
    page = await imported(helder, export(entry(1), entry(2), entry(3)))
    assert counts(page) == {"Nieuw": 2, "Geweigerd": 1}
    assert "meld het aan de beheerder" in page.html


async def test_another_organisation_sees_nothing_of_it(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    await imported(helder, export(entry(1), entry(2, status="")))
    zoe, there = helder.browser("zoe", "coordinator", tenant="zandveen"), PAGE.replace("eskerwold", "zandveen")
    assert "Slimme post" not in (await opened(zoe, there)).html
    assert (await zoe.get(f"{there}/refused")).status_code == 404
    assert (await sends(zoe, export(entry(1, organisatie="gemeente  ZANDVEEN")), page=there)).status_code == 303
    await helder.settle()
    assert counts(await opened(zoe, there)) == {"Nieuw": 1}
    assert counts(await opened(anna(helder), PAGE)) == {"Nieuw": 1, "Geweigerd": 1}
