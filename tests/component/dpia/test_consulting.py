"""A risk that stays high over the API and the pages: weighed anew, the authority asked, its answer or its silence."""

from datetime import date, timedelta

import pytest

from services.chassis import days
from services.chassis.formats import day
from services.chassis.recovery import rebuilding
from tests.component.dpia.browsing import at, browsers, primary, seen, sent_form, ticked, typed
from tests.component.dpia.road import Road, ok
from tests.component.dpia.test_pages import check
from tests.component.dpia.test_rebuilding import rows
from tests.component.dpia.test_refusals import refused
from tests.component.dpia.test_ways import WHY, post
from tests.installation import Installation

HIGH = {"likelihood": "middle", "impact": "high"}
REPLY = {"outcome": "advice", "reason": "Meet vaker of groepen gelijk uitkomen."}
TODAY = days.today()


@pytest.fixture
async def high(helder: Installation) -> Road:
    """A case that waits for a decision while a risk stays high."""
    road = await Road.begun(helder)
    await road.submit(HIGH)
    await road.reply()
    await road.secure()
    return road


async def test_a_high_risk_that_stays_waits_for_the_answer_of_the_authority(high: Road) -> None:
    petra = high.helder.client("petra", "privacy-officer")
    assert refused(await high.decide(), 409, "prior-consultation-missing")["missing"] == ["prior-consultation"]
    ok(await post(high.dirk, high, "consultations", WHY))
    known = await high.known()
    assert (known["state"], known["turn"]) == ("consulting", "privacy-officer")
    asked = known["consultation"]
    assert (asked["submittedOn"], asked["until"]) == (TODAY.isoformat(), (TODAY + timedelta(weeks=8)).isoformat())
    refused(await high.decide(), 409, "consulting")
    ok(await post(petra, high, "consultations/extensions", WHY))
    assert date.fromisoformat((await high.known())["consultation"]["until"]) == TODAY + timedelta(weeks=14)
    early = refused(await post(petra, high, "consultations/lapses", WHY), 409, "term-runs")
    assert day(TODAY + timedelta(weeks=14)) in early["detail"]
    ok(await post(petra, high, "consultations/replies", REPLY))
    known = await high.known()
    assert (known["state"], known["consultation"]["outcome"]) == ("deciding", "advice")
    assert known["consultation"]["reply"]["reason"] == REPLY["reason"]
    ok(await high.decide())


async def test_who_may_ask_and_who_may_record_the_answer(high: Road) -> None:
    refused(await post(high.femke, high, "consultations", WHY), 403)
    both = high.helder.client("gerda", "fg", "decision-maker")
    refused(await post(both, high, "consultations", WHY), 409, "fg-decides-not")
    refused(await post(high.farid, high, "consultations/replies", REPLY), 409, "not-consulting")
    ok(await post(high.dirk, high, "consultations", WHY))
    refused(await post(high.dirk, high, "consultations/replies", REPLY), 403)
    ok(await post(high.farid, high, "consultations/replies", REPLY | {"outcome": "prohibited"}))
    refused(await high.decide(), 409, "prohibited")


async def test_a_rebuild_tells_the_consultation_as_it_was_also_of_an_earlier_version(high: Road) -> None:
    ok(await post(high.dirk, high, "consultations", WHY))
    ok(await post(high.farid, high, "returns", WHY))
    known = await high.known()
    assert "consultation" not in known
    assert known["earlier"][0]["consultation"]["submittedOn"] == TODAY.isoformat()
    dpia = high.helder.services["dpia"]
    before = await rows(dpia)
    await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before


async def test_no_reason_is_in_an_event(high: Road) -> None:
    ok(await post(high.dirk, high, "consultations", WHY))
    ok(await post(high.farid, high, "consultations/replies", REPLY))
    logged = b"".join(record.bytes for record in await high.helder.log("dpia"))
    assert WHY["reason"].encode() not in logged
    assert REPLY["reason"].encode() not in logged


async def test_a_risk_of_another_case_is_not_weighed(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.screen()
    refused(await road.femke.put(f"{road.address}/risks/x/residual", json=HIGH), 409, "unknown-risk")


async def test_the_pages_lead_from_a_high_risk_to_the_authority_and_back(high: Road) -> None:
    femke, farid, dirk = browsers(high.helder)
    mine = await seen(dirk, at(high))
    check(mine)
    assert primary(mine) == ["Naar de stap"]
    decision = await seen(dirk, at(high, "/decision"))
    check(decision)
    assert "Er blijft een hoog risico over" in decision
    assert "1 hoog, 0 midden, 0 laag" in decision
    asked = await sent_form(dirk, at(high, "/steps/consultation"), **{"reason-consultation": "Een risico blijft hoog."})
    assert asked.status_code == 303
    for part in ("", "/steps", "/decision"):
        for client in (femke, farid, dirk):
            page = await seen(client, at(high, part))
            check(page)
            assert "De Autoriteit Persoonsgegevens is om advies gevraagd" in page


async def test_what_the_authority_said_is_recorded_on_the_pages(high: Road) -> None:
    _, farid, dirk = browsers(high.helder)
    ok(await post(high.dirk, high, "consultations", WHY))
    assert primary(await seen(farid, at(high))) == ["Leg het antwoord vast"]
    nothing = await sent_form(farid, at(high, "/steps/reply"), **{"reason-reply": "Meet vaker."})
    assert (nothing.status_code, typed(nothing.text, "reason-reply")) == (400, "Meet vaker.")
    assert "Kies wat de Autoriteit antwoordde." in nothing.text
    early = await sent_form(farid, at(high, "/steps/lapse"), **{"reason-lapse": "Het duurt te lang."})
    assert (early.status_code, typed(early.text, "reason-lapse")) == (409, "Het duurt te lang.")
    reply = {"outcome": "advice", "reason-reply": "Meet vaker."}
    assert (await sent_form(farid, at(high, "/steps/reply"), **reply)).status_code == 303
    told = await seen(dirk, at(high, "/decision"))
    assert "De Autoriteit gaf advies." in told
    assert "Meet vaker." in told


async def test_what_is_left_of_a_risk_is_weighed_on_the_page_of_the_risks(helder: Installation) -> None:
    road = await Road.begun(helder)
    risk = await road.complete()
    femke, *_ = browsers(helder)
    page = await seen(femke, at(road, "/risks"))
    check(page)
    assert "Risico 1: kans middel, gevolg groot, hoog." in page
    assert "Risico 1: kans middel, gevolg middel, midden." in page
    address = at(road, f"/risks/{risk}/residual")
    half = await sent_form(femke, address, **{f"likelihood-{risk}": "low", f"why-{risk}": "Daarom"})
    assert half.status_code == 400
    assert (ticked(half.text, f"likelihood-{risk}"), typed(half.text, f"why-{risk}")) == (["low"], "Daarom")
    whole = {f"likelihood-{risk}": "low", f"impact-{risk}": "low"}
    assert (await sent_form(femke, address, **whole)).status_code == 303
    assert (await road.known())["risks"][0]["residual"]["level"] == "low"
    assert "kans klein, gevolg klein" in await seen(femke, at(road, "/risks"))


async def test_a_case_that_is_withdrawn_while_the_authority_is_asked_can_still_be_read(high: Road) -> None:
    ok(await post(high.dirk, high, "consultations", WHY))
    ok(await post(high.femke, high, "withdrawals", WHY))
    femke, *_ = browsers(high.helder)
    check(await seen(femke, at(high)))
