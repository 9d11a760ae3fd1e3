"""Who may take a step that takes a second person: named to who may not, and invited when nobody is left."""

import re
from datetime import date

import pytest
from sqlalchemy import update

from services.chassis.tables import roles
from tests.component.dpia.browsing import at, seen
from tests.component.dpia.road import Road
from tests.component.inventory.browsing import Page
from tests.component.publication.story import COMPLETE, edit, registered, step
from tests.installation import Installation

INVITE = "/inventory/eskerwold/organisation/roles?role=decision-maker"


def member(helder: Installation, person: str) -> str:
    return helder.services["inventory"].keys.member_of("eskerwold", person)


async def grant(helder: Installation, role: str, *people: str, **dates: str) -> None:
    for person in people:
        address = f"/inventory/v1/organisations/eskerwold/roles/{role}/members/{member(helder, person)}"
        answer = await helder.client("anna", "coordinator").put(address, json={"name": person.title(), **dates})
        assert answer.status_code == 200, answer.text
    await helder.settle()


def named(html: str) -> list[str]:
    """The members that the note names."""
    note = html.partition('<div class="note stack-s"><p>')[2].partition("</div>")[0]
    return re.findall(r'data-member="([^"]+)"', note)


@pytest.fixture
async def deciding(sent: Road) -> Road:
    """Everything is there for the decision; anna coordinates."""
    await sent.reply()
    await grant(sent.helder, "coordinator", "anna")
    return sent


@pytest.mark.parametrize("part", ["", "/decision"])
async def test_who_may_not_decide_reads_who_may(deciding: Road, part: str) -> None:
    helder = deciding.helder
    await grant(helder, "decision-maker", "dirk", "femke", "farid")
    await grant(helder, "fg", "farid")
    femke = await seen(helder.browser("femke", "process-owner", "decision-maker"), at(deciding, part))
    assert "Deze stap kan nu zetten, als beslisser" in femke
    assert named(femke) == [member(helder, "dirk")]
    assert "Deze stap kan nu zetten" not in await seen(helder.browser("dirk"), at(deciding, part))


async def test_when_nobody_is_left_a_coordinator_invites_and_others_read_whom_to_ask(deciding: Road) -> None:
    helder, address = deciding.helder, at(deciding, "/decision")
    await grant(helder, "decision-maker", "femke")
    await grant(helder, "decision-maker", "gast")
    async with helder.services["dpia"].db.session("eskerwold") as tx:
        guest = roles.c.member == member(helder, "gast")
        await tx.execute(update(roles).where(guest).values(until=date(2026, 1, 31)))
    femke, anna = helder.browser("femke"), helder.browser("anna")
    asked = await seen(femke, address)
    assert "Niemand anders kan deze stap nu zetten als beslisser." in asked
    assert named(asked) == [member(helder, "anna")]
    assert INVITE not in asked
    assert INVITE in await seen(anna, address)
    assert Page(await seen(anna, INVITE)).form["role"] == "decision-maker"


async def test_an_editor_reads_who_may_approve(helder: Installation) -> None:
    id, femke = await registered(helder), helder.client("femke", "editor")
    await grant(helder, "approver", "femke", "omar")
    await edit(femke, id, COMPLETE)
    assert (await step(femke, id, "submit")).status_code == 200
    html = await seen(helder.browser("femke", "editor"), f"/publication/eskerwold/entries/{id}")
    assert named(html) == [member(helder, "omar")]


async def test_who_chose_a_class_reads_who_may_confirm_it(helder: Installation) -> None:
    id, anna = await registered(helder), helder.browser("anna", "coordinator")
    address = f"/inventory/eskerwold/systems/{id}/classification"
    form = Page(await seen(anna, address)).form | {"class": "high-risk", "reason": "Bijlage III."}
    assert (await anna.post(address, data=form)).status_code == 303
    await grant(helder, "privacy-officer", "pim")
    await grant(helder, "decision-maker", "farid")
    await grant(helder, "fg", "farid")
    html = await seen(anna, address)
    assert "als coördinator of privacy officer of beslisser" in html
    assert named(html) == [member(helder, "pim")]
