"""The inventory moves on after an entry became public: everyone reads it, editors are asked, approval ends it."""

from typing import Any

import pytest

from services.chassis.recovery import rebuilding
from tests.component.chassis.test_frame import Page
from tests.component.publication.story import COMPLETE, ENTRIES, PUBLIC, SYSTEMS, edit, made_public, registered, step
from tests.component.publication.test_rebuilding import rows
from tests.component.publication.test_work import kinds, ok, work
from tests.installation import Installation

SITE, DESK = "/register/eskerwold/entries", "/publication/eskerwold/entries"


async def describe(helder: Installation, id: str, **fields: Any) -> None:
    """The coordinator describes the system anew."""
    anna = helder.client("anna", "coordinator")
    tag = (await anna.get(f"{SYSTEMS}/{id}")).headers["etag"]
    body = {"name": "Voorsorteren aanvragen bijstand", "purpose": "Eerst wat compleet is.", **fields}
    ok(await anna.put(f"{SYSTEMS}/{id}", json=body, headers={"If-Match": tag}))
    await helder.settle()


async def outdated(helder: Installation) -> str:
    """A public entry, of which the purpose was changed; its public words are an editor's own."""
    id = await registered(helder)
    await made_public(helder, id, goal="In onze eigen woorden.")
    await describe(helder, id, purpose="Eerst wie geen inkomen heeft.")
    return id


async def lag(helder: Installation, id: str) -> Any:
    return (await helder.client().get(f"{PUBLIC}/{id}")).json()["extension"].get("outdated")


async def test_everyone_reads_since_when_and_what(helder: Installation) -> None:
    id = await outdated(helder)
    found = await lag(helder, id)
    assert found["keys"] == ["goal"]
    html = (await helder.client().get(f"{SITE}/{id}")).text
    page = Page(html)
    assert len(page.ids()) == len(set(page.ids()))
    assert "Deze tekst loopt achter" in html
    assert '<a href="#veld-goal">doel en impact</a>' in html
    assert "In onze eigen woorden." in html
    assert "Eerst wie geen inkomen heeft." not in html


async def test_editors_are_asked_and_see_what_the_inventory_says_now(helder: Installation) -> None:
    id = await outdated(helder)
    (task,) = (await work(helder, "femke", "editor"))["tasks"]
    since = (await lag(helder, id))["since"]
    assert (task["kind"], task["since"], task["action"]) == ("outdated", since, f"{DESK}/{id}")
    assert await kinds(helder, "omar", "approver") == []
    femke = helder.browser("femke", "editor")
    html = (await femke.get(f"{DESK}/{id}")).text
    for words in ("Wat openbaar is, loopt achter", "Eerst wie geen inkomen heeft.", "Loopt achter sinds"):
        assert words in html
    listed = (await femke.get(f"{DESK}?outdated=true")).text
    assert ("Loopt achter sinds" in listed, id in listed) == (True, True)
    other = await registered(helder, name="Iets anders")
    await made_public(helder, other, name="Iets anders")
    assert other not in (await femke.get(f"{DESK}?outdated=true")).text
    (item,) = (await helder.client("femke", "editor").get(ENTRIES, params={"outdated": True})).json()["items"]
    assert (item["id"], item["outdatedSince"]) == (id, since)
    known = (await helder.client("femke", "editor").get(f"{ENTRIES}/{id}")).json()
    assert (known["outdated"], known["outdatedSince"]) == (["goal"], since)


@pytest.mark.parametrize("goal", ["Bijgewerkt.", "In onze eigen woorden."])
async def test_a_revision_that_is_approved_takes_the_mark_away(helder: Installation, goal: str) -> None:
    id = await outdated(helder)
    femke = helder.client("femke", "editor")
    ok(await edit(femke, id, COMPLETE | {"goal": goal}))
    assert await kinds(helder, "femke", "editor") == ["changed"]
    ok(await step(femke, id, "submit"))
    assert await lag(helder, id) is not None
    ok(await step(helder.client("omar", "approver"), id, "approve"))
    assert await lag(helder, id) is None
    assert await kinds(helder, "femke", "editor") == []
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert (public["version"], public["record"]["goal"]) == (3, goal)
    assert "Deze tekst loopt achter" not in (await helder.client().get(f"{SITE}/{id}")).text


async def test_what_the_public_does_not_read_marks_nothing(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    await describe(helder, id, department="Werk en Inkomen")
    assert await lag(helder, id) is None
    assert (await helder.client().get(f"{PUBLIC}/{id}")).json()["version"] == 1


async def test_a_draft_that_follows_by_itself_is_asked_once(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    await describe(helder, id, supplier="Nieuwe BV")
    assert await kinds(helder, "femke", "editor") == ["changed"]
    assert (await lag(helder, id))["keys"] == ["provider"]


async def test_a_rebuild_tells_the_same(helder: Installation) -> None:
    await outdated(helder)
    before = await rows(helder)
    await rebuilding.rebuild(helder.services["publication"])
    assert await rows(helder) == before
