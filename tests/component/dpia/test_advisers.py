"""The advice of the CISO over the API and the pages, beside that of the FG."""

from services.chassis.recovery import rebuilding
from tests.component.dpia.browsing import at, browsers, primary, seen, sent_form
from tests.component.dpia.road import ADVICE, Road, ok
from tests.component.dpia.test_others import grant, member, named
from tests.component.dpia.test_pages import check
from tests.component.dpia.test_rebuilding import rows
from tests.component.dpia.test_refusals import refused
from tests.installation import Installation

SECURE = {"adviser": "ciso", "opinion": "positive-with-points", "points": ["Versleutel de back-ups."]}


async def special(helder: Installation) -> Road:
    """A case with health data that was submitted."""
    road = await Road.begun(helder)
    await road.complete()
    await road.screen(special=["health"])
    ok(await road.femke.post(f"{road.address}/steps", json={"step": "submit"}))
    return road


async def test_special_data_ask_for_the_advice_of_both_and_points_of_both_are_answered(helder: Installation) -> None:
    road = await special(helder)
    cees = helder.client("cees", "ciso")
    known = await road.known()
    assert (known["submission"]["advisers"], known["turn"]) == (["fg", "ciso"], "fg")
    await road.reply()
    known = await road.known()
    assert (known["state"], known["turn"]) == ("advising", "ciso")
    assert refused(await road.decide(), 409, "advice-missing")["missing"] == ["advice-ciso"]
    advice = ok(await cees.post(f"{road.address}/advices", json=SECURE))
    assert (await road.known())["state"] == "answering"
    answer = {"point": advice["points"][0]["id"], "adopted": True}
    ok(await road.femke.post(f"{road.address}/advices/{advice['id']}/answers", json=answer))
    ok(await road.decide())
    dpia = helder.services["dpia"]
    before = await rows(dpia)
    await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before


async def test_the_fg_and_the_ciso_are_different_people(helder: Installation) -> None:
    road = await special(helder)
    both = helder.client("gerda", "fg", "ciso")
    refused(await both.post(f"{road.address}/advices", json=SECURE), 409, "fg-and-ciso")
    refused(await both.post(f"{road.address}/advices", json=ADVICE), 409, "fg-and-ciso")
    refused(await road.farid.post(f"{road.address}/advices", json=SECURE), 409, "not-adviser")
    await road.advise()
    other_role = helder.client("farid", "ciso")
    refused(await other_role.post(f"{road.address}/advices", json=SECURE), 409, "fg-and-ciso")


async def test_when_nobody_is_ciso_the_pages_say_so_and_offer_to_invite_one(helder: Installation) -> None:
    road = await special(helder)
    await road.reply()
    await grant(helder, "coordinator", "anna")
    femke, anna = helder.browser("femke", "process-owner"), helder.browser("anna", "coordinator")
    for part in ("", "/advice"):
        page = await seen(femke, at(road, part))
        check(page)
        assert "Niemand anders kan deze stap nu zetten als CISO." in page
        assert named(page) == [member(helder, "anna")]
        assert "Wacht nog op de CISO" in page
        assert "Gegeven en beantwoord" not in page
        assert "/inventory/eskerwold/organisation/roles?role=ciso" in await seen(anna, at(road, part))
    await grant(helder, "ciso", "cees")
    assert "Niemand anders" not in await seen(femke, at(road))


async def test_the_ciso_advises_on_the_page_and_reads_why_it_is_asked(helder: Installation) -> None:
    road = await special(helder)
    cees = helder.browser("cees", "ciso")
    assert primary(await seen(cees, at(road))) == ["Geef advies"]
    page = await seen(cees, at(road, "/advice"))
    check(page)
    assert "Uw advies als CISO" in page
    assert "Er zijn bijzondere persoonsgegevens." in page
    assert (await sent_form(cees, at(road, "/advice"), opinion="positive", advice="Op orde.")).status_code == 303
    [advice] = (await road.known())["advices"]
    assert (advice["adviser"], advice["text"]) == ("ciso", "Op orde.")
    femke, _, dirk = browsers(helder)
    assert "Advies van de CISO" in await seen(femke, at(road, "/advice"))
    decision = await seen(dirk, at(road, "/decision"))
    check(decision)
    assert "De CISO gaf advies" in decision


async def test_who_submits_reads_that_the_ciso_is_asked_too(helder: Installation) -> None:
    road = await Road.begun(helder)
    await road.complete()
    femke, *_ = browsers(helder)
    assert "Ook de CISO" not in await seen(femke, at(road, "/submission"))
    await road.screen(special=["health"])
    assert "Ook de CISO" in await seen(femke, at(road, "/submission"))
