"""The desk: a refused form keeps what was typed, and each person sees the step that is theirs."""

import re

from tests.component.publication.story import ENTRIES, imported, made_public, registered, step
from tests.installation import ZANDVEEN, Installation

DESK = "/publication/eskerwold/entries"
TYPED = {
    "name": "Voorsorteren aanvragen bijstand",
    "description_short": "Legt aanvragen op volgorde. Een medewerker beslist.",
    "contact_email": "algoritmes@eskerwold.example",
    "publication_category": "Hoog-risico AI-systeem",
    "category": ["Sociale zekerheid", "Werk"],
    "goal": "Eerst wat compleet is.\r\nDan de rest.",
    "lawful_basis_grouping": "Participatiewet | https://wetten.overheid.nl/x\r\n\r\nAwb | https://wetten.overheid.nl/y",
}


async def test_a_form_becomes_a_record(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.browser("femke", "editor")
    answer = await femke.post(f"{DESK}/{id}", data=TYPED | {"version": "1", "action": "save"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{DESK}/{id}")
    record = (await helder.client("femke", "editor").get(f"{ENTRIES}/{id}")).json()["record"]
    assert record["category"] == ["Sociale zekerheid", "Werk"]
    assert record["goal"] == "Eerst wat compleet is.\nDan de rest."
    assert record["lawful_basis_grouping"] == [
        {"title": "Participatiewet", "link": "https://wetten.overheid.nl/x"},
        {"title": "Awb", "link": "https://wetten.overheid.nl/y"},
    ]
    shown = (await femke.get(f"{DESK}/{id}")).text
    assert "Participatiewet | https://wetten.overheid.nl/x\nAwb | https://wetten.overheid.nl/y" in shown


async def test_what_nobody_touched_keeps_its_value_and_its_source(helder: Installation) -> None:
    id = await imported(
        helder, goal=" Twee  spaties.\n", source_data_grouping=[{"title": "BRP", "link": "geen | link"}]
    )
    femke = helder.browser("femke", "editor")
    html = (await femke.get(f"{DESK}/{id}")).text
    assert "Uit het andere register" in html
    before = (await helder.client("femke", "editor").get(f"{ENTRIES}/{id}")).json()["record"]
    form = {"name": before["name"], "goal": "Twee  spaties.", "source_data_grouping": "BRP | geen | link"}
    form |= {"lawful_basis": before["lawful_basis"], "provider": "Nieuw BV"}
    answer = await femke.post(f"{DESK}/{id}", data=form | {"version": "2", "action": "save"})
    assert answer.status_code == 303, answer.text
    after = (await helder.client("femke", "editor").get(f"{ENTRIES}/{id}")).json()["record"]
    assert after == before | {"provider": "Nieuw BV"}


async def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.browser("femke", "editor")
    wrong = TYPED | {"contact_email": '"bel> ons', "goal": "<b>vet</b>", "lawful_basis_grouping": "Awb"}
    answer = await femke.post(f"{DESK}/{id}", data=wrong | {"version": "1", "action": "submit"})
    assert answer.status_code == 400
    html = answer.text
    assert f'action="{DESK}/{id}"' in html
    assert "<title>Fout:" in html
    assert 'href="#field-contact_email"' in html
    assert "Contactgegevens: Geef één e-mailadres" in html
    assert 'value="&#34;bel&gt; ons"' in html
    assert "&lt;b&gt;vet&lt;/b&gt;</textarea>" in html
    assert re.search(r'value="Werk" checked', html)
    assert 'name="version" value="1"' in html
    assert (await helder.client("femke", "editor").get(f"{ENTRIES}/{id}")).headers["etag"] == '"1"'


async def test_an_incomplete_entry_is_saved_and_says_what_it_lacks(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.browser("femke", "editor")
    answer = await femke.post(f"{DESK}/{id}", data={"name": "Sorteren", "version": "1", "action": "submit"})
    assert answer.status_code == 409
    assert '<a href="#field-description_short">Korte omschrijving</a>' in answer.text
    assert 'name="version" value="2"' in answer.text
    answer = await femke.post(f"{DESK}/{id}", data=TYPED | {"version": "2", "action": "submit"})
    assert answer.status_code == 303


async def test_someone_elses_change_is_not_overwritten(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.browser("femke", "editor")
    await femke.post(f"{DESK}/{id}", data=TYPED | {"version": "1", "action": "save"})
    answer = await femke.post(f"{DESK}/{id}", data=TYPED | {"name": "Later", "version": "1", "action": "save"})
    assert answer.status_code == 412
    assert 'value="Later"' in answer.text


async def test_the_approver_sees_one_button_and_makes_it_public(helder: Installation) -> None:
    id = await registered(helder)
    await helder.browser("femke", "editor").post(f"{DESK}/{id}", data=TYPED | {"version": "1", "action": "submit"})
    omar = helder.browser("omar", "approver")
    html = (await omar.get(f"{DESK}/{id}")).text
    assert html.count("button--primary") == 1
    assert f'action="{DESK}/{id}/steps"' in html
    assert 'value="approve"' in html
    version = re.search(r'name="version" value="(\d+)"', html)
    assert version
    answer = await omar.post(f"{DESK}/{id}/steps", data={"step": "approve", "version": version[1]})
    assert answer.status_code == 303
    assert (await helder.client().get(f"/register/eskerwold/entries/{id}")).status_code == 200


async def test_who_wrote_it_gets_no_button_and_is_refused(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.browser("femke", "editor", "approver")
    await femke.post(f"{DESK}/{id}", data=TYPED | {"version": "1", "action": "submit"})
    assert 'value="approve"' not in (await femke.get(f"{DESK}/{id}")).text
    answer = await femke.post(f"{DESK}/{id}/steps", data={"step": "approve", "version": "3"})
    assert answer.status_code == 409
    assert "Vraag een andere goedkeurder" in answer.text


async def test_an_imported_entry_is_taken_over_with_one_button(helder: Installation) -> None:
    id = await imported(helder)
    assert 'value="take-over"' not in (await helder.browser("anna", "approver").get(f"{DESK}/{id}")).text
    omar = helder.browser("omar", "approver")
    assert 'value="take-over"' in (await omar.get(f"{DESK}/{id}")).text
    answer = await omar.post(f"{DESK}/{id}/steps", data={"step": "take-over", "version": "2"})
    assert answer.status_code == 303
    assert 'value="take-over"' not in (await omar.get(f"{DESK}/{id}")).text


async def test_a_revision_shows_what_residents_will_read_otherwise(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.browser("femke", "editor")
    await femke.post(f"{DESK}/{id}", data=TYPED | {"version": "1", "action": "submit"})
    await step(helder.client("omar", "approver"), id, "approve")
    await femke.post(f"{DESK}/{id}", data=TYPED | {"goal": "Sneller.", "version": "4", "action": "save"})
    html = (await femke.get(f"{DESK}/{id}")).text
    assert "Wat inwoners straks anders lezen" in html
    assert "Sneller.</ins>" in html


async def test_roles_and_tenants_hold_on_the_pages_too(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    id = await registered(helder)
    form = TYPED | {"version": "1", "action": "save"}
    assert (await helder.browser("omar", "approver").post(f"{DESK}/{id}", data=form)).status_code == 403
    steps = {"step": "take-over", "version": "1"}
    assert (await helder.browser("femke", "editor").post(f"{DESK}/{id}/steps", data=steps)).status_code == 403
    assert (await helder.browser("femke", "editor").post(f"{DESK}/{id}/steps", data={"step": "x"})).status_code == 403
    zoe = helder.browser("zoe", "editor", tenant="zandveen")
    assert (await zoe.get(f"{DESK}/{id}")).status_code == 403
    assert (await zoe.get(f"/publication/zandveen/entries/{id}")).status_code == 404
    assert "Voorsorteren" not in (await zoe.get("/publication/zandveen/entries")).text
    assert (await helder.client().get(DESK)).status_code == 303


async def test_the_list_says_how_each_entry_stands(helder: Installation) -> None:
    assert "Nog geen vermeldingen" in (await helder.browser("femke", "editor").get(DESK)).text
    await registered(helder)
    await imported(helder)
    html = (await helder.browser("femke", "editor").get(DESK)).text
    assert "Korte omschrijving, Contactgegevens, Publicatiecategorie" in html
    assert "Concept (2)" in html
    found = (await helder.browser("femke", "editor").get(DESK, params={"q": "kenteken", "state": "draft"})).text
    assert ("Herkennen" in found, "Voorsorteren" in found) == (True, False)


async def test_the_desk_says_what_happened_and_by_whom_without_a_name(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    html = (await helder.browser("femke", "editor").get(f"{DESK}/{id}")).text
    told = html.partition('id="tijdlijn"')[2].partition("</section>")[0]
    member = helder.services["publication"].keys.member_of
    found = re.findall(r'<b>([^<]+)</b> <span class="soft"><span data-member="([^"]+)">([^<]+)', told)
    nameless = "iemand van uw organisatie"
    assert found == [
        (what, member("eskerwold", who), nameless)
        for what, who in (
            ("Goedgekeurd en openbaar", "omar"),
            ("Goedkeuring gevraagd", "femke"),
            ("Tekst bewaard", "femke"),
            ("Concept gemaakt", "anna"),
        )
    ]
    assert "data-member" not in (await helder.client().get(f"/register/eskerwold/entries/{id}")).text
