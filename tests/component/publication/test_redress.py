"""What a resident can do stands on the public page in the words of the organisation, approved like the rest."""

from typing import Any

import pytest

from tests.component.publication.story import (
    COMPLETE,
    ENTRIES,
    PUBLIC,
    SYSTEMS,
    imported,
    made_public,
    registered,
    step,
)
from tests.component.publication.test_work import ok
from tests.english import dutch_in
from tests.installation import Installation
from tests.samples import OVERSIGHT

SITE, DESK = "/register/eskerwold/entries", "/publication/eskerwold/entries"
NO_OBJECTION = "Er is geen besluit: bezwaar maken kan niet."
WEEKS = "6 weken na de datum op uw brief"


async def arranged(helder: Installation, id: str, **changed: str) -> None:
    """The process owner says what a resident can do."""
    body = OVERSIGHT.model_copy(update={"objection": NO_OBJECTION, "term": "Binnen vijf werkdagen", **changed})
    sent = body.model_dump(mode="json", by_alias=True, exclude_none=True)
    ok(await helder.client("piet", "process-owner").put(f"{SYSTEMS}/{id}/oversight", json=sent))
    await helder.settle()


async def public(helder: Installation) -> str:
    """In use, as it was found in another register."""
    id = await imported(helder)
    await arranged(helder, id)
    await made_public(helder, id)
    return id


async def redress(helder: Installation, id: str) -> Any:
    return ok(await helder.client().get(f"{PUBLIC}/{id}"))["extension"].get("redress")


async def saved(helder: Installation, id: str, **typed: str) -> str:
    """An editor sends the form as it stands, with these words in it."""
    browser = helder.browser("femke", "editor")
    known = ok(await helder.client("femke", "editor").get(f"{ENTRIES}/{id}"))
    told = known.get("extension", {}).get("redress", {})
    record = {name: value for name, value in known["record"].items() if isinstance(value, str | list)}
    data = record | told | {"version": str(known["version"]), "action": "submit"} | typed
    answer = await browser.post(f"{DESK}/{id}", data=data)
    assert answer.status_code == 303 or "extension" in data, answer.text
    return answer.text


async def test_residents_read_what_the_organisation_wrote_in_place_of_the_general_sentence(
    helder: Installation,
) -> None:
    id = await public(helder)
    page = (await helder.client().get(f"{SITE}/{id}")).text
    assert WEEKS not in page
    box = page.partition('id="oneens"')[2].partition("</aside>")[0]
    told = (NO_OBJECTION, OVERSIGHT.explanation, OVERSIGHT.correction, "Binnen vijf werkdagen")
    assert [words for words in told if words not in box] == []
    assert await redress(helder, id) == {
        "explanation": OVERSIGHT.explanation,
        "correction": OVERSIGHT.correction,
        "objection": NO_OBJECTION,
        "term": "Binnen vijf werkdagen",
    }
    whole = ok(await helder.client().get(f"{PUBLIC}/{id}"))
    assert not {"explanation", "correction", "objection", "term"} & set(whole["record"])
    assert OVERSIGHT.contact not in str(whole["extension"])
    english = (await helder.client().get(f"/en{SITE}/{id}")).text
    assert dutch_in(english, "Eskerwold") == []
    assert (await helder.client().get(f"{SITE}/{await bare(helder)}")).text.count(WEEKS) == 2


async def bare(helder: Installation) -> str:
    """Public, and of what a resident can do nobody wrote anything."""
    id = await imported(helder, "11243659")
    await made_public(helder, id)
    return id


async def test_who_edits_and_who_approves_see_it_first(helder: Installation) -> None:
    id = await public(helder)
    browser = helder.browser("femke", "editor")
    assert f"{NO_OBJECTION}</textarea>" in (await browser.get(f"{DESK}/{id}")).text
    await saved(helder, id, objection="Bel ons.")
    seen = (await helder.browser("omar", "approver").get(f"{DESK}/{id}")).text
    assert "Bel ons." in seen.partition('id="verschil"')[2].partition("</section>")[0]
    assert (await redress(helder, id))["objection"] == NO_OBJECTION
    ok(await step(helder.client("omar", "approver"), id, "approve"))
    assert (await redress(helder, id))["objection"] == "Bel ons."
    history = (await helder.client().get(f"{SITE}/{id}/history")).text
    assert "Hoe u bezwaar maakt" in history
    assert "Bel ons.</ins>" in history


async def test_everyone_reads_that_it_lags_once_the_inventory_says_otherwise(helder: Installation) -> None:
    id = await public(helder)
    await arranged(helder, id, objection="Bezwaar kan binnen zes weken.")
    page = (await helder.client().get(f"{SITE}/{id}")).text
    assert '<a href="#oneens">hoe u bezwaar maakt</a>' in page
    assert (await redress(helder, id))["objection"] == NO_OBJECTION
    desk = (await helder.browser("femke", "editor").get(f"{DESK}/{id}")).text
    lag = desk.partition('id="achter"')[2].partition("</section>")[0]
    assert "Bezwaar kan binnen zes weken." in lag
    ok(await step(helder.client("femke", "editor"), id, "submit"))
    ok(await step(helder.client("omar", "approver"), id, "approve"))
    assert (await redress(helder, id))["objection"] == "Bezwaar kan binnen zes weken."
    assert "Deze tekst loopt achter" not in (await helder.client().get(f"{SITE}/{id}")).text


@pytest.mark.parametrize(("extension", "left"), [(None, True), ({}, False), ({"redress": {"term": "Morgen"}}, True)])
async def test_over_the_api_it_stays_unless_it_is_given(helder: Installation, extension: Any, left: bool) -> None:
    id, femke = await registered(helder), helder.client("femke", "editor")
    await arranged(helder, id)
    known = await femke.get(f"{ENTRIES}/{id}")
    body = {"record": COMPLETE} | ({} if extension is None else {"extension": extension})
    ok(await femke.put(f"{ENTRIES}/{id}", json=body, headers={"If-Match": known.headers["etag"]}))
    after = ok(await femke.get(f"{ENTRIES}/{id}")).get("extension")
    assert bool(after) is left
    if extension:
        assert after == extension


async def test_what_does_not_fit_is_refused_at_its_field(helder: Installation) -> None:
    id, femke = await registered(helder), helder.client("femke", "editor")
    tag = {"If-Match": (await femke.get(f"{ENTRIES}/{id}")).headers["etag"]}
    body = {"record": COMPLETE, "extension": {"redress": {"objection": "x" * 5001, "contact": "J. de Vries"}}}
    answer = await femke.put(f"{ENTRIES}/{id}", json=body, headers=tag)
    assert answer.status_code == 400
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers == {"/extension/redress/objection", "/extension/redress/contact"}
    refused = await saved(helder, id, objection="x" * 5001, term="Morgen", extension="")
    assert 'id="field-objection"' in refused
    assert 'value="Morgen"' in refused
