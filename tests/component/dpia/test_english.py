"""A case in English: what Helder says is English, what people wrote stays as they wrote it."""

from services.dpia.pages.screening import told
from tests.component.dpia.browsing import at, browsers, seen
from tests.component.dpia.road import RISK, Road
from tests.component.inventory.test_systems import NAME
from tests.installation import Installation

RULES = "Het totaal is 7 punten, meer dan 4. Dan is een DPIA verplicht."


async def test_the_reasons_of_the_screening_are_told_in_the_language_of_the_page(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    femke, *_ = browsers(helder)
    assert RULES in await seen(femke, at(road, "/screening"))
    english = await seen(femke, "/en" + at(road, "/screening"))
    assert "The total is 7 points, more than 4. Then a DPIA is required." in english
    assert "About whom: residents (weight 1) and other vulnerable groups (weight 3). That gives" in english
    assert (await road.known())["screening"]["rules"][1]["reason"] == RULES


async def test_a_reason_that_the_rules_give_no_more_stays_as_it_was_kept(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    kept = (await road.known())["screening"]
    assert told(kept) == kept
    kept["rules"][0]["reason"] = kept["scores"]["people"]["reason"] = "Zo zeiden de regels het toen."
    assert told(kept) == kept


async def test_what_people_wrote_is_marked_as_dutch_on_an_english_page(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.complete()
    femke, *_ = browsers(helder)
    english = await seen(femke, "/en" + at(road, "/risks"))
    assert f'1. <span lang="nl">{RISK["text"]}</span>' in english
    assert f'<h1 lang="nl">{NAME}</h1>' in english
    assert "Risk 1: likelihood medium, impact large, high." in english
    assert 'lang="nl">' not in (await seen(femke, at(road, "/risks"))).replace('<html lang="nl">', "")


async def test_work_is_told_in_english(helder: Installation) -> None:
    road = await Road.begun(helder)
    femke, _farid, _dirk = browsers(helder)
    await road.screen()
    work = await seen(femke, "/en/dpia/eskerwold/work-part")
    assert "Answer 25 more of the 25 questions of the DPIA." in work
    assert "Beantwoord nog 25 van de 25 vragen van de DPIA." in await seen(femke, "/dpia/eskerwold/work-part")
