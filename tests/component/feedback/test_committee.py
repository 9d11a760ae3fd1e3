"""A complaint that a committee treats, at the desk, over the API and for who sent it."""

from pathlib import Path

from services.chassis.days import today
from services.feedback.domain.terms import answer_by, postponed
from tests.component.dpia.test_pages import check
from tests.component.feedback.story import PUBLIC, REMARKS, followed, received, step
from tests.component.feedback.test_pages import QUEUE, choose
from tests.component.feedback.test_privacy import found_in
from tests.component.feedback.test_terms import LONGER, WORK, complained, due_in, listed
from tests.installation import Installation

COMMITTEE = "De klachtencommissie van Eskerwold, omdat het over meer mensen gaat."


async def test_a_committee_has_ten_weeks_and_who_sent_the_complaint_reads_that(helder: Installation) -> None:
    id, secret = await complained(helder)
    mo, last = helder.browser("mo", "moderator"), answer_by("complaint", today(), committee=True).isoformat()
    assert "Behandelt een commissie de klacht?" in (await mo.get(f"{QUEUE}/{id}")).text
    empty = await choose(helder, id, step="engage")
    assert (empty.status_code, "Schrijf op wie de klacht behandelt, en waarom." in empty.text) == (400, True)
    assert (await choose(helder, id, step="engage", committee=COMMITTEE)).status_code == 303
    known = await followed(helder, secret)
    assert (known["due"], known["committeeWhy"], "extendedAs" in known) == (last, COMMITTEE, False)
    (task,) = (await helder.client("mo", "moderator").get(WORK)).json()["tasks"]
    assert (task["due"], (await listed(helder))[0]["due"]) == (last, last)
    told = await helder.client().get(f"/feedback/public/remarks/{secret}")
    desk = await mo.get(f"{QUEUE}/{id}")
    for page, words in ((told, "Een commissie kijkt naar uw klacht"), (desk, "De termijn is daarom tien weken.")):
        assert words in page.text
        assert COMMITTEE in page.text
    for page in (empty, told, desk):
        check(page.text)
    assert not [record for record in await helder.log("feedback") if COMMITTEE.encode() in record.bytes]


async def test_four_weeks_more_come_on_top_of_those_ten(helder: Installation) -> None:
    id, secret = await complained(helder)
    await step(helder, id, "engage", reason=COMMITTEE)
    desk = helder.browser("mo", "moderator")
    page = (await desk.get(f"{QUEUE}/{id}")).text
    assert ("Vier weken, tot en met" in page, "Behandelt een commissie" in page) == (True, False)
    assert (await choose(helder, id, step="extend", how="once", delay=LONGER)).status_code == 303
    known = await followed(helder, secret)
    assert known["due"] == postponed("complaint", today(), committee=True).isoformat()
    told = (await helder.client().get(f"/feedback/public/remarks/{secret}")).text
    for words in ("Een commissie kijkt naar uw klacht", COMMITTEE, "Uw antwoord komt later", LONGER):
        assert words in told, words


async def test_a_program_engages_a_committee_once_and_in_time(helder: Installation) -> None:
    id, _ = await complained(helder)
    assert (await step(helder, id, "engage")).status_code == 400
    assert (await step(helder, id, "engage", reason=COMMITTEE, until="2030-01-01")).status_code == 400
    assert (await step(helder, id, "engage", reason=COMMITTEE)).status_code == 200
    assert (await step(helder, id, "engage", reason=COMMITTEE)).json()["code"] == "already-engaged"
    whole = (await helder.client("mo", "moderator").get(f"{REMARKS}/{id}")).json()
    assert whole["committeeWhy"] == COMMITTEE
    assert (await step(helder, "nobody", "engage", reason=COMMITTEE)).status_code == 404


async def test_it_is_offered_in_time_and_for_a_complaint_alone(helder: Installation) -> None:
    id, _ = await complained(helder)
    entry = (await helder.client("mo", "moderator").get(f"{REMARKS}/{id}")).json()["entry"]
    question, _ = await received(helder, entry)
    mo = helder.browser("mo", "moderator")
    assert "Behandelt een commissie" not in (await mo.get(f"{QUEUE}/{question}")).text
    await due_in(helder, id, -1)
    assert "Behandelt een commissie" not in (await mo.get(f"{QUEUE}/{id}")).text
    await due_in(helder, id, 3)
    await step(helder, id, "extend", reason=LONGER)
    assert "Behandelt een commissie" not in (await mo.get(f"{QUEUE}/{id}")).text


async def test_what_is_opened_again_has_six_weeks(helder: Installation) -> None:
    id, secret = await complained(helder)
    await step(helder, id, "engage", reason=COMMITTEE)
    await step(helder, id, "answer", public=False, text="Ja.")
    assert "commissie" not in (await helder.client().get(f"/feedback/public/remarks/{secret}")).text
    await helder.client().post(f"{PUBLIC}/remarks/{secret}/reopenings", json={"reason": "Niet geholpen."})
    known = await followed(helder, secret)
    assert (known["due"], "committeeWhy" in known) == (answer_by("complaint", today()).isoformat(), False)


async def test_which_committee_goes_with_all_other_words(helder: Installation, tmp_path: Path) -> None:
    id, _ = await complained(helder)
    await step(helder, id, "engage", reason=COMMITTEE)
    assert found_in(tmp_path / "feedback.db", COMMITTEE) == {"texts"}
    assert (await step(helder, id, "erase", scope="everything")).status_code == 200
    assert found_in(tmp_path / "feedback.db", COMMITTEE) == set()
