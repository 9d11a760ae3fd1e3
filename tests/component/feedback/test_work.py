"""Mijn werk in feedback: remarks to judge and answer, and dialogues whose agenda, report or promise waits."""

from datetime import timedelta
from typing import Any

import httpx2 as httpx
from sqlalchemy import update

from services.chassis.days import today
from services.chassis.work import MOST
from services.feedback.tables import dialogues, outcomes, remarks
from tests.component.chassis.test_frame import Page
from tests.component.feedback.evening import DIALOGUES, TITLE, held, planned, promised, published
from tests.component.feedback.story import opened, received, step
from tests.installation import Installation

WORK = "/feedback/v1/organisations/eskerwold/work"
PAGE = "/feedback/eskerwold/work"
PRIVATE = {"public": False, "text": "Ja, een medewerker leest mee."}


def ok(answer: httpx.Response) -> Any:
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


async def work(helder: Installation, *roles: str) -> Any:
    return ok(await helder.client("mo", *(roles or ("moderator",))).get(WORK))


async def tasks(helder: Installation) -> list[tuple[str, str]]:
    return [(task["kind"], task["button"]) for task in (await work(helder))["tasks"]]


async def changed(helder: Installation, table: Any, id: str, **values: Any) -> None:
    """As if time went on."""
    async with helder.services["feedback"].db.session("eskerwold") as tx:
        await tx.execute(update(table).where(table.c.id == id).values(**values))


async def test_a_remark_is_judged_then_answered_and_then_waits_for_nobody(helder: Installation) -> None:
    id, _ = await received(helder, await opened(helder))
    (task,) = (await work(helder))["tasks"]
    assert (task["kind"], task["role"], task["about"]) == ("received", "moderator", "Voorsorteren aanvragen bijstand")
    assert task["what"].startswith("Een inwoner stelde een vraag.")
    assert task["action"] == f"/feedback/eskerwold/remarks/{id}"
    ok(await step(helder, id, "accept"))
    assert await tasks(helder) == [("accepted", "Beantwoord")]
    ok(await step(helder, id, "answer", **PRIVATE))
    assert await tasks(helder) == []


async def test_what_was_refused_or_forwarded_is_not_asked_again_until_it_is_reopened(helder: Installation) -> None:
    entry = await opened(helder)
    refused, secret = await received(helder, entry)
    forwarded, _ = await received(helder, entry)
    ok(await step(helder, refused, "refuse", ground="off-topic"))
    ok(await step(helder, forwarded, "forward", to="De provincie", reason="Die beslist."))
    assert await tasks(helder) == []
    again = await helder.client().post(
        f"/feedback/v1/public/remarks/{secret}/reopenings", json={"reason": "Het gaat er wel over."}
    )
    ok(again)
    (task,) = (await work(helder))["tasks"]
    assert (task["kind"], "nog eens" in task["what"]) == ("received", True)


async def test_the_words_of_a_resident_are_not_in_the_list(helder: Installation) -> None:
    await received(helder, await opened(helder), text="Kwartelkoning zingt.", contact="nora@voorbeeld.example")
    answer = await helder.client("mo", "moderator").get(WORK)
    assert "Kwartelkoning" not in answer.text
    assert "nora" not in answer.text


async def test_only_moderators_are_asked(helder: Installation) -> None:
    await received(helder, await opened(helder))
    everyone = ("coordinator", "process-owner", "editor", "approver", "fg", "decision-maker", "auditor")
    assert await work(helder, *everyone) == {"tasks": [], "more": [], "awaited": []}


async def test_the_oldest_stands_first_and_a_long_row_is_cut(helder: Installation) -> None:
    entry = await opened(helder)
    ids = [(await received(helder, entry))[0] for _ in range(MOST + 2)]
    await changed(helder, remarks, ids[-1], received_at="2026-01-04T10:00:00.000Z")
    found = await work(helder)
    assert (len(found["tasks"]), found["tasks"][0]["since"]) == (MOST, "2026-01-04")
    assert found["tasks"][0]["action"].endswith(ids[-1])
    assert [more["link"] for more in found["more"]] == ["/feedback/eskerwold/remarks?state=received"]


async def test_a_dialogue_asks_for_its_agenda_then_its_report(helder: Installation) -> None:
    id = await planned(helder)
    (task,) = (await work(helder))["tasks"]
    assert (task["kind"], task["about"], task["due"], "since" in task) == ("planned", TITLE, today().isoformat(), False)
    await changed(helder, dialogues, id, day="2026-01-01")
    (task,) = (await work(helder))["tasks"]
    assert task["action"] == f"/feedback/eskerwold/dialogues/{id}/plan"
    await changed(helder, dialogues, id, day=today().isoformat())
    ok(await helder.client("mo", "moderator").post(f"{DIALOGUES}/{id}/publication", json={}))
    assert await tasks(helder) == [("published", "Schrijf het verslag")]


async def test_a_dialogue_that_is_still_to_come_asks_nothing(helder: Installation) -> None:
    await published(helder, day=(today() + timedelta(days=9)).isoformat())
    assert await tasks(helder) == []


async def test_a_promise_is_asked_about_when_it_is_nearly_due_and_until_it_is_done(helder: Installation) -> None:
    id = await held(helder)
    outcome, _ = await promised(helder, id), await promised(helder, id)
    assert await tasks(helder) == []
    await changed(helder, outcomes, outcome, due="2026-01-01")
    (task,) = (await work(helder))["tasks"]
    assert (task["kind"], task["due"]) == ("held", "2026-01-01")
    assert task["what"].startswith("Er is iets beloofd.")
    html = (await helder.browser("mo", "moderator").get(PAGE)).text
    assert "Moest klaar op 1 januari 2026" in html
    done = {"outcome": outcome, "did": "De brief is er.", "done": True}
    ok(await helder.client("mo", "moderator").post(f"{DIALOGUES}/{id}/follow-ups", json=done))
    assert await tasks(helder) == []


async def test_the_page_shows_what_waits_and_every_button_leads_to_a_page(helder: Installation) -> None:
    await received(helder, await opened(helder))
    await planned(helder)
    await published(helder)
    mo = helder.browser("mo", "moderator")
    html = (await mo.get(PAGE)).text
    page = Page(html)
    assert len(page.ids()) == len(set(page.ids()))
    assert html.count("button--primary") == 1
    for task in (await work(helder))["tasks"]:
        for address in (task["action"], task["link"]):
            assert (await mo.get(address)).status_code == 200, address
