"""A promise is a task of who sees to it, by name on the desk only, until that person says what was done."""

from datetime import timedelta
from typing import Any

import httpx2 as httpx
import pytest

from services.chassis.days import today
from services.feedback.tables import outcomes
from tests.component.dpia.test_others import grant, member
from tests.component.feedback.evening import AGENDA, DIALOGUES, DID, PROMISE, SAID, TITLE, held, promised
from tests.component.feedback.test_agenda_pages import DESK, take
from tests.component.feedback.test_work import changed, ok, work
from tests.component.inventory.browsing import Page
from tests.installation import ZANDVEEN, Installation

OUTCOMES, PROMISES = "/feedback/v1/organisations/eskerwold/outcomes", "/feedback/eskerwold/outcomes"
FEMKE = ("process-owner",)


async def promised_to(helder: Installation, id: str, **named: str) -> httpx.Response:
    """What the answer is to a promise that Femke sees to, or who is named here."""
    due = (today() + timedelta(days=60)).isoformat()
    body = {"said": SAID, "promise": PROMISE, "owner": "process-owner", "due": due}
    body["ownerMember"] = member(helder, "femke")
    return await helder.client("mo", "moderator").post(f"{DIALOGUES}/{id}/outcomes", json=body | named)


@pytest.fixture
async def made(helder: Installation) -> str:
    """The id of a promise that Femke sees to; Piet is a process owner too."""
    await grant(helder, "process-owner", "femke", "piet")
    id = await held(helder)
    ok(await promised_to(helder, id))
    return str(ok(await helder.client("mo", "moderator").get(f"{DIALOGUES}/{id}"))["outcomes"][0]["id"])


async def tasks(helder: Installation, who: str, *roles: str) -> list[dict[str, Any]]:
    answer = await helder.client(who, *roles).get("/feedback/v1/organisations/eskerwold/work")
    found: list[dict[str, Any]] = ok(answer)["tasks"]
    return found


async def test_who_is_named_finds_the_promise_in_my_work_at_once_and_nobody_else_does(
    helder: Installation, made: str
) -> None:
    (task,) = await tasks(helder, "femke", *FEMKE)
    assert (task["kind"], task["about"], task["role"], task["others"]) == (
        "promise", TITLE, "process-owner", ["moderator"],
    )  # fmt: skip
    assert (task["what"], task["due"]) == (
        f"U zorgt voor deze belofte: {PROMISE}", (today() + timedelta(days=60)).isoformat(),
    )  # fmt: skip
    assert task["action"] == f"{PROMISES}/{made}"
    assert await tasks(helder, "piet", *FEMKE) == []
    assert (await work(helder))["tasks"] == []


async def test_she_says_what_was_done_with_one_button_and_all_can_read_it(helder: Installation, made: str) -> None:
    femke, address = helder.browser("femke", *FEMKE), f"{PROMISES}/{made}"
    page = (await femke.get(address)).text
    for shown in (SAID, PROMISE, TITLE, "Klaar op uiterlijk", "Zet dit op de openbare pagina", "als proceseigenaar"):
        assert shown in page, shown
    form = Page(page).form
    empty = await femke.post(address, data=form | {"did": "Bijna."})
    assert (empty.status_code, "Kies of het klaar is." in empty.text, "Bijna." in empty.text) == (400, True, True)
    sent = await femke.post(address, data=form | {"did": DID, "done": "true"})
    assert sent.status_code == 303, sent.text
    after = (await femke.get(address)).text
    assert ("Zet dit op de openbare pagina" in after, DID in after) == (False, True)
    assert await tasks(helder, "femke", *FEMKE) == []
    dialogue = ok(await femke.get(f"{OUTCOMES}/{made}"))["dialogue"]
    assert DID in (await helder.client().get(f"/feedback/public/agenda/eskerwold/{dialogue}")).text


async def test_what_is_late_says_so(helder: Installation, made: str) -> None:
    await changed(helder, outcomes, made, due="2026-01-01")
    femke = helder.browser("femke", *FEMKE)
    assert "Te laat: moest klaar zijn op 1 januari 2026" in (await femke.get(f"{PROMISES}/{made}")).text
    assert "Moest klaar op 1 januari 2026" in (await femke.get("/feedback/eskerwold/work")).text


async def test_a_colleague_reads_it_and_a_moderator_may_act(helder: Installation, made: str) -> None:
    piet, typed = helder.browser("piet", *FEMKE), {"version": "4", "did": DID, "done": "false"}
    page = (await piet.get(f"{PROMISES}/{made}")).text
    assert ("Een ander zorgt hiervoor." in page, "Zet dit op" in page) == (True, False)
    refused = await piet.post(f"{PROMISES}/{made}", data=typed)
    assert (refused.status_code, "Een ander zorgt voor deze belofte." in refused.text) == (409, True)
    dialogue = ok(await piet.get(f"{OUTCOMES}/{made}"))["dialogue"]
    body = {"outcome": made, "did": DID, "done": False}
    answer = await helder.client("piet", *FEMKE).post(f"{DIALOGUES}/{dialogue}/follow-ups", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "not-yours")
    assert (await helder.browser("mo", "moderator").post(f"{PROMISES}/{made}", data=typed)).status_code == 303
    assert (await helder.client("au", "auditor").get(f"{OUTCOMES}/{made}")).status_code == 403


async def test_a_promise_of_a_role_is_a_task_of_everyone_in_it(helder: Installation) -> None:
    id = await promised(helder, await held(helder))
    for who in ("femke", "piet"):
        assert [task["action"] for task in await tasks(helder, who, *FEMKE)] == [f"{PROMISES}/{id}"]
    assert await tasks(helder, "ed", "editor") == []
    page = (await helder.browser("femke", *FEMKE).get(f"{PROMISES}/{id}")).text
    assert "iedereen die proceseigenaar is" in page


async def test_a_moderator_who_sees_to_it_is_asked_once(helder: Installation) -> None:
    await grant(helder, "moderator", "mo")
    id = await held(helder)
    ok(await promised_to(helder, id, owner="moderator", ownerMember=member(helder, "mo"), due=today().isoformat()))
    (task,) = await tasks(helder, "mo", "moderator")
    assert (task["kind"], task["others"]) == ("promise", [])
    (other,) = await tasks(helder, "mia", "moderator")
    assert (other["kind"], other["action"]) == ("held", f"{DESK}/{id}")


async def test_only_who_holds_the_role_today_is_named(helder: Installation) -> None:
    await grant(helder, "process-owner", "femke")
    await grant(helder, "editor", "ed")
    id = await held(helder)
    for named in ({"ownerMember": member(helder, "ed")}, {"owner": "auditor"}, {"ownerMember": member(helder, "zo")}):
        answer = await promised_to(helder, id, **named)
        assert (answer.status_code, answer.json()["code"]) == (409, "unknown-owner"), named
    assert (await promised_to(helder, id, ownerMember="Femke de Boer")).status_code == 400
    typed = {"said": SAID, "promise": PROMISE, "due": today().isoformat(), "owner": f"editor/{member(helder, 'femke')}"}
    page = await take(helder, id, "record", **typed)
    assert page.status_code == 409
    assert "kan hier niet voor zorgen" in page.text.partition('id="field-owner-error"')[2][:300]


async def test_the_desk_names_a_person_by_reference_and_the_public_only_the_role(
    helder: Installation, made: str
) -> None:
    dialogue = ok(await helder.client("femke", *FEMKE).get(f"{OUTCOMES}/{made}"))["dialogue"]
    femke = member(helder, "femke")
    desk = (await helder.browser("mo", "moderator").get(f"{DESK}/{dialogue}")).text
    offered = desk.partition('id="field-owner"')[2].partition("</select>")[0]
    for person in ("femke", "piet"):
        assert f'value="process-owner/{member(helder, person)}" data-member="{member(helder, person)}"' in offered
    assert f'Hier zorgt voor: <span data-member="{femke}">een collega</span>, als proceseigenaar' in desk
    for address in (f"/feedback/public/agenda/eskerwold/{dialogue}", f"{AGENDA}/{dialogue}"):
        public = (await helder.client().get(address)).text
        assert femke not in public, address
        assert "proceseigenaar" in public or "process-owner" in public
    assert "Femke" not in desk


async def test_another_organisation_finds_no_promise(helder: Installation, made: str) -> None:
    await helder.onboard(ZANDVEEN)
    for address in (f"/feedback/v1/organisations/zandveen/outcomes/{made}", f"/feedback/zandveen/outcomes/{made}"):
        assert (await helder.client("femke", *FEMKE, tenant="zandveen").get(address)).status_code == 404
