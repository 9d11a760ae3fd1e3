"""Consultations over the API and on the pages: written down, answered later, removed, and seen on the system's page."""

import httpx2 as httpx

from tests.component.inventory.browsing import HERE, SYSTEMS, opened, registered
from tests.installation import Installation

ASKED = {"party": "client-council", "name": "Cliëntenraad", "askedOn": "2026-03-03", "question": "Wat vindt u ervan?"}
ANSWER = {"outcome": "Leg het uit in de brief.", "followUp": "De brief is aangepast."}


def femke(helder: Installation) -> httpx.AsyncClient:
    return helder.browser("femke", "process-owner")


async def test_over_the_api_it_is_written_down_changed_and_removed(helder: Installation) -> None:
    id = await registered(helder)
    async with helder.client("femke", "process-owner") as http:
        made = (await http.post(f"{SYSTEMS}/{id}/consultations", json=ASKED)).json()
        at = f"{SYSTEMS}/{id}/consultations/{made['id']}"
        assert (await http.get(at)).json() == ASKED
        assert (await http.put(at, json=ASKED | ANSWER)).status_code == 200
        assert (await http.get(at)).json() == ASKED | ANSWER
        assert (await http.delete(at)).status_code == 200
        assert (await http.get(at)).status_code == 404
        assert (await http.put(at, json=ASKED)).status_code == 404
        assert (await http.delete(at)).json()["code"] == "unknown-consultation"
    assert (await helder.types("inventory"))[-3:] == [
        "consultation-documented",
        "consultation-documented",
        "consultation-removed",
    ]


async def test_on_the_pages_it_is_written_down_answered_and_removed(helder: Installation) -> None:
    hub = f"{HERE}/systems/{await registered(helder)}"
    async with femke(helder) as http:
        form = (await opened(http, f"{hub}/consultations")).form
        assert (await http.post(f"{hub}/consultations", data=form | ASKED)).status_code == 303
        again = await http.post(f"{hub}/consultations", data=form | ASKED | {"version": "2"})
        assert again.status_code == 303, "sent twice, it is still one"
        page = await opened(http, hub)
        (address,) = {link for link in page.links if "/consultations/" in link}
        assert "Nog geen antwoord" in page.html
        form = (await opened(http, address)).form
        assert (await http.post(address, data=form | ANSWER)).status_code == 303
        page = await opened(http, hub)
        assert "Leg het uit in de brief." in page.html
        assert "Raadpleging vastgelegd" in page.html
        form = (await opened(http, address)).form
        removed = {"version": form["version"], "action": "remove"}
        assert (await http.post(address, data=removed)).status_code == 303
        assert "Raadpleging verwijderd" in (await opened(http, hub)).html
        assert (await http.get(address)).status_code == 404


async def test_a_refused_form_says_what_belongs_there_and_keeps_what_was_typed(helder: Installation) -> None:
    hub = f"{HERE}/systems/{await registered(helder)}"
    async with femke(helder) as http:
        form = (await opened(http, f"{hub}/consultations")).form
        answer = await http.post(f"{hub}/consultations", data=form | {"question": "Mijn vraag"})
        assert answer.status_code == 400
        for said in ("Kies wie u om een mening vroeg.", "Vul de dag in waarop u het vroeg.", "Mijn vraag"):
            assert said in answer.text
        later = await http.post(f"{hub}/consultations", data=form | ASKED | {"askedOn": "2099-01-01"})
        assert later.status_code == 409
        assert "Een dag die nog komt, kan niet." in later.text


async def test_who_only_looks_sees_it_and_writes_nothing(helder: Installation) -> None:
    id = await registered(helder)
    async with helder.client("femke", "process-owner") as http:
        await http.post(f"{SYSTEMS}/{id}/consultations", json=ASKED)
    async with helder.browser("ravi", "auditor") as http:
        page = await opened(http, f"{HERE}/systems/{id}")
        assert "Cliëntenraad" in page.html
        assert not {link for link in page.links if "consultations" in link}
        assert (await http.get(f"{HERE}/systems/{id}/consultations")).status_code == 403
