"""Every refusal on the way of a case: what it says, and that nothing was kept."""

from typing import Any

import httpx2 as httpx
import pytest

from services.dpia.domain.questions import NEEDED
from tests.component.dpia.road import ADVICE, CASES, MEASURE, RISK, WELFARE, Road, ok
from tests.installation import Installation


def refused(answer: httpx.Response, status: int, code: str | None = None) -> Any:
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.text
    return answer.json()


async def test_submitting_names_everything_that_is_lacking(helder: Installation) -> None:
    road = await Road.begun(helder)
    submit = {"step": "submit"}
    nothing = refused(await road.femke.post(f"{road.address}/steps", json=submit), 409, "incomplete")
    assert nothing["missing"] == ["screening", *(f"answer-{question}" for question in NEEDED), "risk"]
    await road.screen()
    await road.answer(*NEEDED[1:])
    some = refused(await road.femke.post(f"{road.address}/steps", json=submit), 409, "incomplete")
    assert some["missing"] == ["answer-1", "risk"]


async def test_before_the_screening_nothing_can_be_said(helder: Installation) -> None:
    road = await Road.begun(helder)
    refused(await road.femke.put(f"{road.address}/answers/1", json={"text": "x"}), 409, "screening-missing")
    refused(await road.femke.post(f"{road.address}/risks", json=RISK), 409, "screening-missing")


async def test_a_submitted_version_stands(sent: Road) -> None:
    writes = [("PUT", "screening", WELFARE), ("PUT", "answers/1", {"text": "x"}), ("POST", "risks", RISK)]
    for method, path, body in [*writes, ("POST", "steps", {"step": "submit"})]:
        refused(await sent.femke.request(method, f"{sent.address}/{path}", json=body), 409, "submitted")


async def test_what_does_not_exist_is_refused(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    refused(await road.femke.put(f"{road.address}/answers/18", json={"text": "x"}), 409, "unknown-question")
    refused(await road.femke.post(f"{road.address}/measures", json=MEASURE | {"risks": ["x"]}), 409, "unknown-risk")
    refused(await road.femke.put(f"{CASES}/nowhere/screening", json=WELFARE), 404)
    refused(await road.femke.get(f"{CASES}/nowhere"), 404)


async def test_of_several_answers_with_a_fault_none_is_kept(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    at, before = f"{road.address}/answers", (await road.known())["version"]
    body = {"answers": {"1": {"text": "Goed."}, "18": {"text": "Deze vraag is er niet."}}}
    problem = refused(await road.femke.post(at, json=body), 409, "unknown-question")
    assert problem["missing"] == ["18"]
    assert (await road.femke.post(at, json={"answers": {}})).status_code == 400
    assert (await road.femke.post(at, json={"answers": {"1": {"text": "a", "notApplicable": "b"}}})).status_code == 400
    assert (await road.known())["version"] == before


async def test_advice_and_decision_wait_for_a_version(helder: Installation) -> None:
    road = await Road.begun(helder)
    refused(await road.farid.post(f"{road.address}/advices", json=ADVICE), 409, "not-submitted")
    refused(await road.decide(), 409, "not-submitted")


async def test_advice_comes_once_and_points_are_named(sent: Road) -> None:
    without = ADVICE | {"points": []}
    refused(await sent.farid.post(f"{sent.address}/advices", json=without), 409, "points-missing")
    wordless = {"adviser": "fg", "opinion": "negative"}
    refused(await sent.farid.post(f"{sent.address}/advices", json=wordless), 409, "advice-unexplained")
    await sent.advise()
    refused(await sent.farid.post(f"{sent.address}/advices", json=ADVICE), 409, "advised")


async def test_a_point_is_answered_once_and_with_a_reason_when_it_is_not_adopted(sent: Road) -> None:
    advice = await sent.advise()
    answers, point = f"{sent.address}/advices/{advice['id']}/answers", advice["points"][0]["id"]
    refused(await sent.femke.post(answers, json={"point": point, "adopted": False}), 409, "reason-missing")
    refused(await sent.femke.post(answers, json={"point": "x", "adopted": True}), 409, "unknown-point")
    ok(await sent.femke.post(answers, json={"point": point, "adopted": True}))
    refused(await sent.femke.post(answers, json={"point": point, "adopted": True}), 409, "answered")


async def test_no_decision_before_the_advice_and_its_answers(sent: Road) -> None:
    assert refused(await sent.decide(), 409, "advice-missing")["missing"] == ["advice-fg"]
    points = [point["id"] for point in (await sent.advise())["points"]]
    assert refused(await sent.decide(), 409, "points-open")["missing"] == points


async def test_who_worked_on_the_version_does_not_decide(sent: Road) -> None:
    await sent.reply()
    refused(await sent.decide(sent.helder.client("femke", "decision-maker")), 409, "four-eyes")
    refused(await sent.decide(sent.helder.client("gerda", "decision-maker", "fg")), 409, "fg-decides-not")
    assert (await sent.decide()).status_code == 201
    refused(await sent.decide(), 409, "decided")


async def test_a_decision_names_the_version_that_was_seen(sent: Road) -> None:
    await sent.reply()
    body = {"outcome": "rejected", "reason": "Nee."}
    refused(await sent.dirk.post(f"{sent.address}/decisions", json=body), 428)
    stale = refused(await sent.decide(**{"If-Match": '"3"'}), 412, "conflict")
    assert stale["version"] == (await sent.known())["version"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "screening", WELFARE),
        ("PUT", "answers/1", {"text": "x"}),
        ("POST", "risks", RISK),
        ("POST", "measures", {**MEASURE, "risks": ["x"]}),
        ("POST", "steps", {"step": "submit"}),
        ("POST", "advices", ADVICE),
        ("POST", "advices/x/answers", {"point": "x", "adopted": True}),
        ("POST", "decisions", {"outcome": "approved", "reason": "x"}),
    ],
)
async def test_every_write_asks_for_its_role(helder: Installation, method: str, path: str, body: Any) -> None:
    road = await Road.begun(helder)
    anna = helder.client("anna", "coordinator", "auditor")
    answer = await anna.request(method, f"{road.address}/{path}", json=body, headers={"If-Match": '"1"'})
    assert answer.status_code == 403
    assert await helder.types("dpia") == ["case-opened"]


@pytest.mark.parametrize(
    "body", [{}, {"text": "x", "notApplicable": "y"}, {"text": ""}, {"text": "a\0b"}, {"tekst": "x"}]
)
async def test_an_answer_of_the_wrong_form_is_no_answer(helder: Installation, body: dict[str, str]) -> None:
    road = await Road.begun(helder)
    await road.screen()
    assert (await road.femke.put(f"{road.address}/answers/1", json=body)).status_code == 400
    assert (await road.known())["answers"] == []


async def test_all_faults_of_a_screening_are_told_at_once(helder: Installation) -> None:
    road = await Road.begun(helder)
    body = {name: value for name, value in WELFARE.items() if name != "newLaw"} | {"people": ["aliens"], "colour": 1}
    answer = await road.femke.put(f"{road.address}/screening", json=body)
    assert answer.status_code == 400
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/newLaw", "/people/0", "/colour"}
