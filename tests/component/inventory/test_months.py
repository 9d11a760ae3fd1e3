"""A wrong month is corrected on the page and over the API; the register follows, and no DPIA is asked again."""

from services.chassis.recovery import rebuilding
from tests.component.inventory.browsing import HERE, SYSTEMS, opened, refused, registered, sent
from tests.component.publication.story import PUBLIC, made_public
from tests.installation import Installation

TYPED = {"since": "2023-11", "reason": "Het jaar was verkeerd overgenomen."}


async def used(helder: Installation) -> str:
    """A system that was found in use, in its public entry too; its id."""
    id = await registered(helder, foundAs="in-use", since="2024-02")
    await helder.settle()
    await made_public(helder, id)
    return id


async def test_the_month_is_corrected_on_the_page_and_both_stand_in_the_history(helder: Installation) -> None:
    id = await used(helder)
    hub, anna = f"{HERE}/systems/{id}", helder.browser("anna", "coordinator")
    before = (await helder.client("anna", "coordinator").get(f"/dpia/v1/organisations/eskerwold/cases/{id}")).json()
    assert f"{hub}/month" in (await opened(anna, hub)).links
    assert "Nu staat er: februari 2024." in (await opened(anna, f"{hub}/month")).html
    answer = await sent(anna, f"{hub}/month", **TYPED)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{hub}#tijdlijn")
    page = (await opened(anna, hub)).html
    assert "in gebruik sinds november 2023; eerst stond er: februari 2024" in page
    assert "<dt>In gebruik sinds</dt><dd>november 2023</dd>" in page
    await helder.settle()
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert (public["version"], public["record"]["begin_date"]) == (2, "2023-11")
    assert public["record"]["status"] == "In gebruik"
    after = (await helder.client("anna", "coordinator").get(f"/dpia/v1/organisations/eskerwold/cases/{id}")).json()
    assert (after["state"], after["version"]) == (before["state"], before["version"])
    assert "jaar was verkeerd" not in str(await helder.log("inventory"))


async def test_a_refused_month_keeps_what_was_typed(helder: Installation) -> None:
    page = f"{HERE}/systems/{await registered(helder, foundAs='in-use')}/month"
    anna = helder.browser("anna", "process-owner")
    empty = await refused(anna, page, 400, since="", reason="Zo was het.")
    assert (empty.wrong(), empty.form["reason"]) == ({"since"}, "Zo was het.")
    late = await refused(anna, page, 409, since="2999-01", reason="Zo was het.")
    assert (late.wrong(), late.form["since"], late.form["step"]) == ({"since"}, "2999-01", "in-use")


async def test_what_was_never_used_has_no_month_and_who_looks_changes_none(helder: Installation) -> None:
    id = await registered(helder)
    hub, anna = f"{HERE}/systems/{id}", helder.browser("anna", "coordinator")
    assert f"{hub}/month" not in (await opened(anna, hub)).links
    assert "Er is geen maand om te verbeteren" in (await opened(anna, f"{hub}/month")).html
    assert (await helder.browser("axel", "auditor").get(f"{hub}/month")).status_code == 403


async def test_over_the_api_and_after_a_rebuild_the_month_is_the_corrected_one(helder: Installation) -> None:
    id = await registered(helder, foundAs="in-use", since="2024-02")
    femke = helder.client("femke", "process-owner")
    body = TYPED | {"step": "in-use"}
    assert (await femke.post(f"{SYSTEMS}/{id}/month-corrections", json=body)).status_code == 200
    assert (await femke.get(f"{SYSTEMS}/{id}")).json()["since"] == "2023-11"
    never = await femke.post(f"{SYSTEMS}/{id}/month-corrections", json=body | {"step": "retired"})
    assert (never.status_code, never.json()["code"]) == (409, "not-begun")
    await rebuilding.rebuild(helder.services["inventory"])
    assert (await femke.get(f"{SYSTEMS}/{id}")).json()["since"] == "2023-11"
