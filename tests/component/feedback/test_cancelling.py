"""A dialogue that will not take place: who signed up hears it, and the agenda says so."""

from datetime import timedelta

from sqlalchemy import select

from services.chassis.days import today
from services.chassis.recovery import rebuilding
from services.feedback.tables import TABLES
from tests.component.feedback.evening import AGENDA, DIALOGUES, EMAIL, NAME, TITLE, planned, published, signed_up
from tests.component.feedback.test_agenda_pages import AGENDA as PAGE
from tests.component.feedback.test_agenda_pages import DESK, mo, take
from tests.installation import Installation

WHY = "De zaal is ondergelopen. Er komt een nieuwe datum."


async def cancel(helder: Installation, id: str) -> None:
    answer = await helder.client("mo", "moderator").post(f"{DIALOGUES}/{id}/cancellation", json={"reason": WHY})
    assert answer.status_code == 200, answer.text


async def test_everyone_reads_that_it_will_not_take_place_and_why(helder: Installation) -> None:
    id = await published(helder, day=(today() + timedelta(days=3)).isoformat())
    secret = await signed_up(helder, id)
    await cancel(helder, id)
    visitor = helder.client()
    known = (await visitor.get(f"{AGENDA}/{id}")).json()
    assert (known["state"], known["cancelledWhy"]) == ("cancelled", WHY)
    agenda, page, seat = [
        (await visitor.get(address)).text for address in (PAGE, f"{PAGE}/{id}", f"/feedback/public/seats/{secret}")
    ]
    assert "Gaat niet door" in agenda
    assert "Deze bijeenkomst gaat niet door" in page
    assert "Meld u aan" not in page
    assert "De bijeenkomst gaat niet door" in seat
    assert "Meld u af en wis uw gegevens" in seat
    for shown in (page, seat):
        assert WHY in shown
    late = await visitor.post(f"{AGENDA}/{id}/sign-ups", json={"name": NAME, "email": EMAIL})
    assert (late.status_code, late.json()["code"]) == (409, "cancelled")


async def test_what_nobody_could_know_of_is_dropped_without_a_trace_in_public(helder: Installation) -> None:
    id = await planned(helder)
    await cancel(helder, id)
    assert (await helder.client("mo", "moderator").get(f"{DIALOGUES}/{id}")).json()["state"] == "dropped"
    assert (await helder.client().get(f"{AGENDA}/{id}")).status_code == 404
    assert (await helder.client().get(AGENDA)).json()["items"] == []
    assert TITLE not in (await helder.client().get(PAGE)).text


async def test_a_moderator_cancels_at_the_desk_and_writes_to_who_signed_up(helder: Installation) -> None:
    id = await published(helder)
    await signed_up(helder, id)
    empty = await take(helder, id, "cancel", cancelled_why="")
    assert (empty.status_code, "Schrijf op waarom de bijeenkomst niet doorgaat." in empty.text) == (400, True)
    long = await take(helder, id, "cancel", cancelled_why="Begin" + "x" * 5000)
    assert (long.status_code, "Begin" in long.text) == (400, True)
    assert (await take(helder, id, "cancel", cancelled_why=WHY)).status_code == 303
    page = (await mo(helder).get(f"{DESK}/{id}")).text
    assert f"mailto:?bcc={EMAIL.replace('@', '%40')}" in page
    assert WHY in page
    work = await helder.client("mo", "moderator").get("/feedback/v1/organisations/eskerwold/work")
    assert work.json()["tasks"] == []
    assert "Gaat niet door" in (await mo(helder).get(DESK)).text


async def test_a_rebuild_gives_the_same_rows(helder: Installation) -> None:
    await cancel(helder, await published(helder))
    await cancel(helder, await planned(helder))
    feedback = helder.services["feedback"]

    async def rows() -> list[set[str]]:
        async with feedback.db.view("eskerwold") as tx:
            return [{str(row) for row in (await tx.execute(select(table))).all()} for table in TABLES]

    before = await rows()
    await rebuilding.rebuild(feedback)
    assert await rows() == before
