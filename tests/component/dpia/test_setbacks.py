"""A system stays in use while its DPIA does not carry that: who is asked what, and what everyone reads."""

from typing import Any

import pytest

from services.chassis.recovery import rebuilding
from tests.component.dpia.browsing import LIST, at, browsers, seen, sent_form, typed
from tests.component.dpia.road import CASES, Road, ok
from tests.component.dpia.test_pages import check
from tests.component.dpia.test_rebuilding import rows
from tests.component.dpia.test_refusals import refused
from tests.component.dpia.test_ways import WHY, post
from tests.component.dpia.test_work import asked, work
from tests.component.inventory.test_systems import NAME, registered
from tests.component.publication.story import PUBLIC, made_public
from tests.installation import Installation

HOW = {"reason": "Elke aanvraag wordt tot maart door twee mensen bekeken."}
SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
USED = ("used", "process-owner")


async def in_use(helder: Installation) -> Road:
    """A system that was found in use, and its case."""
    id = await registered(helder.client("anna", "coordinator"), foundAs="in-use")
    await helder.settle()
    return Road.of(helder, id)


async def withdrawn(helder: Installation) -> Road:
    road = await in_use(helder)
    ok(await post(road.femke, road, "withdrawals", WHY))
    return road


async def reject(road: Road) -> None:
    await road.submit()
    await road.reply()
    tag = {"If-Match": (await road.femke.get(road.address)).headers["etag"]}
    body = {"outcome": "rejected", "reason": "Het weegt niet op."}
    ok(await road.dirk.post(f"{road.address}/decisions", json=body, headers=tag))


async def approve_and_suspend(road: Road) -> None:
    await road.submit()
    await road.reply()
    ok(await road.decide())
    assert USED not in await asked(road.helder, "femke", "process-owner")
    ok(await post(road.dirk, road, "suspensions", WHY))


async def withdraw(road: Road) -> None:
    ok(await post(road.femke, road, "withdrawals", WHY))


async def withdraw_and_reopen(road: Road) -> None:
    await withdraw(road)
    ok(await post(road.femke, road, "reopenings", WHY))


WAYS: dict[str, tuple[Any, str, str]] = {
    "rejected": (reject, "De DPIA is afgekeurd", "DPIA afgekeurd op"),
    "suspended": (approve_and_suspend, "Het akkoord op de DPIA is opgeschort", "DPIA: akkoord opgeschort"),
    "withdrawn": (withdraw, "De DPIA is ingetrokken", "DPIA ingetrokken"),
    "reopened": (withdraw_and_reopen, "De DPIA is heropend", "DPIA: wordt opnieuw gedaan"),
}


@pytest.mark.parametrize("kind", WAYS)
async def test_it_is_asked_of_the_process_owner_and_everyone_reads_it(helder: Installation, kind: str) -> None:
    way, said, in_public = WAYS[kind]
    road = await in_use(helder)
    await made_public(helder, road.id)
    await way(road)
    (task,) = [one for one in (await work(helder, "femke", "process-owner"))["tasks"] if one["kind"] == "used"]
    assert (
        task["what"]
        == f"{said}, en het systeem is nog in gebruik. Haal het uit gebruik, of leg vast hoe het verder gaat."
    )
    assert (task["about"], task["action"]) == (NAME, f"{at(road)}#alarm")
    assert USED not in await asked(helder, "dirk", "decision-maker")
    assert (await road.known())["setback"] == {"kind": kind, "on": task["since"]}
    await helder.settle()
    public = (await helder.client().get(f"{PUBLIC}/{road.id}")).json()["extension"]["assessment"]
    assert (public["setback"], public["since"]) == (kind, task["since"])
    page = (await helder.client().get(f"/register/eskerwold/entries/{road.id}")).text
    check(page)
    for words in (in_public, "Het systeem is nog in gebruik. De organisatie beslist of het stopt"):
        assert words in page
    assert WHY["reason"] not in page


async def test_who_says_how_it_goes_on_has_nothing_more_to_do_and_everyone_in_the_house_reads_it(
    helder: Installation,
) -> None:
    road = await in_use(helder)
    await made_public(helder, road.id)
    await withdraw(road)
    assert await asked(helder, "femke", "process-owner") == [USED]
    ok(await post(road.femke, road, "continuations", HOW))
    await helder.settle()
    public = (await helder.client().get(f"/register/eskerwold/entries/{road.id}")).text
    assert "heeft de organisatie vastgelegd hoe het verder gaat." in public
    assert "De organisatie beslist of het stopt" not in public
    assert HOW["reason"] not in public
    assert await asked(helder, "femke", "process-owner") == []
    continued = (await road.known())["setback"]["continued"]
    assert continued["reason"] == HOW["reason"]
    refused(await post(road.femke, road, "continuations", HOW), 409, "use-explained")
    _, farid, _ = browsers(helder)
    page = await seen(farid, at(road))
    check(page)
    assert HOW["reason"] in page
    assert 'id="alarm"' not in page
    for service in ("dpia", "inventory", "publication"):
        assert not [record for record in await helder.log(service) if HOW["reason"].encode() in record.bytes]


@pytest.mark.parametrize("step", ["suspended", "retired"])
async def test_what_is_taken_out_of_use_asks_nothing_more(helder: Installation, step: str) -> None:
    road = await withdrawn(helder)
    tag = {"If-Match": (await road.femke.get(f"{SYSTEMS}/{road.id}")).headers["etag"]}
    body = {"step": step, "reason": "De DPIA is ingetrokken."}
    ok(await road.femke.post(f"{SYSTEMS}/{road.id}/life-cycle-steps", json=body, headers=tag))
    await helder.settle()
    assert await asked(helder, "femke", "process-owner") == []
    refused(await post(road.femke, road, "continuations", HOW), 409, "not-in-use")


async def test_of_what_is_not_in_use_nothing_is_asked(helder: Installation) -> None:
    road = await Road.begun(helder)
    ok(await post(road.femke, road, "withdrawals", WHY))
    assert await asked(helder, "femke", "process-owner") == []
    femke, *_ = browsers(helder)
    assert 'id="alarm"' not in await seen(femke, at(road))


async def test_the_alarm_stands_on_the_list_and_on_the_case_for_everyone(helder: Installation) -> None:
    road = await withdrawn(helder)
    other = await registered(helder.client("anna", "coordinator"), name="Iets anders")
    await helder.settle()
    for client in browsers(helder):
        listed = await seen(client, LIST)
        check(listed)
        assert "1 systeem is in gebruik zonder geldige DPIA" in listed
        only = await seen(client, f"{LIST}?uncarried=true")
        assert (road.id in only, other in only) == (True, False)
        for part in ("", "/advice", "/steps"):
            page = await seen(client, at(road, part))
            check(page)
            assert "De DPIA is ingetrokken, en het systeem is nog in gebruik" in page
    api = (await road.femke.get(CASES, params={"uncarried": True})).json()["items"]
    assert [item["id"] for item in api] == [road.id]


async def test_only_the_process_owner_is_offered_the_step_and_a_refused_form_keeps_what_was_typed(
    helder: Installation,
) -> None:
    road = await withdrawn(helder)
    femke, _, dirk = browsers(helder)
    assert 'id="use"' in await seen(femke, at(road, "/steps"))
    assert 'id="use"' not in await seen(dirk, at(road, "/steps"))
    assert (await sent_form(dirk, at(road, "/steps/use"), **{"reason-use": "x"})).status_code == 403
    assert (await sent_form(femke, at(road, "/steps/use"))).status_code == 400
    stale = await sent_form(femke, at(road, "/steps/use"), **{"reason-use": HOW["reason"], "version": "1"})
    assert (stale.status_code, typed(stale.text, "reason-use")) == (412, HOW["reason"])
    assert (await sent_form(femke, at(road, "/steps/use"), **{"reason-use": HOW["reason"]})).status_code == 303
    assert 'id="use"' not in await seen(femke, at(road, "/steps"))


async def test_a_rebuild_tells_the_same(helder: Installation) -> None:
    road = await withdrawn(helder)
    ok(await post(road.femke, road, "continuations", HOW))
    ok(await post(road.femke, road, "reopenings", WHY))
    dpia = helder.services["dpia"]
    before = await rows(dpia)
    await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before
