"""The register in English: what Helder says is English, what organisations wrote is there as they wrote it."""

import pytest

from services.publication.domain.record import CATEGORIES, STATUSES, THEMES
from services.publication.pages import words
from tests.component.publication.story import COMPLETE, imported, made_public, registered, step
from tests.english import dutch_in
from tests.installation import Installation

ORGANISATION = "Eskerwold"
FULL = COMPLETE | {
    "source_data": "Wat u in het formulier invult.",
    "human_intervention": "Een medewerker leest elke aanvraag.",
    "impacttoetsen_grouping": [{"title": "Data Protection Impact Assessment (DPIA)", "link": ""}],
}


async def shown(helder: Installation, address: str, status: int = 200) -> str:
    answer = await helder.client().get(address)
    assert answer.status_code == status, answer.text
    return answer.text


async def public(helder: Installation) -> str:
    """An entry of our own with two versions."""
    id = await registered(helder)
    await made_public(helder, id, **FULL)
    await made_public(helder, id, **FULL | {"goal": "Wie het nodig heeft, krijgt eerder antwoord."})
    return id


async def test_public_pages_say_no_dutch_but_what_was_written(helder: Installation) -> None:
    id = await public(helder)
    other = await imported(helder)
    await step(helder.client("omar", "approver"), other, "take-over")
    here = "/en/register/eskerwold/entries/"
    pages = ("/en/register/", "/en/register/eskerwold/", "/en/register/entries", "/en/register/entries?q=niets+zo",
             "/en/register/entries?status=In+gebruik&theme=Sociale+zekerheid", here + id, here + other,
             f"{here}{id}/history", "/en/register/about")  # fmt: skip
    for address in pages:
        assert dutch_in(await shown(helder, address)) == [], address


async def test_an_empty_register_says_so_in_english(helder: Installation) -> None:
    assert dutch_in(await shown(helder, "/en/register/")) == []
    assert dutch_in(await shown(helder, "/en/register/entries")) == []


async def test_an_entry_says_that_its_text_is_there_in_dutch_only(helder: Installation) -> None:
    id = await public(helder)
    address = f"/register/eskerwold/entries/{id}"
    english = await shown(helder, "/en" + address)
    assert "What organisations themselves wrote is only available in Dutch." in english
    assert f'<h1 lang="nl">{FULL["name"]}</h1>' in english
    assert f'<dd class="stack-s" lang="nl"><p>{FULL["human_intervention"]}</p></dd>' in english
    assert '<dt>Theme</dt><dd class="stack-s">Social security</dd>' in english
    assert '<dt>Status</dt><dd class="stack-s">In development</dd>' in english
    dutch = await shown(helder, address)
    assert 'lang="nl"' not in dutch.replace('<html lang="nl"', "").replace('hreflang="nl"', "")
    assert "Sociale zekerheid</dd>" in dutch


async def test_what_is_filtered_by_is_said_in_english_and_asked_in_dutch(helder: Installation) -> None:
    await public(helder)
    page = await shown(helder, "/en/register/entries?theme=Sociale+zekerheid")
    assert 'name="theme" value="Sociale zekerheid" checked><span>Social security</span>' in page
    assert '<a href="/en/register/entries">Social security' in page
    assert '<h2 id="aantal">1 system</h2>' in page


async def test_feed_and_json_are_those_of_the_dutch_page(helder: Installation) -> None:
    id = await public(helder)
    page = await shown(helder, f"/en/register/eskerwold/entries/{id}")
    assert f'hreflang="nl" href="/publication/v1/public/entries/{id}"' in page
    assert 'hreflang="nl" href="/register/eskerwold/feed.atom"' in page
    for address in ("/register/feed.atom", f"/publication/v1/public/entries/{id}/export"):
        same = (await helder.client().get(address)).text
        assert (await helder.client().get("/en" + address)).text == same


async def test_what_was_taken_off_is_told_in_english(helder: Installation) -> None:
    id = await public(helder)
    await step(helder.client("omar", "approver"), id, "withdraw", ground="duplicate")
    page = await shown(helder, f"/en/register/eskerwold/entries/{id}", 410)
    assert "This is already in an algorithm register in another place." in page
    assert dutch_in(page) == []


@pytest.mark.parametrize("word", [*THEMES, *STATUSES, *CATEGORIES.values()])
def test_each_word_of_the_standard_can_be_said(word: str) -> None:
    assert words.standard(word) == word
    assert word in words.STANDARD


async def test_the_desk_is_english_and_refuses_in_english(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.browser("femke", "editor")
    here = f"/en/publication/eskerwold/entries/{id}"
    for address in (here, "/en/publication/eskerwold/entries", "/en/publication/eskerwold/work-part"):
        answer = await femke.get(address)
        assert dutch_in(answer.text, FULL["name"], "Eerst wat compleet is.") == [], address
    sent = {"name": "x" * 200, "website": "nergens", "version": "1", "action": "submit"}
    refused = await femke.post(here, data=sent, headers={"Origin": "http://helder.test"})
    assert refused.status_code == 400
    assert "Name: This is 100 characters too long. At most 100 characters fit." in refused.text
    assert dutch_in(refused.text, "nergens", "Eerst wat compleet is.") == []
