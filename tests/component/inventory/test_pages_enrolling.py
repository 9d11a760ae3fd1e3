"""An empty installation: the operator enrols the first organisation and gives its first role, all on pages."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.chassis.access import EVERYWHERE, OPERATOR
from services.chassis.sign_in import OPERATOR_PERSON
from tests.component.inventory.browsing import opened, refused, sent
from tests.installation import Installation, installed

PAGE = "/inventory/organisations"
TYPED = {
    "id": "duinrand",
    "name": "Gemeente Duinrand",
    "oin": "00000099000000007000",
    "contact": "post@duinrand.nl",
}


@pytest.fixture
async def fresh(tmp_path: Path, empty: Path) -> AsyncIterator[Installation]:
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path) as installation:
        yield installation


async def test_the_operator_enrols_the_first_organisation_and_its_first_coordinator(fresh: Installation) -> None:
    beheerder = fresh.browser("beheerder", OPERATOR, tenant=EVERYWHERE)
    page = await opened(beheerder, OPERATOR_PERSON.home)
    assert {PAGE, "/inventory/health"} <= page.links
    assert "Hier is nog geen organisatie aangemeld" in page.html
    answer = await sent(beheerder, PAGE, **TYPED)
    form = "/inventory/duinrand/organisation/roles"
    assert (answer.status_code, answer.headers["location"]) == (303, f"{form}?role=coordinator")
    anna = fresh.browser("anna", tenant="eskerwold")
    member = fresh.services["inventory"].keys.member_of("duinrand", "anna")
    assert member in (await opened(anna, "/inventory/duinrand/organisation")).html
    assert PAGE in (await opened(beheerder, f"{form}?role=coordinator")).links
    assert (await sent(beheerder, form, member=member, name="Anna", role="coordinator")).status_code == 303
    assert (await opened(anna, "/inventory/duinrand/work")).links
    assert "Gemeente Duinrand" in (await opened(beheerder, PAGE)).html


async def test_a_refused_organisation_keeps_what_was_typed(helder: Installation) -> None:
    beheerder = helder.browser("beheerder", OPERATOR, tenant=EVERYWHERE)
    page = await refused(beheerder, PAGE, 400, **TYPED | {"id": "Duinrand", "oin": "12", "cbsCode": "344", "name": ""})
    assert page.wrong() == {"id", "oin", "cbsCode", "name"}
    assert (page.form["id"], page.form["contact"]) == ("Duinrand", TYPED["contact"])
    assert "Een OIN heeft 20 cijfers" in page.html
    known = await refused(beheerder, PAGE, 409, **TYPED | {"id": "eskerwold"})
    assert "Deze organisatie of dit OIN staat hier al" in known.html
    reserved = await refused(beheerder, PAGE, 409, **TYPED | {"id": "organisations"})
    assert "Dit id is gereserveerd" in reserved.html


async def test_only_the_operator_enrols(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    page = await opened(anna, PAGE)
    assert ("/inventory/eskerwold/organisation" in page.links, page.form) == (True, {})
    assert "00000099000000001000" not in page.html
    assert (await anna.post(PAGE, data=TYPED)).status_code == 403
    assert (await helder.client().get(PAGE)).status_code == 303


async def test_whose_organisation_was_not_enrolled_reads_who_mends_that_with_the_own_reference(
    fresh: Installation,
) -> None:
    anna = fresh.browser("anna", "coordinator")
    for address in ("/inventory/eskerwold/work", "/inventory/eskerwold/organisation", "/dpia/eskerwold/cases"):
        page = await opened(anna, address, 404)
        assert "Deze organisatie is hier nog niet aangemeld" in page.html
        assert fresh.services["inventory"].keys.member_of("eskerwold", "anna") in page.html
        assert PAGE in page.links
    assert "De beheerder van de installatie doet dat" in (await opened(anna, PAGE)).html
