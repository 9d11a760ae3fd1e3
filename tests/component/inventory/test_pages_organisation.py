"""The page of the organisation: its policy, and who acts in which role."""

import re
from datetime import date

from services.chassis import tenants
from services.chassis.database import upsert
from services.inventory.tables import publications
from tests.component.inventory.browsing import HERE, Page, opened, refused, sent
from tests.installation import ZANDVEEN, Installation

PAGE = f"{HERE}/organisation"
POLICY = {
    "principles": "Een mens beslist\r\nWij leggen uit",
    "oversight": "Elk kwartaal bespreekt het college de stand",
    "assessment": "when-required",
    "adoptedOn": "2026-06-15",
    "adoptedBy": "College",
    "nextReview": "2027-06-15",
}


def reference(helder: Installation, person: str) -> str:
    return helder.services["inventory"].keys.member_of("eskerwold", person)


async def test_who_has_no_role_yet_sees_only_the_own_reference(helder: Installation) -> None:
    page = await opened(helder.browser("carla", "coordinator", tenant="zandveen"), PAGE)
    assert reference(helder, "carla") in page.html
    assert "U hebt hier nog geen rol" in page.html
    assert "Mensen en rollen" not in page.html
    assert "00000099000000001000" not in page.html


async def test_an_organisation_that_was_never_taken_on_has_no_page(helder: Installation) -> None:
    async with helder.services["inventory"].db.session("zandveen") as tx:
        await tenants.add(tx, "zandveen", ZANDVEEN["oin"])
    page = await opened(
        helder.browser("anna", "coordinator", tenant="zandveen"), "/inventory/zandveen/organisation", 404
    )
    assert "Deze organisatie is hier nog niet aangemeld" in page.html


async def test_the_page_says_who_the_organisation_is(helder: Installation) -> None:
    page = await opened(helder.browser("axel", "auditor"), PAGE)
    assert "Gemeente Eskerwold" in page.html
    assert "00000099000000001000" in page.html
    assert page.primary == 0
    assert f"{PAGE}/policy" not in page.links
    assert "Een coördinator kan het vastleggen" in page.html


def begun(page: Page) -> int | None:
    """How many of the first steps are done; None when the page does not name them any more."""
    begin = page.html.partition('id="begin"')[2].partition("</section>")[0]
    return begin.count('<li class="done"') if begin else None


async def test_who_begins_sees_the_steps_and_which_are_done_until_all_are(helder: Installation) -> None:
    await helder.onboard({**ZANDVEEN, "contact": "algoritmes@zandveen.example"})
    anna, page = helder.browser("anna", "coordinator", tenant="zandveen"), PAGE.replace("eskerwold", "zandveen")
    for role in ("process-owner", "fg", "decision-maker", "editor", "approver", "moderator"):
        assert begun(await opened(anna, page)) == 1, f"nobody is {role}"
        member = helder.services["inventory"].keys.member_of("zandveen", role)
        typed = {"member": member, "name": role.title(), "role": role}
        assert (await sent(anna, f"{page}/roles", **typed)).status_code == 303
    assert begun(await opened(anna, page)) == 2
    await sent(anna, f"{page}/policy", **POLICY)
    assert begun(await opened(anna, page)) == 3
    system = (await sent(anna, "/inventory/zandveen/systems/new", name="Routes")).headers["location"]
    assert begun(await opened(anna, page)) == 4
    async with helder.services["inventory"].db.session("zandveen") as tx:
        row = {"tenant": "zandveen", "id": system.rpartition("/")[2], "number": 1, "published_on": date(2026, 11, 24)}
        await upsert(tx, publications, row)
    assert begun(await opened(anna, page)) is None


async def test_no_step_waits_for_a_contact(helder: Installation) -> None:
    """An organisation may have none, and one that has adds it on the same page."""
    page = await opened(helder.browser("anna", "coordinator"), PAGE)
    assert begun(page) == 1
    assert f"{PAGE}/identity" in page.links
    reader = await opened(helder.browser("axel", "auditor"), PAGE)
    assert "Een coördinator of de beheerder van de installatie kan dit veranderen" in reader.html
    assert f"{PAGE}/identity" not in reader.links


NEW_NAME = "Gemeente Eskerwold & Ooldermark"
SHOWN_NAME = NEW_NAME.replace("&", "&amp;")


async def test_who_the_organisation_is_can_be_changed_and_every_service_says_so(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator", "moderator")
    typed = {"name": NEW_NAME, "contact": "post@eskerwold.example"}
    answer = await sent(anna, f"{PAGE}/identity", **typed)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}#gegevens")
    assert await helder.types("inventory") == ["organisation-onboarded", "organisation-changed"]
    await helder.settle()
    for address in (PAGE, "/dpia/eskerwold/cases", "/publication/eskerwold/entries", "/feedback/eskerwold/remarks"):
        assert SHOWN_NAME in (await opened(anna, address)).html, address
    page = await opened(helder.browser("beheerder", "operator", tenant="*"), PAGE)
    assert ("00000099000000001000" in page.html, "post@eskerwold.example" in page.html) == (True, True)
    assert f"{PAGE}/identity" in page.links
    assert SHOWN_NAME in (await helder.client().get("/register/eskerwold/")).text


async def test_a_refused_change_of_the_organisation_keeps_what_was_typed(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    page = await refused(anna, f"{PAGE}/identity", 400, name="", cbsCode="344", contact="post@eskerwold.example")
    assert page.wrong() == {"name", "cbsCode"}
    assert (page.form["cbsCode"], page.form["contact"]) == ("344", "post@eskerwold.example")
    assert "Vul de naam van de organisatie in" in page.html


async def test_another_oin_is_another_organisation(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    address = "/inventory/v1/organisations/eskerwold"
    known = await anna.get(address)
    body = {name: value for name, value in known.json().items() if name != "id"}
    answer = await anna.put(address, json=body | {"oin": "00000099000000009000"})
    assert (answer.status_code, answer.json()["code"]) == (409, "oin-fixed")
    seen = {"If-Match": known.headers["etag"]}
    changed = await helder.operator().put(address, json=body | {"contact": "0000"}, headers=seen)
    assert changed.status_code == 200
    assert (await anna.get(address)).json() == known.json() | {"contact": "0000"}
    assert (await anna.put(address, json=body, headers=seen)).status_code == 412
    axel = helder.client("axel", "auditor")
    assert (await axel.put(address, json=body)).status_code == 403


async def test_whose_step_it_is_not_reads_who_takes_it(helder: Installation) -> None:
    page = await opened(helder.browser("axel", "auditor"), PAGE)
    begin = page.html.partition('id="begin"')[2].partition("</section>")[0]
    assert "coördinator of proceseigenaar" in begin
    assert f"{PAGE}/policy" not in begin


async def test_who_acts_for_several_organisations_goes_from_one_to_the_other(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    roles = {"zandveen": ["coordinator"], "eskerwold": ["coordinator"], "unknown": ["coordinator"], "*": ["operator"]}
    token, _ = helder.services["inventory"].keys.token("anna", roles, 1)
    anna = helder.client()
    anna.headers["authorization"] = f"Bearer {token}"
    page = await opened(anna, PAGE)
    switch = page.html.partition('<details class="switch">')[2].partition("</details>")[0]
    assert re.findall(r'href="([^"]+)"[^>]*>([^<]+)', switch) == [
        (PAGE, "Gemeente Eskerwold"),
        (PAGE.replace("eskerwold", "zandveen"), "Gemeente Zandveen"),
    ]


async def test_a_policy_is_adopted_and_shown_and_replaced(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    assert (await sent(anna, f"{PAGE}/policy", **POLICY)).status_code == 303
    page = await opened(anna, PAGE)
    assert "<li>Wij leggen uit</li>" in page.html
    assert "Op 15 juni 2026, door College" in page.html
    form = (await opened(anna, f"{PAGE}/policy")).form
    assert (form["principles"], form["assessment"]) == ("Een mens beslist\nWij leggen uit", "when-required")


async def test_a_refused_policy_keeps_what_was_typed(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    page = await refused(anna, f"{PAGE}/policy", 400, **POLICY | {"adoptedBy": "", "nextReview": "volgend jaar"})
    assert page.wrong() == {"adoptedBy", "nextReview"}
    assert (page.form["oversight"], page.form["nextReview"]) == (POLICY["oversight"], "volgend jaar")
    early = await refused(anna, f"{PAGE}/policy", 409, **POLICY | {"nextReview": "2026-01-01"})
    assert "Kies voor de volgende herziening een dag na de vaststelling" in early.html


async def test_a_policy_that_someone_else_replaced_meanwhile_is_not_overwritten_unseen(helder: Installation) -> None:
    anna, bea = helder.browser("anna", "coordinator"), helder.browser("bea", "coordinator")
    form = (await opened(anna, f"{PAGE}/policy")).form
    await sent(bea, f"{PAGE}/policy", **POLICY)
    answer = await anna.post(f"{PAGE}/policy", data=form | POLICY | {"adoptedBy": "De raad"})
    assert answer.status_code == 412
    assert "Iemand anders heeft dit intussen veranderd" in answer.text
    assert "De raad" in answer.text


async def test_a_colleague_gets_a_role_with_the_reference_of_the_own_page_and_loses_it(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    member = reference(helder, "carla")
    typed = {"member": member, "name": "Carla <b>", "role": "process-owner", "until": "2999-12-31"}
    assert (await sent(anna, f"{PAGE}/roles", **typed)).status_code == 303
    page = await opened(anna, PAGE)
    assert "Carla &lt;b&gt;" in page.html
    carla = helder.browser("carla", tenant="zandveen")
    assert (await carla.get(f"{HERE}/systems")).status_code == 200
    ending = f"{PAGE}/roles/process-owner/members/{member}/end"
    assert ending in page.links
    assert "Carla &lt;b&gt;" in (await opened(anna, ending)).html
    assert (await sent(anna, ending)).status_code == 303
    assert (await carla.get(f"{HERE}/systems")).status_code == 403
    assert (await anna.get(ending)).status_code == 404


async def test_the_only_coordinator_reads_that_just_the_operator_can_give_the_role_again(helder: Installation) -> None:
    anna, carla = helder.browser("anna", tenant="zandveen"), helder.browser("carla", tenant="zandveen")
    beheerder = helder.browser("beheerder", "operator", tenant="*")
    for person in ("anna", "carla"):
        typed = {"member": reference(helder, person), "name": person.title(), "role": "coordinator"}
        assert (await sent(beheerder, f"{PAGE}/roles", **typed)).status_code == 303
    ending = f"{PAGE}/roles/coordinator/members/{reference(helder, 'carla')}/end"
    told = "Dit is de enige coördinator"
    assert told not in (await opened(carla, ending)).html
    other = ending.replace(reference(helder, "carla"), reference(helder, "anna"))
    assert (await sent(beheerder, other)).status_code == 303
    assert "Geef uw kenmerk aan de coördinator" in (await opened(anna, PAGE)).html
    assert told in (await opened(carla, ending)).html
    assert (await sent(carla, ending)).status_code == 303
    page = await opened(carla, PAGE)
    assert "Geef uw kenmerk aan de beheerder van de installatie" in page.html
    assert "de coördinator u een rol" not in page.html


async def test_a_role_that_is_not_granted_keeps_what_was_typed(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    page = await refused(anna, f"{PAGE}/roles", 400, member="Carla", name="Carla", **{"from": "morgen"})
    assert page.wrong() == {"member", "role", "from"}
    assert (page.form["member"], page.form["from"]) == ("Carla", "morgen")
    member = reference(helder, "carla")
    await sent(anna, f"{PAGE}/roles", member=member, name="Carla", role="fg")
    both = await refused(anna, f"{PAGE}/roles", 409, member=member, name="Carla", role="ciso")
    assert "De FG en de CISO zijn twee verschillende mensen" in both.html
    assert both.form["role"] == "ciso"
    over = await refused(anna, f"{PAGE}/roles", 409, member=member, name="Carla", role="editor", until="2026-01-31")
    assert (over.wrong(), over.form["until"]) == ({"until"}, "2026-01-31")
    assert "Deze laatste dag is al voorbij" in over.html


async def test_names_are_for_who_has_a_role_and_granting_is_for_the_coordinator(helder: Installation) -> None:
    anna, axel = helder.browser("anna", "coordinator"), helder.browser("axel", "auditor")
    await sent(anna, f"{PAGE}/roles", member=reference(helder, "carla"), name="Carla de Wit", role="fg")
    page = await opened(axel, PAGE)
    assert "Carla de Wit" in page.html
    assert reference(helder, "carla") not in page.html
    for form in ("identity", "policy", "roles"):
        assert (await axel.get(f"{PAGE}/{form}")).status_code == 403
        assert (await axel.post(f"{PAGE}/{form}", data={})).status_code == 403


async def test_pages_ask_for_names_with_a_role_here_and_only_the_own_browser_keeps_them(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    member = reference(helder, "carla")
    await sent(helder.browser("anna", "coordinator"), f"{PAGE}/roles", member=member, name="Carla de Wit", role="fg")
    answer = await helder.browser("axel", "auditor").get(f"{HERE}/members")
    assert answer.json() == {member: "Carla de Wit"}
    assert answer.headers["cache-control"] == "private, max-age=300"
    assert answer.headers["vary"] == "Cookie"
    for other in (helder.browser("zoe", "coordinator", tenant="zandveen"), helder.browser("beheerder", "operator")):
        answer = await other.get(f"{HERE}/members")
        assert (answer.status_code, "Carla" in answer.text) == (403, False)
    visitor = await helder.client().get(f"{HERE}/members")
    assert (visitor.status_code, visitor.headers["location"]) == (303, f"/sign-in?next={HERE}/members")


async def test_a_form_of_another_site_grants_nothing(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    typed = {"member": reference(helder, "carla"), "name": "Carla", "role": "coordinator"}
    answer = await anna.post(f"{PAGE}/roles", data=typed, headers={"origin": "http://elders.test"})
    assert answer.status_code == 403
    assert await helder.types("inventory") == ["organisation-onboarded"]


async def test_the_pages_of_the_organisation_have_one_filled_button_at_most(helder: Installation) -> None:
    anna = helder.browser("anna", "coordinator")
    for page in ("", "/identity", "/policy", "/roles"):
        assert (await opened(anna, f"{PAGE}{page}")).primary == 1
