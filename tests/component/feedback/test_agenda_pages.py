"""The pages of dialogues: the agenda that residents see, and the desk where they are planned and followed up."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import httpx2 as httpx
import pytest

from services.chassis.days import today
from services.chassis.rate_limit import RateLimit
from services.chassis.roles import ROLES
from tests.component.feedback.evening import (
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
from tests.component.feedback.test_pages import HOSTILE
from tests.installation import Installation

DESK = "/feedback/eskerwold/dialogues"
AGENDA = "/feedback/public/agenda/eskerwold"


def mo(helder: Installation) -> httpx.AsyncClient:
    """The moderator, signed in on the pages."""
    return helder.browser("mo", "moderator")


async def take(helder: Installation, id: str, step: str, **typed: str) -> httpx.Response:
    """Mo sends a form of the desk, on the version that is there."""
    version = (await helder.client("mo", "moderator").get(f"{DIALOGUES}/{id}")).json()["version"]
    return await mo(helder).post(f"{DESK}/{id}", data={"version": str(version), "step": step} | typed)


async def sign_up(helder: Installation, id: str, **typed: str) -> httpx.Response:
    """Nora fills in the form."""
    return await helder.client().post(f"{AGENDA}/{id}", data={"name": NAME, "email": EMAIL, "homepage": ""} | typed)


async def test_a_moderator_leads_an_evening_to_its_end_without_leaving_the_desk(helder: Installation) -> None:
    entry = await opened(helder)
    desk = mo(helder)
    assert "Nog geen bijeenkomsten" in (await desk.get(DESK)).text
    made = await desk.post(f"{DESK}/new", data=plan(entry=entry, seats="40"))
    assert made.status_code == 303, made.text
    id = made.headers["location"].rsplit("/", 1)[1]
    assert (await take(helder, id, "publish")).status_code == 303
    await signed_up(helder, id)
    assert NAME in (await desk.get(f"{DESK}/{id}")).text
    assert (await take(helder, id, "hold", report=REPORT, attendance="23")).status_code == 303
    due = (today() + timedelta(days=60)).isoformat()
    promise = {"said": SAID, "promise": PROMISE, "owner": "process-owner", "due": due}
    assert (await take(helder, id, "record", **promise)).status_code == 303
    outcome = (await helder.client("mo", "moderator").get(f"{DIALOGUES}/{id}")).json()["outcomes"][0]["id"]
    assert (await take(helder, id, "follow-up", outcome=outcome, did=DID, done="true")).status_code == 303
    page = (await helder.client().get(f"{AGENDA}/{id}")).text
    for shown in ("U zei, wij deden", SAID, PROMISE, DID, REPORT, "23 bezoekers", "de proceseigenaar", "Gedaan op"):
        assert shown in page, shown
    assert TITLE in (await helder.client().get(f"/feedback/public/entries/{entry}")).text


async def test_a_resident_signs_up_and_is_forgotten_again(helder: Installation) -> None:
    id = await published(helder, seats=1)
    assert TITLE in (await helder.client().get(AGENDA)).text
    assert "Er is nog 1 plaats." in (await helder.client().get(f"{AGENDA}/{id}")).text
    sent = await sign_up(helder, id)
    assert sent.status_code == 303
    receipt = await helder.client().get(sent.headers["location"])
    assert "U bent aangemeld" in receipt.text
    assert f"http://helder.test{sent.headers['location']}" in receipt.text
    assert (receipt.headers["referrer-policy"], receipt.headers["x-robots-tag"]) == ("no-referrer", "noindex")
    assert "Alle plaatsen zijn bezet" in (await helder.client().get(f"{AGENDA}/{id}")).text
    assert (await helder.client().post(sent.headers["location"])).status_code == 303
    assert "Uw gegevens zijn gewist" in (await helder.client().get(sent.headers["location"])).text
    assert "Er is nog 1 plaats." in (await helder.client().get(f"{AGENDA}/{id}")).text


async def test_who_comes_too_late_is_refused_kindly_with_what_was_typed(helder: Installation) -> None:
    id = await published(helder, seats=1)
    await signed_up(helder, id, "Sem")
    page = await sign_up(helder, id)
    assert page.status_code == 409
    assert "Alle plaatsen zijn bezet. Er komt plaats als iemand zich afmeldt" in page.text
    assert NAME in page.text
    assert EMAIL in page.text


async def test_an_empty_plan_says_what_to_choose(helder: Installation) -> None:
    page = await mo(helder).post(f"{DESK}/new", data={})
    assert page.status_code == 400
    assert "Kies wat het wordt." in page.text
    assert "Kies wat u wilt doen." not in page.text


async def test_every_page_of_an_organisation_leads_to_its_agenda(helder: Installation) -> None:
    await opened(helder)
    assert f'href="{AGENDA}"' in (await helder.client().get("/register/eskerwold/")).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "Vul uw naam in."),
        ({"email": "nora"}, "Vul een e-mailadres in, zoals naam@voorbeeld.nl."),
        ({"email": ""}, "Vul uw e-mailadres in."),
        ({"homepage": "https://koop.example"}, "Er was iets ingevuld op een plek die leeg moet blijven."),
    ],
)
async def test_a_refused_sign_up_keeps_what_was_typed(helder: Installation, typed: dict[str, str], told: str) -> None:
    id = await published(helder)
    page = await sign_up(helder, id, **typed)
    assert page.status_code == 400
    assert told in page.text
    for kept in {"name": NAME, "email": EMAIL} | typed:
        assert kept == "homepage" or {"name": NAME, "email": EMAIL, **typed}[kept] in page.text
    assert (await helder.types("feedback"))[-1] == "dialogue-published"


async def test_who_signs_up_too_often_waits_with_what_was_typed(helder: Installation) -> None:
    id = await published(helder)
    helder.services["feedback"].visitors = RateLimit(1, 600)
    await sign_up(helder, id)
    page = await sign_up(helder, id, name="Sem de Vries")
    assert page.status_code == 429
    assert "Sem de Vries" in page.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"day": "2020-01-01"}, "Deze dag is al voorbij."),
        ({"day": "2026-02-30"}, "Deze dag bestaat niet"),
        ({"day": ""}, "Kies de dag."),
        ({"time": "half acht"}, "Schrijf de tijd zo: 19:30."),
        ({"time": "24.00"}, "Schrijf de tijd zo: 19:30."),
        ({"time": ""}, "Vul in hoe laat het begint"),
        ({"time": "0:00"}, "Vandaag is het al later dan 00:00."),
        ({"kind": ""}, "kind"),
        ({"entry": "geen"}, "Deze vermelding is niet openbaar."),
        ({"seats": "veel"}, "Dit moet een geheel getal zijn."),
    ],
)
async def test_a_refused_plan_keeps_what_was_typed(helder: Installation, typed: dict[str, str], told: str) -> None:
    page = await mo(helder).post(f"{DESK}/new", data=plan() | typed)
    assert page.status_code in {400, 409}
    assert told in page.text
    for kept in ("Buurthuis De Linde", "Wij laten zien wat de computer doet.", TITLE, typed.get("seats", "")):
        assert kept in page.text


@pytest.mark.parametrize("typed", ["9.30", "9:30", "09:30"])
async def test_a_time_is_typed_as_people_write_it(helder: Installation, typed: str) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    page = await mo(helder).post(f"{DESK}/new", data=plan(day=tomorrow, time=typed))
    assert page.status_code == 303
    assert "9.30 uur" in (await mo(helder).get(page.headers["location"])).text


async def test_what_is_wrong_is_told_in_the_order_of_the_page(helder: Installation) -> None:
    page = (await mo(helder).post(f"{DESK}/new", data={})).text
    told = re.findall('href="#field-([a-z]+)"', page)
    assert told == ["title", "kind", "day", "time", "place", "about"]
    assert told == sorted(told, key=lambda name: page.index(f'name="{name}"'))


async def test_who_sees_to_a_promise_is_named_as_roles_are_everywhere_and_hears_of_it(
    helder: Installation,
) -> None:
    id = await held(helder)
    await promised(helder, id)
    page = (await mo(helder).get(f"{DESK}/{id}")).text
    offered = page.partition('id="field-owner"')[2].partition("</select>")[0]
    owners = dict(re.findall('<option value="([a-z-]+)">iedereen die ([^<]+) is<', offered))
    assert owners == {role: name for role, name in ROLES.items() if role not in {"auditor", "operator"}}
    assert "Wie u kiest, ziet de belofte meteen in Mijn werk." in page
    assert "Hier zorgt voor: iedereen die proceseigenaar is" in page


async def test_a_plan_is_changed_by_what_it_was(helder: Installation) -> None:
    id = await planned(helder, seats=40)
    form = (await mo(helder).get(f"{DESK}/{id}/plan")).text
    for shown in (TITLE, 'value="23:59"', 'value="40"', 'name="version" value="1"'):
        assert shown in form
    changed: dict[str, Any] = plan(time="20:00") | {"version": "1"}
    assert (await mo(helder).post(f"{DESK}/{id}/plan", data=changed)).status_code == 303
    late = await mo(helder).post(f"{DESK}/{id}/plan", data=changed | {"title": "Mijn titel"})
    assert late.status_code == 412
    assert "Mijn titel" in late.text


@pytest.mark.parametrize(
    ("step", "typed", "told"),
    [
        ("hold", {"report": ""}, "Schrijf op wat er is besproken."),
        ("hold", {"report": "Begin van het verslag" + "x" * 5000}, "hoogstens 5000"),
        ("record", {"said": "Begin van een uitkomst"}, "Kies wie ervoor zorgt."),
        ("record", {"said": SAID, "promise": PROMISE, "owner": "fg", "due": "2020-01-01"}, "Deze datum is al voorbij."),
        ("follow-up", {"did": "Begin van wat er is gedaan"}, "Kies over welke uitkomst het gaat."),
        ("anders", {"report": "Begin"}, "Kies eerst wat u met deze bijeenkomst doet."),
    ],
)
async def test_a_refused_step_keeps_what_was_typed(
    helder: Installation, step: str, typed: dict[str, str], told: str
) -> None:
    id = await (published(helder) if step == "hold" else held(helder))
    if step == "follow-up":
        await promised(helder, id)
    page = await take(helder, id, step, **typed)
    assert page.status_code in {400, 409}
    assert told in page.text
    if step != "anders":
        assert next(iter(typed.values())) in unescape(page.text)


async def test_hostile_words_are_shown_and_not_obeyed(helder: Installation) -> None:
    texts = dict.fromkeys(("title", "place", "about"), HOSTILE)
    id = await published(helder, **texts)
    secret = await signed_up(helder, id, HOSTILE[:100])
    visitor, desk = helder.client(), mo(helder)
    before = [
        await visitor.get(AGENDA),
        await visitor.get(f"{AGENDA}/{id}"),
        await visitor.get(f"/feedback/public/seats/{secret}"),
        await desk.get(DESK),
        await desk.get(f"{DESK}/{id}"),
        await desk.get(f"{DESK}/{id}/plan"),
        await sign_up(helder, id, name=HOSTILE * 3, email=HOSTILE),
    ]
    await take(helder, id, "hold", report=HOSTILE)
    due = {"owner": "fg", "due": today().isoformat()}
    await take(helder, id, "record", said=HOSTILE, promise=HOSTILE, **due)
    for page in (*before, await visitor.get(f"{AGENDA}/{id}"), await desk.get(f"{DESK}/{id}")):
        assert "&lt;script&gt;" in page.text
        assert "<script>" not in page.text
        assert "<img src=x" not in page.text


async def test_only_moderators_come_to_the_desk_of_dialogues(helder: Installation) -> None:
    id = await published(helder)
    await signed_up(helder, id)
    anna = helder.browser("anna", "coordinator")
    for path in (DESK, f"{DESK}/new", f"{DESK}/{id}", f"{DESK}/{id}/plan"):
        asked = [await anna.get(path), await helder.client().get(path)]
        assert [answer.status_code for answer in asked] == [403, 303]
        assert NAME not in asked[0].text
