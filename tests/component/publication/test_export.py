"""A public entry in the keys of the standard's own schema, or what stops that and what to do about it."""

import json
from typing import Any

from tests import machine
from tests.component.publication.story import COMPLETE, PUBLIC, edit, imported, made_public, registered, step
from tests.contracts.fitness import faults, validator
from tests.installation import Installation

DESK = "/publication/eskerwold/entries"
REST: dict[str, Any] = {
    "proportionality": "Het scheelt wachttijd.",
    "human_intervention": "Een medewerker beslist.",
    "risks": "De volgorde kan scheef zijn. Elk kwartaal is er een steekproef.",
    "impacttoetsen_grouping": [{"title": "Data Protection Impact Assessment (DPIA)", "link": ""}],
    "source_data": "<p>Inkomen</p><p>Woonplaats</p>",
    "methods_and_models": "Een beslisboom. Het leert niet bij.",
    "provider": "Intern ontwikkeld",
}


async def in_use(helder: Installation, **record: Any) -> str:
    """A public entry of a system that was found in use."""
    id = await registered(helder, foundAs="in-use", since="2025-02")
    await made_public(helder, id, **record)
    return id


async def test_a_complete_entry_is_valid_in_the_official_schema(helder: Installation) -> None:
    schema = validator(json.loads(machine.reference("register/standard/schema-v1.0.0.json").read_bytes()))
    id = await in_use(helder, **REST)
    answer = await helder.client().get(f"{PUBLIC}/{id}/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    made = answer.json()
    assert faults(made, schema) == []
    assert (made["theme"], made["start_date"], made["schema"]) == (["Sociale zekerheid"], "2025-02", "1.0.0")
    assert made["publication_category"] == "Hoog-risico AI-systeem (Categorie A)"
    assert made["data"] == "Inkomen Woonplaats"
    page = (await helder.client().get(f"/register/eskerwold/entries/{id}")).text
    assert f'href="{PUBLIC}/{id}/export"' in page


async def test_an_entry_that_does_not_fit_says_which_keys_stop_it_and_what_to_do(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id, name="w" * 100)
    answer = await helder.client().get(f"{PUBLIC}/{id}/export")
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    problem = answer.json()
    said = {error["pointer"]: (error["field"], error["detail"]) for error in problem["errors"]}
    assert problem["code"] == "not-exportable"
    assert said["/name"] == ("name", "“Naam” heeft 100 tekens; er mogen er 99 in. Maak de tekst korter.")
    assert said["/start_date"][0] == "begin_date"
    assert {"/considerations", "/supplier", "/impact_assessments"} <= set(said)
    assert "/export" not in (await helder.client().get(f"/register/eskerwold/entries/{id}")).text


async def test_what_another_register_holds_is_exported_or_named(helder: Installation) -> None:
    id = await imported(helder, website="geen adres", begin_date="vorig jaar")
    assert (await step(helder.client("omar", "approver"), id, "take-over")).status_code == 200
    problem = (await helder.client().get(f"{PUBLIC}/{id}/export")).json()
    assert {"/link", "/start_date"} <= {error["pointer"] for error in problem["errors"]}


async def test_only_what_is_public_is_exported(helder: Installation) -> None:
    id = await registered(helder)
    assert (await helder.client().get(f"{PUBLIC}/{id}/export")).status_code == 404
    await made_public(helder, id)
    await step(helder.client("omar", "approver"), id, "withdraw", ground="by-mistake")
    assert (await helder.client().get(f"{PUBLIC}/{id}/export")).status_code == 410


async def test_the_desk_lists_the_same_and_leads_to_where_it_is_mended(helder: Installation) -> None:
    id = await in_use(helder)
    femke, browser = helder.client("femke", "editor"), helder.browser("femke", "editor")
    page = (await browser.get(f"{DESK}/{id}")).text
    problem = (await helder.client().get(f"{PUBLIC}/{id}/export")).json()
    for error in problem["errors"]:
        assert error["detail"] in page
        assert f'href="#field-{error["field"]}"' in page
    await edit(femke, id, COMPLETE | REST)
    assert "Past in het landelijke schema" in (await browser.get(f"{DESK}/{id}")).text


async def test_a_begin_that_is_not_known_leads_to_the_inventory(helder: Installation) -> None:
    id = await registered(helder)
    await edit(helder.client("femke", "editor"), id, COMPLETE | REST)
    page = (await helder.browser("femke", "editor").get(f"{DESK}/{id}")).text
    assert "één veld houdt het tegen" in page
    list_ = page.partition('id="landelijk-schema"')[2].partition("</details>")[0]
    assert f'href="/inventory/eskerwold/systems/{id}"' in list_
