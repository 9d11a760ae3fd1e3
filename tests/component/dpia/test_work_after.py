"""Mijn werk in dpia after an approval with conditions, and while the supervisory authority is asked."""

from services.dpia.queries.summaries import UNWRITTEN
from tests.component.dpia.browsing import seen
from tests.component.dpia.road import Road, ok
from tests.component.dpia.test_conditions import EVIDENCE, TRAINING, conditional, ids
from tests.component.dpia.test_consulting import REPLY, WHY, high
from tests.component.dpia.test_ways import post
from tests.component.dpia.test_work import asked, awaited, work

__all__ = ["conditional", "high"]
SUMMARISE = (UNWRITTEN, "process-owner")
NO = {"met": False, "reason": "Twee medewerkers ontbreken."}


async def test_conditions_are_asked_of_the_process_owner_by_when_the_first_is_due(conditional: Road) -> None:
    first, second = await ids(conditional)
    task, summary = (await work(conditional.helder, "femke", "process-owner"))["tasks"]
    assert (task["kind"], task["due"]) == ("conditional", TRAINING["due"])
    assert (summary["kind"], summary["others"]) == (UNWRITTEN, ["privacy-officer"])
    ok(await post(conditional.femke, conditional, f"conditions/{first}/reports", EVIDENCE))
    task, summary = (await work(conditional.helder, "femke", "process-owner"))["tasks"]
    assert (task["kind"], task["due"]) == ("conditional", "2099-09-01")
    ok(await post(conditional.femke, conditional, f"conditions/{second}/reports", EVIDENCE))
    assert await asked(conditional.helder, "femke", "process-owner") == [SUMMARISE]
    assert await awaited(conditional.helder, "femke", "process-owner") == [
        ("Kijken of een voorwaarde is vervuld", ["decision-maker", "privacy-officer"])
    ]


async def test_who_reported_a_condition_and_the_fg_are_not_asked_to_look(conditional: Road) -> None:
    first, _ = await ids(conditional)
    ok(await post(conditional.femke, conditional, f"conditions/{first}/reports", EVIDENCE))
    for person, roles, kinds in (
        ("dirk", ("decision-maker",), [("verifying", "decision-maker")]),
        ("pim", ("privacy-officer",), [("verifying", "privacy-officer")]),
        ("femke", ("privacy-officer",), []),
        ("farid", ("fg", "privacy-officer"), []),
    ):
        assert await asked(conditional.helder, person, *roles) == kinds, person
    ok(await post(conditional.dirk, conditional, f"conditions/{first}/judgements", NO))
    assert await asked(conditional.helder, "dirk", "decision-maker") == []
    assert await asked(conditional.helder, "femke", "process-owner") == [("conditional", "process-owner"), SUMMARISE]


async def test_a_case_that_is_written_anew_asks_nothing_about_old_conditions(conditional: Road) -> None:
    first, _ = await ids(conditional)
    ok(await post(conditional.femke, conditional, f"conditions/{first}/reports", EVIDENCE))
    ok(await post(conditional.femke, conditional, "reopenings", WHY))
    assert await asked(conditional.helder, "dirk", "decision-maker") == []
    assert await asked(conditional.helder, "femke", "process-owner") == [("drafting", "process-owner")]


async def test_the_answer_of_the_authority_is_recorded_by_who_keeps_the_correspondence(high: Road) -> None:
    ok(await post(high.dirk, high, "consultations", WHY))
    (task,) = (await work(high.helder, "petra", "privacy-officer"))["tasks"]
    until = (await high.known())["consultation"]["until"]
    assert (task["kind"], task["due"], task["others"]) == ("consulting", until, ["fg"])
    assert "Leg het antwoord vast" in await seen(
        high.helder.browser("petra", "privacy-officer"), "/dpia/eskerwold/work"
    )
    assert await awaited(high.helder, "femke", "process-owner") == [
        ("Antwoord van de Autoriteit", ["privacy-officer", "fg"])
    ]
    ok(await post(high.helder.client("petra", "privacy-officer"), high, "consultations/replies", REPLY))
    assert await asked(high.helder, "petra", "privacy-officer") == []
    assert await asked(high.helder, "dirk", "decision-maker") == [("deciding", "decision-maker")]
