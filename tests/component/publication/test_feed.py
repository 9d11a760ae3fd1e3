"""The Atom feeds of the public register: what is new or changed comes first, under an address that stays."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from tests.component.publication.story import COMPLETE, edit, imported, made_public, registered, step
from tests.installation import ZANDVEEN, Installation

ATOM = "{http://www.w3.org/2005/Atom}"
REGION, OWN = "/register/feed.atom", "/register/eskerwold/feed.atom"


async def read(helder: Installation, address: str) -> Element:
    answer = await helder.client().get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml")
    return fromstring(answer.content)  # noqa: S314  (what we made ourselves)


def texts(feed: Element, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}") or "" for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("address", [REGION, OWN])
async def test_a_feed_has_all_that_atom_requires(helder: Installation, address: str) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    feed = await read(helder, address)
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    for element in (feed, entry):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
    assert feed.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")
    assert (feed.findtext(f"{ATOM}id") or "").endswith(address)
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Gemeente Eskerwold"
    links = {link.get("rel"): link.get("href") or "" for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == feed.findtext(f"{ATOM}id")
    page = entry.find(f"{ATOM}link[@rel='alternate']")
    assert page is not None
    assert (page.get("href") or "").endswith(f"/register/eskerwold/entries/{id}")


async def test_a_change_comes_first_and_keeps_its_id(helder: Installation) -> None:
    first, second = await registered(helder), await registered(helder)
    await made_public(helder, first, name="Eerste")
    await made_public(helder, second, name="Tweede")
    before = await read(helder, REGION)
    assert texts(before, "title") == ["Tweede", "Eerste"]
    await edit(helder.client("femke", "editor"), first, COMPLETE | {"name": "Eerste, beter"})
    await step(helder.client("femke", "editor"), first, "submit")
    await step(helder.client("omar", "approver"), first, "approve")
    after = await read(helder, REGION)
    assert texts(after, "title") == ["Eerste, beter", "Tweede"]
    assert texts(after, "id") == list(reversed(texts(before, "id")))
    assert texts(after, "id")[0].endswith(f"/id/algorithm/{first}")


async def test_a_feed_of_another_organisation_or_of_nothing_is_empty_and_an_unknown_one_is_not_there(
    helder: Installation,
) -> None:
    await helder.onboard(ZANDVEEN)
    await made_public(helder, await registered(helder))
    await registered(helder)
    assert len(texts(await read(helder, OWN), "id")) == 1
    assert texts(await read(helder, "/register/zandveen/feed.atom"), "id") == []
    assert (await helder.client().get("/register/unknown/feed.atom")).status_code == 404


async def test_a_feed_follows_what_the_list_was_asked_for(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    assert (await step(helder.client("omar", "approver"), await imported(helder), "take-over")).status_code == 200
    await made_public(helder, await registered(helder))
    for query, found in {
        "q=kentekens": ["Herkennen van kentekens"],
        "status=in-use&organisation=eskerwold": ["Herkennen van kentekens"],
        "theme=Sociale+zekerheid&q=": ["Voorsorteren aanvragen bijstand"],
        "organisation=zandveen": [],
        "organisation=eskerwold": ["Voorsorteren aanvragen bijstand", "Herkennen van kentekens"],
    }.items():
        assert texts(await read(helder, f"{REGION}?{query}"), "title") == found, query


async def test_a_feed_of_a_selection_is_named_by_it_and_keeps_its_address(helder: Installation) -> None:
    feed = await read(helder, f"{REGION}?status=In+gebruik&q=bijstand&theme=")
    here = f"http://helder.test{REGION}?q=bijstand&status=In+gebruik"
    assert feed.findtext(f"{ATOM}id") == here
    assert feed.findtext(f"{ATOM}title") == "Algoritmeregister: bijstand, In gebruik"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": here, "alternate": "http://helder.test/register/entries?q=bijstand&status=In+gebruik"}


async def test_hostile_texts_of_another_register_stay_texts(helder: Installation) -> None:
    id = await imported(helder, description_short="a < b & \u0001]]>")
    assert (await step(helder.client("omar", "approver"), id, "take-over")).status_code == 200
    await helder.settle()
    assert texts(await read(helder, REGION), "summary") == ["a < b & ]]>"]


@pytest.mark.parametrize(
    ("page", "feed"), [("/register/", REGION), ("/register/eskerwold/", OWN), ("/register/entries", REGION)]
)
async def test_pages_name_their_feed(helder: Installation, page: str, feed: str) -> None:
    html = (await helder.client().get(page)).text
    assert f'<link rel="alternate" type="application/atom+xml" hreflang="nl" href="{feed}"' in html.split("</head>")[0]
