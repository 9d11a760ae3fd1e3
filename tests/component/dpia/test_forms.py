"""Forms of the case: what was typed is kept once, and comes back whole when it is refused."""

from tests.component.chassis.test_frame import Page
from tests.component.dpia.browsing import at, browsers, seen, sent_form, ticked, typed
from tests.component.dpia.road import Road, said
from tests.installation import Installation


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
    inputs = [one for one in inputs if one.get("type") != "search"]
    return [one for one in inputs if one.get("type") not in {"radio", "checkbox"} or "checked" in one]


async def test_a_group_of_questions_is_kept_at_once_and_only_what_changed(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    femke, *_ = browsers(helder)
    fields = {"answer-11": "Wet.\r\nArtikel 53a.", "answer-12": "Geen.", "na-12": "yes", "answer-13": " "}
    kept = await sent_form(femke, at(road, "/questions/lawfulness"), **fields)
    assert (kept.status_code, kept.headers["location"]) == (303, at(road, "/questions/rights"))
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
    [risk] = (await road.known())["risks"]
    late = {"measure": "Meten", "against": risk["id"], "due": "2026-01-01"}
    refused = await sent_form(femke, at(road, "/measures"), **late)
    assert (refused.status_code, "field-due-error" in Page(refused.text).ids()) == (409, True)
    api = await road.femke.post(
        f"{road.address}/measures", json={"risks": [risk["id"]], "text": "M", "due": late["due"]}
    )
    assert (api.status_code, api.json()["code"]) == (409, "due-past")
    assert (await road.known())["measures"] == []


async def test_much_weight_without_a_tick_on_either_list_asks_another_look_and_no_more(helder: Installation) -> None:
    road = await Road.begun(helder)
    femke, *_ = browsers(helder)
    await road.screen()
    assert "Kijk nog eens naar twee vragen" not in await seen(femke, at(road, "/screening"))
    await road.screen(apList=[])
    page = await seen(femke, at(road, "/screening"))
    assert "Kijk nog eens naar twee vragen" in page
    assert {"field-apList", "field-edpbList"} <= {id for id in Page(page).ids() if f'href="#{id}"' in page}
    kept = [one["value"] for one in Page(page).named("retention")]
    assert kept == ["under-day", "under-week", "under-month", "year", "years"]


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
    assert "field-points-error" in Page(refused.text).ids()
    wordless = await sent_form(farid, at(sent, "/advice"), opinion="negative")
    assert (wordless.status_code, "field-advice-error" in Page(wordless.text).ids()) == (409, True)
    given = await sent.advise()
    point = given["points"][0]["id"]
    answer = await sent_form(femke, at(sent, f"/advice/{given['id']}/{point}"), **{f"adopted-{point}": "false"})
    assert answer.status_code == 400
    assert f"field-reason-{point}-error" in Page(answer.text).ids()
    assert ticked(answer.text, f"adopted-{point}") == ["false"]


async def test_who_decides_reads_that_an_approval_goes_against_a_negative_advice(sent: Road) -> None:
    _, farid, dirk = browsers(sent.helder)
    advice = {"opinion": "negative", "advice": "De noodzaak is niet aangetoond."}
    assert (await sent_form(farid, at(sent, "/advice"), **advice)).status_code == 303
    assert "wijkt u af van een negatief advies van de FG" in await seen(dirk, at(sent, "/decision"))


async def test_a_refused_decision_keeps_its_reason_and_is_not_taken(sent: Road) -> None:
    await sent.reply()
    *_, dirk = browsers(sent.helder)
    stale = {"version": "3", "outcome": "approved", "reason": "Zo is het goed"}
    for fields, status in ((stale, 412), ({"version": "60", "reason": "Zo is het goed"}, 400)):
        refused = await sent_form(dirk, at(sent, "/decision"), **fields)
        assert (refused.status_code, typed(refused.text, "reason")) == (status, "Zo is het goed")
    empty = await sent_form(dirk, at(sent, "/decision"), version="60")
    assert ("Kies wat u besluit." in empty.text, "Schrijf op waarom." in empty.text) == (True, True)
    assert "Dit ontbreekt." not in empty.text
    assert (await sent_form(dirk, at(sent, "/decision"), outcome="approved", reason="x")).status_code == 428
    assert (await sent.known())["state"] == "deciding"
