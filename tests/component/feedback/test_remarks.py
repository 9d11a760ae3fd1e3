"""The straight way of a remark over the API: said, judged, answered, and read by who may read it."""

import pytest

from services.chassis import ticker
from services.chassis.service import Running
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
    say,
    step,
)
from tests.component.publication.story import FOUND, REGISTER, made_public, registered
from tests.component.publication.story import step as take_over
from tests.installation import ZANDVEEN, Installation


async def test_a_channel_opens_when_an_entry_becomes_public(helder: Installation) -> None:
    entry = await registered(helder)
    assert (await helder.client().get(f"{PUBLIC}/entries/{entry}")).status_code == 404
    await made_public(helder, entry)
    assert await read(helder, entry) == {"id": entry, "open": True, "remarks": [], "next": None}
    assert await helder.types("feedback") == ["channel-opened"]


async def test_a_remark_is_accepted_answered_and_read_by_all(helder: Installation) -> None:
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    assert (await read(helder, entry))["remarks"] == []
    assert (await step(helder, id, "accept")).status_code == 200
    remark = {"id": id, "field": "goal", "kind": "question", "text": WORDS}
    assert (await read(helder, entry))["remarks"] == [remark]
    assert (await step(helder, id, "answer", public=True, text=ANSWER)).status_code == 200
    assert (await read(helder, entry))["remarks"] == [remark | {"answer": ANSWER}]
    told = {"entry": entry, "state": "answered", "answer": ANSWER, "erasures": []}
    assert await followed(helder, secret) == remark | told


async def test_a_refused_remark_is_seen_by_its_sender_only(helder: Installation) -> None:
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    assert (await step(helder, id, "refuse", ground="personal-data")).status_code == 200
    assert (await read(helder, entry))["remarks"] == []
    seen = await followed(helder, secret)
    assert (seen["state"], seen["ground"], seen["text"]) == ("refused", "personal-data", WORDS)


async def test_a_private_answer_reaches_its_sender_only(helder: Installation) -> None:
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    await step(helder, id, "answer", public=False, text="Belt u ons even.")
    await step(helder, id, "accept")
    assert "answer" not in (await read(helder, entry))["remarks"][0]
    seen = await followed(helder, secret)
    assert (seen["state"], seen["answer"]) == ("answered", "Belt u ons even.")
    assert "Belt u ons" not in str([record.bytes for record in await helder.log("feedback")])


async def test_a_secret_opens_its_own_remark_and_no_other(helder: Installation) -> None:
    entry = await opened(helder)
    first, second = await received(helder, entry), await received(helder, entry, text="Iets anders.")
    assert first[1] != second[1]
    assert len(first[1]) == 43
    assert [(await followed(helder, secret))["id"] for _, secret in (first, second)] == [first[0], second[0]]
    for wrong in (first[0], first[1][:-1], first[1] + "x", "x" * 43):
        assert (await helder.client().get(f"{PUBLIC}/remarks/{wrong}")).status_code == 404


async def test_the_answer_to_a_secret_tells_no_other_site_where_it_was(helder: Installation) -> None:
    _, secret = await received(helder, await opened(helder))
    answer = await helder.client().get(f"{PUBLIC}/remarks/{secret}")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "contact" not in answer.json()


async def test_an_unknown_entry_has_no_channel(helder: Installation) -> None:
    answer = await say(helder, "0192f0c4-7a11-7c3e-9f00-5b1d3c2a4e61")
    assert answer.status_code == 404


async def test_a_channel_that_is_not_open_yet_takes_no_remark(helder: Installation) -> None:
    entry = await registered(helder)

    async def nothing_is_carried_out(running: Running) -> int:
        return 0

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ticker, "tick", nothing_is_carried_out)
        await made_public(helder, entry)
        assert (await read(helder, entry))["open"] is False
        answer = await say(helder, entry)
    assert (answer.status_code, answer.json()["code"]) == (409, "channel-closed")
    await helder.settle()
    assert (await say(helder, entry)).status_code == 201


async def test_an_entry_that_ended_long_ago_takes_no_remark(helder: Installation) -> None:
    record = FOUND | {"status": "Buiten gebruik", "end_date": "2020-05"}
    row = {"row": 1, "sourceId": "11243658", "foundAs": "retired", "record": record}
    row["provenance"] = {"url": "https://register.example/11243658", "registeredOn": "2020-02-06"}
    body = {"register": REGISTER, "dryRun": False, "rows": [row]}
    made = await helder.client("anna", "coordinator").post("/inventory/v1/organisations/eskerwold/imports", json=body)
    await helder.settle()
    entry = made.json()["rows"][0]["id"]
    assert (await take_over(helder.client("omar", "approver"), entry, "take-over")).status_code == 200
    await helder.settle()
    assert (await read(helder, entry))["open"] is False
    answer = await say(helder, entry)
    assert (answer.status_code, answer.json()["code"]) == (409, "channel-closed")
    page = await helder.client().get(f"/feedback/public/entries/{entry}")
    assert "U kunt hier nu niet op reageren." in page.text


async def test_a_remark_is_about_a_field_that_the_entry_has(helder: Installation) -> None:
    entry = await opened(helder)
    answer = await say(helder, entry, field="shoe_size")
    assert (answer.status_code, answer.json()["code"]) == (409, "unknown-field")
    assert (await say(helder, entry, field=None)).status_code == 201


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"text": "x" * 5001}, "/text"),
        ({"text": " \n "}, "/text"),
        ({"text": None}, "/text"),
        ({"text": "hallo\x00"}, "/text"),
        ({"text": "hallo\x1b[2J"}, "/text"),
        ({"text": "half \ud800 teken"}, "/text"),
        ({"contact": "x" * 201}, "/contact"),
        ({"kind": "praise"}, "/kind"),
        ({"spam": "yes"}, "/spam"),
    ],
)
async def test_words_that_cannot_be_kept_are_refused(
    helder: Installation, fields: dict[str, str | None], pointer: str
) -> None:
    answer = await say(helder, "any", **fields)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_a_text_of_exactly_the_longest_length_is_kept(helder: Installation) -> None:
    entry = await opened(helder)
    _, secret = await received(helder, entry, text="é" * 5000, contact=None)
    assert (await followed(helder, secret))["text"] == "é" * 5000


async def test_a_moderator_reads_words_and_contact_oldest_first(helder: Installation) -> None:
    entry = await opened(helder)
    ids = [(await received(helder, entry, text=f"Nummer {n}"))[0] for n in range(3)]
    await step(helder, ids[0], "accept")
    mo = helder.client("mo", "moderator")
    page = (await mo.get(f"{REMARKS}?limit=2")).json()
    rest = (await mo.get(page["next"])).json()
    assert [item["id"] for item in page["items"] + rest["items"]] == ids
    assert page["items"][0] | {"state": "accepted", "text": "Nummer 0", "contact": CONTACT} == page["items"][0]
    waiting = (await mo.get(REMARKS, params={"state": "received", "entry": entry})).json()["items"]
    assert [item["id"] for item in waiting] == ids[1:]
    assert (await mo.get(REMARKS, params={"entry": "other"})).json()["items"] == []
    assert (await mo.get(REMARKS, params={"state": "lost"})).status_code == 400


async def test_only_a_moderator_of_this_organisation_sees_or_judges(helder: Installation) -> None:
    entry = await opened(helder)
    await helder.onboard(ZANDVEEN)
    id, _ = await received(helder, entry)
    elsewhere = REMARKS.replace("eskerwold", "zandveen")
    other = helder.client("zoe", "moderator", tenant="zandveen")
    anna = helder.client("anna", "coordinator", "editor", "approver", "fg")
    for client, base, status in ((other, REMARKS, 403), (other, elsewhere, 404), (anna, REMARKS, 403)):
        answers = [
            await client.get(f"{base}/{id}"),
            await client.post(f"{base}/{id}/steps", json={"step": "accept"}),
        ]
        assert [answer.status_code for answer in answers] == [status, status]
        assert WORDS not in answers[0].text
        assert CONTACT not in answers[0].text
    assert (await other.get(elsewhere)).json()["items"] == []
    assert (await helder.client().get(REMARKS)).status_code == 401


@pytest.mark.parametrize(
    ("first", "again", "code"),
    [
        ({"step": "accept"}, {"step": "accept"}, "already-moderated"),
        ({"step": "accept"}, {"step": "refuse", "ground": "insult"}, "already-moderated"),
        ({"step": "refuse", "ground": "other"}, {"step": "answer", "public": True, "text": "Nee."}, "remark-refused"),
        (
            {"step": "answer", "public": False, "text": "Ja."},
            {"step": "answer", "public": False, "text": "Nee."},
            "already-answered",
        ),
    ],
)
async def test_a_step_that_does_not_fit_is_refused(
    helder: Installation, first: dict[str, object], again: dict[str, object], code: str
) -> None:
    id, _ = await received(helder, await opened(helder))
    mo = helder.client("mo", "moderator")
    assert (await mo.post(f"{REMARKS}/{id}/steps", json=first)).status_code == 200
    answer = await mo.post(f"{REMARKS}/{id}/steps", json=again)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"step": "accept", "ground": "insult"}, ["/ground"]),
        ({"step": "refuse"}, ["/ground"]),
        ({"step": "refuse", "ground": "boring"}, ["/ground"]),
        ({"step": "answer"}, ["/public", "/text"]),
        ({"step": "answer", "public": True, "text": " "}, ["/text"]),
        ({"step": "forget"}, ["/step"]),
    ],
)
async def test_a_step_needs_what_belongs_to_it_and_nothing_else(
    helder: Installation, body: dict[str, object], pointers: list[str]
) -> None:
    answer = await helder.client("mo", "moderator").post(f"{REMARKS}/any/steps", json=body)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers


async def test_a_moderator_who_saw_an_older_version_is_told_so(helder: Installation) -> None:
    id, _ = await received(helder, await opened(helder))
    mo = helder.client("mo", "moderator")
    tag = (await mo.get(f"{REMARKS}/{id}")).headers["etag"]
    await step(helder, id, "accept")
    answer = await mo.post(
        f"{REMARKS}/{id}/steps", json={"step": "answer", "public": True, "text": "Ja."}, headers={"If-Match": tag}
    )
    assert answer.status_code == 412
