"""An approval with conditions, over the API and the pages, and the gate that waits for them."""

from typing import Any

import httpx2 as httpx
import pytest

from services.chassis.recovery import rebuilding
from tests.component.dpia.browsing import at, browsers, seen, sent_form, ticked, typed
from tests.component.dpia.road import Road, ok
from tests.component.dpia.test_pages import check
from tests.component.dpia.test_rebuilding import rows
from tests.component.dpia.test_refusals import refused
from tests.component.dpia.test_ways import post, system
from tests.installation import Installation

TRAINING = {
    "text": "Train eerst alle medewerkers.", "ownerRole": "teamleider Inkomen", "due": "2099-03-01", "blocksUse": True,
}  # fmt: skip
MEASURING = {"text": "Meet elk half jaar.", "ownerRole": "datateam", "due": "2099-09-01", "blocksUse": False}
EVIDENCE = {"evidence": "Twaalf medewerkers volgden de training."}
INVENTORY = "/inventory/v1/organisations/eskerwold/systems"


@pytest.fixture
async def conditional(sent: Road) -> Road:
    """Dirk approved, with two conditions; one of them blocks use."""
    await sent.reply()
    ok(await sent.decide(conditions=[TRAINING, MEASURING]))
    return sent


async def test_a_condition_is_not_to_be_met_on_a_day_that_is_over(sent: Road) -> None:
    await sent.reply()
    refused(await sent.decide(conditions=[TRAINING | {"due": "2026-01-31"}, MEASURING]), 409, "due-past")
    assert (await sent.known())["state"] == "deciding"


async def ids(road: Road) -> list[str]:
    return [condition["id"] for condition in (await road.known())["decision"]["conditions"]]


async def to_use(road: Road) -> httpx.Response:
    await road.helder.settle()
    return await road.femke.post(f"{INVENTORY}/{road.id}/life-cycle-steps", json={"step": "in-use"})


async def test_the_gate_names_what_it_waits_for_until_another_person_found_it_met(conditional: Road) -> None:
    first, second = await ids(conditional)
    noted = (await system(conditional))["assessment"]
    assert (noted["standing"], noted["openConditions"]) == ("approved", 1)
    assert noted["awaited"] == [{"ownerRole": "teamleider Inkomen", "due": "2099-03-01"}]
    closed = refused(await to_use(conditional), 409, "not-ready")
    assert "condition-open" in closed["missing"]
    assert "teamleider Inkomen, uiterlijk 2099-03-01" in closed["detail"]
    ok(await post(conditional.femke, conditional, f"conditions/{first}/reports", EVIDENCE))
    assert "condition-open" in refused(await to_use(conditional), 409, "not-ready")["missing"]
    ok(await post(conditional.dirk, conditional, f"conditions/{first}/judgements", {"met": True}))
    assert "condition-open" not in refused(await to_use(conditional), 409, "not-ready")["missing"]
    assert (await conditional.known())["state"] == "conditional"
    ok(await post(conditional.femke, conditional, f"conditions/{second}/reports", EVIDENCE))
    ok(await post(conditional.dirk, conditional, f"conditions/{second}/judgements", {"met": True}))
    known = await conditional.known()
    assert (known["state"], known.get("turn")) == ("approved", None)


async def test_how_far_a_condition_is_stands_in_the_case(conditional: Road) -> None:
    first, _ = await ids(conditional)
    known = await conditional.known()
    assert (known["state"], known["turn"]) == ("conditional", "process-owner")
    ok(await post(conditional.femke, conditional, f"conditions/{first}/reports", EVIDENCE))
    known = await conditional.known()
    assert (known["state"], known["turn"]) == ("verifying", "decision-maker")
    why = {"met": False, "reason": "Twee medewerkers ontbreken."}
    ok(await post(conditional.dirk, conditional, f"conditions/{first}/judgements", why))
    known = await conditional.known()
    assert (known["state"], known["turn"]) == ("conditional", "process-owner")
    condition = known["decision"]["conditions"][0]
    assert condition["refusal"] == why["reason"]
    assert TRAINING.items() <= condition.items()
    assert {"evidence", "reportedOn", "metOn"}.isdisjoint(condition)


async def test_who_reported_it_and_the_fg_do_not_look_at_it(conditional: Road) -> None:
    first, _ = await ids(conditional)
    judgement = f"conditions/{first}/judgements"
    refused(await post(conditional.dirk, conditional, judgement, {"met": True}), 409, "nothing-reported")
    ok(await post(conditional.femke, conditional, f"conditions/{first}/reports", EVIDENCE))
    both = conditional.helder.client("femke", "privacy-officer")
    refused(await post(both, conditional, judgement, {"met": True}), 409, "four-eyes")
    fg = conditional.helder.client("gerda", "privacy-officer", "fg")
    refused(await post(fg, conditional, judgement, {"met": True}), 409, "fg-decides-not")
    refused(await post(conditional.dirk, conditional, judgement, {"met": False}), 409, "reason-missing")
    refused(await conditional.dirk.post(f"{conditional.address}/{judgement}", json={"met": True}), 428)
    refused(await post(conditional.farid, conditional, judgement, {"met": True}), 403)


async def test_an_approval_that_is_resumed_waits_for_its_conditions_again(conditional: Road) -> None:
    ok(await post(conditional.dirk, conditional, "suspensions", {"reason": "Er is een klacht."}))
    assert (await system(conditional))["assessment"]["standing"] == "suspended"
    ok(await post(conditional.dirk, conditional, "resumptions", {"reason": "De klacht is opgelost."}))
    assert (await conditional.known())["state"] == "conditional"
    assert (await system(conditional))["assessment"]["openConditions"] == 1


async def test_a_rebuild_tells_the_conditions_as_they_were_also_of_an_earlier_version(conditional: Road) -> None:
    first, second = await ids(conditional)
    ok(await post(conditional.femke, conditional, f"conditions/{first}/reports", EVIDENCE))
    ok(await post(conditional.dirk, conditional, f"conditions/{first}/judgements", {"met": True}))
    ok(await post(conditional.femke, conditional, "reopenings", {"reason": "Nieuw doel."}))
    [earlier] = (await conditional.known())["earlier"]
    assert [("metOn" in one, one["id"]) for one in earlier["decision"]["conditions"]] == [
        (True, first),
        (False, second),
    ]
    dpia = conditional.helder.services["dpia"]
    before = await rows(dpia)
    await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before


async def test_no_words_of_a_condition_are_in_an_event(conditional: Road) -> None:
    first, _ = await ids(conditional)
    ok(await post(conditional.femke, conditional, f"conditions/{first}/reports", EVIDENCE))
    logged = b"".join(record.bytes for record in await conditional.helder.log("dpia"))
    for words in (TRAINING["text"], MEASURING["text"], EVIDENCE["evidence"]):
        assert str(words).encode() not in logged


DECISION: dict[str, Any] = {"outcome": "approved", "reason": "Het weegt op."}


async def test_a_decision_form_makes_room_for_each_condition_and_keeps_what_was_typed(sent: Road) -> None:
    await sent.reply()
    *_, dirk = browsers(sent.helder)
    form = DECISION | {"version": str((await sent.known())["version"]), "more": "yes"}
    one = await sent_form(dirk, at(sent, "/decision"), **form)
    assert (one.status_code, one.text.count('<legend class="label">Voorwaarde')) == (200, 1)
    assert typed(one.text, "reason") == "Het weegt op."
    check(one.text)
    filled = form | {"room": "1", "condition-1": "Train eerst.", "ownerRole-1": "teamleider", "blocks-1": "true"}
    two = await sent_form(dirk, at(sent, "/decision"), **filled)
    assert (typed(two.text, "condition-1"), ticked(two.text, "blocks-1")) == ("Train eerst.", ["true"])
    wrong = filled | {"room": "2", "more": "", "due-1": "2027-02-30"}
    answer = await sent_form(dirk, at(sent, "/decision"), **wrong)
    assert answer.status_code == 400
    assert 'id="field-due-1-error"' in answer.text
    assert typed(answer.text, "condition-1") == "Train eerst."
    over = await sent_form(dirk, at(sent, "/decision"), **wrong | {"due-1": "2026-01-31"})
    assert (over.status_code, 'value="2026-01-31"' in over.text) == (409, True)
    assert 'id="field-due-1-error"' in over.text
    assert "De dag van een voorwaarde is al voorbij" in over.text
    right = wrong | {"due-1": "2099-03-01"}
    assert (await sent_form(dirk, at(sent, "/decision"), **right)).status_code == 303
    [condition] = (await sent.known())["decision"]["conditions"]
    assert (condition["text"], condition["ownerRole"], condition["blocksUse"]) == ("Train eerst.", "teamleider", True)


async def test_a_condition_is_reported_and_looked_at_on_its_page(conditional: Road) -> None:
    femke, _, dirk = browsers(conditional.helder)
    first, _ = await ids(conditional)
    mine = await seen(femke, at(conditional))
    check(mine)
    assert "Naar de voorwaarden" in mine
    page = await seen(femke, at(conditional, "/conditions"))
    check(page)
    assert TRAINING["text"] in page
    report = at(conditional, f"/conditions/{first}")
    assert (await sent_form(femke, report)).status_code == 400
    late = await sent_form(femke, report, **{f"evidence-{first}": "Klaar.", "version": "1"})
    assert (late.status_code, typed(late.text, f"evidence-{first}")) == (412, "Klaar.")
    assert (await sent_form(femke, report, **{f"evidence-{first}": "Klaar."})).status_code == 303
    asked = await seen(dirk, at(conditional, "/conditions"))
    check(asked)
    assert f"met-{first}" in asked
    assert f"met-{first}" not in await seen(femke, at(conditional, "/conditions"))
    why = await sent_form(dirk, f"{report}/judgement", **{f"met-{first}": "false"})
    assert (why.status_code, f"field-reason-{first}-error" in why.text) == (400, True)
    assert (await sent_form(dirk, f"{report}/judgement", **{f"met-{first}": "true"})).status_code == 303
    assert "Nagekeken en vervuld op" in await seen(femke, at(conditional, "/conditions"))
    assert "1 van 2 voorwaarden vervuld" in await seen(femke, at(conditional))


async def test_the_page_of_the_system_names_who_sees_to_an_open_condition(conditional: Road) -> None:
    await conditional.helder.settle()
    femke, *_ = browsers(conditional.helder)
    page = await seen(femke, f"/inventory/eskerwold/systems/{conditional.id}")
    assert "Nog niet vervuld: teamleider Inkomen, uiterlijk 1 maart 2099." in page


async def test_a_condition_of_a_case_that_is_not_there_is_not_found(helder: Installation) -> None:
    both = helder.client("femke", "process-owner", "decision-maker")
    at_nowhere = "/dpia/v1/organisations/eskerwold/cases/nowhere/conditions/x"
    refused(await both.post(f"{at_nowhere}/reports", json=EVIDENCE), 404)
    refused(await both.post(f"{at_nowhere}/judgements", json={"met": True}, headers={"If-Match": '"1"'}), 404)
