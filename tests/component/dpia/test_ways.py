"""The side ways over the API and the pages, and what inventory and the public register hear of them."""

from typing import Any

import httpx2 as httpx
import pytest

from services.chassis.recovery import rebuilding
from tests.component.dpia.browsing import at, browsers, seen, sent_form, typed
from tests.component.dpia.road import CASES, Road, ok
from tests.component.dpia.test_pages import check
from tests.component.dpia.test_rebuilding import rows
from tests.component.dpia.test_refusals import refused
from tests.component.inventory.test_systems import NAME
from tests.installation import Installation

WHY = {"reason": "Het systeem doet nu ook iets anders."}
NOTHING = {
    "ordinary": [], "sensitive": [], "people": [], "tenThousand": False, "frequency": "once", "retention": "under-day",
    "apList": [], "baseRegisters": [], "highRiskAi": False, "impactful": False,
}  # fmt: skip
PROPOSAL = {"kind": "no-personal-data", "reason": "Er wordt alleen regenwater gemeten."}


async def decided(road: Road) -> None:
    await road.reply()
    assert (await road.decide()).status_code == 201


async def system(road: Road) -> Any:
    await road.helder.settle()
    return ok(await road.femke.get(f"/inventory/v1/organisations/eskerwold/systems/{road.id}"))


async def post(client: httpx.AsyncClient, road: Road, path: str, body: Any = None) -> httpx.Response:
    headers = {"If-Match": (await road.femke.get(road.address)).headers["etag"]}
    return await client.post(f"{road.address}/{path}", json=body or {}, headers=headers)


async def proposed(helder: Installation) -> Road:
    road = await Road.begun(helder)
    await road.screen(**NOTHING)
    ok(await post(road.femke, road, "exemptions", PROPOSAL))
    return road


async def test_a_returned_version_is_mended_and_submitted_again(sent: Road) -> None:
    await sent.reply()
    ok(await post(sent.farid, sent, "returns", WHY))
    known = await sent.known()
    assert (known["state"], known["turn"], known["number"]) == ("drafting", "process-owner", 2)
    assert known["again"]["reason"] == WHY["reason"]
    assert [len(version["advices"]) for version in known["earlier"]] == [1]
    assert (await system(sent))["assessment"]["standing"] == "in-progress"
    await sent.answer("1")
    ok(await sent.femke.post(f"{sent.address}/steps", json={"step": "submit"}))
    await decided(sent)
    known = await sent.known()
    assert (known["state"], known["submission"]["number"], known.get("again")) == ("approved", 2, None)
    assert (await system(sent))["assessment"]["standing"] == "approved"


async def test_without_personal_data_another_person_opens_the_gate(helder: Installation) -> None:
    road = await proposed(helder)
    refused(await post(helder.client("femke", "privacy-officer"), road, "exemptions/confirmations"), 409, "four-eyes")
    both = helder.client("farid", "fg", "privacy-officer")
    refused(await post(both, road, "exemptions/confirmations"), 409, "fg-decides-not")
    ok(await post(road.dirk, road, "exemptions/confirmations"))
    known = await road.known()
    assert (known["state"], known.get("turn")) == ("not-required", None)
    assert known["exemption"]["confirmedOn"]
    noted = (await system(road))["assessment"]
    assert (noted["standing"], "decidedOn" in noted) == ("no-personal-data", True)
    ok(await post(road.dirk, road, "choices"))
    assert (await road.known())["state"] == "drafting"
    assert (await system(road))["assessment"]["standing"] == "in-progress"


async def test_an_approval_is_suspended_resumed_and_reopened(sent: Road) -> None:
    await decided(sent)
    for path, state, standing in [
        ("suspensions", "suspended", "suspended"),
        ("resumptions", "approved", "approved"),
        ("reopenings", "drafting", "in-progress"),
        ("withdrawals", "withdrawn", "withdrawn"),
        ("reopenings", "drafting", "in-progress"),
    ]:
        client = sent.dirk if path in ("suspensions", "resumptions") else sent.femke
        ok(await post(client, sent, path, WHY))
        assert (await sent.known())["state"] == state
        assert (await system(sent))["assessment"]["standing"] == standing
    assert [version["decision"]["outcome"] for version in (await sent.known())["earlier"]] == ["approved"]


async def test_a_substantial_change_reopens_the_case_by_itself(sent: Road) -> None:
    await decided(sent)
    assert (await system(sent))["assessment"]["standing"] == "approved"
    change = {"name": NAME, "purpose": "Iets heel anders.", "change": "substantial", "reason": "Nieuw doel."}
    address = f"/inventory/v1/organisations/eskerwold/systems/{sent.id}"
    seen_now = {"If-Match": (await sent.femke.get(address)).headers["etag"]}
    ok(await sent.femke.put(address, json=change, headers=seen_now))
    await sent.helder.settle()
    known = await sent.known()
    assert (known["state"], known["again"]["occasion"]) == ("drafting", "substantial-change")
    version = ok(await sent.femke.get(address))["version"]
    assert known["again"]["systemVersion"] == version
    femke, *_ = browsers(sent.helder)
    assert f"versie {version} van het systeem" in await seen(femke, at(sent))
    gate = await seen(femke, f"/inventory/eskerwold/systems/{sent.id}")
    assert ("Kijk wat er nu anders is dan toen." in gate, "nog niet beantwoord" in gate) == (True, False)


async def test_who_advises_and_decides_after_a_reopening_reads_what_it_was_for(sent: Road) -> None:
    await decided(sent)
    assert (await system(sent))["assessment"]["standing"] == "approved"
    await change_substantially(sent, "Iets heel anders.")
    assert "De versie van de DPIA hiervoor" not in await seen(sent.helder.browser("femke", "process-owner"), at(sent))
    ok(await sent.femke.put(f"{sent.address}/answers/1", json={"text": "Nu ook de leeftijd."}))
    ok(await sent.femke.post(f"{sent.address}/steps", json={"step": "submit"}))
    _, farid, dirk = browsers(sent.helder)
    versions = [version["submission"]["systemVersion"] for version in (await sent.known())["earlier"]]
    now = (await sent.known())["submission"]["systemVersion"]
    for reader, part in ((farid, "/advice"), (dirk, "/decision")):
        check(page := await seen(reader, at(sent, part)))
        assert "Heropend na een wezenlijke wijziging van het systeem" in page
        assert f"ging over versie {versions[-1]} van het systeem, deze gaat over versie {now}." in page
        assert f"/inventory/eskerwold/systems/{sent.id}#tijdlijn" in page
    await sent.reply()
    ok(await sent.decide())
    assert "Heropend na" not in await seen(dirk, at(sent, "/decision"))


async def reopened(road: Road) -> None:
    await decided(road)
    ok(await post(road.femke, road, "reopenings", WHY))


async def test_what_was_reopened_is_submitted_again_with_a_word_on_why_all_of_it_still_holds(sent: Road) -> None:
    await reopened(sent)
    step = {"step": "submit"}
    femke, *_ = browsers(sent.helder)
    work = await seen(femke, "/dpia/eskerwold/work")
    assert ("Pas aan wat nu anders is." in work, "Alles is ingevuld" in work) == (True, False)
    answer = refused(await sent.femke.post(f"{sent.address}/steps", json=step), 409, "unchanged")
    assert answer["missing"] == ["change"]
    ok(await sent.femke.post(f"{sent.address}/steps", json=step | {"unchanged": "Alleen de leverancier heet anders."}))
    known = await sent.known()
    assert known["submission"]["unchanged"] == "Alleen de leverancier heet anders."
    assert not [record for record in await sent.helder.log("dpia") if b"leverancier heet" in record.bytes]


async def test_what_was_reopened_is_ready_to_be_submitted_once_something_was_written_in_it(sent: Road) -> None:
    await reopened(sent)
    ok(await sent.femke.put(f"{sent.address}/answers/1", json={"text": "Nu ook de leeftijd."}))
    femke, *_ = browsers(sent.helder)
    work = await seen(femke, "/dpia/eskerwold/work")
    assert ("Pas aan wat nu anders is." in work, "Alles is ingevuld" in work) == (False, True)
    ok(await sent.femke.post(f"{sent.address}/steps", json={"step": "submit"}))


async def test_who_submits_what_was_reopened_is_asked_on_the_page_what_changed(sent: Road) -> None:
    await reopened(sent)
    femke, farid, _ = browsers(sent.helder)
    overview = await seen(femke, at(sent))
    assert ("Werk de DPIA bij" in overview, "submission#field-unchanged" in overview) == (True, True)
    assert "Niets. Alles is ingevuld." not in overview
    page = await seen(femke, at(sent, "/submission"))
    check(page)
    assert "Waarom klopt alles nog?" in page
    empty = await sent_form(femke, at(sent, "/submission"))
    assert empty.status_code == 409
    assert "submission#field-unchanged" in empty.text
    check(empty.text)
    long = await sent_form(femke, at(sent, "/submission"), unchanged="x" * 20_001)
    assert (long.status_code, len(typed(long.text, "unchanged"))) == (400, 20_001)
    done = await sent_form(femke, at(sent, "/submission"), unchanged="Alleen de naam is anders.")
    assert done.status_code == 303
    read = await seen(farid, at(sent, "/advice"))
    check(read)
    assert "Alleen de naam is anders." in read


async def test_who_changed_what_was_reopened_is_asked_nothing_more(sent: Road) -> None:
    await reopened(sent)
    femke, _, _ = browsers(sent.helder)
    ok(await sent.femke.put(f"{sent.address}/answers/1", json={"text": "Dit is nu anders."}))
    assert "Waarom klopt alles nog?" not in await seen(femke, at(sent, "/submission"))
    assert (await sent_form(femke, at(sent, "/submission"))).status_code == 303


async def change_substantially(road: Road, purpose: str) -> int:
    """The system is for something else from now on; the version that it has then."""
    change = {"name": NAME, "purpose": purpose, "change": "substantial", "reason": "Nieuw doel."}
    address = f"/inventory/v1/organisations/eskerwold/systems/{road.id}"
    seen_now = {"If-Match": (await road.femke.get(address)).headers["etag"]}
    ok(await road.femke.put(address, json=change, headers=seen_now))
    await road.helder.settle()
    return int(ok(await road.femke.get(address))["version"])


async def test_a_system_that_changes_once_more_while_its_dpia_is_written_asks_again(sent: Road) -> None:
    await decided(sent)
    assert (await system(sent))["assessment"]["standing"] == "approved"
    await change_substantially(sent, "Iets heel anders.")
    ok(await sent.femke.put(f"{sent.address}/answers/1", json={"text": "Nu ook de leeftijd."}))
    version = await change_substantially(sent, "Weer iets anders.")
    known = await sent.known()
    assert (known["state"], known["again"]["systemVersion"]) == ("drafting", version)
    assert "changedOn" in known["again"]
    refused(await sent.femke.post(f"{sent.address}/steps", json={"step": "submit"}), 409, "unchanged")
    femke, *_ = browsers(sent.helder)
    work = await seen(femke, "/dpia/eskerwold/work")
    assert "Het systeem is daarna nog eens wezenlijk veranderd. Pas aan wat nu anders is." in work
    overview = await seen(femke, at(sent))
    told = (f"het gaat nu om versie {version}", "Het systeem is nog eens wezenlijk veranderd.")
    assert [words for words in told if words not in overview] == []
    check(page := await seen(femke, at(sent, "/submission")))
    assert ("Sinds de laatste wezenlijke wijziging" in page, "Waarom klopt alles nog?" in page) == (True, True)
    dpia = sent.helder.services["dpia"]
    before = await rows(dpia)
    await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before
    ok(await sent.femke.put(f"{sent.address}/answers/1", json={"text": "Nu ook de buurt."}))
    assert "Alles is ingevuld" in await seen(femke, "/dpia/eskerwold/work")
    ok(await sent.femke.post(f"{sent.address}/steps", json={"step": "submit"}))
    assert (await system(sent))["assessment"]["standing"] == "submitted"


async def test_a_rebuild_tells_the_side_ways_as_they_were(sent: Road) -> None:
    await sent.reply()
    ok(await post(sent.farid, sent, "returns", WHY))
    ok(await post(sent.femke, sent, "withdrawals", WHY))
    dpia = sent.helder.services["dpia"]
    before = await rows(dpia)
    await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before


async def test_no_reason_is_in_an_event(sent: Road) -> None:
    ok(await post(sent.farid, sent, "returns", WHY))
    assert not [record for record in await sent.helder.log("dpia") if WHY["reason"].encode() in record.bytes]


@pytest.mark.parametrize("path", ["returns", "exemptions", "reopenings", "suspensions", "resumptions", "withdrawals"])
async def test_a_step_on_a_case_that_is_not_there_is_not_found(helder: Installation, path: str) -> None:
    roles = ("process-owner", "privacy-officer", "decision-maker", "ciso")
    body = PROPOSAL if path == "exemptions" else WHY
    refused(await helder.client("femke", *roles).post(f"{CASES}/nowhere/{path}", json=body), 404)


async def test_who_is_to_act_reads_why_it_came_back(sent: Road) -> None:
    femke, farid, _ = browsers(sent.helder)
    page = await seen(farid, at(sent, "/steps"))
    check(page)
    assert "Stuur de DPIA terug" in page
    sent_back = await sent_form(farid, at(sent, "/steps/return"), **{"reason-return": "Vraag 3 is te kort."})
    assert sent_back.status_code == 303
    for part in ("", "/questions/description", "/submission"):
        html = await seen(femke, at(sent, part))
        check(html)
        assert "Vraag 3 is te kort." in html
        assert "versie 2, nog niet ingediend" in html


async def test_a_step_that_is_refused_keeps_what_was_typed(sent: Road) -> None:
    femke, farid, _ = browsers(sent.helder)
    empty = await sent_form(farid, at(sent, "/steps/return"))
    assert (empty.status_code, "Schrijf op waarom." in empty.text) == (400, True)
    late = await sent_form(femke, at(sent, "/steps/withdrawal"), **{"reason-withdrawal": "Toch niet.", "version": "1"})
    assert late.status_code == 412
    assert typed(late.text, "reason-withdrawal") == "Toch niet."
    assert (await sent_form(femke, at(sent, "/steps/return"), **{"reason-return": "x"})).status_code == 403
    assert (await sent_form(femke, at(sent, "/steps/nothing"))).status_code == 404


async def test_who_may_confirm_sees_the_proposal_and_who_made_it_does_not(helder: Installation) -> None:
    road = await proposed(helder)
    femke, _, dirk = browsers(helder)
    mine = await seen(dirk, at(road))
    check(mine)
    assert "Naar het voorstel" in mine
    asked = await seen(dirk, at(road, "/steps"))
    check(asked)
    assert PROPOSAL["reason"] in asked
    assert ">Bevestig<" in asked
    assert ">Bevestig<" not in await seen(femke, at(road, "/steps"))
    assert (await sent_form(dirk, at(road, "/steps/confirmation"))).status_code == 303
    told = await seen(femke, at(road))
    check(told)
    dirks = helder.services["dpia"].keys.member_of("eskerwold", "dirk")
    assert f'Bevestigd door <span data-member="{dirks}">een tweede persoon</span> op' in told
    assert told.count("beleid van uw organisatie") == told.count("nog niet ingediend") == 0
