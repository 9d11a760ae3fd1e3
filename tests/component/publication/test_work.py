"""Mijn werk in publication: drafts for editors, what others submitted for approvers, an import as one task."""

from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import update

from services.chassis.work import COUNTED, MOST
from services.publication.queries import get_state
from services.publication.queries.steps import ROLES
from services.publication.queries.work import ELSEWHERE
from services.publication.tables import entries
from tests.component.chassis.test_frame import Page
from tests.component.publication.story import COMPLETE, ENTRIES, REGISTER, edit, imported, made_public, registered, step
from tests.installation import Installation

WORK = "/publication/v1/organisations/eskerwold/work"
PAGE = "/publication/eskerwold/work"
IMPORTS = "/inventory/v1/organisations/eskerwold/imports"


def ok(answer: httpx.Response) -> Any:
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


async def work(helder: Installation, person: str, *roles: str) -> Any:
    return ok(await helder.client(person, *roles).get(WORK))


async def kinds(helder: Installation, person: str, *roles: str) -> list[str]:
    return [task["kind"] for task in (await work(helder, person, *roles))["tasks"]]


async def submitted(helder: Installation) -> str:
    """An entry that Femke wrote and submitted."""
    femke, id = helder.client("femke", "editor"), await registered(helder)
    ok(await edit(femke, id, COMPLETE))
    ok(await step(femke, id, "submit"))
    return id


async def test_a_draft_is_asked_of_editors_until_it_is_submitted(helder: Installation) -> None:
    id = await registered(helder)
    (task,) = (await work(helder, "femke", "editor"))["tasks"]
    assert (task["kind"], task["role"], task["action"]) == ("draft", "editor", f"/publication/eskerwold/entries/{id}")
    assert "Er ontbreken nog" in task["what"]
    femke = helder.client("femke", "editor")
    ok(await edit(femke, id, COMPLETE))
    (task,) = (await work(helder, "femke", "editor"))["tasks"]
    assert task["button"] == "Bekijk en dien in"
    ok(await step(femke, id, "submit"))
    assert await kinds(helder, "femke", "editor") == []
    assert await kinds(helder, "omar", "approver") == ["submitted"]


async def test_nobody_approves_what_they_wrote_and_they_see_whom_they_wait_for(helder: Installation) -> None:
    await submitted(helder)
    femke = await work(helder, "femke", "editor", "approver")
    assert femke["tasks"] == []
    (awaited,) = femke["awaited"]
    assert (awaited["what"], awaited["whom"]) == ("Goedkeuring van de vermelding", ["approver"])
    anna = await work(helder, "anna", "coordinator", "approver")
    assert (anna["tasks"], anna["awaited"]) == ([], [])
    assert await kinds(helder, "omar", "approver") == ["submitted"]


async def test_what_came_back_is_mended_and_waits_for_approval_again(helder: Installation) -> None:
    id = await submitted(helder)
    ok(await step(helder.client("omar", "approver"), id, "return", reason="Schrijf het korter."))
    (task,) = (await work(helder, "femke", "editor"))["tasks"]
    assert (task["kind"], task["button"]) == ("returned", "Verbeter")
    assert (await work(helder, "femke", "editor"))["awaited"] == []
    assert await kinds(helder, "omar", "approver") == []
    femke = helder.client("femke", "editor")
    ok(await edit(femke, id, COMPLETE | {"goal": "Korter."}))
    assert await kinds(helder, "femke", "editor") == ["returned"]
    ok(await step(femke, id, "submit"))
    assert (await kinds(helder, "femke", "editor"), await kinds(helder, "omar", "approver")) == ([], ["submitted"])


async def test_after_approval_nothing_waits_and_its_writers_may_approve_the_next(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    for person, role in (("femke", "editor"), ("omar", "approver")):
        assert await work(helder, person, role) == {"tasks": [], "more": [], "awaited": []}
    els = helder.client("els", "editor")
    ok(await edit(els, id, COMPLETE | {"goal": "Anders."}))
    (task,) = (await work(helder, "els", "editor"))["tasks"]
    assert (task["kind"], "loopt achter" in task["what"]) == ("changed", True)
    ok(await step(els, id, "submit"))
    assert await kinds(helder, "femke", "approver") == ["submitted"]
    assert await kinds(helder, "els", "approver") == []


async def test_an_import_is_one_task_for_who_did_not_bring_it_in(helder: Installation) -> None:
    for number in range(3):
        await imported(helder, f"1124365{number}", name=f"Kentekens {number}")
    found = await work(helder, "omar", "approver")
    (task,) = found["tasks"]
    assert (task["kind"], task["about"]) == ("take-over", ELSEWHERE)
    assert "staan 3 vermeldingen klaar" in task["what"]
    anna = await work(helder, "anna", "coordinator", "approver")
    assert (anna["tasks"], [one["about"] for one in anna["awaited"]]) == ([], [ELSEWHERE])
    assert await kinds(helder, "femke", "editor") == []
    listed = await helder.browser("omar", "approver").get(task["action"])
    assert (listed.status_code, "Kentekens 2" in listed.text) == (200, True)


async def test_more_than_are_counted_is_said_so(helder: Installation) -> None:
    rows = [
        {"row": n, "sourceId": str(n), "foundAs": "in-use", "record": {"name": f"Nummer {n}"}}
        for n in range(1, COUNTED + 3)
    ]
    anna = helder.client("anna", "coordinator")
    for part in (rows[:60], rows[60:]):
        ok(await anna.post(IMPORTS, json={"register": REGISTER, "dryRun": False, "rows": part}))
    await helder.settle()
    (task,) = (await work(helder, "omar", "approver"))["tasks"]
    assert f"staan meer dan {COUNTED} vermeldingen klaar" in task["what"]


async def test_what_a_person_edits_is_no_import_any_more(helder: Installation) -> None:
    id = await imported(helder)
    ok(await edit(helder.client("femke", "editor"), id, COMPLETE))
    assert (await kinds(helder, "femke", "editor"), await kinds(helder, "omar", "approver")) == (["draft"], [])


async def test_the_oldest_stands_first_and_a_long_row_is_cut(helder: Installation) -> None:
    ids = [await registered(helder, name=f"Systeem {number:02}") for number in range(MOST + 2)]
    async with helder.services["publication"].db.session("eskerwold") as tx:
        for id, day in ((ids[7], "2026-02-01"), (ids[11], "2026-01-01")):
            await tx.execute(update(entries).where(entries.c.id == id).values(since=day))
    found = await work(helder, "femke", "editor")
    assert [task["about"] for task in found["tasks"][:2]] == ["Systeem 11", "Systeem 07"]
    assert (len(found["tasks"]), found["tasks"][0]["since"]) == (MOST, "2026-01-01")
    assert found["more"] == [
        {"text": "Er zijn er meer: alle concepten", "link": "/publication/eskerwold/entries?state=draft"}
    ]


async def test_the_page_shows_what_waits(helder: Installation) -> None:
    await submitted(helder)
    html = (await helder.browser("omar", "approver").get(PAGE)).text
    page = Page(html)
    assert len(page.ids()) == len(set(page.ids()))
    assert "Gevraagd aan u als <b>goedkeurder van het register</b>." in html
    assert (await helder.browser("omar", "approver").get(f"{PAGE}-part")).text.strip() in html


PEOPLE = {
    "femke": ("editor", "approver"),
    "omar": ("approver", "editor"),
    "anna": ("coordinator", "editor", "approver"),
    "els": ("editor",),
}
STEP = {"returned": "submit", "changed": "submit", "draft": "submit", "submitted": "approve", "take-over": "take-over"}


async def lists_are_what_the_rules_allow(helder: Installation, id: str) -> set[str]:
    """For everyone: what an approver is asked is not refused as own work, and what is refused so is not asked."""
    async with helder.services["publication"].db.view("eskerwold") as tx:
        draft = (await get_state(tx, "eskerwold", id)).draft
    seen = set()
    for person, roles in PEOPLE.items():
        member = helder.services["publication"].keys.member_of("eskerwold", person)
        listed = set(await kinds(helder, person, *roles))
        own = draft is not None and member in draft.written_by | draft.persons
        assert all(ROLES[STEP[kind]] in roles for kind in listed)
        if draft is not None and "approver" in roles:
            wanted = "submitted" if draft.submitted else "take-over" if draft.origin == "import" else ""
            assert (wanted in listed) == bool(wanted and not own), (person, listed)
        seen |= listed
    return seen


@pytest.mark.parametrize("first", [registered, imported])
async def test_what_stands_in_a_list_is_what_the_rules_allow(helder: Installation, first: Any) -> None:
    id, seen = await first(helder), set[str]()
    femke, els, omar = (helder.client(name, "editor", "approver") for name in ("femke", "els", "omar"))
    seen |= await lists_are_what_the_rules_allow(helder, id)
    for answer in (
        lambda: edit(femke, id, COMPLETE),
        lambda: step(els, id, "submit"),
        lambda: step(omar, id, "return", reason="Korter."),
        lambda: edit(els, id, COMPLETE | {"goal": "Korter."}),
        lambda: step(femke, id, "submit"),
        lambda: step(omar, id, "approve"),
        lambda: edit(omar, id, COMPLETE | {"goal": "Nog korter."}),
        lambda: step(omar, id, "submit"),
    ):
        ok(await answer())
        await helder.settle()
        seen |= await lists_are_what_the_rules_allow(helder, id)
    assert seen >= {"returned", "changed", "draft", "submitted"}


async def test_who_reads_only_has_nothing_to_do(helder: Installation) -> None:
    await submitted(helder)
    assert await work(helder, "ravi", "auditor") == {"tasks": [], "more": [], "awaited": []}
    assert (await helder.client("omar", "approver").get(f"{ENTRIES}?limit=1")).status_code == 200
