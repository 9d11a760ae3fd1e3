"""Registering and describing systems over the API."""

import httpx2 as httpx
import pytest

from tests.installation import ZANDVEEN, Installation

SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
NAME = "Voorsorteren aanvragen bijstand"


async def registered(client: httpx.AsyncClient, **fields: object) -> str:
    answer = await client.post(SYSTEMS, json={"name": NAME, **fields})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_a_registered_system_is_in_the_list_at_once(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    id = await registered(anna, purpose="Legt aanvragen op een stapel")
    listed = (await anna.get(SYSTEMS, params={"q": "AANVRÁGEN stapel"})).json()
    assert [(item["id"], item["name"], item["stage"]) for item in listed["items"]] == [(id, NAME, "idea")]
    assert listed["next"] is None


async def test_the_answer_to_a_new_system_says_where_it_is_and_which_version(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    answer = await anna.post(SYSTEMS, json={"name": NAME})
    assert answer.headers["location"] == f"{SYSTEMS}/{answer.json()['id']}"
    assert answer.headers["etag"] == '"1"'
    assert (await anna.get(answer.headers["location"])).headers["etag"] == '"1"'


async def test_a_data_source_is_where_the_answer_said(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    source = {"name": "BRP", "kind": "base-register", "personalData": [], "use": ["operation"]}
    made = await anna.post(f"{SYSTEMS}/{await registered(anna)}/data-sources", json=source)
    assert (await anna.get(made.headers["location"])).json() == source
    await anna.delete(made.headers["location"])
    assert (await anna.get(made.headers["location"])).status_code == 404


async def test_the_same_key_makes_one_system(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    first = await anna.post(SYSTEMS, json={"name": NAME}, headers={"Idempotency-Key": "een"})
    again = await anna.post(SYSTEMS, json={"name": NAME}, headers={"Idempotency-Key": "een"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len((await anna.get(SYSTEMS)).json()["items"]) == 1


async def test_describing_needs_the_version_that_was_seen(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    id = await registered(anna)
    without = await anna.put(f"{SYSTEMS}/{id}", json={"name": NAME})
    stale = await anna.put(f"{SYSTEMS}/{id}", json={"name": NAME}, headers={"If-Match": '"7"'})
    fresh = await anna.put(f"{SYSTEMS}/{id}", json={"name": "Anders"}, headers={"If-Match": '"1"'})
    assert (without.status_code, stale.status_code, fresh.status_code) == (428, 412, 200)
    assert stale.json()["version"] == 1


async def test_all_faults_are_told_at_once(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    answer = await anna.post(SYSTEMS, json={"name": "", "technique": "magie", "kleur": "rood"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/name", "/technique", "/kleur"}


async def test_pages_of_a_list_follow_each_other_without_loss(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    names = [f"Systeem {number:02}" for number in range(7)]
    for name in reversed(names):
        await registered(anna, name=name)
    seen, address = [], f"{SYSTEMS}?limit=3"
    while address:
        page = (await anna.get(address)).json()
        seen += [item["name"] for item in page["items"]]
        address = page.get("next")
    assert seen == names


async def test_another_municipality_sees_nothing(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    id = await registered(helder.client("anna", "coordinator"))
    there = helder.client("bob", "coordinator", tenant="zandveen")
    assert (await there.get(SYSTEMS)).status_code == 403
    assert (await there.get(f"/inventory/v1/organisations/zandveen/systems/{id}")).status_code == 404


async def test_only_a_coordinator_registers_what_was_found(helder: Installation) -> None:
    owner = helder.client("piet", "process-owner")
    assert (await owner.post(SYSTEMS, json={"name": NAME, "foundAs": "in-use"})).status_code == 403
    id = await registered(helder.client("anna", "coordinator"), foundAs="in-use", since="2024-03")
    found = (await owner.get(f"{SYSTEMS}/{id}")).json()
    assert (found["stage"], found["foundAs"], found["since"]) == ("in-use", "in-use", "2024-03")


async def test_the_gate_names_everything_that_is_missing(helder: Installation) -> None:
    owner = helder.client("piet", "process-owner")
    id = await registered(owner)
    readiness = (await owner.get(f"{SYSTEMS}/{id}/readiness")).json()
    refused = await owner.post(f"{SYSTEMS}/{id}/life-cycle-steps", json={"step": "in-use"})
    missing = ["assessment-missing", "oversight-missing", "classification-missing"]
    assert readiness == {"ready": False, "missing": missing}
    assert (refused.status_code, refused.json()["code"], refused.json()["missing"]) == (409, "not-ready", missing)


async def test_a_role_can_be_granted_and_works_without_a_claim(helder: Installation) -> None:
    carla = helder.client("carla")
    me = (await carla.get("/inventory/v1/organisations/eskerwold/members/me")).json()
    assert me["roles"] == []
    assert (await carla.get(SYSTEMS)).status_code == 403
    role = f"/inventory/v1/organisations/eskerwold/roles/process-owner/members/{me['member']}"
    granted = await helder.client("anna", "coordinator").put(role, json={"name": "Carla"})
    assert granted.status_code == 200, granted.text
    assert (await carla.get(SYSTEMS)).status_code == 200
    await helder.client("anna", "coordinator").delete(role)
    assert (await carla.get(SYSTEMS)).status_code == 403


@pytest.mark.parametrize("header", ["Bearer x", "Bearer a.b.c", "Basic YTpi"])
async def test_a_bad_token_is_nobody(helder: Installation, header: str) -> None:
    answer = await helder.client().get(SYSTEMS, headers={"authorization": header})
    assert answer.status_code == 401


async def test_reasons_never_stand_in_an_event(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator", "privacy-officer")
    id = await registered(anna)
    secret = "omdat mevrouw Jansen dat zei"
    answer = await anna.put(f"{SYSTEMS}/{id}/classification", json={"class": "high-risk", "reason": secret})
    assert answer.status_code == 200, answer.text
    assert secret.encode() not in b"".join(record.bytes for record in await helder.log("inventory"))


@pytest.mark.parametrize("day", ["0000-01-01", "2026-02-30", "2026-13-01", "morgen"])
async def test_a_day_that_does_not_exist_is_refused_with_its_field(helder: Installation, day: str) -> None:
    role = "/inventory/v1/organisations/eskerwold/roles/fg/members/" + "a" * 26
    answer = await helder.client("anna", "coordinator").put(role, json={"from": day})
    assert answer.status_code == 400
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/from"]


@pytest.mark.parametrize("name", ["   ", "piep\a", "\x1b[2J", "\x7f"])
async def test_a_name_that_cannot_be_read_is_refused(helder: Installation, name: str) -> None:
    answer = await helder.client("anna", "coordinator").post(SYSTEMS, json={"name": name})
    assert answer.status_code == 400
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/name"]
