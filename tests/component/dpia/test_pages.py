"""Pages of the case: what each reader sees first, and that a refused form keeps what was typed."""

import re

import httpx2 as httpx
import pytest

from services.dpia.domain.questions import NEEDED
from tests.component.chassis.test_frame import Page
from tests.component.dpia.road import RISK, Road, ok, said
from tests.component.inventory.test_systems import NAME
from tests.installation import Installation

LIST = "/dpia/eskerwold/cases"
PARTS = ("", "/screening", "/questions/description", "/questions/rights", "/questions/risks", "/risks", "/submission")
PARTS += ("/advice", "/decision")
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


def at(road: Road, part: str = "") -> str:
    return f"{LIST}/{road.id}{part}"


async def seen(client: httpx.AsyncClient, address: str) -> str:
    answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


async def sent_form(client: httpx.AsyncClient, address: str, **fields: object) -> httpx.Response:
    return await client.post(address, data=fields)


def primary(html: str) -> list[str]:
    """The words of the filled buttons."""
    return re.findall(r'<(?:a|button) class="button button--primary"[^>]*>([^<]*)<', html)


def typed(html: str, name: str) -> str:
    """What stands in a text field."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    return found.group(1).strip() if found else ""


def ticked(html: str, name: str) -> list[str]:
    """The values that are chosen."""
    inputs = [attributes for attributes in Page(html).named(name) if "checked" in attributes]
    return [attributes["value"] or "" for attributes in inputs]


def browsers(helder: Installation) -> tuple[httpx.AsyncClient, httpx.AsyncClient, httpx.AsyncClient]:
    people = (("femke", "process-owner"), ("farid", "fg"), ("dirk", "decision-maker"))
    femke, farid, dirk = (helder.browser(person, role) for person, role in people)
    return femke, farid, dirk


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


@pytest.mark.parametrize("part", PARTS)
async def test_every_page_of_a_case_is_well_formed_and_has_one_primary_button_at_most(sent: Road, part: str) -> None:
    await sent.advise()
    for client in browsers(sent.helder):
        html = await seen(client, at(sent, part))
        page = Page(html)
        assert len(page.ids()) == len(set(page.ids()))
        assert [tag for tag, _ in page.elements].count("h1") == 1
        assert len(primary(html)) <= 1


@pytest.mark.parametrize("part", PARTS)
async def test_the_same_holds_for_a_draft(helder: Installation, part: str) -> None:
    road = await Road.begun(helder)
    for screened in (False, True):
        if screened:
            await road.screen()
            ok(await road.femke.post(f"{road.address}/risks", json=RISK))
        html = await seen(helder.browser("femke", "process-owner"), at(road, part))
        assert len(Page(html).ids()) == len(set(Page(html).ids()))
        assert len(primary(html)) <= 1


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


async def test_the_straight_way_on_the_pages(sent: Road) -> None:
    femke, farid, dirk = browsers(sent.helder)
    advice = {"opinion": "positive-with-points", "advice": "Goed.", "points": "Meet vaker.\r\n\r\nNoem het."}
    assert (await sent_form(farid, at(sent, "/advice"), **advice)).status_code == 303
    [given] = (await sent.known())["advices"]
    assert [point["text"] for point in given["points"]] == ["Meet vaker.", "Noem het."]
    for point in given["points"]:
        answer = {f"adopted-{point['id']}": "false", f"reason-{point['id']}": "Te duur."}
        assert (await sent_form(femke, at(sent, f"/advice/{given['id']}/{point['id']}"), **answer)).status_code == 303
    page = await seen(dirk, at(sent, "/decision"))
    assert "U wijkt af van 2 punten" in page
    [version] = Page(page).named("version")
    decision = {"version": version["value"], "outcome": "rejected", "reason": "Het weegt niet op."}
    assert (await sent_form(dirk, at(sent, "/decision"), **decision)).status_code == 303
    assert (await sent.known())["state"] == "rejected"
    assert "Het weegt niet op." in await seen(femke, at(sent))


async def test_a_screening_that_is_refused_keeps_its_ticks_and_tells_every_fault(helder: Installation) -> None:
    road = await Road.begun(helder)
    femke, *_ = browsers(helder)
    fields = {"ordinary": ["contact", "logging"], "frequency": "monthly", "transfer": "true", "apList": "health"}
    answer = await sent_form(femke, at(road, "/screening"), **fields)
    assert answer.status_code == 400
    assert ticked(answer.text, "ordinary") == ["logging", "contact"]
    assert (ticked(answer.text, "frequency"), ticked(answer.text, "apList")) == (["monthly"], ["health"])
    assert {f"field-{name}-error" for name in ("newLaw", "retention", "transfer", "impactful")} <= set(
        Page(answer.text).ids()
    )
    assert "<title>Fout:" in answer.text
    assert await helder.types("dpia") == ["case-opened"]


async def test_the_screening_comes_back_as_it_was_answered_with_its_result(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen(transfer={"storage": "outside-eea", "support": "inside-eea", "mechanism": "scc", "special": True})
    femke, *_ = browsers(helder)
    page = await seen(femke, at(road, "/screening"))
    chosen = {name: ticked(page, name) for name in ("people", "transfer", "tenThousand", "transferSpecial")}
    assert chosen == {
        "people": ["citizens", "vulnerable"],
        "transfer": ["true"],
        "tenThousand": ["true"],
        "transferSpecial": ["true"],
    }
    for told in ("DPIA verplicht", "standaardcontractbepalingen", "helder-prescan/2.0.1"):
        assert told in page
    form = {attributes["name"]: attributes["value"] for attributes in _given(page)}
    before = (await road.known())["version"]
    same = form | {"ordinary": "contact", "sensitive": "financial", "people": ["citizens", "vulnerable"]}
    same |= {"storage": "outside-eea", "support": "inside-eea", "mechanism": "scc"}
    assert (await sent_form(femke, at(road, "/screening"), **same)).status_code == 303
    assert (await road.known())["version"] == before


def _given(html: str) -> list[dict[str, str | None]]:
    inputs = [attributes for tag, attributes in Page(html).elements if tag == "input" and "name" in attributes]
    return [one for one in inputs if one.get("type") not in {"radio", "checkbox"} or "checked" in one]


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
    assert (await road.known())["answers"] == []


async def test_a_group_of_questions_is_kept_at_once_and_only_what_changed(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    femke, *_ = browsers(helder)
    fields = {"answer-11": "Wet.\r\nArtikel 53a.", "answer-12": "Geen.", "na-12": "yes", "answer-13": " "}
    kept = await sent_form(femke, at(road, "/questions/lawfulness"), **fields)
    assert (kept.status_code, kept.headers["location"]) == (303, at(road, "/risks"))
    known = await road.known()
    assert [(one["question"], one.get("text"), one.get("notApplicable")) for one in known["answers"]] == [
        ("11", "Wet.\nArtikel 53a.", None),
        ("12", None, "Geen."),
    ]
    page = await seen(femke, at(road, "/questions/lawfulness"))
    marks = {f"seen-{id}": Page(page).named(f"seen-{id}")[0]["value"] for id in ("11", "12")}
    again = {"answer-11": "Wet.\r\nArtikel 53a.", "answer-12": "Toch iets.", **marks}
    assert (await sent_form(femke, at(road, "/questions/lawfulness"), **again)).status_code == 303
    assert (await road.known())["version"] == known["version"] + 1


async def test_an_answer_that_someone_else_changed_is_not_lost(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    femke, *_ = browsers(helder)
    await road.answer("11")
    fields = {"answer-11": "De mijne", "answer-13": "Ook getypt"}
    refused = await sent_form(femke, at(road, "/questions/lawfulness"), **fields)
    assert refused.status_code == 400
    assert said("11") in refused.text
    assert (typed(refused.text, "answer-11"), typed(refused.text, "answer-13")) == ("De mijne", "Ook getypt")
    assert [one["text"] for one in (await road.known())["answers"]] == [said("11")]
    now = {"seen-11": Page(refused.text).named("seen-11")[0]["value"]}
    assert (await sent_form(femke, at(road, "/questions/lawfulness"), **fields, **now)).status_code == 303
    assert [one["text"] for one in (await road.known())["answers"]] == ["De mijne", "Ook getypt"]


async def test_a_refused_answer_keeps_every_typed_text(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    femke, *_ = browsers(helder)
    fields = {"answer-own-1": "x" * 20_001, "na-own-2": "yes", "answer-own-3": "<b>Ook dit</b>"}
    refused = await sent_form(femke, at(road, "/questions/rights"), **fields)
    assert refused.status_code == 400
    assert typed(refused.text, "answer-own-3") == "&lt;b&gt;Ook dit&lt;/b&gt;"
    assert typed(refused.text, "answer-own-1") == "x" * 20_001
    assert {"field-answer-own-1-error", "field-answer-own-2-error"} <= set(Page(refused.text).ids())
    assert (await road.known())["answers"] == []


async def test_refused_risks_and_measures_keep_what_was_typed(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    femke, *_ = browsers(helder)
    refused = await sent_form(femke, at(road, "/risks"), risk="Iemand krijgt niets", likelihood="high", why="Daarom")
    assert refused.status_code == 400
    assert (typed(refused.text, "risk"), typed(refused.text, "why")) == ("Iemand krijgt niets", "Daarom")
    assert ticked(refused.text, "likelihood") == ["high"]
    assert (await sent_form(femke, at(road, "/risks"), risk="R", likelihood="high", impact="high")).status_code == 303
    measure = await sent_form(femke, at(road, "/measures"), measure="Meten", due="morgen")
    assert measure.status_code == 400
    assert typed(measure.text, "measure") == "Meten"
    assert (await road.known())["measures"] == []


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


async def test_a_submission_of_an_older_version_is_refused(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.complete()
    femke, *_ = browsers(helder)
    assert (await sent_form(femke, at(road, "/submission"), version="3")).status_code == 412
    assert (await road.known())["state"] == "drafting"


async def test_refused_advice_keeps_what_was_typed(sent: Road) -> None:
    femke, farid, _ = browsers(sent.helder)
    fields = {"opinion": "positive-with-points", "advice": "Bijna goed", "points": ""}
    refused = await sent_form(farid, at(sent, "/advice"), **fields)
    assert (refused.status_code, typed(refused.text, "advice")) == (409, "Bijna goed")
    assert ticked(refused.text, "opinion") == ["positive-with-points"]
    given = await sent.advise()
    point = given["points"][0]["id"]
    answer = await sent_form(femke, at(sent, f"/advice/{given['id']}/{point}"), **{f"adopted-{point}": "false"})
    assert answer.status_code == 400
    assert f"field-reason-{point}-error" in Page(answer.text).ids()
    assert ticked(answer.text, f"adopted-{point}") == ["false"]


async def test_a_refused_decision_keeps_its_reason_and_is_not_taken(sent: Road) -> None:
    await sent.reply()
    *_, dirk = browsers(sent.helder)
    stale = {"version": "3", "outcome": "approved", "reason": "Zo is het goed"}
    for fields, status in ((stale, 412), ({"version": "60", "reason": "Zo is het goed"}, 400)):
        refused = await sent_form(dirk, at(sent, "/decision"), **fields)
        assert (refused.status_code, typed(refused.text, "reason")) == (status, "Zo is het goed")
    assert (await sent_form(dirk, at(sent, "/decision"), outcome="approved", reason="x")).status_code == 428
    assert (await sent.known())["state"] == "deciding"


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
