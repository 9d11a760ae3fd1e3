"""The terms of remarks: what must be answered first stands on top, and what is late says so everywhere."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from services.chassis import formats
from services.chassis.days import today
from services.feedback.domain.terms import postponed
from services.feedback.domain.working_days import working_day
from services.feedback.tables import remarks
from tests.component.dpia.test_pages import check
from tests.component.feedback.story import PUBLIC, REMARKS, followed, opened, received, step
from tests.component.feedback.test_pages import QUEUE, choose
from tests.component.feedback.test_privacy import found_in
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


LONGER = "Wij wachten op een antwoord van de leverancier."
MORE_TIME = "<details><summary>Lukt het antwoord niet op tijd?"


async def complained(helder: Installation) -> tuple[str, str]:
    return await received(helder, await opened(helder), kind="complaint")


async def test_a_complaint_is_answered_later_and_who_sent_it_reads_until_when_and_why(helder: Installation) -> None:
    id, secret = await complained(helder)
    mo, later = helder.browser("mo", "moderator"), postponed("complaint", today()).isoformat()
    page = await mo.get(f"{QUEUE}/{id}")
    assert f"Vier weken, tot en met {formats.day(later)}" in page.text
    assert MORE_TIME in page.text
    empty = await choose(helder, id, step="extend", how="once")
    assert (empty.status_code, "Schrijf op waarom het langer duurt." in empty.text) == (400, True)
    assert MORE_TIME.replace("<details>", "<details open>") in empty.text
    assert (await choose(helder, id, step="extend", how="once", delay=LONGER)).status_code == 303
    known = await followed(helder, secret)
    assert (known["due"], known["extendedAs"], known["extendedWhy"]) == (later, "once", LONGER)
    (task,) = (await helder.client("mo", "moderator").get(WORK)).json()["tasks"]
    assert task["due"] == later
    told = await helder.client().get(f"/feedback/public/remarks/{secret}")
    desk = await mo.get(f"{QUEUE}/{id}")
    for words in (f"uiterlijk op {formats.day(later)}.", "Uw antwoord komt later", "Dat mag één keer.", LONGER):
        assert words in told.text, words
    for words in ("De termijn is één keer met vier weken verlengd.", LONGER):
        assert words in desk.text, words
    assert "Vier weken, tot en met" not in desk.text
    assert "Langer kan alleen als de inzender daar schriftelijk mee instemde." in desk.text
    for page in (empty, told, desk):
        check(page.text)
    assert not [record for record in await helder.log("feedback") if LONGER.encode() in record.bytes]


async def test_longer_than_that_only_with_a_day_that_was_agreed(helder: Installation) -> None:
    id, secret = await complained(helder)
    mo = helder.browser("mo", "moderator")
    agreed = {"step": "extend", "how": "agreed", "delay": LONGER}
    nameless = await choose(helder, id, **agreed)
    assert (nameless.status_code, "tot en met welke dag" in nameless.text, LONGER in nameless.text) == (400, True, True)
    early = await choose(helder, id, **agreed, until=today().isoformat())
    assert (early.status_code, "Kies een dag na" in early.text) == (409, True)
    day = (today() + timedelta(weeks=20)).isoformat()
    assert (await choose(helder, id, **agreed, until=day)).status_code == 303
    known = await followed(helder, secret)
    assert (known["due"], known["extendedAs"]) == (day, "agreed")
    assert "Wij spraken met u af" in (await helder.client().get(f"/feedback/public/remarks/{secret}")).text
    desk = (await mo.get(f"{QUEUE}/{id}")).text
    assert "verlengd tot een dag die met de inzender is afgesproken" in desk
    assert "Vier weken, tot en met" not in desk


async def test_a_program_extends_a_term_once_or_until_what_was_agreed(helder: Installation) -> None:
    id, secret = await complained(helder)
    assert (await step(helder, id, "extend", reason=LONGER)).status_code == 200
    assert (await step(helder, id, "extend", reason=LONGER)).json()["code"] == "already-extended"
    assert (await step(helder, id, "extend", until="2030-01-01")).status_code == 400
    assert (await step(helder, id, "extend", reason=LONGER, until="2030-01-01")).status_code == 200
    assert (await followed(helder, secret))["due"] == "2030-01-01"
    assert (await step(helder, id, "close", until="2030-01-01")).status_code == 400
    assert (await step(helder, "nobody", "extend", reason=LONGER)).status_code == 404


async def test_what_was_extended_has_a_term_of_its_own_when_it_is_opened_again(helder: Installation) -> None:
    id, secret = await complained(helder)
    await step(helder, id, "extend", reason=LONGER)
    await step(helder, id, "answer", public=False, text="Ja.")
    page = f"/feedback/public/remarks/{secret}"
    assert LONGER not in (await helder.client().get(page)).text
    assert LONGER not in (await helder.browser("mo", "moderator").get(f"{QUEUE}/{id}")).text
    await helder.client().post(f"{PUBLIC}/remarks/{secret}/reopenings", json={"reason": "Niet geholpen."})
    known = await followed(helder, secret)
    assert (known["due"], "extendedAs" in known) == (working_day(today() + timedelta(weeks=6)).isoformat(), False)
    assert LONGER not in (await helder.client().get(page)).text


async def test_why_a_complaint_took_longer_is_erased_with_the_rest(helder: Installation, tmp_path: Path) -> None:
    id, _ = await complained(helder)
    await step(helder, id, "extend", reason=LONGER)
    assert found_in(tmp_path / "feedback.db", LONGER) == {"texts"}
    assert (await step(helder, id, "erase", scope="everything")).status_code == 200
    assert found_in(tmp_path / "feedback.db", LONGER) == set()


async def test_what_is_late_is_only_answered_later_as_was_agreed(helder: Installation) -> None:
    id, _ = await complained(helder)
    await due_in(helder, id, -1)
    page = (await helder.browser("mo", "moderator").get(f"{QUEUE}/{id}")).text
    assert ("Verleng de termijn" in page, "Vier weken, tot en met" in page) == (True, False)


async def test_no_other_kind_is_offered_more_time(helder: Installation) -> None:
    id, _ = await received(helder, await opened(helder))
    assert "Verleng de termijn" not in (await helder.browser("mo", "moderator").get(f"{QUEUE}/{id}")).text


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
