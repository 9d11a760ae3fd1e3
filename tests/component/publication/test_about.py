"""What the site says of itself: true of this installation, and found from every public page."""

import re

import pytest

from services.publication.pages.about import PLACES, SECTIONS
from tests.component.publication.story import imported, made_public, registered, step
from tests.installation import ZANDVEEN, Installation

ABOUT = "/register/about"


async def shown(helder: Installation, address: str = ABOUT) -> str:
    answer = await helder.client().get(address)
    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    return answer.text


async def test_every_subject_has_its_heading_and_all_links_lead_somewhere(helder: Installation) -> None:
    await made_public(helder, await registered(helder))
    page = await shown(helder)
    main = page.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'<h2 id="([^"]+)"', main) == re.findall(r'href="#([^"]+)"', main) == list(SECTIONS)
    links = set(re.findall(r'href="(/[^"#]*)', main)) | set(PLACES.values())
    for address in links:
        assert (await helder.client().get(address)).status_code == 200, address
    assert len(page.encode()) < 40_000


async def test_it_counts_the_systems_of_each_organisation(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    await made_public(helder, await registered(helder))
    await step(helder.client("omar", "approver"), await imported(helder), "take-over")
    listed = (await shown(helder)).partition('id="organisaties"')[2].partition("</section>")[0]
    assert "Eén organisatie laat hier iets zien." in listed
    assert '<a href="/register/eskerwold/">Gemeente Eskerwold</a>' in listed
    assert '<a href="/register/entries?organisation=eskerwold">2 systemen' in listed
    assert "Zandveen" not in listed


async def test_an_empty_register_says_so(helder: Installation) -> None:
    assert "Er staat nog niets in dit register." in await shown(helder)


async def test_no_licence_is_named_until_one_was_chosen(helder: Installation) -> None:
    assert "nog geen licentie vastgelegd" in await shown(helder)
    helder.services["publication"].settings.data_licence = "https://creativecommons.example/zero"
    page = await shown(helder)
    assert "nog geen licentie vastgelegd" not in page
    assert '<a href="https://creativecommons.example/zero" rel="nofollow">' in page


async def test_it_names_the_topic_only_where_there_is_one(helder: Installation) -> None:
    assert "Apache Kafka" not in await shown(helder)
    settings = helder.services["publication"].settings
    settings.kafka, settings.kafka_prefix = "broker:9092", "proef."
    assert "<code>proef.helder.register</code>" in await shown(helder)


@pytest.mark.parametrize("address", ["/register/", "/register/eskerwold/", "/register/entries", "/help", "/sign-in",
                                     "/feedback/public/moderation", "/feedback/public/agenda/eskerwold"])  # fmt: skip
async def test_every_public_page_leads_to_it(helder: Installation, address: str) -> None:
    foot = (await shown(helder, address)).partition("<footer")[2]
    for place in re.findall(rf'href="{ABOUT}#([^"]+)"', foot):
        assert place in SECTIONS
    assert foot.count(f'href="{ABOUT}#') >= 5
