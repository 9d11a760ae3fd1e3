"""A system in English: what Helder says is English, what people wrote stays as they wrote it."""

import pytest

from tests.component.inventory.browsing import HERE, NAME, OVERSIGHT, SYSTEMS, opened, registered
from tests.english import dutch_in
from tests.installation import Installation

DESCRIBED = {"purpose": "Legt een aanvraag op een stapel.", "roleInDecisions": "advises", "technique": "rules",
             "ownerRole": "teamleider van Inkomen", "affectedGroups": ["mensen die bijstand aanvragen"],
             "themes": ["Werk en inkomen"], "department": "Werk en Inkomen", "peoplePerYear": 1200}  # fmt: skip
SOURCE = {"name": "Formulier van de aanvrager", "kind": "resident", "origin": "de aanvrager zelf",
          "personalData": [{"kind": "ordinary", "what": "naam en adres"}], "legalBasis": "de Participatiewet",
          "retention": "5 jaar na het besluit"}  # fmt: skip
OF_SYSTEM = ("", "/describe", "/oversight", "/data-sources", "/classification", "/steps", "/changes", "/evaluation")
OF_ORGANISATION = ("/systems", "/systems/new", "/systems/import", "/organisation", "/organisation/policy", "/work",
                   "/organisation/roles", "/systems?stage=pilot&category=other&q=scan")  # fmt: skip
WRITTEN = (NAME, *OVERSIGHT.values(), SOURCE["name"], DESCRIBED["purpose"], "mensen die bijstand aanvragen",
           "Werk en inkomen", "college van burgemeester en wethouders")  # fmt: skip
"""What stands in a field, in the title of a page, in a drawing, or behind its English name."""


async def whole(helder: Installation) -> str:
    """A system of which everything is known; its id."""
    id = await registered(helder, **DESCRIBED)
    anna = helder.client("anna", "coordinator")
    await anna.put(f"{SYSTEMS}/{id}/oversight", json=OVERSIGHT)
    await anna.put(f"{SYSTEMS}/{id}/classification", json={"class": "high-risk", "reason": "Het staat in bijlage III."})
    answer = await anna.post(f"{SYSTEMS}/{id}/data-sources", json=SOURCE)
    assert answer.status_code == 201, answer.text
    return id


@pytest.mark.parametrize("roles", [("coordinator",), ("process-owner",), ("auditor",), ("decision-maker", "editor")])
async def test_what_helder_says_is_english_and_the_rest_says_that_it_is_dutch(
    helder: Installation, roles: tuple[str, ...]
) -> None:
    browser, id = helder.browser("femke", *roles), await whole(helder)
    shown = 0
    for path in [*OF_ORGANISATION, *(f"/systems/{id}{path}" for path in OF_SYSTEM)]:
        answer = await browser.get(f"/en{HERE}{path}")
        assert answer.status_code in {200, 403}, answer.text
        assert dutch_in(answer.text, *map(str, WRITTEN)) == [], path
        shown += answer.status_code == 200
    assert shown >= 6


async def test_nothing_on_a_dutch_page_says_that_it_is_dutch(helder: Installation) -> None:
    page = await opened(helder.browser("anna", "coordinator"), f"{HERE}/systems/{await whole(helder)}")
    assert [given for tag, given in page.elements if given.get("lang") == "nl" and tag not in {"html", "a"}] == []


async def test_the_drawing_is_told_in_the_language_of_the_page(helder: Installation) -> None:
    anna, id = helder.browser("anna", "coordinator"), await whole(helder)
    dutch, english = [(await anna.get(f"{spoken}{HERE}/systems/{id}")).text for spoken in ("", "/en")]
    assert "Een mens beslist. Met de uitkomst van het systeem erbij. Dan: Consulenten." in dutch
    assert "A person decides. With the outcome of the system at hand. Then: Consulenten." in english


async def test_a_refusal_is_english_on_a_page_and_dutch_over_the_api(helder: Installation) -> None:
    anna, id = helder.browser("anna", "coordinator"), await whole(helder)
    refused = await anna.post(f"/en{HERE}/systems/{id}/describe", data={"version": "4", "peoplePerYear": "veel"})
    assert refused.status_code == 400
    assert "Give the system a name." in refused.text
    assert "This must be a whole number." in refused.text
    assert dutch_in(refused.text, "veel") == []
    over_api = await helder.client("anna", "coordinator").post(SYSTEMS, json={})
    assert "Dit ontbreekt." in over_api.text


async def test_a_refused_row_of_a_file_says_what_to_do_in_english(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    pdf = await anna.post(f"/en{HERE}/systems/import", files={"file": ("a.pdf", b"%PDF-1.4")})
    assert "This is a PDF. Choose the CSV or JSON export of the register." in pdf.text
