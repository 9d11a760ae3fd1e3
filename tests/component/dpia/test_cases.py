"""The straight way of a case over the API, by three people, and what the list and the case tell of it."""

import json

import pytest

from services.chassis import days
from services.dpia.domain.questions import FORM, NEEDED
from tests.component.dpia.road import ADVICE, CASES, LEFT, MEASURE, RISK, Road, ok, said
from tests.component.inventory.test_systems import registered
from tests.installation import ZANDVEEN, Installation

TODAY = days.today().isoformat()


async def test_the_straight_way_by_three_people(sent: Road) -> None:
    await sent.reply()
    decided = await sent.decide()
    assert decided.status_code == 201, decided.text
    assert decided.headers["location"] == sent.address
    known = await sent.known()
    assert (known["state"], known.get("turn")) == ("approved", None)
    assert known["decision"] == {
        "outcome": "approved",
        "reason": "De afweging klopt.",
        "hash": known["submission"]["hash"],
        "assessmentVersion": 1,
        "systemVersion": 1,
        "decidedOn": TODAY,
        "conditions": [],
    }
    assert (await sent.helder.types("dpia"))[-4:] == [
        "advice-given",
        "advice-answered",
        "advice-answered",
        "decision-taken",
    ]


async def test_inventory_hears_what_was_decided(sent: Road) -> None:
    await sent.reply()
    assert (await sent.decide()).status_code == 201
    await sent.helder.settle()
    system = (await sent.femke.get(f"/inventory/v1/organisations/eskerwold/systems/{sent.id}")).json()
    assert (system["assessment"]["standing"], system["assessment"]["decidedOn"]) == ("approved", TODAY)


@pytest.mark.parametrize(("ten_thousand", "total"), [(True, 7), (False, 6)])
async def test_the_screening_of_welfare_is_pinned(helder: Installation, ten_thousand: bool, total: int) -> None:
    road = await Road.begun(helder)
    result = await road.screen(tenThousand=ten_thousand)
    assert (result["outcome"], result["total"], result["version"]) == ("required", total, 3)
    assert result["scores"]["sensitive"] == {
        "score": 1,
        "reason": "Gevoelige gegevens: financiële situatie. Dat geeft 1 punt.",
    }
    assert {rule["rule"] for rule in result["rules"] if rule["met"]} == {"total", "ap-list", "iama"}
    assert all(rule["reason"] for rule in result["rules"])
    assert result["ruleSet"].startswith("helder-prescan/2.0.1#sha256:")


async def test_whose_turn_it_is_moves_along_the_road(helder: Installation) -> None:
    road = await Road.begun(helder)
    turns = [(await road.known())["turn"]]
    for step in (road.screen, road.submit):
        await step()
        turns.append((await road.known())["turn"])
    advice = ok(await road.farid.post(f"{road.address}/advices", json=ADVICE))
    for point in advice["points"]:
        turns.append((await road.known())["turn"])
        reply = {"point": point["id"], "adopted": True}
        ok(await road.femke.post(f"{road.address}/advices/{advice['id']}/answers", json=reply))
    turns.append((await road.known())["turn"])
    owner = "process-owner"
    assert turns == [owner, owner, "fg", owner, owner, "decision-maker"]


async def test_an_advice_without_points_goes_straight_to_the_decision(sent: Road) -> None:
    ok(await sent.farid.post(f"{sent.address}/advices", json={"adviser": "fg", "opinion": "positive", "points": []}))
    assert (await sent.known())["state"] == "deciding"
    assert (await sent.decide()).status_code == 201


async def test_everything_that_was_said_is_in_the_case(sent: Road) -> None:
    await sent.reply()
    ok(await sent.decide())
    known = await sent.known()
    assert [answer["question"] for answer in known["answers"]] == list(NEEDED)
    first = {"question": "1", "form": FORM.model_dump(), "text": said("1"), "at": TODAY}
    assert known["answers"][0] == first
    [risk], [measure], [advice] = known["risks"], known["measures"], known["advices"]
    left = {**LEFT, "level": "middle", "at": TODAY}
    assert risk == {**RISK, "id": risk["id"], "level": "high", "at": TODAY, "residual": left}
    assert measure == {**MEASURE, "id": measure["id"], "risks": [risk["id"]], "at": TODAY}
    assert [point["text"] for point in advice["points"]] == ADVICE["points"]
    assert advice["points"][0]["answer"] == {"adopted": True, "at": TODAY}
    assert advice["points"][1]["answer"]["reason"] == "De brief is al te lang."
    assert known["screening"]["screening"]["apList"] == ["financial-situation"]


async def test_the_level_that_is_left_is_known_once_every_risk_was_weighed_anew(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.complete()
    [listed], known = (await road.femke.get(CASES)).json()["items"], await road.known()
    assert (listed["level"], listed["levelAfterMeasures"]) == ("high", "middle")
    assert (known["level"], known["levelAfterMeasures"]) == ("high", "middle")
    ok(await road.femke.post(f"{road.address}/risks", json=RISK))
    assert "levelAfterMeasures" not in await road.known()
    assert "levelAfterMeasures" not in (await road.femke.get(CASES)).json()["items"][0]


async def test_the_level_of_a_risk_follows_from_the_matrix(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    for likelihood, impact, level in (("middle", "middle", "middle"), ("low", "high", "low")):
        body = {"text": "x", "likelihood": likelihood, "impact": impact}
        answer = await road.femke.post(f"{road.address}/risks", json=body)
        assert (answer.status_code, answer.json()["level"]) == (201, level)
    assert (await road.known())["level"] == "middle"


async def test_the_newest_answer_holds_and_the_same_words_change_nothing(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    await road.answer("1")
    at = f"{road.address}/answers/1"
    before = (await road.known())["version"]
    assert ok(await road.femke.put(at, json={"text": said("1")}))["version"] == before
    assert ok(await road.femke.put(at, json={"notApplicable": "Er is niets nieuws."}))["version"] == before + 1
    [answer] = (await road.known())["answers"]
    assert (answer.get("text"), answer["notApplicable"]) == (None, "Er is niets nieuws.")


async def test_several_questions_are_answered_at_once(helder: Installation) -> None:
    """The same words again change nothing, and what was answered elsewhere stays."""
    road = await Road.begun(helder)
    await road.screen()
    await road.answer("1", "2")
    at, before = f"{road.address}/answers", (await road.known())["version"]
    several = {"2": {"text": said("2")}, "3": {"text": "Nieuw."}, "own-1": {"notApplicable": "Er is niets nieuws."}}
    assert ok(await road.femke.post(at, json={"answers": several}))["version"] == before + 2
    answers = {answer["question"]: answer for answer in (await road.known())["answers"]}
    assert list(answers) == ["1", "2", "3", "own-1"]
    assert answers["own-1"]["notApplicable"] == "Er is niets nieuws."


async def test_no_word_stands_in_an_event(sent: Road) -> None:
    await sent.reply()
    ok(await sent.decide())
    logged = b"".join(
        [record.bytes for service in ("inventory", "dpia") for record in await sent.helder.log(service)]
    ).decode()
    prose = [
        *map(said, NEEDED),
        RISK["text"],
        RISK["reason"],
        LEFT["reason"],
        MEASURE["text"],
        ADVICE["text"],
        *ADVICE["points"],
    ]
    prose += ["De brief is al te lang.", "De afweging klopt."]
    assert [text for text in prose if text in logged] == []


async def test_the_hash_changes_with_a_single_word(helder: Installation) -> None:
    hashes = set()
    for last in ("x", "y"):
        road = await Road.begun(helder)
        await road.complete()
        ok(await road.femke.put(f"{road.address}/answers/17", json={"text": f"Wij aanvaarden wat overblijft, {last}"}))
        hashes.add(ok(await road.femke.post(f"{road.address}/steps", json={"step": "submit"}))["hash"])
    assert len(hashes) == 2
    logged = [json.loads(record.bytes) for record in await helder.log("dpia")]
    frozen = {event["data"]["hash"] for event in logged if event["type"].endswith("version-submitted.v1")}
    assert frozen == hashes


async def test_the_list_shows_how_each_case_stands_and_whose_turn_it_is(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    for number in range(4):
        await registered(anna, name=f"Systeem {number}")
    await helder.settle()
    seen, address = [], f"{CASES}?limit=3"
    while address:
        page = (await anna.get(address)).json()
        seen += [(item["name"], item["state"], item["turn"], item["since"]) for item in page["items"]]
        address = page.get("next")
    assert seen == [(f"Systeem {number}", "screening", "process-owner", TODAY) for number in range(4)]


async def test_the_list_can_be_searched_and_filtered(helder: Installation) -> None:
    road = await Road.begun(helder)
    await registered(helder.client("anna", "coordinator"), name="Afvalroutes")
    await helder.settle()
    await road.screen()
    for query, names in (("state=drafting", [road.id]), ("outcome=required&q=BIJSTAND", [road.id]), ("turn=fg", [])):
        listed = (await road.femke.get(f"{CASES}?{query}")).json()["items"]
        assert [item["id"] for item in listed] == names


async def test_the_policy_of_the_organisation_is_followed_and_its_version_recorded(helder: Installation) -> None:
    policy = {"principles": ["Mensen beslissen."], "oversight": "Ieder systeem.", "assessment": "when-required"}
    adopted = {"adoptedOn": "2026-11-01", "adoptedBy": "college", "nextReview": "2027-11-01"}
    ok(
        await helder.client("anna", "coordinator").put(
            "/inventory/v1/organisations/eskerwold/policy", json=policy | adopted
        )
    )
    road = await Road.begun(helder)
    nothing = {"apList": [], "sensitive": [], "people": ["staff"], "baseRegisters": [], "frequency": "once"}
    assert (await road.screen(**nothing, tenThousand=False))["outcome"] == "not-required"
    known = await road.known()
    assert (known["screening"]["policyVersion"], known.get("ground")) == (2, None)
    assert "assessment-required" not in await helder.types("dpia")


async def test_another_municipality_sees_no_case(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    road = await Road.begun(helder)
    there = helder.client("bob", "process-owner", tenant="zandveen")
    assert (await there.get(road.address)).status_code == 403
    assert (await there.get(f"/dpia/v1/organisations/zandveen/cases/{road.id}")).status_code == 404
    assert (await there.get("/dpia/v1/organisations/zandveen/cases")).json() == {"items": [], "next": None}
