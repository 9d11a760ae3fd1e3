"""The public register as JSON: only what is public, searched, filtered and paged."""

import pytest

from tests.component.publication.story import ENTRIES, PUBLIC, edit, imported, made_public, registered, step
from tests.installation import Installation

SECRET = "Dit is nog niet openbaar"


async def taken_over(helder: Installation, source_id: str, **record: str) -> str:
    id = await imported(helder, source_id, lars=source_id, **record)
    answer = await step(helder.client("omar", "approver"), id, "take-over")
    assert answer.status_code == 200, answer.text
    return id


async def names(helder: Installation, **query: str) -> list[str]:
    answer = await helder.client().get(PUBLIC, params=query)
    assert answer.status_code == 200, answer.text
    return [item["record"]["name"] for item in answer.json()["items"]]


async def test_a_draft_is_nowhere_public(helder: Installation) -> None:
    id = await registered(helder, purpose=SECRET)
    visitor = helder.client()
    for address in (PUBLIC, f"{PUBLIC}/{id}", f"{PUBLIC}/{id}/history", f"{PUBLIC}?q=openbaar", f"/id/algorithm/{id}"):
        assert SECRET not in (await visitor.get(address)).text
    assert (await visitor.get(f"{PUBLIC}/{id}")).status_code == 404
    assert (await visitor.get(ENTRIES)).status_code == 401


async def test_a_revision_of_a_public_entry_is_nowhere_public(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    femke = helder.client("femke", "editor")
    record = (await femke.get(f"{ENTRIES}/{id}")).json()["record"]
    await edit(femke, id, record | {"goal": SECRET})
    await step(femke, id, "submit")
    visitor = helder.client()
    for address in (PUBLIC, f"{PUBLIC}/{id}", f"{PUBLIC}/{id}/history"):
        assert SECRET not in (await visitor.get(address)).text


async def test_any_site_may_read_it(helder: Installation) -> None:
    assert (await helder.client().get(PUBLIC)).headers["access-control-allow-origin"] == "*"


async def test_words_are_found_without_accents_and_wherever_they_stand(helder: Installation) -> None:
    await taken_over(helder, "1", name="Rioolkaart", goal="Wij zien waar het riool lekt in de wijk Zuidoost.")
    await taken_over(helder, "2", name="Parkeren", goal="Wie betaald heeft, rijdt door.")
    assert await names(helder, q="lékt RIOOL") == ["Rioolkaart"]
    assert await names(helder, q="100%") == []
    assert await names(helder) == ["Parkeren", "Rioolkaart"]


async def test_filters_understand_the_words_of_the_standard_and_our_codes(helder: Installation) -> None:
    await taken_over(helder, "1", name="Kentekens")
    await made_public(helder, await registered(helder))
    bijstand = ["Voorsorteren aanvragen bijstand"]
    assert await names(helder, status="In gebruik") == await names(helder, status="in-use") == ["Kentekens"]
    assert await names(helder, category="Hoog-risico AI-systeem") == await names(helder, category="high-risk")
    assert await names(helder, category="high-risk") == await names(helder, category="Sociale zekerheid") == bijstand
    assert await names(helder, organisation="eskerwold", status="development", theme="Sociale zekerheid") == bijstand
    assert await names(helder, organisation="zandveen") == await names(helder, status="kapot") == []
    assert len(await names(helder, organisation="", status="")) == 2


@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_pages_hold_every_entry_once(helder: Installation, limit: int) -> None:
    for number in ("3", "1", "2"):
        await taken_over(helder, number, name="Zelfde naam" if number != "2" else "Andere naam")
    seen, address = list[str](), f"{PUBLIC}?limit={limit}"
    while address:
        page = (await helder.client().get(address)).json()
        seen += [item["record"]["lars"] for item in page["items"]]
        address = page.get("next")
    assert (seen[0], sorted(seen)) == ("2", ["1", "2", "3"])


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "101"}, {"after": "onzin"}, {"q": "x" * 201}])
async def test_a_wrong_question_is_refused(helder: Installation, query: dict[str, str]) -> None:
    assert (await helder.client().get(PUBLIC, params=query)).status_code == 400


async def test_a_permanent_address_leads_to_the_page(helder: Installation) -> None:
    id = await taken_over(helder, "1")
    answer = await helder.client().get(f"/id/algorithm/{id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/register/eskerwold/entries/{id}")
    assert (await helder.client().get("/id/algorithm/geen")).status_code == 404
