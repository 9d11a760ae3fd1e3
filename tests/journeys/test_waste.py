"""The guide's second story in a browser, walked by three people: collecting waste, and what happens when it changes."""

from collections.abc import Callable

import pytest
from playwright.async_api import Browser

from tests.journeys import assessing, municipality
from tests.journeys.everywhere import everywhere
from tests.journeys.municipality import ANNA, DIRK, DPIA, ENTRIES, FARID, INVENTORY
from tests.journeys.running import Up, UpRegion
from tests.journeys.walking import BOTH, PHONE, Story, Walker, is_light, reads_in_english
from tests.journeys.waste import (
    ADDED,
    ANEW,
    ANSWERS,
    CHANGE,
    DESCRIBED,
    ENTRY,
    KEPT,
    LINE,
    NAME,
    OVERSIGHT,
    RISKS,
    SCREENING,
    SOURCES,
    SUMMARY,
)

ROLES = {
    FARID: ("FG",),
    DIRK: ("proceseigenaar", "beslisser", "goedkeurder van het register"),
    ANNA: ("proceseigenaar", "privacy officer", "redacteur van het register", "moderator van reacties"),
}


async def three_people_get_their_roles(desk: Walker) -> None:
    members = await municipality.tells_who_they_are(desk, FARID, DIRK)
    await desk.becomes(ANNA)
    await municipality.gives_roles(desk, members, ROLES)
    await municipality.sets_the_policy(desk)


async def it_is_registered(anna: Walker) -> str:
    """1 and 2. The id of the system, which ran already."""
    await anna.follows("Algoritmes en AI")
    await anna.follows("Nieuw systeem|Voer het eerste systeem in")
    await anna.sends("Voer het systeem in", DESCRIBED)
    id = anna.path.rsplit("/", 1)[1]
    await anna.sees("In gebruik, zonder besluit")
    for number, source in enumerate(SOURCES):
        await anna.follows("Voeg een bron toe" if number else "Voeg de eerste bron toe")
        await anna.sends("Bewaar de bron", source)
    await anna.shows("gegevens", "#gegevens figure")
    await anna.follows("Beschrijf het toezicht")
    await anna.sends("Bewaar toezicht en herstel", OVERSIGHT)
    return id


async def it_gets_a_class(desk: Walker, id: str) -> None:
    await desk.follows("Deel het systeem in")
    await desk.sends("Bewaar de klasse", {
        "Welke klasse past?": "Geen AI",
        "Waarom deze klasse?": "Een gewone berekening, die niet leert.",
    })  # fmt: skip
    await desk.becomes(DIRK)
    await desk.opens(f"{INVENTORY}/systems/{id}/classification")
    await desk.presses("Bevestig de klasse")


async def the_assessment(desk: Walker, id: str) -> None:
    """3. Every question, risks, measures, and an outsider who reads it."""
    await desk.becomes(ANNA)
    await assessing.screens(desk, id, SCREENING, "DPIA verplicht")
    await assessing.answers(desk, id, ANSWERS)
    await assessing.weighs(desk, id, RISKS)
    await desk.shows("risicos", "figure.picture")
    await assessing.submits(desk, id)
    await is_judged(desk, id)


async def is_judged(desk: Walker, id: str) -> None:
    await assessing.advises(desk, id, "Laat chauffeurs zien wat er van hun ronde is bewaard.")
    await desk.becomes(ANNA)
    await assessing.replies(desk, id, True)
    await desk.shows("advies")
    await assessing.decides(desk, id)


async def everyone_reads_what_was_examined(desk: Walker, id: str) -> None:
    await desk.becomes(ANNA)
    await assessing.summarises(desk, id, SUMMARY)
    await desk.becomes(DIRK)
    await desk.finds(f"{DPIA}/{id}/summary", "Lees dit en geef het vrij")
    await desk.presses("Geef vrij en maak openbaar")


async def it_comes_in_the_register(desk: Walker, resident: Walker, id: str) -> None:
    """4. With the data sets and the oversight as the inventory has them."""
    await desk.becomes(ANNA)
    await desk.finds(f"{ENTRIES}/{id}", NAME)
    await desk.sends("Bewaar en vraag goedkeuring", ENTRY)
    await desk.becomes(DIRK)
    await desk.finds(f"{ENTRIES}/{id}", "Keur deze vermelding goed")
    await desk.presses("Keur goed en maak openbaar")
    await resident.finds(f"/register/eskerwold/entries/{id}", SUMMARY)
    listed = await resident.page.locator("#voor-iedereen li").all_inner_texts()
    assert (len(listed), listed[1]) == (len(SOURCES), LINE)
    await resident.sees(f"Wie kijkt naar de uitkomst: {OVERSIGHT['Wie kijkt naar de uitkomst?']}")
    await resident.shows("vermelding", "main")


async def it_changes(desk: Walker, resident: Walker, id: str) -> None:
    """5. Of one data set. The assessment opens again, the gate closes, and the public page says so."""
    await desk.becomes(ANNA)
    await desk.finds(f"{INVENTORY}/systems/{id}", "Klaar")
    await desk.follows("Pas aan.*Passen waarmee containers opengaan")
    await desk.sends("Bewaar de bron", CHANGE)
    await desk.finds(f"{INVENTORY}/systems/{id}", "4 van 5 klaar")
    await desk.shows("opnieuw-nodig")
    await resident.finds(f"/register/eskerwold/entries/{id}", "Deze tekst loopt achter")
    assert await resident.page.locator("#achter a").all_inner_texts() == ["gegevens"]
    await resident.finds(f"/register/eskerwold/entries/{id}", "terwijl het onderzoek opnieuw wordt gedaan")
    await resident.shows("loopt-achter", "main")


async def it_is_revised(desk: Walker, id: str) -> None:
    """5 and 6. Kept in use meanwhile, and assessed again; the draft says what the inventory says now."""
    await desk.finds(f"{DPIA}/{id}", "Heropend na een wezenlijke wijziging")
    await desk.shows("heropend")
    await desk.follows("Leg vast hoe het verder gaat")
    await desk.sends("Leg dit vast", {"Waarom kan het doorgaan, hoe, en tot wanneer?": KEPT})
    await desk.finds(f"{DPIA}/{id}", "Het systeem blijft in gebruik")
    await desk.opens(f"{DPIA}/{id}/questions/description")
    await desk.sends("Bewaar en ga verder", ANEW)
    await assessing.submits(desk, id)
    await is_judged(desk, id)
    await desk.finds(f"/register/eskerwold/entries/{id}", "Het onderzoek is klaar")
    await desk.becomes(ANNA)
    await desk.finds(f"{ENTRIES}/{id}", "Wat openbaar is, loopt achter")
    assert await desk.page.locator("#achter li", has_text=ADDED).count() == 1
    await desk.sends("Bewaar en vraag goedkeuring", {})
    await desk.becomes(DIRK)
    await desk.finds(f"{ENTRIES}/{id}", "Wat inwoners straks anders lezen")
    await desk.shows("verschil", "#verschil")
    await desk.presses("Keur goed en maak openbaar")


async def everyone_sees_what_changed(resident: Walker, id: str) -> None:
    """6. The old version can still be read, and what is different from it."""
    await resident.finds(f"/register/eskerwold/entries/{id}", ADDED)
    assert not await resident.page.locator("#achter").count()
    await resident.follows("Alle versies")
    await resident.sees("Gegevens")
    assert ADDED in " ".join(await resident.page.locator("ins").all_inner_texts())
    await resident.shows("geschiedenis", "main")


async def walk(story: Story) -> None:
    """Who does what, in the order of the guide; they work on a phone."""
    desk, resident = await story.someone(*PHONE), await story.someone(*(BOTH if story.script else PHONE))
    await three_people_get_their_roles(desk)
    id = await it_is_registered(desk)
    await it_gets_a_class(desk, id)
    await the_assessment(desk, id)
    await everyone_reads_what_was_examined(desk, id)
    await it_comes_in_the_register(desk, resident, id)
    await it_changes(desk, resident, id)
    await it_is_revised(desk, id)
    await everyone_sees_what_changed(resident, id)
    await desk.signs_out()
    if story.script:
        entry = f"/register/eskerwold/entries/{id}"
        await is_light(resident, entry)
        await reads_in_english(story, entry, f"{entry}/history")


@everywhere("up")
@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_collecting_waste(browser: Browser, up: Callable[..., Up]) -> None:
    server = up("--no-demo").answers()
    municipality.begin(server)
    await walk(Story("afval", browser, server.url, barriers=not isinstance(server, UpRegion)))


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_collecting_waste_without_javascript(browser: Browser, up: Callable[..., Up]) -> None:
    server = up("--no-demo").answers()
    municipality.begin(server)
    await walk(Story("afval-zonder-script", browser, server.url, script=False))
