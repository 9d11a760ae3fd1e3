"""The terms of remarks: what must be answered first stands on top, and what is late says so everywhere."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.feedback.domain.working_days import working_day
from services.feedback.queries.dialogues import today
from services.feedback.tables import remarks
from tests.component.feedback.story import PUBLIC, REMARKS, followed, opened, received, step
from tests.component.feedback.test_pages import QUEUE
from tests.installation import Installation

WORK = "/feedback/v1/organisations/eskerwold/work"


async def due_in(helder: Installation, id: str, days: int) -> str:
    """As if time went on, or back: the day on which the remark is due now."""
    day = (today() + timedelta(days=days)).isoformat()
    async with helder.services["feedback"].db.session("eskerwold") as tx:
        await tx.execute(update(remarks).where(remarks.c.id == id).values(term_ends=day))
    return day


async def listed(helder: Installation, **asked: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await helder.client("mo", "moderator").get(REMARKS, params=asked)).json()["items"]
    return items


async def test_a_question_that_came_later_is_answered_before_a_complaint(helder: Installation) -> None:
    entry = await opened(helder)
    complaint, _ = await received(helder, entry, kind="complaint")
    question, _ = await received(helder, entry, kind="question")
    first, second = await listed(helder)
    assert [first["id"], second["id"]] == [question, complaint]
    assert first["due"] == working_day(today() + timedelta(weeks=2)).isoformat()
    assert second["due"] == working_day(today() + timedelta(weeks=6)).isoformat()
    page = (await helder.browser("mo", "moderator").get(QUEUE)).text
    assert page.index(question) < page.index(complaint)


async def test_the_pages_of_the_list_follow_on_each_other(helder: Installation) -> None:
    entry = await opened(helder)
    ids = [(await received(helder, entry))[0] for _ in range(4)]
    for id, days in zip(ids, (3, -2, 9, -2), strict=True):
        await due_in(helder, id, days)
    mo = helder.client("mo", "moderator")
    page = (await mo.get(REMARKS, params={"limit": "3", "state": "received"})).json()
    rest = (await mo.get(page["next"])).json()
    assert [one["id"] for one in page["items"] + rest["items"]] == [ids[1], ids[3], ids[0], ids[2]]


@pytest.mark.parametrize(
    ("days", "told"),
    [(-3, "3 dagen te laat"), (-1, "1 dag te laat"), (0, "Vandaag"), (1, "Nog 1 dag"), (14, "Nog 14 dagen")],
)
async def test_the_desk_says_how_many_days_are_left(helder: Installation, days: int, told: str) -> None:
    id, _ = await received(helder, await opened(helder))
    await due_in(helder, id, days)
    mo = helder.browser("mo", "moderator")
    for address in (QUEUE, f"{QUEUE}/{id}"):
        assert told in (await mo.get(address)).text


async def test_my_work_says_until_when_and_what_is_late(helder: Installation) -> None:
    id, _ = await received(helder, await opened(helder))
    day = await due_in(helder, id, -3)
    (task,) = (await helder.client("mo", "moderator").get(WORK)).json()["tasks"]
    assert task["due"] == day
    page = (await helder.browser("mo", "moderator").get("/feedback/eskerwold/work")).text
    assert "Moest klaar op" in page
    assert "Te laat" in page


async def test_what_was_answered_is_due_no_more_until_it_is_reopened(helder: Installation) -> None:
    id, secret = await received(helder, await opened(helder), kind="complaint")
    await due_in(helder, id, -3)
    await step(helder, id, "answer", public=False, text="Ja.")
    assert "due" not in await followed(helder, secret)
    assert "due" not in (await listed(helder, state="answered"))[0]
    page = (await helder.browser("mo", "moderator").get(f"{QUEUE}?state=answered")).text
    assert "te laat" not in page
    assert "Beantwoord" in page
    again = await helder.client().post(f"{PUBLIC}/remarks/{secret}/reopenings", json={"reason": "Niet geholpen."})
    assert again.status_code == 200
    assert (await followed(helder, secret))["due"] == working_day(today() + timedelta(weeks=6)).isoformat()


async def test_who_sent_a_remark_reads_until_when_an_answer_comes(helder: Installation) -> None:
    id, secret = await received(helder, await opened(helder))
    visitor, address = helder.client(), f"/feedback/public/remarks/{secret}"
    assert "U krijgt antwoord, uiterlijk op" in (await visitor.get(address)).text
    await due_in(helder, id, -1)
    assert "Wij zijn te laat." in (await visitor.get(address)).text


async def test_a_row_of_the_release_before_has_no_term_and_stands_first(helder: Installation) -> None:
    entry = await opened(helder)
    _, old = await received(helder, entry), (await received(helder, entry))[0]
    async with helder.services["feedback"].db.session("eskerwold") as tx:
        await tx.execute(update(remarks).where(remarks.c.id == old).values(term_ends=""))
    first = (await listed(helder))[0]
    assert (first["id"], "due" in first) == (old, False)
    page = (await helder.browser("mo", "moderator").get(QUEUE)).text
    days = (working_day(today() + timedelta(weeks=2)) - today()).days
    assert page.index(old) < page.index(f"Nog {days} dagen")
