"""What should not have been public leaves the public site, over the API and on the pages; what is left says so."""

import json
from xml.etree.ElementTree import fromstring

import pytest
from sqlalchemy import select

from services.publication.tables import TABLES
from tests.component.publication.story import COMPLETE, ENTRIES, PUBLIC, SYSTEMS, edit, made_public, registered, step
from tests.installation import Installation

DESK, SITE = "/publication/eskerwold/entries", "/register/eskerwold/entries"
MARK = "Waterketel"


async def public(helder: Installation) -> str:
    """An entry with two public versions, and beside it one that stays."""
    await made_public(helder, await registered(helder), name="Wat blijft")
    id = await registered(helder)
    await made_public(helder, id, name="Eerst anders", goal=f"{MARK} een.")
    await made_public(helder, id, goal=f"{MARK} twee.")
    return id


async def withdrawn(helder: Installation, ground: str = "by-mistake") -> str:
    id = await public(helder)
    answer = await step(helder.client("omar", "approver"), id, "withdraw", ground=ground)
    assert answer.status_code == 200, answer.text
    await helder.settle()
    return id


async def test_the_public_api_says_what_it_was_since_when_it_is_gone_and_why(helder: Installation) -> None:
    id = await withdrawn(helder)
    for address in (f"{PUBLIC}/{id}", f"{PUBLIC}/{id}/history"):
        answer = await helder.client().get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")
        said = answer.json()
        assert (said["code"], said["ground"], said["version"]) == ("withdrawn", "by-mistake", 3)
        assert (said["name"], said["uri"]) == (COMPLETE["name"], f"/id/algorithm/{id}")
        assert said["detail"].endswith("van de publieke site gehaald. De vermelding is per ongeluk openbaar gemaakt.")
        assert said["withdrawnAt"].endswith("Z")


async def test_the_page_stays_at_its_address_and_says_the_same(helder: Installation) -> None:
    id = await withdrawn(helder)
    there = await helder.client().get(f"/id/algorithm/{id}")
    assert (there.status_code, there.headers["location"]) == (303, f"{SITE}/{id}")
    page = await helder.client().get(f"{SITE}/{id}")
    assert page.status_code == 410
    assert f"<h1>{COMPLETE['name']}</h1>" in page.text
    assert "De vermelding is per ongeluk openbaar gemaakt." in page.text
    assert MARK not in page.text
    assert (await helder.client().get(f"/register/zandveen/entries/{id}")).status_code == 404


@pytest.mark.parametrize("ground", ["personal-data", "confidential"])
async def test_a_name_that_may_be_the_trouble_is_nowhere_any_more(helder: Installation, ground: str) -> None:
    id = await withdrawn(helder, ground)
    addresses = (
        f"{SITE}/{id}",
        f"{PUBLIC}/{id}",
        "/register/",
        "/register/feed.atom",
        f"/feedback/public/entries/{id}",
    )
    for address in addresses:
        answer = await helder.client().get(address)
        assert COMPLETE["name"] not in answer.text, address
    assert "name" not in (await helder.client().get(f"{PUBLIC}/{id}")).json()


async def test_lists_search_counts_and_history_forget_it(helder: Installation) -> None:
    id = await withdrawn(helder)
    visitor = helder.client()
    assert [item["record"]["name"] for item in (await visitor.get(PUBLIC)).json()["items"]] == ["Wat blijft"]
    assert (await visitor.get(PUBLIC, params={"q": MARK})).json()["items"] == []
    for address in ("/register/", "/register/eskerwold/", "/register/entries", f"/register/entries?q={MARK}"):
        text = (await visitor.get(address)).text
        assert id not in text
        assert "Wat blijft" in text or "Niets gevonden" in text
    assert "1 systeem<" in (await visitor.get("/register/entries")).text
    async with helder.services["publication"].db.view("eskerwold") as tx:
        for table in TABLES:
            rows = [dict(row) for row in (await tx.execute(select(table))).mappings()]
            assert MARK not in json.dumps(rows), table.name


async def test_the_feed_names_it_as_deleted(helder: Installation) -> None:
    before = fromstring((await helder.client().get("/register/feed.atom")).content)  # noqa: S314  (our own)
    assert "tombstones" not in str([element.tag for element in before.iter()])
    id = await withdrawn(helder)
    for address in ("/register/feed.atom", "/register/eskerwold/feed.atom"):
        feed = fromstring((await helder.client().get(address)).content)  # noqa: S314  (our own)
        (gone,) = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
        ids = [found.text for found in feed.findall("{*}entry/{*}id")]
        assert (gone.get("ref") or "").endswith(f"/id/algorithm/{id}")
        assert gone.get("ref") not in ids
        assert gone.get("when") == feed.findtext("{*}updated")
        assert gone.findtext("{*}comment") == "De vermelding is per ongeluk openbaar gemaakt."


async def test_a_browser_that_has_the_page_learns_that_it_is_gone(helder: Installation) -> None:
    id = await public(helder)
    addresses = (f"{SITE}/{id}", f"{PUBLIC}/{id}", "/register/")
    tags = {at: (await helder.client().get(at)).headers["etag"] for at in addresses}
    assert (await step(helder.client("omar", "approver"), id, "withdraw", ground="duplicate")).status_code == 200
    seen = [(await helder.client().get(at, headers={"if-none-match": tag})).status_code for at, tag in tags.items()]
    assert seen == [410, 410, 200]


async def test_it_takes_an_approver_a_ground_and_the_version_that_was_seen(helder: Installation) -> None:
    id = await public(helder)
    omar = helder.client("omar", "approver")
    assert (await step(helder.client("femke", "editor"), id, "withdraw", ground="duplicate")).status_code == 403
    bare = await omar.post(f"{ENTRIES}/{id}/steps", json={"step": "withdraw", "ground": "duplicate"})
    assert bare.status_code == 428
    for wrong in ({}, {"ground": "anders"}):
        answer = await step(omar, id, "withdraw", **wrong)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/ground")
    assert (await helder.client().get(f"{PUBLIC}/{id}")).status_code == 200


async def test_it_does_not_come_back(helder: Installation) -> None:
    id = await withdrawn(helder)
    femke = helder.client("femke", "editor")
    known = (await femke.get(f"{ENTRIES}/{id}")).json()
    assert (known["state"], known["withdrawn"], known["record"]) == ("withdrawn", "by-mistake", {})
    for answer in (await edit(femke, id, COMPLETE), await step(femke, id, "submit")):
        assert (answer.status_code, answer.json()["code"]) == (409, "withdrawn")
    anna, tag = helder.client("anna", "coordinator"), {"If-Match": '"1"'}
    answer = await anna.put(f"{SYSTEMS}/{id}", json={"name": "Nieuwe naam"}, headers=tag)
    assert answer.status_code == 200, answer.text
    await helder.settle()
    assert (await femke.get(f"{ENTRIES}/{id}")).json()["state"] == "withdrawn"
    assert await helder.waiting() == 0


async def test_the_inventory_no_longer_says_that_it_is_public(helder: Installation) -> None:
    id = await public(helder)
    anna = helder.client("anna", "coordinator")
    assert "publishedOn" in (await anna.get(f"{SYSTEMS}/{id}")).text
    await step(helder.client("omar", "approver"), id, "withdraw", ground="by-mistake")
    await helder.settle()
    assert (await anna.get(f"{SYSTEMS}/{id}")).json().get("publishedOn") is None


async def test_the_desk_shows_first_what_will_happen_and_then_that_it_did(helder: Installation) -> None:
    id = await public(helder)
    omar, femke = helder.browser("omar", "approver"), helder.browser("femke", "editor")
    assert f'href="{DESK}/{id}/withdrawal"' in (await omar.get(f"{DESK}/{id}")).text
    assert "/withdrawal" not in (await femke.get(f"{DESK}/{id}")).text
    first = (await omar.get(f"{DESK}/{id}/withdrawal")).text
    assert "U kunt dit niet terugdraaien." in first
    assert first.count("button--primary") == 1
    assert '<form class="form"' not in (await femke.get(f"{DESK}/{id}/withdrawal")).text
    form = {"ground": "personal-data", "version": "7"}
    assert (await femke.post(f"{DESK}/{id}/withdrawal", data=form)).status_code == 403
    done = await omar.post(f"{DESK}/{id}/withdrawal", data=form)
    assert (done.status_code, done.headers["location"]) == (303, f"{DESK}/{id}")
    after = (await omar.get(f"{DESK}/{id}")).text
    assert "Er stonden gegevens over personen in de vermelding." in after
    assert "button--primary" not in after
    assert "Er is niets weg te halen." in (await omar.get(f"{DESK}/{id}/withdrawal")).text
    assert "Van de publieke site gehaald (1)" in (await omar.get(DESK)).text


async def test_a_refused_form_says_why_and_keeps_the_choice(helder: Installation) -> None:
    id = await public(helder)
    omar = helder.browser("omar", "approver")
    empty = await omar.post(f"{DESK}/{id}/withdrawal", data={"version": "7"})
    assert (empty.status_code, 'href="#field-ground"' in empty.text) == (400, True)
    late = await omar.post(f"{DESK}/{id}/withdrawal", data={"version": "1", "ground": "duplicate"})
    assert late.status_code == 412
    assert 'value="duplicate" checked' in late.text


async def test_residents_can_say_nothing_new_about_it(helder: Installation) -> None:
    id = await public(helder)
    said = {"entry": id, "kind": "question", "text": "Wie leest dit?"}
    sent = await helder.client().post("/feedback/v1/public/remarks", json=said)
    assert sent.status_code == 201, sent.text
    await step(helder.client("omar", "approver"), id, "withdraw", ground="confidential")
    await helder.settle()
    assert (await helder.client().get(f"/feedback/v1/public/entries/{id}")).json()["open"] is False
    refused = await helder.client().post("/feedback/v1/public/remarks", json=said)
    assert refused.status_code == 409
    page = (await helder.client().get(f"/feedback/public/entries/{id}")).text
    assert "U kunt hier nu niet op reageren." in page
    assert "channel-closed" in await helder.types("feedback")
    receipt = await helder.client().get(f"/feedback/v1/public/remarks/{sent.json()['secret']}")
    assert (receipt.status_code, receipt.json()["text"]) == (200, "Wie leest dit?")
    assert (await helder.client().get(f"/feedback/public/remarks/{sent.json()['secret']}")).status_code == 200
