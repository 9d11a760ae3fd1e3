"""The public site: what a resident reads first, what is not known yet, and nothing that is not public."""

import re
from html.parser import HTMLParser

import pytest

from tests.component.publication.story import (
    COMPLETE,
    ENTRIES,
    SYSTEMS,
    edit,
    imported,
    made_public,
    registered,
    step,
)
from tests.installation import ZANDVEEN, Installation

SECRET = "Dit is nog niet openbaar"
HOSTILE = {
    "name": "<script>alert(1)</script>",
    "goal": '<p onclick="x()">Doel</p><img src=x onerror=alert(2)><ul><li>een</li></ul>',
    "lawful_basis": "<!-- x --><a href='javascript:alert(3)'>wet</a>",
    "website": "javascript:alert(4)",
    "contact_email": '"><svg onload=alert(5)>',
    "category": "geen lijst",
    "lawful_basis_grouping": [{"title": "<b>wet</b>", "link": "javascript:alert(6)"}, "los"],
    "source_data_grouping": {"title": "geen lijst"},
    "status": ["vreemd"],
    "begin_date": "ooit <i>",
}


class Dangers(HTMLParser):
    """Elements and attributes of a page that could run something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        handlers = [name for name, _ in attrs if name.startswith("on")]
        links = [value for name, value in attrs if name in ("href", "src", "action") and "script:" in (value or "")]
        theirs = tag == "script" and not (dict(attrs).get("src") or "").startswith("/static/")
        if theirs or tag in ("img", "iframe") or handlers or links:
            self.found.append(f"{tag} {attrs}")


async def page(helder: Installation, address: str) -> str:
    answer = await helder.client().get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


async def public_pages(helder: Installation, id: str) -> list[str]:
    addresses = ["/register/", "/register/eskerwold/", "/register/entries", f"/register/eskerwold/entries/{id}"]
    return [(await helder.client().get(address)).text for address in addresses]


async def test_an_entry_answers_the_questions_of_a_resident(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(
        helder,
        id,
        source_data="Het formulier.",
        human_intervention="Een medewerker beslist.",
        risks="<p>Te vaak wachten.</p>",
    )
    html = await page(helder, f"/register/eskerwold/entries/{id}")
    text = visible(html)
    for question in (
        "Wat doet het?",
        "Waarom gebruiken wij dit?",
        "Welke gegevens",
        "Wie beslist",
        "Wat kan er misgaan",
    ):
        assert question in text
    assert "Van gegevens naar resultaat" in text
    assert 'href="mailto:algoritmes@eskerwold.example"' in html
    assert f'href="/feedback/public/entries/{id}?field=goal"' in html
    assert f'href="/publication/v1/public/entries/{id}"' in html
    assert f"http://helder.test/id/algorithm/{id}" in text
    assert "DPIA: nog geen" in text


async def test_an_entry_leads_to_what_others_wrote_and_what_was_done(helder: Installation) -> None:
    """Those stand with feedback, so that this page depends on what is published alone (decision 0008)."""
    id = await registered(helder)
    await made_public(helder, id)
    link = f'href="/feedback/public/entries/{id}#anderen">Lees wat anderen schreven, en wat wij deden</a>'
    assert link in await page(helder, f"/register/eskerwold/entries/{id}")
    assert 'id="anderen"' in await page(helder, f"/feedback/public/entries/{id}")


async def test_what_lacks_in_a_taken_over_entry_is_not_known_yet_and_never_made_up(helder: Installation) -> None:
    id = await imported(helder)
    assert (await step(helder.client("omar", "approver"), id, "take-over")).status_code == 200
    html = await page(helder, f"/register/eskerwold/entries/{id}")
    text = visible(html)
    assert "Overgenomen uit het landelijke Algoritmeregister op" in text
    assert "Daar geregistreerd op 6 februari 2024." in text
    assert 'href="https://register.example/11243658"' in html
    assert "Wie vergunning heeft" not in text
    assert "Nog niet bekend Welke gegevens worden gebruikt?" in text
    assert "Korte omschrijving Nog niet bekend" in text
    assert "Van gegevens naar mensen" not in text


async def test_no_page_shows_a_draft(helder: Installation) -> None:
    id = await registered(helder, purpose=SECRET)
    assert (await helder.client().get(f"/register/eskerwold/entries/{id}")).status_code == 404
    for html in await public_pages(helder, id):
        assert SECRET not in html
        assert "Voorsorteren" not in html


async def test_no_page_shows_a_revision_before_it_is_approved(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    femke = helder.client("femke", "editor")
    await edit(femke, id, COMPLETE | {"name": SECRET, "goal": SECRET})
    await step(femke, id, "submit")
    for html in await public_pages(helder, id):
        assert SECRET not in html
        assert "Voorsorteren aanvragen bijstand" in html


async def test_hostile_values_of_another_register_are_only_text(helder: Installation) -> None:
    id = await imported(helder, **HOSTILE)
    answer = await step(helder.client("omar", "approver"), id, "take-over")
    assert answer.status_code == 200, answer.text
    desk = (await helder.browser("femke", "editor").get(f"/publication/eskerwold/entries/{id}")).text
    reader = (await helder.browser("omar", "approver").get(f"/publication/eskerwold/entries/{id}")).text
    for html in [*await public_pages(helder, id), desk, reader]:
        assert Dangers(html).found == []
    entry = await page(helder, f"/register/eskerwold/entries/{id}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in entry
    assert "<p>Doel</p>" in entry


@pytest.mark.parametrize("address", ["/register/", "/register/eskerwold/", "/register/entries"])
async def test_an_empty_register_says_so_and_counts_nothing(helder: Installation, address: str) -> None:
    html = await page(helder, address)
    assert "Hier staat nog niets" in html
    assert "In cijfers" not in html


async def test_who_looks_for_what_is_not_there_is_told_what_to_do(helder: Installation) -> None:
    for asked in ("q=kabouter", "status=In+gebruik"):
        assert "Zoek met minder woorden, of haal filters weg." in await page(helder, f"/register/entries?{asked}")


async def test_what_was_suspended_says_so_in_every_list(helder: Installation) -> None:
    id = await imported(helder)
    assert (await step(helder.client("omar", "approver"), id, "take-over")).status_code == 200
    taken = {"step": "suspended", "reason": "Eerst een DPIA."}
    answer = await helder.client("femke", "process-owner").post(f"{SYSTEMS}/{id}/life-cycle-steps", json=taken)
    assert answer.status_code == 200, answer.text
    await helder.settle()
    for address in ("/register/", "/register/eskerwold/", "/register/entries"):
        line = (await page(helder, address)).partition('<div class="statusline">')[2]
        assert visible(line).startswith("Stilgelegd"), address


async def test_the_list_is_searched_filtered_and_keeps_what_was_asked(helder: Installation) -> None:
    await made_public(helder, await registered(helder))
    html = await page(helder, "/register/entries?q=bijstand&status=In+ontwikkeling&theme=Sociale+zekerheid&category=")
    assert "Voorsorteren aanvragen bijstand" in html
    assert 'value="bijstand"' in html
    assert "/register/entries?q=bijstand&amp;theme=Sociale+zekerheid" in html
    assert "1 systeem" in visible(html)
    assert "Voorsorteren" not in await page(helder, "/register/entries?q=bijstand&status=In+gebruik")


async def test_the_list_goes_on_where_it_stopped(helder: Installation) -> None:
    omar = helder.client("omar", "approver")
    for number in range(26):
        id = await imported(helder, str(number), name=f"Systeem {number:02}")
        await omar.post(f"{ENTRIES}/{id}/steps", json={"step": "take-over"})
    first = await page(helder, "/register/entries")
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following
    second = await page(helder, following[1].replace("&amp;", "&"))
    assert ("Systeem 24" in first, "Systeem 25" in first, "Systeem 25" in second) == (True, False, True)


async def test_an_entry_stands_only_under_its_own_organisation(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    id = await registered(helder)
    await made_public(helder, id)
    assert (await helder.client().get(f"/register/zandveen/entries/{id}")).status_code == 404
    assert "Voorsorteren" not in await page(helder, "/register/zandveen/")
    assert "Voorsorteren" in await page(helder, "/register/")
    assert (await helder.client().get("/register/nergens/")).status_code == 404


async def test_the_history_shows_what_was_and_what_came(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    await made_public(helder, id, goal="Sneller antwoord.")
    text = visible(await page(helder, f"/register/eskerwold/entries/{id}"))
    assert f"weggehaald: {COMPLETE['goal']} toegevoegd: Sneller antwoord." in text
    assert "Voor het eerst openbaar." in text


async def test_a_figure_counts_what_is_public(helder: Installation) -> None:
    await made_public(helder, await registered(helder))
    await registered(helder)
    text = visible(await page(helder, "/register/eskerwold/"))
    assert "systeem in dit register 1" in text
    assert "Sociale zekerheid 1 systeem" in text


async def test_each_filter_counts_what_the_other_filters_leave(helder: Installation) -> None:
    await made_public(helder, await registered(helder))
    await step(helder.client("omar", "approver"), await imported(helder), "take-over")
    text = visible(await page(helder, "/register/entries?status=In+gebruik"))
    assert "In ontwikkeling 1 systeem In gebruik 1 systeem" in text
    assert "Hoog-risico AI-systeem" not in text
    assert "1 systeem In gebruik" in text
    text = visible(await page(helder, "/register/entries?theme=Sociale+zekerheid"))
    assert "In ontwikkeling 1 systeem Soort" in text


async def test_a_picture_is_only_drawn_of_what_is_known(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id, source_data="Het formulier.")
    assert "Van gegevens naar mensen" not in await page(helder, f"/register/eskerwold/entries/{id}")
