"""The page of one system: what this reader is to do next, and what stands between the system and its use."""

import re

import pytest

from tests.component.inventory.browsing import HERE, NAME, OVERSIGHT, SYSTEMS, Page, opened, registered
from tests.component.inventory.noting import note
from tests.installation import Installation

PURPOSE = "Legt een aanvraag op een stapel. Een medewerker beslist."
HOSTILE = "<script>alert(1)</script> & \"aap\" 'noot'"


async def hub(helder: Installation, id: str, person: str, *roles: str) -> Page:
    return await opened(helder.browser(person, *roles), f"{HERE}/systems/{id}")


async def arranged(helder: Installation, id: str, confirmed: bool = True) -> None:
    """Oversight, a class, and its confirmation by somebody else."""
    anna, bram = helder.client("anna", "coordinator"), helder.client("bram", "privacy-officer")
    await anna.put(f"{SYSTEMS}/{id}/oversight", json=OVERSIGHT)
    await anna.put(f"{SYSTEMS}/{id}/classification", json={"class": "high-risk", "reason": "Bijlage III"})
    if confirmed:
        version = (await anna.get(f"{SYSTEMS}/{id}")).headers["etag"]
        answer = await bram.post(f"{SYSTEMS}/{id}/classification/confirmations", json={}, headers={"if-match": version})
        assert answer.status_code == 200, answer.text


def next_step(page: Page) -> tuple[str, str]:
    """The title of the yellow card and where its button leads; of the grey one when others must act."""
    card = re.search(r'card--person.*?<h2>(.*?)</h2>.*?href="([^"]+)"', page.html, re.DOTALL)
    grey = re.search(r'card--ground"><h2>(.*?)</h2><p><b>(.*?)</b>', page.html, re.DOTALL)
    found = card or grey
    return (found[1], found[2]) if found else ("", "")


async def test_the_gate_names_everything_with_who_must_act_and_where(helder: Installation) -> None:
    id = await registered(helder, purpose=PURPOSE)
    page = await hub(helder, id, "piet", "process-owner")
    for title in ("Besluit over de DPIA", "Toezicht en herstel", "Indeling volgens de AI-verordening"):
        assert f"<h3>{title}</h3>" in page.html
    assert "U, als proceseigenaar" in page.html
    assert "Een coördinator of privacy officer" in page.html
    assert {f"/dpia/eskerwold/cases/{id}", f"{HERE}/systems/{id}/oversight"} <= page.links


async def test_each_reader_has_one_next_step_by_what_is_missing_and_what_they_may(helder: Installation) -> None:
    id = await registered(helder)
    at = f"{HERE}/systems/{id}"
    assert next_step(await hub(helder, id, "piet", "process-owner")) == (
        "Beschrijf wat dit systeem doet",
        f"{at}/describe",
    )
    assert next_step(await hub(helder, id, "bram", "privacy-officer"))[1] == f"{at}/classification"
    waiting = await hub(helder, id, "axel", "auditor")
    assert next_step(waiting) == ("Toezicht en herstel", "Wacht op: coördinator of proceseigenaar.")
    assert waiting.primary == 0


async def test_who_gave_the_class_waits_for_another_to_confirm_it(helder: Installation) -> None:
    id = await registered(helder, purpose=PURPOSE)
    await arranged(helder, id, confirmed=False)
    own = await hub(helder, id, "anna", "coordinator")
    assert "Hoog risico, nog niet bevestigd" in own.html
    assert not next_step(own)[1].endswith("/classification")
    assert next_step(await hub(helder, id, "dirk", "decision-maker"))[0] == "Kijk mee: klopt de klasse?"


async def test_an_open_gate_asks_the_process_owner_for_the_step(helder: Installation) -> None:
    id = await registered(helder, purpose=PURPOSE)
    source = {"name": "BRP", "kind": "base-register", "personalData": [{"kind": "ordinary", "what": "Adres"}]}
    await helder.client("anna", "coordinator").post(f"{SYSTEMS}/{id}/data-sources", json=source)
    await arranged(helder, id)
    await note(helder, id, "submitted", 1, seen=5)
    await note(helder, id, "approved", 2, seen=5)
    page = await hub(helder, id, "piet", "process-owner")
    assert next_step(page) == ("Zet de volgende stap", f"{HERE}/systems/{id}/steps")
    assert next_step(await hub(helder, id, "axel", "auditor"))[1] == "Wacht op: proceseigenaar."


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("in-progress", "De vragen van de DPIA zijn nog niet beantwoord"),
        ("submitted", "Een FG of beslisser"),
        ("rejected", "De DPIA is afgekeurd"),
        ("not-required", "uw beleid vraagt er een voor elk systeem"),
    ],
)
async def test_a_missing_decision_says_where_the_assessment_stands(
    helder: Installation, standing: str, words: str
) -> None:
    id = await registered(helder, purpose=PURPOSE)
    await note(helder, id, standing, 1)
    assert words in (await hub(helder, id, "piet", "process-owner")).html


async def test_a_change_after_the_decision_asks_to_be_weighed_and_a_substantial_one_for_a_new_assessment(
    helder: Installation,
) -> None:
    id = await registered(helder, purpose=PURPOSE)
    anna = helder.client("anna", "coordinator")
    await anna.put(f"{SYSTEMS}/{id}/oversight", json=OVERSIGHT)
    await note(helder, id, "submitted", 1)
    await note(helder, id, "approved", 2)
    piet = "piet", "process-owner"
    assert next_step(await hub(helder, id, *piet))[1] == f"{HERE}/systems/{id}/changes"
    weighed = {"upTo": 2, "change": "substantial", "reason": "Het is anders"}
    assert (await anna.post(f"{SYSTEMS}/{id}/changes", json=weighed)).status_code == 200
    page = await hub(helder, id, *piet)
    assert "Nieuwe DPIA na een wezenlijke wijziging" in page.html
    assert "DPIA: opnieuw nodig" in page.html


async def test_a_prohibited_use_is_said_aloud(helder: Installation) -> None:
    id = await registered(helder)
    await helder.client("anna", "coordinator").put(
        f"{SYSTEMS}/{id}/classification", json={"class": "prohibited", "reason": "Artikel 5"}
    )
    assert "Dit gebruik is verboden" in (await hub(helder, id, "piet", "process-owner")).html


async def test_the_data_flow_is_drawn_and_told_in_a_table(helder: Installation) -> None:
    id = await registered(helder, purpose=PURPOSE, roleInDecisions="advises")
    source = {"name": "Inkomen <b>", "kind": "resident", "personalData": [{"kind": "sensitive", "what": "Loon"}]}
    await helder.client("anna", "coordinator").post(f"{SYSTEMS}/{id}/data-sources", json=source)
    page = await hub(helder, id, "axel", "auditor")
    assert "Een mens beslist" in page.html
    assert [given for tag, given in page.elements if tag == "svg" and given.get("role") == "img"]
    assert "Inkomen &lt;b&gt;" in page.html
    assert "Loon" in page.html


async def test_the_timeline_tells_what_happened_and_names_nobody(helder: Installation) -> None:
    id = await registered(helder)
    await arranged(helder, id)
    await note(helder, id, "in-progress", 1)
    page = await hub(helder, id, "axel", "auditor")
    order = [
        "DPIA begonnen",
        "Indeling bevestigd",
        "Ingedeeld volgens",
        "Toezicht en herstel beschreven",
        "Geregistreerd",
    ]
    timeline = page.html.partition('id="tijdlijn"')[2]
    places = [timeline.index(words) for words in order]
    assert places == sorted(places)
    assert helder.services["inventory"].keys.member_of("eskerwold", "anna") not in page.html


async def test_the_other_services_are_one_link_away(helder: Installation) -> None:
    id = await registered(helder)
    links = (await hub(helder, id, "axel", "auditor")).links
    assert {f"/dpia/eskerwold/cases/{id}", f"/publication/eskerwold/entries/{id}"} <= links
    assert "/feedback/eskerwold/remarks" in links


async def test_who_may_change_nothing_sees_no_form_and_reads_who_may(helder: Installation) -> None:
    id = await registered(helder)
    page = await hub(helder, id, "axel", "auditor")
    forms = ("/describe", "/data-sources", "/oversight", "/steps", "/changes")
    assert not [link for link in page.links if link.endswith(forms)]
    assert "Dit kan een coördinator of proceseigenaar invullen" in page.html
    assert "kan alleen een proceseigenaar" in page.html


async def test_a_retired_system_asks_nothing(helder: Installation) -> None:
    id = await registered(helder, foundAs="retired")
    page = await hub(helder, id, "piet", "process-owner")
    assert page.primary == 0
    assert "Voordat het live mag" not in page.html
    assert "Er is geen DPIA" in page.html
    assert not [link for link in page.links if link.startswith("/dpia/eskerwold/cases/")]


async def test_a_hostile_name_is_shown_as_text_everywhere(helder: Installation) -> None:
    id = await registered(helder, name=HOSTILE, purpose=HOSTILE, department=HOSTILE)
    source = {"name": HOSTILE, "kind": "resident", "origin": HOSTILE}
    anna = helder.browser("anna", "coordinator", "process-owner")
    await helder.client("anna", "coordinator").post(f"{SYSTEMS}/{id}/data-sources", json=source)
    for page in ("", "/describe", "/data-sources", "/oversight", "/classification", "/steps", "/changes"):
        html = (await opened(anna, f"{HERE}/systems/{id}{page}")).html
        assert "<script>" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


async def test_an_unknown_system_is_not_found(helder: Installation) -> None:
    answer = await helder.browser("anna", "coordinator").get(f"{HERE}/systems/bestaat-niet")
    assert answer.status_code == 404
    assert NAME not in answer.text


async def test_one_earlier_event_is_one(helder: Installation) -> None:
    id, anna = await registered(helder), helder.client("anna", "coordinator")
    for count in range(9):
        source = {"name": f"Bron {count}", "kind": "resident"}
        answer = await anna.post(f"{SYSTEMS}/{id}/data-sources", json=source)
        assert answer.status_code == 201, answer.text
        if count >= 7:
            told = "Nog 1 eerdere gebeurtenis<" if count == 7 else "Nog 2 eerdere gebeurtenissen<"
            assert told in (await hub(helder, id, "axel", "auditor")).html


async def test_the_timeline_names_who_acted(helder: Installation) -> None:
    anna, id = helder.client("anna", "coordinator"), await registered(helder)
    keys = helder.services["inventory"].keys
    address = f"/inventory/v1/organisations/eskerwold/roles/coordinator/members/{keys.member_of('eskerwold', 'anna')}"
    timeline = '<b>Geregistreerd</b> <span class="soft">%s</span>'
    assert timeline % "iemand van uw organisatie" in (await hub(helder, id, "piet", "auditor")).html
    assert (await anna.put(address, json={"name": "Anna <Visser>"})).status_code == 200
    assert timeline % "Anna &lt;Visser&gt;" in (await hub(helder, id, "piet", "auditor")).html
