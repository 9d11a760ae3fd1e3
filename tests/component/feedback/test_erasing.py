"""Erasing by who sent a remark and by a moderator, over the API and on the pages, with receipts that hold no word."""

from typing import Any

import pytest
from sqlalchemy import select

from services.chassis.recovery import rebuilding
from services.feedback.tables import TABLES
from tests.component.feedback.story import (
    ANSWER,
    CONTACT,
    PUBLIC,
    REMARKS,
    WORDS,
    followed,
    opened,
    read,
    received,
    step,
)
from tests.component.feedback.test_pages import QUEUE, choose
from tests.installation import Installation

WHY = "Uw klacht loopt nog."


async def erase(helder: Installation, secret: str, scope: str) -> dict[str, Any]:
    """Nora erases with her secret link; what she may see afterwards."""
    answer = await helder.client().post(f"{PUBLIC}/remarks/{secret}/erasures", json={"scope": scope})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def known(helder: Installation, id: str) -> dict[str, Any]:
    """What Mo, the moderator, sees."""
    found: dict[str, Any] = (await helder.client("mo", "moderator").get(f"{REMARKS}/{id}")).json()
    return found


@pytest.mark.parametrize("kind", ["question", "complaint"])
async def test_the_contact_is_erased_at_once_and_the_remark_goes_on(helder: Installation, kind: str) -> None:
    id, secret = await received(helder, await opened(helder), kind=kind)
    seen = await erase(helder, secret, "contact")
    (receipt,) = seen["erasures"]
    assert (seen["state"], seen["text"], receipt["scope"], receipt["bySender"]) == ("received", WORDS, "contact", True)
    assert len(receipt["texts"]) == 1
    assert "contact" not in await known(helder, id)
    assert "De contactgegevens zijn gewist." in (await helder.browser("mo", "moderator").get(f"{QUEUE}/{id}")).text
    assert (await erase(helder, secret, "contact"))["erasures"] == [receipt]
    assert (await step(helder, id, "answer", public=False, text=ANSWER)).status_code == 200


async def test_everything_of_a_question_is_erased_and_nobody_waits_for_it(helder: Installation) -> None:
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    await step(helder, id, "accept")
    assert len((await read(helder, entry))["remarks"]) == 1
    seen = await erase(helder, secret, "everything")
    assert (seen["state"], "text" in seen, "due" in seen) == ("closed", False, False)
    assert len(seen["erasures"][0]["texts"]) == 2
    assert (await read(helder, entry))["remarks"] == []
    assert (await step(helder, id, "refuse", ground="other")).json()["code"] in {"erased", "already-moderated"}
    again = await helder.client().post(f"{PUBLIC}/remarks/{secret}/reopenings", json={"reason": "Toch niet."})
    assert (again.status_code, again.json()["code"]) == (409, "erased")
    work = await helder.client("mo", "moderator").get("/feedback/v1/organisations/eskerwold/work")
    assert work.json()["tasks"] == []


async def test_a_public_answer_stays_under_a_remark_without_words(helder: Installation) -> None:
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    await step(helder, id, "accept")
    await step(helder, id, "answer", public=True, text=ANSWER)
    seen = await erase(helder, secret, "everything")
    assert (seen["state"], seen["answer"]) == ("answered", ANSWER)
    (shown,) = (await read(helder, entry))["remarks"]
    assert (shown["answer"], "text" in shown) == (ANSWER, False)


async def test_whether_a_complaint_is_erased_is_decided_with_a_reason(helder: Installation) -> None:
    id, secret = await received(helder, await opened(helder), kind="complaint")
    seen = await erase(helder, secret, "everything")
    assert (seen["text"], seen["erasures"], "erasureAskedAt" in seen) == (WORDS, [], True)
    (task,) = [one for one in await tasks(helder) if one["kind"] == "erasure"]
    assert task["due"] > task["since"]
    assert (await step(helder, id, "keep", reason=WHY)).status_code == 200
    seen = await followed(helder, secret)
    assert (seen["erasureWhy"], "erasureAskedAt" in seen, seen["text"]) == (WHY, False, WORDS)
    assert WHY in (await helder.client().get(f"/feedback/public/remarks/{secret}")).text
    assert [one for one in await tasks(helder) if one["kind"] == "erasure"] == []
    await erase(helder, secret, "everything")
    assert (await step(helder, id, "erase", scope="everything")).status_code == 200
    seen = await followed(helder, secret)
    assert (seen["state"], "text" in seen, "erasureWhy" in seen) == ("closed", False, False)
    assert [one["bySender"] for one in seen["erasures"]] == [False]


async def tasks(helder: Installation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        await helder.client("mo", "moderator").get("/feedback/v1/organisations/eskerwold/work")
    ).json()["tasks"]
    return found


async def test_a_step_that_was_not_asked_is_refused(helder: Installation) -> None:
    id, _ = await received(helder, await opened(helder))
    refused = await step(helder, id, "keep", reason=WHY)
    assert (refused.status_code, refused.json()["code"]) == (409, "erasure-not-asked")
    assert (await step(helder, id, "erase")).json()["errors"][0]["pointer"] == "/scope"
    assert (await step(helder, id, "erase", scope="all")).status_code == 400


async def test_the_pages_offer_what_can_be_erased_and_give_a_receipt_to_keep(helder: Installation) -> None:
    _, secret = await received(helder, await opened(helder))
    visitor, address = helder.client(), f"/feedback/public/remarks/{secret}"
    page = (await visitor.get(address)).text
    assert "Wis mijn contactgegevens" in page
    assert "Wis alles wat ik schreef" in page
    assert (await visitor.get(f"{address}/receipt")).status_code == 404
    assert (await visitor.post(address, data={"step": "erase", "scope": "contact"})).status_code == 303
    page = (await visitor.get(address)).text
    assert "Wis mijn contactgegevens" not in page
    assert "de contactgegevens" in page
    assert (await visitor.post(address, data={"step": "erase", "scope": "everything"})).status_code == 303
    page = (await visitor.get(address)).text
    assert "Uw opmerking is gewist" in page
    assert "Wis alles" not in page
    file = await visitor.get(f"{address}/receipt")
    (seen,) = [await followed(helder, secret)]
    for receipt in seen["erasures"]:
        for told in (receipt["id"], *receipt["texts"]):
            assert told in file.text
    assert "attachment" in file.headers["content-disposition"]
    assert (file.headers["referrer-policy"], file.headers["x-robots-tag"]) == ("no-referrer", "noindex")
    assert WORDS not in file.text
    assert CONTACT not in file.text


async def test_a_moderator_decides_at_the_desk_and_a_refused_form_keeps_what_was_typed(helder: Installation) -> None:
    id, secret = await received(helder, await opened(helder), kind="complaint")
    visitor, address = helder.client(), f"/feedback/public/remarks/{secret}"
    assert "Vraag om alles te wissen" in (await visitor.get(address)).text
    assert (await visitor.post(address, data={"step": "erase", "scope": "everything"})).status_code == 303
    assert "Binnen een maand leest u hier" in (await visitor.get(address)).text
    mo = helder.browser("mo", "moderator")
    assert "Vraagt om te wissen" in (await mo.get(QUEUE)).text
    assert "De inzender vraagt om alles te wissen" in (await mo.get(f"{QUEUE}/{id}")).text
    empty = await choose(helder, id, step="keep", why="")
    assert empty.status_code == 400
    assert "Schrijf op waarom de tekst blijft staan." in empty.text
    long = await choose(helder, id, step="keep", why="Begin" + "x" * 5000)
    assert (long.status_code, "Begin" in long.text) == (400, True)
    assert (await choose(helder, id, step="erase", scope="everything")).status_code == 303
    page = (await mo.get(f"{QUEUE}/{id}")).text
    assert "De tekst is gewist." in page
    assert "Door een medewerker, op verzoek." in page
    assert WORDS not in page


@pytest.mark.parametrize("sent", [{"step": "erase"}, {"step": "erase", "scope": "anders"}])
async def test_a_form_that_says_not_what_is_to_go_erases_nothing(helder: Installation, sent: dict[str, str]) -> None:
    _, secret = await received(helder, await opened(helder))
    page = await helder.client().post(f"/feedback/public/remarks/{secret}", data=sent)
    assert page.status_code == 400
    assert (await followed(helder, secret))["erasures"] == []


async def test_a_wrong_secret_erases_nothing(helder: Installation) -> None:
    await received(helder, await opened(helder))
    wrong = "x" * 43
    answer = await helder.client().post(f"{PUBLIC}/remarks/{wrong}/erasures", json={"scope": "everything"})
    assert answer.status_code == 404
    assert (await helder.client().get(f"/feedback/public/remarks/{wrong}/receipt")).status_code == 404


async def test_a_rebuild_gives_the_same_rows(helder: Installation) -> None:
    entry = await opened(helder)
    gone, first = await received(helder, entry)
    await step(helder, gone, "accept")
    await erase(helder, first, "everything")
    _, second = await received(helder, entry, kind="complaint")
    await erase(helder, second, "contact")
    await erase(helder, second, "everything")
    feedback = helder.services["feedback"]

    async def rows() -> list[set[str]]:
        async with feedback.db.view("eskerwold") as tx:
            return [{str(row) for row in (await tx.execute(select(table))).all()} for table in TABLES]

    before = await rows()
    await rebuilding.rebuild(feedback)
    assert await rows() == before
