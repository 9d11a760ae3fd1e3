"""The list of systems and entering a new one, as a person with a browser sees them."""

import pytest
from sqlalchemy import update

from services.inventory.tables import systems
from tests.component.inventory.browsing import HERE, NAME, Page, opened, refused, registered, sent
from tests.component.inventory.noting import note
from tests.installation import Installation

LIST = f"{HERE}/systems"
NEW = f"{HERE}/systems/new"
WORK = f"{HERE}/work"


async def test_who_is_not_signed_in_signs_in_first(helder: Installation) -> None:
    answer = await helder.client().get(LIST)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={LIST}")


async def test_an_empty_municipality_reads_what_belongs_here_and_how_to_begin(helder: Installation) -> None:
    page = await opened(helder.browser("anna", "coordinator"), LIST)
    assert "Nog geen systemen" in page.html
    assert {NEW, f"{HERE}/organisation/roles", f"{HERE}/organisation/policy"} <= page.links
    assert "Nog niemand is proceseigenaar, FG, beslisser" in page.html
    assert page.primary == 1


async def test_a_reader_sees_no_button_to_enter_a_system_but_who_may(helder: Installation) -> None:
    page = await opened(helder.browser("axel", "auditor"), LIST)
    assert NEW not in page.links
    assert "Een coördinator of proceseigenaar kan een nieuw systeem invoeren" in page.html
    assert (await helder.browser("axel", "auditor").get(NEW)).status_code == 403


async def test_only_a_name_is_needed_and_the_system_is_in_the_list_at_once(helder: Installation) -> None:
    piet = helder.browser("piet", "process-owner")
    answer = await sent(piet, NEW, name=NAME)
    assert answer.status_code == 303
    assert NAME in (await opened(piet, answer.headers["location"])).html
    assert answer.headers["location"] in (await opened(piet, LIST)).links


async def test_a_form_that_is_sent_twice_makes_one_system(helder: Installation) -> None:
    piet = helder.browser("piet", "process-owner")
    form = (await opened(piet, NEW)).form | {"name": NAME}
    first, again = await piet.post(NEW, data=form), await piet.post(NEW, data=form)
    assert first.headers["location"] == again.headers["location"]
    assert await helder.types("inventory") == ["organisation-onboarded", "system-registered"]


async def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_beside_each_field(
    helder: Installation,
) -> None:
    typed = {"name": " ", "purpose": "Legt op een stapel", "technique": "rules", "peoplePerYear": "veel"}
    page = await refused(helder.browser("anna", "coordinator"), NEW, 400, **typed)
    assert page.wrong() == {"name", "peoplePerYear"}
    assert page.form | {"purpose": "Legt op een stapel", "technique": "rules", "peoplePerYear": "veel"} == page.form
    assert "Geef het systeem een naam" in page.html
    assert "<title>Fout:" in page.html
    assert await helder.types("inventory") == ["organisation-onboarded"]


async def test_a_number_with_a_dot_between_the_thousands_is_that_number(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    for typed in ("1.2", "1.2000", "1.20.000", ".200"):
        page = await refused(anna, NEW, 400, name=NAME, peoplePerYear=typed)
        assert (page.wrong(), page.form["peoplePerYear"]) == ({"peoplePerYear"}, typed)
    at = (await sent(anna, NEW, name=NAME, peoplePerYear="1.200.000")).headers["location"]
    assert (await opened(anna, f"{at}/describe")).form["peoplePerYear"] == "1200000"


async def test_what_the_coordinator_found_running_is_shown_as_in_use_without_a_decision(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    answer = await sent(anna, NEW, name=NAME, foundAs="in-use", since="2024-03")
    assert "In gebruik, zonder besluit" in (await opened(anna, LIST)).html
    assert "maart 2024" in (await opened(anna, answer.headers["location"])).html


@pytest.mark.parametrize("found", [{"foundAs": "in-use", "since": "2024-03"}, {}])
async def test_what_is_decided_on_anew_does_not_read_as_if_nobody_ever_did(
    helder: Installation, found: dict[str, str]
) -> None:
    anna, again = helder.browser("anna", "coordinator"), "In gebruik, DPIA loopt opnieuw"
    hub = (await sent(anna, NEW, name=NAME, **found)).headers["location"]
    id = hub.rsplit("/", 1)[1]
    await note(helder, id, "approved", 1)
    if not found:
        await put_in_use(helder, id)
    assert again not in (await opened(anna, hub)).html
    for version, standing in enumerate(("in-progress", "submitted", "in-progress"), 2):
        await note(helder, id, standing, version)
        for address in (LIST, hub):
            page = (await opened(anna, address)).html
            assert again in page
            assert "In gebruik, zonder besluit" not in page
        assert "Het besluit van 24 november 2026 telt niet meer." in (await opened(anna, hub)).html
    assert "zonder besluit" not in (await opened(helder.browser("femke", "process-owner"), WORK)).html
    await note(helder, id, "approved", 5)
    assert again not in (await opened(anna, hub)).html


async def put_in_use(helder: Installation, id: str) -> None:
    """As if it went through its gate."""
    async with helder.services["inventory"].db.session("eskerwold") as tx:
        await tx.execute(update(systems).where(systems.c.id == id).values(stage="in-use"))


async def test_only_a_coordinator_is_asked_and_may_say_that_it_already_runs(helder: Installation) -> None:
    piet = helder.browser("piet", "process-owner")
    assert "foundAs" not in (await opened(piet, NEW)).form
    assert (await sent(piet, NEW, name=NAME, foundAs="in-use")).status_code == 403


@pytest.mark.parametrize("origin", ["http://elders.test", "null", None])
async def test_a_form_on_another_site_cannot_write(helder: Installation, origin: str | None) -> None:
    piet = helder.browser("piet", "process-owner")
    piet.headers.pop("origin")
    headers = {"origin": origin} if origin else {}
    answer = await piet.post(NEW, data={"name": NAME}, headers=headers)
    assert answer.status_code == 403
    assert await helder.types("inventory") == ["organisation-onboarded"]


async def test_the_list_can_be_searched_and_filtered_without_javascript(helder: Installation) -> None:
    await registered(helder, name="Routes voor afval", foundAs="in-use")
    decided = await registered(helder)
    await note(helder, decided, "approved", 1)
    anna = helder.browser("anna", "coordinator")
    form = (await opened(anna, LIST)).form
    assert set(form) == {"stage", "standing", "category", "q"}
    for chosen in ({"q": "BÍJSTAND"}, {"standing": "approved"}, {"stage": "idea"}):
        page = Page((await anna.get(LIST, params=form | chosen)).text)
        assert (NAME in page.html, "Routes voor afval" in page.html) == (True, False), chosen
        assert page.form | chosen == page.form
    without = Page((await anna.get(LIST, params=form | {"standing": "none"})).text)
    assert (NAME in without.html, "Routes voor afval" in without.html) == (False, True)


async def test_nothing_found_leads_back_to_everything(helder: Installation) -> None:
    await registered(helder)
    page = await opened(helder.browser("axel", "auditor"), f"{LIST}?q=bestaatniet")
    assert "Niets gevonden" in page.html
    assert LIST in page.links


async def test_a_long_list_is_read_page_by_page_with_the_filter_kept(helder: Installation) -> None:
    for number in range(27):
        await registered(helder, name=f"Systeem {number:02}")
    anna = helder.browser("anna", "coordinator")
    first = await opened(anna, f"{LIST}?q=systeem")
    following = next(link for link in first.links if "after=" in link)
    second = await opened(anna, following)
    assert ("Systeem 24" in first.html, "Systeem 25" in first.html) == (True, False)
    assert ("Systeem 25" in second.html, "Systeem 26" in second.html) == (True, True)
    assert second.form["q"] == "systeem"
    assert f"{LIST}?q=systeem" in second.links


async def test_a_filter_that_is_no_choice_stands_in_the_page_as_text(helder: Installation) -> None:
    page = await opened(helder.browser("anna", "coordinator"), f"{LIST}?stage=<b>100%25</b>")
    assert "&lt;b&gt;100%&lt;/b&gt; <span" in page.html
    assert "<b>100%" not in page.html
