"""Dialogues over the API: planned, in the agenda, signed up for, held, and followed up for all to see."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from services.chassis.days import today
from services.chassis.rate_limit import RateLimit
from services.chassis.recovery import rebuilding
from services.feedback.tables import TABLES
from tests.component.feedback.evening import (
    AGENDA,
    DIALOGUES,
    DID,
    EMAIL,
    NAME,
    PROMISE,
    REPORT,
    SAID,
    TITLE,
    held,
    plan,
    planned,
    promised,
    published,
    signed_up,
)
from tests.component.feedback.story import opened
from tests.component.feedback.test_privacy import found_in
from tests.installation import ZANDVEEN, Installation


async def test_a_plan_is_public_when_it_is_published(helder: Installation) -> None:
    id = await planned(helder)
    visitor = helder.client()
    assert (await visitor.get(AGENDA)).json() == {"items": [], "next": None}
    assert (await visitor.get(f"{AGENDA}/{id}")).status_code == 404
    assert (await helder.client("mo", "moderator").post(f"{DIALOGUES}/{id}/publication", json={})).status_code == 200
    assert [item["id"] for item in (await visitor.get(AGENDA)).json()["items"]] == [id]
    assert (await visitor.get(f"{AGENDA}/{id}")).json()["title"] == TITLE


async def test_an_evening_goes_from_a_plan_to_a_promise_that_was_kept(helder: Installation) -> None:
    entry = await opened(helder)
    id = await held(helder, entry=entry)
    outcome = await promised(helder, id)
    shown = (await helder.client().get(f"{AGENDA}/{id}")).json()
    assert (shown["state"], shown["report"], shown["attendance"], shown["entry"]) == ("held", REPORT, 23, entry)
    assert [(one["said"], one["promise"], "did" in one) for one in shown["outcomes"]] == [(SAID, PROMISE, False)]
    mo, told = helder.client("mo", "moderator"), []
    for done in (False, True):
        body = {"outcome": outcome, "did": DID, "done": done}
        assert (await mo.post(f"{DIALOGUES}/{id}/follow-ups", json=body)).status_code == 200
        told.append((await helder.client().get(f"{AGENDA}/{id}")).json()["outcomes"][0])
    assert [(one["did"], "doneAt" in one) for one in told] == [(DID, False), (DID, True)]
    again = await mo.post(f"{DIALOGUES}/{id}/follow-ups", json={"outcome": outcome, "did": DID, "done": True})
    assert (again.status_code, again.json()["code"]) == (409, "already-done")


async def test_a_plan_is_about_a_public_entry_of_the_own_organisation(helder: Installation) -> None:
    entry = await opened(helder)
    await helder.onboard(ZANDVEEN)
    zoe = helder.client("zoe", "moderator", tenant="zandveen")
    answer = await zoe.post(DIALOGUES.replace("eskerwold", "zandveen"), json=plan(entry=entry))
    assert (answer.status_code, answer.json()["code"]) == (409, "unknown-entry")


async def test_a_plan_is_changed_on_the_version_that_was_seen(helder: Installation) -> None:
    id = await published(helder)
    mo = helder.client("mo", "moderator")
    tag = (await mo.get(f"{DIALOGUES}/{id}")).headers["etag"]
    await signed_up(helder, id)
    changed = await mo.put(f"{DIALOGUES}/{id}/plan", json=plan(time="20:00"), headers={"If-Match": tag})
    assert changed.status_code == 200, "that someone signed up is no other version of the plan"
    assert (await helder.client().get(f"{AGENDA}/{id}")).json()["time"] == "20:00"
    late = await mo.put(f"{DIALOGUES}/{id}/plan", json=plan(time="21:00"), headers={"If-Match": tag})
    assert late.status_code == 412


async def test_a_full_room_takes_nobody_more_also_when_many_come_at_once(helder: Installation) -> None:
    id = await published(helder, seats=3)
    body = {"name": NAME, "email": EMAIL}
    asked = [helder.client().post(f"{AGENDA}/{id}/sign-ups", json=body) for _ in range(6)]
    answers = await asyncio.gather(*asked)
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 3
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"full"}
    assert (await helder.client().get(f"{AGENDA}/{id}")).json()["coming"] == 3


async def test_who_signed_up_is_seen_by_moderators_and_forgotten_on_request(helder: Installation) -> None:
    id = await published(helder, seats=1)
    secret = await signed_up(helder, id)
    mo, own = helder.client("mo", "moderator"), f"/feedback/v1/public/sign-ups/{secret}"
    assert [(one["name"], one["email"]) for one in (await mo.get(f"{DIALOGUES}/{id}")).json()["signUps"]] == [
        (NAME, EMAIL)
    ]
    assert NAME not in (await helder.client().get(f"{AGENDA}/{id}")).text
    assert "erasedAt" not in (await helder.client().get(own)).json()
    receipt = await helder.client().delete(own)
    assert (receipt.status_code, receipt.headers["referrer-policy"]) == (200, "no-referrer")
    assert receipt.json()["erasedAt"]
    assert (await helder.client().get(own)).json() == receipt.json()
    assert (await mo.get(f"{DIALOGUES}/{id}")).json()["signUps"] == []
    await signed_up(helder, id, "Sem")


async def test_erasing_twice_changes_nothing(helder: Installation) -> None:
    secret = await signed_up(helder, await published(helder))
    own = f"/feedback/v1/public/sign-ups/{secret}"
    receipts = [(await helder.client().delete(own)).json() for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert (await helder.types("feedback"))[-1] == "sign-up-erased"
    assert (await helder.types("feedback")).count("sign-up-erased") == 1


async def test_a_name_stands_in_texts_only_and_nowhere_after_erasure(helder: Installation, tmp_path: Path) -> None:
    secret = await signed_up(helder, await published(helder))
    database = tmp_path / "feedback.db"
    for word in (NAME, EMAIL):
        assert found_in(database, word) == {"texts"}
    await helder.client().delete(f"/feedback/v1/public/sign-ups/{secret}")
    for word in (NAME, EMAIL):
        assert {name: found_in(tmp_path / f"{name}.db", word) for name in helder.services} == {
            name: set() for name in helder.services
        }
    assert not found_in(database, secret)


async def test_a_wrong_secret_opens_no_sign_up(helder: Installation) -> None:
    for ask in (helder.client().get, helder.client().delete):
        assert (await ask("/feedback/v1/public/sign-ups/" + "x" * 43)).status_code == 404


async def test_who_signs_up_too_often_waits(helder: Installation) -> None:
    id = await published(helder)
    helder.services["feedback"].visitors = RateLimit(1, 600)
    await signed_up(helder, id)
    answer = await helder.client().post(f"{AGENDA}/{id}/sign-ups", json={"name": NAME, "email": EMAIL})
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"day": "2026-02-30"}, "/day"),
        ({"day": "morgen"}, "/day"),
        ({"time": "24:00"}, "/time"),
        ({"kind": "party"}, "/kind"),
        ({"title": " "}, "/title"),
        ({"title": None}, "/title"),
        ({"place": "x" * 301}, "/place"),
        ({"about": "a\x1bb"}, "/about"),
        ({"seats": 0}, "/seats"),
        ({"seats": "40"}, "/seats"),
        ({"spam": "yes"}, "/spam"),
    ],
)
async def test_a_plan_that_cannot_be_read_is_refused(
    helder: Installation, fields: dict[str, object], pointer: str
) -> None:
    answer = await helder.client("mo", "moderator").post(DIALOGUES, json=plan(**fields))
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": NAME, "email": "nora"}, "/email"),
        ({"name": NAME, "email": "nora@voorbeeld"}, "/email"),
        ({"name": " ", "email": EMAIL}, "/name"),
        ({"name": "x" * 101, "email": EMAIL}, "/name"),
        ({"name": "a\x00", "email": EMAIL}, "/name"),
    ],
)
async def test_a_sign_up_that_reaches_nobody_is_refused(
    helder: Installation, body: dict[str, str], pointer: str
) -> None:
    answer = await helder.client().post(f"{AGENDA}/any/sign-ups", json=body)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_the_agenda_is_read_part_by_part_the_latest_day_first(helder: Installation) -> None:
    days = [(today() + timedelta(days=n)).isoformat() for n in range(3)]
    ids = [await published(helder, day=day) for day in days]
    first = (await helder.client().get(f"{AGENDA}?limit=2")).json()
    rest = (await helder.client().get(first["next"])).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == ids[::-1]
    assert rest["next"] is None


async def test_an_organisation_that_nobody_knows_has_no_agenda(helder: Installation) -> None:
    assert (await helder.client().get(AGENDA.replace("eskerwold", "nergens"))).status_code == 404


async def test_a_rebuild_gives_the_same_rows(helder: Installation) -> None:
    id = await published(helder)
    secret = await signed_up(helder, id)
    await signed_up(helder, id, "Sem")
    await helder.client().delete(f"/feedback/v1/public/sign-ups/{secret}")
    await promised(helder, await held(helder))
    feedback = helder.services["feedback"]

    async def rows() -> list[set[str]]:
        async with feedback.db.view("eskerwold") as tx:
            return [{str(row) for row in (await tx.execute(select(table))).all()} for table in TABLES]

    before = await rows()
    await rebuilding.rebuild(feedback)
    assert await rows() == before
