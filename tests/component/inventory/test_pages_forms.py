"""The forms under a system: what was typed stays, what is wrong is said, and nobody overwrites unseen."""

import re

import pytest

from services.chassis.style import script
from tests.component.inventory.browsing import HERE, NAME, OVERSIGHT, SYSTEMS, opened, refused, registered, sent
from tests.component.inventory.noting import note
from tests.installation import Installation

FORMS = ("describe", "data-sources", "oversight", "classification", "steps", "changes")
ANNA = ("anna", "coordinator", "process-owner")


async def test_a_description_is_filled_in_with_what_is_known_and_replaced_as_a_whole(helder: Installation) -> None:
    id = await registered(helder, supplier="Voorbeeldsoft BV", themes=["Werk", "Zorg"])
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/describe"
    form = (await opened(anna, at)).form
    assert (form["supplier"], form["themes"]) == ("Voorbeeldsoft BV", "Werk\nZorg")
    answer = await sent(anna, at, supplier="", affectedGroups="Aanvragers\r\n\r\nHun gezin", selfLearning="false")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/systems/{id}")
    known = (await anna.get(f"{SYSTEMS}/{id}")).json()
    assert known["affectedGroups"] == ["Aanvragers", "Hun gezin"]
    assert (known["themes"], known["selfLearning"], "supplier" in known) == (["Werk", "Zorg"], False, False)


async def test_a_form_that_changes_nothing_makes_no_fact(helder: Installation) -> None:
    id = await registered(helder, purpose="Eerste regel\ntweede regel", themes=["Werk", "Zorg"])
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/describe"
    form = {name: text.replace("\n", "\r\n") for name, text in (await opened(anna, at)).form.items()}
    assert (await anna.post(at, data=form)).status_code == 303
    assert await helder.types("inventory") == ["organisation-onboarded", "system-registered"]


async def test_who_was_too_late_keeps_the_text_and_sees_what_stands_there_now(helder: Installation) -> None:
    id = await registered(helder)
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/describe"
    form = (await opened(anna, at)).form | {"purpose": "Wat ik typte"}
    await sent(helder.browser("piet", "process-owner"), at, purpose="Wat Piet typte")
    page = await refused(anna, at, 412, **form)
    assert page.form["purpose"] == "Wat ik typte"
    assert "Wat Piet typte" in page.html
    assert "Iemand anders heeft dit intussen veranderd" in page.html
    assert page.form["version"] == "2"
    assert (await anna.post(at, data=page.form)).status_code == 303
    assert (await anna.get(f"{SYSTEMS}/{id}")).json()["purpose"] == "Wat ik typte"


@pytest.mark.parametrize("page", ["describe", "oversight", "data-sources", "classification", "steps", "changes"])
async def test_a_form_without_the_version_that_was_seen_is_refused(helder: Installation, page: str) -> None:
    id = await registered(helder)
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/{page}"
    filled = {"name": "X", "kind": "resident", "class": "minimal", "reason": "Zo", "step": "retired", "change": "minor"}
    answer = await anna.post(at, data=filled | OVERSIGHT)
    assert answer.status_code == 428
    assert len(await helder.types("inventory")) == 2


@pytest.mark.parametrize("page", FORMS)
async def test_a_form_from_another_site_is_refused(helder: Installation, page: str) -> None:
    id = await registered(helder)
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/{page}"
    answer = await anna.post(at, data={"version": "1"}, headers={"origin": "http://elders.test"})
    assert answer.status_code == 403


@pytest.mark.parametrize("page", FORMS)
async def test_who_only_reads_can_send_no_form(helder: Installation, page: str) -> None:
    id = await registered(helder)
    answer = await helder.browser("axel", "auditor").post(f"{HERE}/systems/{id}/{page}", data={"version": "1"})
    assert answer.status_code == 403


async def test_a_data_source_is_described_with_its_personal_data_line_by_line(helder: Installation) -> None:
    id = await registered(helder)
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/data-sources"
    typed = {"name": "BRP", "kind": "base-register", "ordinary": "Naam\r\nAdres", "national-number": "BSN"}
    answer = await sent(anna, at, **typed, use=["operation", "training"])
    assert answer.status_code == 303, answer.text
    [source] = (await anna.get(f"{SYSTEMS}/{id}")).json()["dataSources"]
    assert [(data["kind"], data["what"]) for data in source["personalData"]] == [
        ("ordinary", "Naam"),
        ("ordinary", "Adres"),
        ("national-number", "BSN"),
    ]
    assert source["use"] == ["operation", "training"]
    form = (await opened(anna, f"{at}/{source['id']}")).form
    assert (form["ordinary"], form["national-number"]) == ("Naam\nAdres", "BSN")


async def test_a_data_source_with_faults_comes_back_as_it_was(helder: Installation) -> None:
    id = await registered(helder)
    typed = {"name": "", "ordinary": "x" * 301, "link": "geen adres", "knownBias": "Jongeren ontbreken"}
    page = await refused(helder.browser(*ANNA), f"{HERE}/systems/{id}/data-sources", 400, **typed)
    assert {"name", "kind", "link"} <= page.wrong()
    assert (page.form["ordinary"], page.form["knownBias"]) == ("x" * 301, "Jongeren ontbreken")
    assert "#field-personalData" in page.links


async def test_removing_a_source_says_first_what_will_happen(helder: Installation) -> None:
    id = await registered(helder)
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/data-sources"
    await sent(anna, at, name="BRP", kind="base-register")
    [source] = (await anna.get(f"{SYSTEMS}/{id}")).json()["dataSources"]
    assert "In de tijdlijn blijft zichtbaar" in (await opened(anna, f"{at}/{source['id']}/remove")).html
    assert (await sent(anna, f"{at}/{source['id']}/remove")).status_code == 303
    assert (await anna.get(f"{SYSTEMS}/{id}")).json()["dataSources"] == []
    assert (await anna.get(f"{at}/{source['id']}/remove")).status_code == 404


async def test_oversight_asks_for_everything_that_the_gate_asks(helder: Installation) -> None:
    id = await registered(helder)
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/oversight"
    page = await refused(anna, at, 400, checks="Elke week 20")
    assert page.wrong() == set(OVERSIGHT) - {"checks"}
    assert page.form["checks"] == "Elke week 20"
    assert (await anna.post(at, data=page.form | OVERSIGHT)).status_code == 303
    assert (await anna.get(f"{SYSTEMS}/{id}")).json()["oversight"] == OVERSIGHT


@pytest.mark.parametrize(
    ("page", "typed", "suggested"),
    [
        ("describe", {"purpose": "Iets heel anders"}, "wezenlijke wijziging"),
        ("describe", {"department": "Belastingen"}, "kleine wijziging"),
        ("data-sources", {"name": "BRP", "kind": "base-register", "ordinary": "Adres"}, "wezenlijke wijziging"),
        ("data-sources", {"name": "BAG", "kind": "base-register"}, "kleine wijziging"),
        ("oversight", OVERSIGHT, "kleine wijziging"),
    ],
)
async def test_after_a_submission_a_change_must_be_weighed_and_the_form_says_what_it_looks_like(
    helder: Installation, page: str, typed: dict[str, str], suggested: str
) -> None:
    id = await registered(helder)
    await note(helder, id, "submitted", 1)
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/{page}"
    again = await refused(anna, at, 409, **typed)
    assert again.wrong() == {"change", "reason"}
    assert f"lijkt dit een <b>{suggested}</b>" in again.html
    assert again.form | typed == again.form
    answer = await anna.post(at, data=again.form | {"change": "minor", "reason": "Geheime reden"})
    assert answer.status_code == 303, answer.text
    assert b"Geheime reden" not in b"".join(record.bytes for record in await helder.log("inventory"))


async def test_before_a_submission_nothing_is_weighed(helder: Installation) -> None:
    id = await registered(helder)
    await note(helder, id, "in-progress", 1)
    page = await opened(helder.browser(*ANNA), f"{HERE}/systems/{id}/describe")
    assert "Hoe groot is deze wijziging" not in page.html


async def test_changes_that_nobody_weighed_are_listed_and_settled_together(helder: Installation) -> None:
    id = await registered(helder)
    anna, at = helder.browser(*ANNA), f"{HERE}/systems/{id}/changes"
    typed = {"name": "BRP", "kind": "base-register", "special": "Gezondheid"}
    await sent(anna, f"{HERE}/systems/{id}/data-sources", **typed)
    await note(helder, id, "submitted", 1)
    page = await opened(anna, at)
    assert "Gegevensbron beschreven" in page.html
    assert "wezenlijke wijziging" in page.html
    assert (await refused(anna, at, 400, reason="Nieuwe bron")).form["reason"] == "Nieuwe bron"
    assert (await sent(anna, at, change="minor", reason="Het mag")).status_code == 303
    assert "Er is geen wijziging" in (await opened(anna, at)).html


async def test_one_person_classifies_and_another_confirms(helder: Installation) -> None:
    id = await registered(helder)
    at = f"{HERE}/systems/{id}/classification"
    anna, bram = helder.browser(*ANNA), helder.browser("bram", "privacy-officer")
    page = await refused(anna, at, 400, legalPoint="Bijlage III, punt 5a")
    assert (page.wrong(), page.form["legalPoint"]) == ({"class", "reason"}, "Bijlage III, punt 5a")
    assert (await anna.post(at, data=page.form | {"class": "high-risk", "reason": "Uitkering"})).status_code == 303
    own = await opened(anna, at)
    assert "U koos deze klasse zelf" in own.html
    assert "Bevestig de klasse" not in own.html
    four_eyes = await anna.post(f"{at}/confirmation", data=own.form)
    assert four_eyes.status_code == 409
    assert "Vraag een andere coördinator" in four_eyes.text
    confirming = await opened(bram, at)
    assert "Bevestig de klasse" in confirming.html
    assert confirming.primary == 1
    assert (await bram.post(f"{at}/confirmation", data={"version": confirming.form["version"]})).status_code == 303
    assert "nog niet bevestigd" not in (await opened(bram, at)).html


async def test_an_fg_sees_no_button_to_confirm(helder: Installation) -> None:
    id = await registered(helder)
    at = f"{HERE}/systems/{id}/classification"
    await sent(helder.browser(*ANNA), at, **{"class": "minimal", "reason": "Geen mensen"})
    assert "Bevestig de klasse" not in (await opened(helder.browser("fleur", "fg", "privacy-officer"), at)).html


async def test_a_closed_gate_says_everything_that_is_missing_with_where_it_is_mended(helder: Installation) -> None:
    id = await registered(helder)
    piet, at = helder.browser("piet", "process-owner"), f"{HERE}/systems/{id}"
    page = await refused(piet, f"{at}/steps", 409, step="in-use", reason="Het moet")
    summary = re.search(r'role="alert".*?</div>', page.html, re.DOTALL)
    assert summary
    for title in ("Besluit over de DPIA", "Toezicht en herstel", "Indeling volgens de AI-verordening"):
        assert title in summary[0]
    for link in (f"/dpia/eskerwold/cases/{id}", f"{at}/oversight", f"{at}/classification"):
        assert f'href="{link}"' in summary[0]
    assert (page.form["step"], page.form["reason"]) == ("in-use", "Het moet")
    assert await helder.types("inventory") == ["organisation-onboarded", "system-registered"]


async def test_a_step_without_a_gate_is_taken(helder: Installation) -> None:
    id = await registered(helder)
    piet, at = helder.browser("piet", "process-owner"), f"{HERE}/systems/{id}"
    slip = await refused(piet, f"{at}/steps", 409, step="development", since="1890-01")
    assert (slip.wrong(), slip.form["since"]) == ({"since"}, "1890-01")
    assert (await sent(piet, f"{at}/steps", step="development", since="2026-01")).status_code == 303
    assert "In ontwikkeling" in (await opened(piet, at)).html
    assert (await refused(piet, f"{at}/steps", 409, step="development")).form["step"] == "development"
    assert (await sent(piet, f"{at}/steps", step="retired")).status_code == 303
    assert "Er is geen volgende stap" in (await opened(piet, f"{at}/steps")).html


async def test_real_personal_data_in_development_meets_the_gate(helder: Installation) -> None:
    id = await registered(helder)
    piet = helder.browser("piet", "process-owner")
    page = await refused(piet, f"{HERE}/systems/{id}/steps", 409, step="development", personalData="true")
    assert page.form["personalData"] == "true"


@pytest.mark.parametrize("page", ["", *(f"/{form}" for form in FORMS)])
async def test_a_page_has_one_filled_button_no_style_and_no_script_in_it(helder: Installation, page: str) -> None:
    id = await registered(helder, purpose=NAME)
    await note(helder, id, "submitted", 1, seen=0)
    found = await opened(helder.browser(*ANNA), f"{HERE}/systems/{id}{page}")
    assert found.primary <= 1
    ids = [given["id"] for _, given in found.elements if "id" in given]
    assert len(ids) == len(set(ids))
    for tag, given in found.elements:
        assert tag not in {"style", "iframe"}
        assert tag != "script" or given["src"] == f"/static/{script('people')[0]}"
        assert not [name for name in given if name == "style" or name.startswith("on")]
