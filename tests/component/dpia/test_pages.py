"""Pages of the case: what each reader sees first, and what the inventory knows already."""

import re

from services.dpia.domain.questions import NEEDED
from tests.component.chassis.test_frame import Page
from tests.component.dpia.browsing import LIST, at, browsers, primary, seen, sent_form, ticked, typed
from tests.component.dpia.road import LEFT, MEASURE, RISK, Road, ok, said
from tests.component.inventory.test_systems import NAME
from tests.installation import Installation

PARTS = ("", "/screening", "/questions/description", "/questions/rights", "/questions/risks", "/risks", "/submission")
PARTS += ("/advice", "/decision", "/conditions", "/steps")
SYSTEM = {
    "name": NAME,
    "purpose": "Legt elke aanvraag op een stapel.",
    "technique": "machine-learning",
    "supplier": "Sortix",
    "peoplePerYear": 12_400,
    "publicationCategory": "high-risk",
}
SOURCE = {
    "name": "Personen (BRP)",
    "kind": "base-register",
    "personalData": [{"kind": "ordinary", "what": "adres"}],
    "use": ["operation"],
    "retention": "5 jaar",
}


async def test_an_empty_list_says_what_belongs_there(helder: Installation) -> None:
    html = await seen(helder.browser("femke", "process-owner"), LIST)
    assert "Nog geen DPIA’s" in html
    assert f'href="{LIST.replace("dpia", "inventory").replace("cases", "systems")}"' in html


async def test_the_list_says_whose_turn_it_is_and_since_when(sent: Road) -> None:
    femke, farid, _ = browsers(sent.helder)
    assert "U, als FG" in await seen(farid, LIST)
    told = await seen(femke, LIST)
    assert NAME in told
    assert "Wacht op advies" in told
    assert "U bent aan zet" not in told


def check(html: str) -> None:
    """Well-formed, each id once, one heading, and one filled button at most."""
    page = Page(html)
    assert len(page.ids()) == len(set(page.ids()))
    assert [tag for tag, _ in page.elements].count("h1") == 1
    assert len(primary(html)) <= 1


async def test_every_page_of_a_submitted_case_is_well_formed_with_one_primary_button_at_most(sent: Road) -> None:
    await sent.advise()
    for client in browsers(sent.helder):
        for part in PARTS:
            check(await seen(client, at(sent, part)))


async def test_the_same_holds_for_a_draft_before_and_after_the_screening(helder: Installation) -> None:
    road = await Road.begun(helder)
    femke, *_ = browsers(helder)
    for part in PARTS:
        check(await seen(femke, at(road, part)))
    await road.screen()
    ok(await road.femke.post(f"{road.address}/risks", json=RISK))
    for part in PARTS:
        check(await seen(femke, at(road, part)))


async def test_who_is_to_act_sees_the_next_step_and_others_whom_they_wait_for(helder: Installation) -> None:
    road = await Road.begun(helder)
    femke, farid, dirk = browsers(helder)
    assert primary(await seen(femke, at(road))) == ["Begin met de toets"]
    assert "Wacht op de proceseigenaar" in await seen(dirk, at(road))
    await road.screen()
    assert primary(await seen(femke, at(road))) == ["Ga verder"]
    await road.submit()
    assert primary(await seen(farid, at(road))) == ["Geef advies"]
    assert "Wacht op de FG" in await seen(femke, at(road))


async def test_what_the_inventory_knows_is_filled_in_and_marked_so(helder: Installation) -> None:
    road = await Road.begun(helder)
    anna = helder.client("anna", "coordinator")
    system = f"/inventory/v1/organisations/eskerwold/systems/{road.id}"
    ok(await anna.put(system, json=SYSTEM, headers={"If-Match": '"1"'}))
    ok(await anna.post(f"{system}/data-sources", json=SOURCE))
    await helder.settle()
    femke, *_ = browsers(helder)
    screening = await seen(femke, at(road, "/screening"))
    chosen = {name: ticked(screening, name) for name in ("tenThousand", "highRiskAi", "baseRegisters", "newLaw")}
    assert chosen == {"tenThousand": ["true"], "highRiskAi": ["true"], "baseRegisters": ["BRP"], "newLaw": []}
    await road.screen()
    page = await seen(femke, at(road, "/questions/description"))
    assert typed(page, "answer-5") == SYSTEM["purpose"]
    assert typed(page, "answer-2") == "Personen (BRP): adres (gewoon)"
    assert typed(page, "answer-10") == "Personen (BRP): 5 jaar"
    assert typed(page, "answer-1") == ""
    assert page.count("Uit de inventaris:") == 5
    retyped = await sent_form(femke, at(road, "/questions/description"), **{"answer-5": "Anders", "na-1": "yes"})
    assert (retyped.status_code, typed(retyped.text, "answer-5")) == (400, "Anders")
    assert "Uit de inventaris: doel" not in retyped.text
    assert (await road.known())["answers"] == []


async def test_the_heat_map_tells_each_risk_in_words_too(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    for likelihood, impact in (("middle", "high"), ("low", "high")):
        body = {"text": "Iets", "likelihood": likelihood, "impact": impact}
        ok(await road.femke.post(f"{road.address}/risks", json=body))
    page = await seen(helder.browser("dirk", "decision-maker"), at(road, "/risks"))
    assert "Risico 1: kans middel, gevolg groot, hoog. Risico 2: kans klein, gevolg groot, laag." in page
    assert page.count("Zeldzaam maar ernstig") == 1


async def test_submitting_lists_what_lacks_with_a_link_to_each(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    femke, *_ = browsers(helder)
    page = await seen(femke, at(road, "/submission"))
    assert len(re.findall(r'<li><a href="[^"]*#field-answer-', page)) == len(NEEDED)
    assert primary(page) == ["Vul het eerste aan"]
    refused = await sent_form(femke, at(road, "/submission"), version=(await road.known())["version"])
    assert refused.status_code == 409
    assert f'href="{at(road, "/questions/rights")}#field-answer-own-10"' in refused.text


async def test_the_decision_page_says_which_rule_stops_whom(sent: Road) -> None:
    await sent.reply()
    femke, *_, dirk = browsers(sent.helder)
    both = sent.helder.browser("femke", "decision-maker", "process-owner")
    fg = sent.helder.browser("gerda", "decision-maker", "fg")
    for client, stops, decides in ((dirk, 0, True), (femke, 2, False), (both, 1, False), (fg, 1, False)):
        page = await seen(client, at(sent, "/decision"))
        assert (page.count("Houdt u tegen"), "Leg het besluit vast" in page) == (stops, decides)


async def test_who_may_not_write_reads(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    await road.answer("1")
    dirk = helder.browser("dirk", "decision-maker")
    page = await seen(dirk, at(road, "/questions/description"))
    assert said("1") in page
    assert "<textarea" not in page
    assert (await sent_form(dirk, at(road, "/questions/description"), **{"answer-1": "x"})).status_code == 403
    assert (await dirk.get(at(road, "/questions/nothing"))).status_code == 404
    assert (await dirk.get(f"{LIST}/nowhere")).status_code == 404


def of(road: Road, person: str) -> str:
    """The mark where the name of this person comes."""
    return f'data-member="{road.helder.services["dpia"].keys.member_of("eskerwold", person)}"'


async def test_pages_say_who_acted_by_reference_alone(sent: Road) -> None:
    await sent.reply()
    ok(await sent.decide())
    anna, named = sent.helder.client("anna", "coordinator"), "Dirk Postma"
    member = sent.helder.services["dpia"].keys.member_of("eskerwold", "dirk")
    address = f"/inventory/v1/organisations/eskerwold/roles/decision-maker/members/{member}"
    assert (await anna.put(address, json={"name": named})).status_code == 200
    femke = sent.helder.browser("femke", "process-owner")
    advice, decision = await seen(femke, at(sent, "/advice")), await seen(femke, at(sent, "/decision"))
    assert f"door <span {of(sent, 'farid')}>de FG</span>" in advice
    assert f"<b>Proceseigenaar</b> <span {of(sent, 'femke')}></span>" in advice
    assert f"door <span {of(sent, 'femke')}>de proceseigenaar</span>" in await seen(femke, at(sent, "/submission"))
    assert f"door <span {of(sent, 'dirk')}>de beslisser</span>" in decision
    assert named not in decision + await seen(femke, at(sent)) + str(await sent.known())


async def test_the_list_and_the_overview_say_what_is_left_of_the_highest_risk(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    risk = ok(await road.femke.post(f"{road.address}/risks", json=RISK))["id"]
    ok(await road.femke.post(f"{road.address}/measures", json=MEASURE | {"risks": [risk]}))
    femke = helder.browser("femke", "process-owner")

    async def shown() -> list[list[tuple[str, str]]]:
        pages = [await seen(femke, address) for address in (LIST, at(road))]
        return [re.findall(r"<span>(Laag|Midden|Hoog)</span>|(vóór maatregelen(?: \w+)?)", html) for html in pages]

    assert await shown() == [[("Hoog", ""), ("", "vóór maatregelen")]] * 2
    ok(await road.femke.put(f"{road.address}/risks/{risk}/residual", json=LEFT))
    assert await shown() == [[("Midden", ""), ("", "vóór maatregelen hoog")]] * 2
    ok(await road.femke.put(f"{road.address}/risks/{risk}/residual", json=LEFT | {"impact": "high"}))
    assert await shown() == [[("Hoog", "")]] * 2
