"""Mijn werk in dpia: who is asked what in each state, four eyes, the oldest first, and never more than can be read."""

import contextlib
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from contracts.dpia import Screening
from services.chassis.decider import Command, Rejected
from services.chassis.work import MOST
from services.dpia import queries
from services.dpia.domain import case
from services.dpia.queries.summaries import UNWRITTEN
from services.dpia.queries.work import APART, HANDED_IN, MORE, NOT_FOR_FG, STEPS, asked_of
from services.dpia.tables import cases, systems
from tests.component.dpia.browsing import browsers, primary, seen
from tests.component.dpia.road import WELFARE, Road, ok
from tests.component.dpia.test_pages import check
from tests.component.dpia.test_ways import NOTHING, PROPOSAL, WHY, post, proposed
from tests.component.inventory.test_systems import NAME, registered
from tests.installation import Installation
from tests.samples_dpia import text

WORK = "/dpia/v1/organisations/eskerwold/work"
PAGE = "/dpia/eskerwold/work"


async def work(helder: Installation, person: str, *roles: str) -> Any:
    return ok(await helder.client(person, *roles).get(WORK))


async def asked(helder: Installation, person: str, *roles: str) -> list[tuple[str, str]]:
    """Kind and role of every task."""
    return [(task["kind"], task["role"]) for task in (await work(helder, person, *roles))["tasks"]]


async def awaited(helder: Installation, person: str, *roles: str) -> list[tuple[str, list[str]]]:
    return [(one["what"], one["whom"]) for one in (await work(helder, person, *roles))["awaited"]]


async def test_each_state_asks_who_is_to_act_and_tells_the_others_what_they_wait_for(helder: Installation) -> None:
    road = await Road.begun(helder)
    assert await asked(helder, "femke", "process-owner") == [("screening", "process-owner")]
    await road.screen()
    assert await asked(helder, "femke", "process-owner") == [("drafting", "process-owner")]
    assert (await asked(helder, "farid", "fg"), await asked(helder, "dirk", "decision-maker")) == ([], [])
    await road.submit()
    assert await asked(helder, "farid", "fg") == [("advising", "fg")]
    assert (await work(helder, "femke", "process-owner"))["tasks"] == []
    assert await awaited(helder, "femke", "process-owner") == [("Advies over de DPIA", ["fg"])]
    await road.reply()
    assert await asked(helder, "dirk", "decision-maker") == [("deciding", "decision-maker")]
    for person, role in (("femke", "process-owner"), ("farid", "fg")):
        assert await awaited(helder, person, role) == [("Besluit over de DPIA", ["decision-maker"])]
    assert await awaited(helder, "dirk", "decision-maker") == []
    ok(await road.decide())
    assert await asked(helder, "femke", "process-owner") == [(UNWRITTEN, "process-owner")]
    for person, role in (("farid", "fg"), ("dirk", "decision-maker")):
        assert await work(helder, person, role) == {"tasks": [], "more": [], "awaited": []}


async def test_advice_with_points_goes_back_to_the_process_owner(sent: Road) -> None:
    await sent.advise()
    assert await asked(sent.helder, "femke", "process-owner") == [("answering", "process-owner")]
    assert await awaited(sent.helder, "farid", "fg") == [("Antwoord op het advies", ["process-owner"])]


async def test_who_had_a_hand_in_it_is_not_asked_to_decide_and_waits_for_another(sent: Road) -> None:
    await sent.reply()
    for roles in (("decision-maker",), ("decision-maker", "process-owner")):
        assert await asked(sent.helder, "femke", *roles) == []
        assert await awaited(sent.helder, "femke", *roles) == [("Besluit over de DPIA", ["decision-maker"])]


async def test_who_is_fg_decides_confirms_and_resumes_nothing(sent: Road) -> None:
    await sent.reply()
    assert await asked(sent.helder, "gerda", "fg", "decision-maker") == []
    ok(await sent.decide())
    ok(await post(sent.dirk, sent, "suspensions", WHY))
    assert await asked(sent.helder, "gerda", "fg", "decision-maker") == []
    assert await asked(sent.helder, "dirk", "decision-maker") == [("suspended", "decision-maker")]


async def test_that_no_assessment_is_needed_is_confirmed_by_another_person(helder: Installation) -> None:
    await proposed(helder)
    assert await asked(helder, "pim", "privacy-officer") == [("unconfirmed", "privacy-officer")]
    assert await asked(helder, "dirk", "decision-maker") == [("unconfirmed", "decision-maker")]
    assert await asked(helder, "femke", "privacy-officer") == []
    assert await asked(helder, "farid", "fg", "privacy-officer") == []
    (task,) = (await work(helder, "pim", "privacy-officer"))["tasks"]
    assert task["others"] == ["decision-maker"]


async def test_a_draft_says_what_is_next_in_it_and_that_it_came_back(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    (task,) = (await work(helder, "femke", "process-owner"))["tasks"]
    assert task["what"].startswith("Beantwoord nog ")
    assert task["action"] == f"/dpia/eskerwold/cases/{road.id}/questions/description"
    assert task["others"] == ["privacy-officer"]
    await road.complete()
    (task,) = (await work(helder, "femke", "process-owner"))["tasks"]
    assert (task["action"], task["others"]) == (f"/dpia/eskerwold/cases/{road.id}/submission", [])
    ok(await road.femke.post(f"{road.address}/steps", json={"step": "submit"}))
    ok(await post(road.farid, road, "returns", WHY))
    (task,) = (await work(helder, "femke", "process-owner"))["tasks"]
    assert task["what"].startswith("Deze DPIA kwam terug")
    ok(await post(road.femke, road, "withdrawals", WHY))
    ok(await post(road.femke, road, "reopenings", WHY))
    (task,) = (await work(helder, "femke", "process-owner"))["tasks"]
    assert task["what"].startswith("Deze DPIA is heropend")


async def many(helder: Installation, count: int) -> None:
    anna = helder.client("anna", "coordinator")
    for number in range(count):
        await registered(anna, name=f"Systeem {number:02}")
    await helder.settle()


async def aged(helder: Installation, name: str, days: int) -> None:
    """As if the case of this system waited longer."""
    wanted = (await ok_list(helder, name))["id"]
    async with helder.services["dpia"].db.session("eskerwold") as tx:
        await tx.execute(
            update(cases).where(cases.c.id == wanted).values(since=date(2026, 1, 1) - timedelta(days=days))
        )


async def ok_list(helder: Installation, name: str) -> Any:
    listed = ok(await helder.client("anna", "coordinator").get(WORK.replace("work", "cases"), params={"q": name}))
    return listed["items"][0]


async def test_the_oldest_stands_first_and_a_long_row_is_cut_with_a_way_to_the_rest(helder: Installation) -> None:
    await many(helder, MOST + 2)
    await aged(helder, "Systeem 07", 30)
    await aged(helder, "Systeem 11", 60)
    found = await work(helder, "femke", "process-owner")
    assert len(found["tasks"]) == MOST
    assert [task["about"] for task in found["tasks"][:2]] == ["Systeem 11", "Systeem 07"]
    assert found["more"] == [
        {"text": f"Er zijn er meer: {MORE['screening']}", "link": "/dpia/eskerwold/cases?state=screening"}
    ]
    html = await seen(helder.browser("femke", "process-owner"), PAGE)
    assert html.count('<li data-since="') == MOST
    assert '<a class="more" href="/dpia/eskerwold/cases?state=screening">' in html


async def test_a_long_row_of_one_kind_hides_no_other(helder: Installation) -> None:
    await many(helder, MOST + 2)
    road = await Road.begun(helder)
    await road.screen()
    assert ("drafting", "process-owner") in await asked(helder, "femke", "process-owner")


async def test_what_is_out_of_use_asks_nothing(helder: Installation) -> None:
    road = await Road.begun(helder)
    async with helder.services["dpia"].db.session("eskerwold") as tx:
        await tx.execute(update(systems).where(systems.c.id == road.id).values(stage="retired"))
    assert await asked(helder, "femke", "process-owner") == []


async def test_the_page_shows_each_task_with_one_button_and_places_for_the_other_services(sent: Road) -> None:
    femke, farid, _ = browsers(sent.helder)
    html = await seen(farid, PAGE)
    check(html)
    assert primary(html) == ["Geef advies"]
    assert "Gevraagd aan u als <b>FG</b>." in html
    assert f'href="/dpia/eskerwold/cases/{sent.id}/advice"' in html
    for service in ("inventory", "publication", "feedback"):
        assert f'data-part="/{service}/eskerwold/work-part"' in html
        assert f'<a class="more" href="/{service}/eskerwold/work">' in html
    assert "/dpia/eskerwold/work-part" not in html
    waiting = await seen(femke, PAGE)
    check(waiting)
    assert "Er wacht niets op u" in waiting
    assert "Advies over de DPIA" in waiting


async def test_the_part_has_the_same_rows_and_no_frame(sent: Road) -> None:
    farid = sent.helder.browser("farid", "fg")
    part = await seen(farid, f"{PAGE}-part")
    assert NAME in part
    assert "<html" not in part
    assert part.strip() in await seen(farid, PAGE)


async def test_a_visitor_signs_in_first_and_who_has_no_role_sees_nothing(helder: Installation) -> None:
    for address in (PAGE, f"{PAGE}-part"):
        answer = await helder.client().get(address)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={address}")
        assert (await helder.browser("niemand").get(address)).status_code == 403
    assert (await helder.client("femke", "process-owner", tenant="nergens").get(WORK)).status_code == 403
    assert (await helder.client("femke").get(WORK.replace("eskerwold", "nergens"))).status_code == 404


PEOPLE: dict[str, tuple[str, ...]] = {
    "femke": ("process-owner", "privacy-officer", "decision-maker"),
    "farid": ("fg", "decision-maker", "privacy-officer"),
    "dirk": ("decision-maker", "privacy-officer", "process-owner"),
    "omar": ("privacy-officer", "decision-maker", "fg", "process-owner"),
}


def command(kind: str, state: case.Case) -> tuple[type[Command], dict[str, Any]]:
    """What the button of a task of this kind leads to."""
    versions = {"assessment_version": 1, "system_version": 1}
    advice = next(iter(state.advices), "")
    wanted: dict[str, tuple[type[Command], dict[str, Any]]] = {
        "screening": (case.Screen, {"screening": Screening.model_validate(WELFARE), **versions}),
        "drafting": (case.AnswerQuestions, {"answers": (case.Answer(question="1", answer=text(1)),)}),
        "advising": (case.GiveAdvice, {"advice_id": "x", "adviser": "fg", "opinion": "positive"}),
        "answering": (case.AnswerAdvice, {"advice_id": advice, "point": (*state.open_points, "")[0], "adopted": True}),
        "deciding": (case.Decide, {"outcome": "rejected", "reason": text(1)}),
        "unconfirmed": (case.ConfirmExemption, versions),
        "suspended": (case.Resume, {"reason": text(1)}),
    }
    return wanted[kind]


async def lists_are_what_the_rules_allow(road: Road) -> set[str]:
    """For everyone: what stands in the list is allowed, and what is asked of the role and allowed stands there."""
    async with road.helder.services["dpia"].db.view("eskerwold") as tx:
        state = await queries.get_state(tx, "eskerwold", road.id)
        again = (await queries.get_row(tx, "eskerwold", road.id))["again"] or {}
    assert again.get("untouched", False) == state.untouched
    seen_kinds = set()
    for person, roles in PEOPLE.items():
        listed = {kind for kind, _ in await asked(road.helder, person, *roles)}
        expected = {state.phase} if state.phase in STEPS and _allowed(road, person, roles, state) else set()
        expected |= {UNWRITTEN} if _is_to_write(road, person, roles, state) else set()
        assert listed == expected, (state.phase, person)
        seen_kinds |= listed
    return seen_kinds


def _is_to_write(road: Road, person: str, roles: tuple[str, ...], state: case.Case) -> bool:
    """An approval has no summary yet, and the process owner may write one."""
    is_approved = state.decision is not None and state.decision.outcome == "approved"
    asked_for = is_approved and state.summary is None and "process-owner" in roles
    return asked_for and _passes(road, person, roles, state, case.WriteSummary, text=text(1))


def _allowed(road: Road, person: str, roles: tuple[str, ...], state: case.Case) -> bool:
    kind, fields = command(state.phase, state)
    if not set(roles) & set(STEPS[state.phase].asked):
        return False
    return _passes(road, person, roles, state, kind, **fields)


def _passes(
    road: Road, person: str, roles: tuple[str, ...], state: case.Case, kind: type[Command], **fields: Any
) -> bool:
    by = road.helder.services["dpia"].keys.member_of("eskerwold", person)
    with contextlib.suppress(Rejected):
        return bool(case.decide(kind(by=by, roles=roles, today=date(2026, 11, 24), **fields), state))
    return False


async def test_what_stands_in_a_list_is_what_the_rules_allow_in_every_state(helder: Installation) -> None:
    kinds, road = set(), await Road.begun(helder)
    for step in (road.screen, road.submit, road.advise):
        kinds |= await lists_are_what_the_rules_allow(road)
        done = await step()
    kinds |= await lists_are_what_the_rules_allow(road)
    await road.answer_points(done)
    kinds |= await lists_are_what_the_rules_allow(road)
    ok(await road.decide())
    kinds |= await lists_are_what_the_rules_allow(road)
    ok(await post(road.dirk, road, "suspensions", WHY))
    kinds |= await lists_are_what_the_rules_allow(road)
    ok(await post(road.femke, road, "reopenings", WHY))
    kinds |= await lists_are_what_the_rules_allow(road)
    await road.screen(**NOTHING)
    ok(await post(road.femke, road, "exemptions", PROPOSAL))
    kinds |= await lists_are_what_the_rules_allow(road)
    assert kinds == set(STEPS) - {"consulting", "conditional", "verifying"} | {UNWRITTEN}


@pytest.mark.parametrize("state", STEPS)
def test_every_step_is_one_that_the_table_of_transitions_knows(state: str) -> None:
    step = STEPS[state]
    assert case.is_allowed(step.command, state)
    assert set(step.asked) <= set(case.who(step.command))
    assert state in MORE
    assert bool(step.called) == (state in HANDED_IN)


def test_who_is_fg_is_never_asked_to_decide_whatever_other_roles_they_hold() -> None:
    everyone = frozenset(role for step in STEPS.values() for role in step.asked)
    assert set(asked_of(everyone)) == set(STEPS) - set(NOT_FOR_FG)
    assert set(APART) < set(NOT_FOR_FG)
