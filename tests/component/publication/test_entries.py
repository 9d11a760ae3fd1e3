"""Editing, submitting, approving and taking over entries over the API, and what is refused."""

from typing import Any

import pytest

from tests.component.publication.story import (
    COMPLETE,
    ENTRIES,
    PUBLIC,
    edit,
    imported,
    made_public,
    registered,
    step,
)
from tests.installation import ZANDVEEN, Installation


async def test_an_edited_entry_holds_exactly_what_was_sent(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.client("femke", "editor")
    answer = await edit(femke, id, COMPLETE)
    assert (answer.status_code, answer.json()) == (200, {"id": id, "version": 2})
    assert answer.headers["etag"] == '"2"'
    entry = (await femke.get(f"{ENTRIES}/{id}")).json()
    assert (entry["record"], entry["lacking"]) == (COMPLETE, [])


async def test_an_edit_is_refused_with_one_message_for_each_field(helder: Installation) -> None:
    id = await registered(helder)
    record = {
        "name": "n" * 101,
        "contact_email": "bel ons",
        "status": "In gebruik",
        "kleur": "rood",
        "category": ["Voetbal"],
        "goal": None,
        "lawful_basis_grouping": [{"title": "", "link": "wet"}],
    }
    answer = await edit(helder.client("femke", "editor"), id, record)
    assert answer.status_code == 400
    pointers = [fault["pointer"] for fault in answer.json()["errors"]]
    assert sorted(pointers) == [
        "/record/category",
        "/record/contact_email",
        "/record/goal",
        "/record/kleur",
        "/record/lawful_basis_grouping/0/link",
        "/record/lawful_basis_grouping/0/title",
        "/record/name",
        "/record/status",
    ]
    assert all(fault["detail"] for fault in answer.json()["errors"])


async def test_an_imported_value_that_breaks_the_standard_may_stay_until_someone_changes_it(
    helder: Installation,
) -> None:
    id = await imported(helder, contact_email="bel ons")
    femke = helder.client("femke", "editor")
    record = (await femke.get(f"{ENTRIES}/{id}")).json()["record"]
    assert (await edit(femke, id, record | {"goal": "Anders."})).status_code == 200
    assert (await edit(femke, id, record | {"contact_email": "bel ons nu"})).status_code == 400


async def test_editing_and_approving_need_the_version_that_was_seen(helder: Installation) -> None:
    id = await registered(helder)
    femke, omar = helder.client("femke", "editor"), helder.client("omar", "approver")
    assert (await femke.put(f"{ENTRIES}/{id}", json={"record": COMPLETE})).status_code == 428
    stale = await femke.put(f"{ENTRIES}/{id}", json={"record": COMPLETE}, headers={"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["version"]) == (412, 1)
    await edit(femke, id, COMPLETE)
    await step(femke, id, "submit")
    assert (await omar.post(f"{ENTRIES}/{id}/steps", json={"step": "approve"})).status_code == 428


async def test_an_incomplete_entry_is_not_submitted_and_says_what_it_lacks(helder: Installation) -> None:
    id = await registered(helder)
    answer = await step(helder.client("femke", "editor"), id, "submit")
    assert (answer.status_code, answer.json()["code"]) == (409, "incomplete")
    assert answer.json()["missing"] == ["description_short", "contact_email", "publication_category"]


async def test_who_wrote_it_does_not_approve_it(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.client("femke", "editor", "approver")
    await edit(femke, id, COMPLETE)
    await step(femke, id, "submit")
    answer = await step(femke, id, "approve")
    assert (answer.status_code, answer.json()["code"]) == (409, "own-work")


@pytest.mark.parametrize(("role", "name"), [("editor", "approve"), ("editor", "take-over"), ("approver", "submit")])
async def test_each_step_has_its_role(helder: Installation, role: str, name: str) -> None:
    id = await registered(helder)
    answer = await step(helder.client("iemand", role), id, name)
    assert answer.status_code == 403
    assert (await edit(helder.client("omar", "approver"), id, COMPLETE)).status_code == 403


async def test_the_same_step_twice_is_refused_the_second_time(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    again = await step(helder.client("omar", "approver"), id, "approve")
    assert (again.status_code, again.json()["code"]) == (409, "no-draft")


async def test_publishing_tells_outsiders_the_whole_record(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    outside = await helder.log("publication", topic="helder.register")
    assert len(outside) == 1
    assert b'"authid":"system:publication"' in outside[0].bytes
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert public["uri"] == f"/id/algorithm/{id}"
    assert public["record"] == COMPLETE | {
        "organization": "Gemeente Eskerwold",
        "status": "In ontwikkeling",
        "lang": "nld",
        "standard_version": "1.0",
    }


async def test_an_imported_draft_is_taken_over_as_it_stood_by_someone_who_did_not_import_it(
    helder: Installation,
) -> None:
    id = await imported(helder)
    own = await step(helder.client("anna", "approver"), id, "take-over")
    assert (own.status_code, own.json()["code"]) == (409, "own-work")
    assert (await step(helder.client("omar", "approver"), id, "take-over")).status_code == 200
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert "description_short" not in public["record"]
    assert public["record"]["status"] == "In gebruik"
    over = public["extension"]["takenOver"]
    assert (over["register"], over["provenance"]["url"]) == (
        "algoritmes.overheid.nl",
        "https://register.example/11243658",
    )


async def test_what_a_person_edited_is_not_taken_over(helder: Installation) -> None:
    id = await imported(helder)
    femke = helder.client("femke", "editor")
    record = (await femke.get(f"{ENTRIES}/{id}")).json()["record"]
    await edit(femke, id, record | {"goal": "Anders."})
    answer = await step(helder.client("omar", "approver"), id, "take-over")
    assert (answer.status_code, answer.json()["code"]) == (409, "not-imported")
    assert (await femke.get(ENTRIES, params={"imported": "true"})).json()["items"] == []


async def test_a_public_entry_changes_only_when_the_revision_is_approved(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    femke, visitor = helder.client("femke", "editor"), helder.client()
    await edit(femke, id, COMPLETE | {"goal": "Nog geheim."})
    assert (await visitor.get(f"{PUBLIC}/{id}")).json()["record"]["goal"] == COMPLETE["goal"]
    await step(femke, id, "submit")
    await step(helder.client("omar", "approver"), id, "approve")
    public = (await visitor.get(f"{PUBLIC}/{id}")).json()
    assert (public["version"], public["record"]["goal"]) == (2, "Nog geheim.")
    past = (await visitor.get(f"{PUBLIC}/{id}/history", params={"limit": 1})).json()
    assert [item["version"] for item in past["items"]] == [2]
    rest = (await visitor.get(past["next"])).json()
    assert [(item["version"], item["record"]["goal"]) for item in rest["items"]] == [(1, COMPLETE["goal"])]


async def test_the_list_says_what_each_entry_lacks(helder: Installation) -> None:
    await registered(helder)
    await imported(helder)
    femke = helder.client("femke", "editor")
    items = (await femke.get(ENTRIES)).json()["items"]
    assert [(item["name"], item["state"], item["imported"]) for item in items] == [
        ("Herkennen van kentekens", "draft", True),
        ("Voorsorteren aanvragen bijstand", "draft", False),
    ]
    found = (await femke.get(ENTRIES, params={"q": "kénteken", "state": "draft"})).json()["items"]
    assert [item["name"] for item in found] == ["Herkennen van kentekens"]


async def test_another_organisation_sees_and_touches_nothing(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    id = await registered(helder)
    zoe = helder.client("zoe", "editor", "approver", tenant="zandveen")
    theirs = "/publication/v1/organisations/zandveen/entries"
    assert (await zoe.get(ENTRIES)).status_code == 403
    assert (await zoe.get(f"{theirs}/{id}")).status_code == 404
    body = {"record": COMPLETE}
    assert (await zoe.put(f"{theirs}/{id}", json=body, headers={"If-Match": '"1"'})).status_code == 404
    assert (await zoe.post(f"{theirs}/{id}/steps", json={"step": "take-over"})).status_code == 404


@pytest.mark.parametrize(
    "body",
    [{}, {"record": []}, {"record": {}, "meer": 1}, {"record": {"name": "a\u0000b"}}, {"record": {"name": 1.5}}],
)
async def test_a_body_of_the_wrong_form_is_refused(helder: Installation, body: dict[str, Any]) -> None:
    id = await registered(helder)
    femke = helder.client("femke", "editor")
    answer = await femke.put(f"{ENTRIES}/{id}", json=body, headers={"If-Match": '"1"'})
    assert answer.status_code == 400, answer.text
