"""The guide's first story in a browser, walked by eight people: from the idea to a talk with residents."""

from collections.abc import Callable

import pytest
from playwright.async_api import Browser

from services.chassis import days
from tests.journeys import assessing, municipality
from tests.journeys.everywhere import everywhere
from tests.journeys.municipality import (
    ANNA,
    BRAM,
    DIRK,
    ELS,
    ENTRIES,
    FARID,
    FEMKE,
    INVENTORY,
    MILA,
    PIM,
)  # fmt: skip
from tests.journeys.running import Up, UpRegion
from tests.journeys.walking import (
    BOTH,
    DESK,
    PHONE,
    Story,
    Walker,
    is_light,
    prints_without_navigation,
    reads_in_english,
)
from tests.journeys.welfare import ANSWERS, DESCRIBED, ENTRY, NAME, OVERSIGHT, RISKS, SCREENING, SOURCES

ROLES = {
    FEMKE: ("proceseigenaar",), PIM: ("privacy officer",), FARID: ("FG",), DIRK: ("beslisser",),
    ELS: ("redacteur van het register",), BRAM: ("goedkeurder van het register",), MILA: ("moderator van reacties",),
}  # fmt: skip
WORDS = "Wie leest mijn aanvraag als eerste, een mens of de computer?"
ANSWER = "Een medewerker leest elke aanvraag. De computer legt haar alleen op een stapel."
EVENING = "Wat doet de computer met uw aanvraag?"


async def people_get_their_roles(desk: Walker) -> None:
    members = await municipality.tells_who_they_are(desk, *ROLES)
    await desk.becomes(ANNA)
    await desk.follows("Organisatie")
    await desk.sees("Zo begint uw organisatie")
    await desk.shows("begin", "#begin")
    await municipality.gives_roles(desk, members, ROLES)
    await municipality.sets_the_policy(desk)


async def the_owner_registers_it(femke: Walker) -> str:
    """1. The id of the system."""
    await femke.becomes(FEMKE)
    await femke.follows("Algoritmes en AI")
    await femke.follows("Nieuw systeem|Voer het eerste systeem in")
    await femke.sends("Voer het systeem in", DESCRIBED)
    id = femke.path.rsplit("/", 1)[1]
    for source in SOURCES:
        await femke.opens(f"{INVENTORY}/systems/{id}/data-sources")
        await femke.sends("Bewaar de bron", source)
    await femke.opens(f"{INVENTORY}/systems/{id}/oversight")
    await femke.sends("Bewaar toezicht en herstel", OVERSIGHT)
    await femke.shows("systeem", "#gegevens")
    return id


async def two_people_give_it_a_class(desk: Walker, id: str) -> None:
    """2."""
    await desk.becomes(ANNA)
    await desk.opens(f"{INVENTORY}/systems/{id}/classification")
    await desk.sends("Bewaar de klasse", {
        "Welke klasse past?": "Hoog risico",
        "Waar staat dat in de wet?": "bijlage III, punt 5a",
        "Waarom deze klasse?": "Toegang tot een uitkering.",
    })  # fmt: skip
    await desk.becomes(PIM)
    await desk.opens(f"{INVENTORY}/systems/{id}/classification")
    await desk.presses("Bevestig de klasse")


async def the_gate_is_closed(femke: Walker, id: str) -> None:
    """3. Before go-live: refused, with what is lacking."""
    await femke.becomes(FEMKE)
    await assessing.screens(femke, id, SCREENING, "DPIA verplicht")
    await femke.shows("toets")
    await femke.finds(f"{INVENTORY}/systems/{id}/steps", "Dit ontbreekt nog")
    await femke.is_refused("Zet deze stap", {"Welke stap zet u?": "Neem het in gebruik"}, "DPIA")
    await femke.shows("poort-weigert", "main")


async def the_assessment(desk: Walker, id: str) -> None:
    """3 and 4."""
    await assessing.answers(desk, id, ANSWERS)
    await assessing.weighs(desk, id, RISKS)
    await desk.shows("risicos")
    await assessing.submits(desk, id)
    await assessing.advises(desk, id, "Meet elk half jaar of groepen gelijk uitkomen.", "Vertel het in elke brief.")
    await desk.becomes(FEMKE)
    await assessing.replies(desk, id, True, False)
    await assessing.decides(desk, id)


async def it_is_taken_into_use(femke: Walker, id: str) -> None:
    """5."""
    await femke.becomes(FEMKE)
    await femke.finds(f"{INVENTORY}/systems/{id}", "5 van 5 klaar")
    await femke.follows("Zet een stap, leg stil of stop")
    await femke.sends("Zet deze stap", {"Welke stap zet u?": "Neem het in gebruik"})
    await femke.sees("In gebruik")
    await femke.shows("in-gebruik")


async def it_comes_in_the_register(desk: Walker, id: str) -> None:
    """6."""
    await desk.becomes(ELS)
    await desk.finds(f"{ENTRIES}/{id}", NAME)
    await desk.sends("Bewaar en vraag goedkeuring", ENTRY)
    await desk.becomes(BRAM)
    await desk.finds(f"{ENTRIES}/{id}", "Keur deze vermelding goed")
    await desk.shows("goedkeuren")
    await desk.presses("Keur goed en maak openbaar")


async def a_resident_asks(resident: Walker, id: str) -> str:
    """7. The secret link with which the resident follows it."""
    await resident.opens("/register/")
    await resident.shows("home")
    await resident.page.get_by_role("searchbox").fill("bijstand")
    await resident.presses("Zoek")
    await resident.follows(NAME)
    await resident.sees("Wat doet het?")
    await resident.shows("vermelding", "main")
    await prints_without_navigation(resident)
    await resident.until(f"/feedback/public/entries/{id}", "Verstuur uw opmerking")
    await resident.opens(f"/register/eskerwold/entries/{id}")
    await resident.follows("Schrijf een opmerking")
    await resident.sends("Verstuur uw opmerking", {"Wat wilt u doen?": "Een vraag stellen", "Uw opmerking": WORDS})
    await resident.sees("Wij hebben uw opmerking")
    await resident.shows("ontvangstbewijs")
    return resident.path


async def the_moderator_answers(desk: Walker, resident: Walker, id: str, secret: str) -> None:
    """8."""
    await desk.becomes(MILA)
    await desk.follows("Reacties")
    await desk.follows(WORDS[:40])
    await desk.presses("Plaats de reactie")
    await desk.sends("Verstuur het antwoord", {"Uw antwoord": ANSWER, "Wie mag het antwoord lezen?": "Iedereen"})
    await resident.finds(secret, ANSWER)
    await resident.finds(f"/feedback/public/entries/{id}", ANSWER)
    await resident.shows("antwoord")


async def an_evening_is_planned(desk: Walker, resident: Walker) -> str:
    """9. The address of the dialogue on the desk."""
    await desk.follows("Reacties")
    await desk.follows("Bijeenkomsten met inwoners")
    await desk.follows("Plan een bijeenkomst")
    await desk.sends("Bewaar de bijeenkomst", {
        "Wat wordt het?": "Informatieavond",
        "Titel": EVENING,
        "Over welk algoritme gaat het?": NAME,
        "Dag": days.today().isoformat(),
        "Begint om": "23.59",
        "Plaats": "Dorpshuis De Esker, Brink 1",
        "Wat er gebeurt": "Wij laten zien hoe een aanvraag op een stapel komt. U zegt wat u daarvan vindt.",
        "Aantal plaatsen": "40",
    })  # fmt: skip
    evening = desk.path
    await desk.presses("Maak openbaar")
    await resident.opens("/feedback/public/agenda/eskerwold")
    await resident.follows(EVENING)
    await resident.sends("Meld u aan", {"Uw naam": "Jo de Wit", "Uw e-mailadres": "jo@voorbeeld.example"})
    await resident.shows("aangemeld")
    return evening


async def what_came_of_it(desk: Walker, resident: Walker, id: str, evening: str) -> None:
    """9. Residents said, the municipality did."""
    await desk.opens(evening)
    await desk.sends("Zet het verslag op de openbare pagina", {
        "Verslag": "Wij lieten zien hoe een aanvraag op een stapel komt. Mensen vroegen hoe zij dat te weten komen.",
        "Hoeveel mensen kwamen er?": "23",
    })  # fmt: skip
    await desk.sends("Bewaar deze uitkomst", {
        "Wat zeiden mensen?": "Zeg het in de brief als een computer sorteert.",
        "Wat gaat de organisatie ermee doen?": "Wij zetten het in elke brief.",
        "Wie zorgt ervoor?": "iedereen die proceseigenaar is",
        "Klaar op uiterlijk": "2027-01-15",
    })  # fmt: skip
    await desk.sends("Zet dit op de openbare pagina", {
        "Welke belofte?": "Wij zetten het in elke brief.",
        "Wat is er gedaan?": "Het staat nu in elke ontvangstbevestiging.",
        "Is het klaar?": "Ja, er is niets meer te doen",
    })  # fmt: skip
    await resident.opens(f"/feedback/public/entries/{id}")
    await resident.sees("u zei, wij deden")
    await resident.follows(EVENING)
    await resident.sees("Het staat nu in elke ontvangstbevestiging.")
    await resident.shows("u-zei-wij-deden", "section[aria-labelledby=gedaan]")


async def walk(story: Story) -> None:
    """Who does what, in the order of the guide."""
    desk, resident = await story.someone(*DESK), await story.someone(*(BOTH if story.script else PHONE))
    await people_get_their_roles(desk)
    id = await the_owner_registers_it(desk)
    await two_people_give_it_a_class(desk, id)
    await the_gate_is_closed(desk, id)
    await the_assessment(desk, id)
    await it_is_taken_into_use(desk, id)
    await it_comes_in_the_register(desk, id)
    secret = await a_resident_asks(resident, id)
    await the_moderator_answers(desk, resident, id, secret)
    evening = await an_evening_is_planned(desk, resident)
    await what_came_of_it(desk, resident, id, evening)
    await desk.signs_out()
    if story.script:
        entry = f"/register/eskerwold/entries/{id}"
        await is_light(resident, entry)
        remarks, agenda = f"/feedback/public/entries/{id}", "/feedback/public/agenda/eskerwold"
        dialogue = f"{agenda}/{evening.rsplit('/', 1)[1]}"
        found = "/register/entries?q=bijstand"
        await reads_in_english(story, "/register/", found, entry, remarks, agenda, dialogue, secret)


@everywhere("up", pytest.mark.long)
@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_an_application_for_welfare(browser: Browser, up: Callable[..., Up]) -> None:
    server = up("--no-demo").answers()
    municipality.begin(server)
    await walk(Story("bijstand", browser, server.url, barriers=not isinstance(server, UpRegion)))


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_an_application_for_welfare_without_javascript(browser: Browser, up: Callable[..., Up]) -> None:
    server = up("--no-demo").answers()
    municipality.begin(server)
    await walk(Story("bijstand-zonder-script", browser, server.url, script=False))
