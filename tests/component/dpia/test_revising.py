"""A risk or a measure that changes or goes while a DPIA is written: over the API, and with forms."""

from typing import Any

from services.chassis.recovery import rebuilding
from tests.component.chassis.test_frame import Page
from tests.component.dpia.browsing import at, browsers, seen, sent_form, ticked, typed
from tests.component.dpia.road import LEFT, MEASURE, RISK, Road, ok
from tests.component.dpia.test_rebuilding import rows


async def sent_back(road: Road) -> tuple[Any, Any]:
    """Farid finds the chance too high; the risk and the measure as they are told then."""
    ok(await road.farid.post(f"{road.address}/returns", json={"reason": "Kans te hoog ingeschat."}))
    known = await road.known()
    return known["risks"][0], known["measures"][0]


async def test_a_risk_and_a_measure_change_over_the_api_and_only_when_something_is_different(sent: Road) -> None:
    risk, measure = await sent_back(sent)
    at_risk, at_measure = f"{sent.address}/risks/{risk['id']}", f"{sent.address}/measures/{measure['id']}"
    logged = await sent.helder.types("dpia")
    ok(await sent.femke.put(at_risk, json=RISK))
    ok(await sent.femke.put(at_measure, json=MEASURE | {"risks": [risk["id"]]}))
    assert await sent.helder.types("dpia") == logged
    answer = ok(await sent.femke.put(at_risk, json=RISK | {"likelihood": "low"}))
    assert answer["level"] == "low"
    known = await sent.known()
    [now] = known["risks"]
    assert (now["text"], now["likelihood"], known["level"], "residual" in now) == (RISK["text"], "low", "low", False)
    ok(await sent.femke.put(f"{at_risk}/residual", json=LEFT | {"likelihood": "low"}))
    ok(await sent.femke.put(at_measure, json=MEASURE | {"risks": [risk["id"]], "text": "Twee mensen kijken mee."}))
    [now] = (await sent.known())["risks"]
    assert "residual" not in now
    stale = await sent.femke.put(at_risk, json=RISK, headers={"If-Match": '"1"'})
    assert stale.status_code == 412


async def test_what_is_taken_out_is_gone_and_a_rebuild_gives_the_same_rows(sent: Road) -> None:
    risk, measure = await sent_back(sent)
    other = ok(await sent.femke.post(f"{sent.address}/risks", json=RISK | {"impact": "low"}))["id"]
    both = ok(await sent.femke.post(f"{sent.address}/measures", json=MEASURE | {"risks": [risk["id"], other]}))["id"]
    ok(await sent.femke.delete(f"{sent.address}/risks/{risk['id']}"))
    known = await sent.known()
    assert [one["id"] for one in known["risks"]] == [other]
    assert [(one["id"], one["risks"]) for one in known["measures"]] == [(both, [other])]
    assert known["level"] == "low"
    ok(await sent.femke.delete(f"{sent.address}/measures/{both}"))
    assert (await sent.known())["measures"] == []
    for gone in (f"risks/{risk['id']}", f"measures/{measure['id']}"):
        refused = await sent.femke.delete(f"{sent.address}/{gone}")
        assert (refused.status_code, refused.json()["code"]) == (409, f"unknown-{gone.partition('s/')[0]}")
    dpia = sent.helder.services["dpia"]
    before = await rows(dpia)
    await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before


async def test_who_writes_finds_the_forms_beside_each_risk_and_measure(sent: Road) -> None:
    femke, farid, _ = browsers(sent.helder)
    assert "Pas aan" not in await seen(femke, at(sent, "/risks"))
    risk, measure = await sent_back(sent)
    page = await seen(femke, at(sent, "/risks"))
    assert {
        at(sent, f"/{one}{end}")
        for one in (f"risks/{risk['id']}", f"measures/{measure['id']}")
        for end in ("", "/remove")
    } <= {attributes.get("href") for _, attributes in Page(page).elements}
    assert "Pas aan" not in await seen(farid, at(sent, "/risks"))


async def test_a_form_changes_a_risk_and_keeps_what_was_typed_when_it_is_refused(sent: Road) -> None:
    risk, _ = await sent_back(sent)
    femke, *_ = browsers(sent.helder)
    address = at(sent, f"/risks/{risk['id']}")
    form = await seen(femke, address)
    assert (typed(form, "risk"), ticked(form, "likelihood"), typed(form, "why")) == (
        RISK["text"],
        ["middle"],
        RISK["reason"],
    )
    [version] = Page(form).named("version")
    said = {"risk": "Te laat geld.", "likelihood": "low", "impact": "high", "why": ""}
    refused = await sent_form(femke, address, version=version["value"], **said | {"likelihood": ""})
    assert (refused.status_code, typed(refused.text, "risk")) == (400, "Te laat geld.")
    ok(await sent.femke.put(f"{sent.address}/answers/1", json={"text": "Intussen."}))
    overtaken = await sent_form(femke, address, version=version["value"], **said)
    assert (overtaken.status_code, typed(overtaken.text, "risk")) == (412, "Te laat geld.")
    [version] = Page(overtaken.text).named("version")
    assert (await sent_form(femke, address, version=version["value"], **said)).headers["location"] == at(sent, "/risks")
    [now] = (await sent.known())["risks"]
    assert (now["text"], now["level"], now.get("reason"), now.get("residual")) == ("Te laat geld.", "low", None, None)
    assert "nog niet gewogen" in await seen(femke, at(sent, "/risks"))


async def test_forms_change_a_measure_and_take_it_and_its_risk_out(sent: Road) -> None:
    risk, measure = await sent_back(sent)
    femke, *_ = browsers(sent.helder)
    address = at(sent, f"/measures/{measure['id']}")
    form = await seen(femke, address)
    assert (typed(form, "measure"), ticked(form, "against")) == (MEASURE["text"], [risk["id"]])
    said = {"measure": "Twee mensen kijken mee.", "against": risk["id"], "ownerRole": "datateam"}
    past = await sent_form(femke, address, **said, due="2020-01-01")
    assert past.status_code == 409
    assert "field-due-error" in Page(past.text).ids()
    assert (await sent_form(femke, address, **said, due="2099-01-01")).status_code == 303
    [now] = (await sent.known())["measures"]
    assert (now["text"], now["ownerRole"], now["due"]) == ("Twee mensen kijken mee.", "datateam", "2099-01-01")
    asked = await seen(femke, at(sent, f"/risks/{risk['id']}/remove"))
    assert "Deze maatregelen zijn alleen tegen dit risico en gaan ook weg:" in asked
    assert "Twee mensen kijken mee." in asked
    assert (await sent_form(femke, at(sent, f"/risks/{risk['id']}/remove"))).status_code == 303
    known = await sent.known()
    assert (known["risks"], known["measures"], "level" in known) == ([], [], False)
    assert (await femke.get(address)).status_code == 404


async def test_a_form_takes_a_measure_out_and_no_page_does_so_of_what_was_submitted(sent: Road) -> None:
    femke, *_ = browsers(sent.helder)
    known = await sent.known()
    address = at(sent, f"/measures/{known['measures'][0]['id']}/remove")
    assert "Haal de maatregel weg" not in await seen(femke, address)
    refused = await sent_form(femke, address)
    assert refused.status_code == 409
    assert (await sent.known())["version"] == known["version"]
    await sent_back(sent)
    assert "Haal de maatregel weg" in await seen(femke, address)
    assert (await sent_form(femke, address)).status_code == 303
    known = await sent.known()
    assert (known["measures"], "residual" in known["risks"][0]) == ([], False)
