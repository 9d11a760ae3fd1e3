"""Remarks that are forwarded, closed and reopened, over the API and on the pages."""

from pathlib import Path

from sqlalchemy import select

from services.chassis.recovery import rebuilding
from services.feedback.tables import TABLES
from tests.component.feedback.story import ANSWER, PUBLIC, REMARKS, followed, opened, read, received, step
from tests.component.feedback.test_pages import QUEUE, choose
from tests.component.feedback.test_privacy import found_in
from tests.installation import Installation

TO, WHY, MISSED = "Waterschap Eskerland", "Het waterschap beslist hierover.", "U vergat mijn tweede vraag."


async def test_who_sent_a_remark_reads_to_whom_it_went_and_why(helder: Installation, tmp_path: Path) -> None:
    id, secret = await received(helder, await opened(helder))
    assert (await step(helder, id, "forward", to=TO, reason=WHY)).status_code == 200
    seen = await followed(helder, secret)
    assert (seen["state"], seen["forwardedTo"], seen["forwardedWhy"]) == ("forwarded", TO, WHY)
    page = (await helder.client().get(f"/feedback/public/remarks/{secret}")).text
    for shown in ("Uw opmerking is doorgestuurd", TO, WHY):
        assert shown in page
    for word in (TO, WHY):
        assert found_in(tmp_path / "feedback.db", word) == {"texts"}


async def test_a_judgement_after_forwarding_changes_only_what_all_may_see(helder: Installation) -> None:
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    await step(helder, id, "forward", to=TO, reason=WHY)
    assert (await step(helder, id, "accept")).status_code == 200
    assert (await followed(helder, secret))["state"] == "forwarded"
    assert len((await read(helder, entry))["remarks"]) == 1


async def test_a_remark_is_closed_and_reopened_and_answered_again(helder: Installation) -> None:
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    assert (await step(helder, id, "close")).json()["code"] == "not-answered"
    await step(helder, id, "accept")
    await step(helder, id, "answer", public=True, text=ANSWER)
    assert (await step(helder, id, "close")).status_code == 200
    visitor, address = helder.client(), f"{PUBLIC}/remarks/{secret}/reopenings"
    assert (await visitor.post(address, json={"reason": MISSED})).status_code == 200
    assert (await visitor.post(address, json={"reason": MISSED})).json()["code"] == "not-ended"
    known = (await helder.client("mo", "moderator").get(f"{REMARKS}/{id}")).json()
    assert (known["state"], known["reopenedWhy"]) == ("accepted", MISSED)
    assert (await step(helder, id, "answer", public=True, text="Nu ook de tweede vraag.")).status_code == 200
    assert (await read(helder, entry))["remarks"][0]["answer"] == "Nu ook de tweede vraag."
    assert MISSED not in (await visitor.get(f"{PUBLIC}/remarks/{secret}")).text


async def test_a_refusal_is_judged_anew_when_its_sender_asks(helder: Installation) -> None:
    id, secret = await received(helder, await opened(helder))
    await step(helder, id, "refuse", ground="off-topic")
    page = await helder.client().post(f"/feedback/public/remarks/{secret}", data={"reason": MISSED})
    assert page.status_code == 303
    assert MISSED in (await helder.browser("mo", "moderator").get(f"{QUEUE}/{id}")).text
    assert (await step(helder, id, "accept")).status_code == 200


async def test_a_wrong_secret_reopens_nothing(helder: Installation) -> None:
    answer = await helder.client().post(f"{PUBLIC}/remarks/{'x' * 43}/reopenings", json={"reason": MISSED})
    assert answer.status_code == 404


async def test_an_empty_or_early_request_to_look_again_is_refused_with_what_was_typed(helder: Installation) -> None:
    id, secret = await received(helder, await opened(helder))
    early = await helder.client().post(f"/feedback/public/remarks/{secret}", data={"reason": MISSED})
    assert early.status_code == 409
    assert "nog in behandeling" in early.text
    await step(helder, id, "refuse", ground="other")
    empty = await helder.client().post(f"/feedback/public/remarks/{secret}", data={"reason": ""})
    assert empty.status_code == 400
    assert "Schrijf op waarom." in empty.text


async def test_a_moderator_forwards_and_closes_at_the_desk(helder: Installation) -> None:
    id, _ = await received(helder, await opened(helder))
    refused = await choose(helder, id, step="forward", to=TO, reason="")
    assert refused.status_code == 400
    assert TO in refused.text
    assert (await choose(helder, id, step="forward", to=TO, reason=WHY)).status_code == 303
    mo = helder.browser("mo", "moderator")
    assert TO in (await mo.get(f"{QUEUE}/{id}")).text
    assert (await choose(helder, id, step="close")).status_code == 303
    assert f"{QUEUE}/{id}" in (await mo.get(f"{QUEUE}?state=closed")).text


async def test_everyone_reads_on_which_grounds_a_remark_is_refused(helder: Installation) -> None:
    page = (await helder.client().get("/feedback/public/moderation")).text
    assert "Er staan beledigende woorden in." in page
    assert "Er staan gegevens van personen in." in page


async def test_a_rebuild_gives_the_same_rows(helder: Installation) -> None:
    entry = await opened(helder)
    forwarded, _ = await received(helder, entry)
    await step(helder, forwarded, "forward", to=TO, reason=WHY)
    refused, secret = await received(helder, entry)
    await step(helder, refused, "refuse", ground="other")
    await helder.client().post(f"{PUBLIC}/remarks/{secret}/reopenings", json={"reason": MISSED})
    feedback = helder.services["feedback"]

    async def rows() -> list[set[str]]:
        async with feedback.db.view("eskerwold") as tx:
            return [{str(row) for row in (await tx.execute(select(table))).all()} for table in TABLES]

    before = await rows()
    await rebuilding.rebuild(feedback)
    assert await rows() == before
