"""A correction request goes to who watches over the system; one that is right is evaluated, and may open the DPIA."""

import html
import re
from datetime import date, timedelta
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import select

from services.chassis.recovery import rebuilding
from services.feedback.pages import corrections
from services.feedback.tables import TABLES
from services.inventory.tables import TABLES as OF_INVENTORY
from tests.component.dpia.road import CASES, WELFARE
from tests.component.dpia.test_ways import NOTHING
from tests.component.feedback.story import CONTACT, REMARKS, WORDS, opened, received, step
from tests.component.feedback.test_privacy import found_in
from tests.component.marked import OVERSIGHT
from tests.installation import Installation

DESK, LIST = "/feedback/eskerwold/remarks", "/feedback/eskerwold/corrections"
SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
WHY = "De stapel klopte niet bij twaalf aanvragen."


def femke(helder: Installation) -> httpx.AsyncClient:
    """The process owner."""
    return helder.client("femke", "process-owner")


async def asked(helder: Installation, **fields: Any) -> tuple[str, str]:
    """An entry whose system is watched over, and a correction request about it."""
    entry = await opened(helder)
    watch = dict.fromkeys(OVERSIGHT, "tekst") | {"role": "Consulenten van Werk en Inkomen", "change": "minor"}
    arranged = await femke(helder).put(f"{SYSTEMS}/{entry}/oversight", json=watch | {"reason": "Nieuw team."})
    assert arranged.status_code == 200, arranged.text
    await helder.settle()
    return entry, (await received(helder, entry, **({"kind": "correction-request"} | fields)))[0]


async def resolved(helder: Installation, id: str, **fields: Any) -> httpx.Response:
    answer = await femke(helder).post(f"{REMARKS}/{id}/correction", json={"upheld": True, "reason": WHY} | fields)
    await helder.settle()
    return answer


async def work(helder: Installation, service: str, *roles: str) -> list[dict[str, Any]]:
    page = await helder.client("femke", *roles).get(f"/{service}/v1/organisations/eskerwold/work")
    found: list[dict[str, Any]] = page.json()["tasks"]
    return found


async def test_who_watches_over_the_system_is_asked_and_sees_no_contact(helder: Installation) -> None:
    _, id = await asked(helder)
    (task,) = await work(helder, "feedback", "process-owner")
    assert (task["kind"], task["role"], task["others"]) == ("correction", "process-owner", ["moderator"])
    assert task["due"] > task["since"]
    seen = await femke(helder).get(f"{REMARKS}/{id}/correction")
    assert seen.json()["text"] == WORDS
    assert seen.json()["oversight"]["role"] == "Consulenten van Werk en Inkomen"
    page = await helder.browser("femke", "process-owner").get(task["action"])
    for shown in (WORDS, "Consulenten van Werk en Inkomen", "Klopt wat de inwoner meldt?"):
        assert shown in page.text
    for told in (page.text, seen.text):
        assert CONTACT not in told
    assert (await helder.browser("mo", "moderator").get(task["action"])).status_code == 200
    assert "Wie toezicht houdt" in (await helder.browser("mo", "moderator").get(f"{DESK}/{id}")).text


@pytest.mark.parametrize("path", ["/correction", ""])
async def test_who_watches_over_the_system_reads_no_other_remark(helder: Installation, path: str) -> None:
    _, id = await asked(helder, kind="question")
    assert await work(helder, "feedback", "process-owner") == []
    assert (await femke(helder).get(f"{REMARKS}/{id}{path}")).status_code in {403, 404}
    assert (await helder.browser("femke", "process-owner").get(f"{DESK}/{id}{path}")).status_code in {403, 404}


async def test_my_work_says_until_when_to_evaluate(helder: Installation) -> None:
    _, id = await asked(helder)
    await resolved(helder, id)
    (task,) = [one for one in await work(helder, "inventory", "process-owner") if one["kind"] == "evaluation"]
    assert date.fromisoformat(task["due"]) - date.fromisoformat(task["since"]) == timedelta(weeks=4)


async def test_a_request_that_is_right_plans_an_evaluation(helder: Installation, tmp_path: Any) -> None:
    entry, id = await asked(helder)
    assert (await resolved(helder, id)).status_code == 200
    assert await work(helder, "feedback", "process-owner") == []
    assert (await helder.types("inventory"))[-1] == "evaluation-planned"
    assert "case-reopened" not in await helder.types("dpia")
    (task,) = [one for one in await work(helder, "inventory", "process-owner") if one["kind"] == "evaluation"]
    owner = helder.browser("femke", "process-owner")
    page = (await owner.get(task["action"])).text
    assert f"{DESK}/{id}/correction" in page
    assert (await owner.get(f"{DESK}/{id}/correction")).status_code == 200
    version = (await femke(helder).get(f"{SYSTEMS}/{entry}")).json()["version"]
    empty = await owner.post(task["action"], data={"version": str(version), "findings": ""})
    assert (empty.status_code, "Schrijf op wat u vond" in empty.text) == (400, True)
    done = await owner.post(task["action"], data={"version": str(version), "findings": "Kwartelkoning."})
    assert done.status_code == 303, done.text
    assert [one for one in await work(helder, "inventory", "process-owner") if one["kind"] == "evaluation"] == []
    again = await femke(helder).post(f"{SYSTEMS}/{entry}/evaluations", json={"findings": "Nog eens."})
    assert (again.status_code, again.json()["code"]) == (409, "no-evaluation")
    hub = (await owner.get(f"/inventory/eskerwold/systems/{entry}")).text
    assert "Evaluatie gepland: een inwoner had gelijk" in hub
    assert "Geëvalueerd" in hub
    for words in (WHY, "Kwartelkoning."):
        found = {name: found_in(tmp_path / f"{name}.db", words) for name in helder.services}
        assert {name for name, tables in found.items() if tables} <= {"feedback", "inventory"}
        assert all(tables <= {"texts"} for tables in found.values())


async def test_a_request_that_is_not_right_plans_nothing(helder: Installation) -> None:
    _, id = await asked(helder)
    assert (await resolved(helder, id, upheld=False)).status_code == 200
    assert "evaluation-planned" not in await helder.types("inventory")
    again = await resolved(helder, id)
    assert (again.status_code, again.json()["code"]) == (409, "already-resolved")
    assert WHY in (await helder.browser("mo", "moderator").get(f"{DESK}/{id}")).text
    assert (await step(helder, id, "answer", public=False, text="Het klopt.")).status_code == 200


async def test_a_fault_with_personal_data_opens_a_closed_dpia_again(helder: Installation) -> None:
    entry, id = await asked(helder)
    await closed_case(helder, entry)
    assert (await resolved(helder, id, privacy=True)).status_code == 200
    known = (await helder.client("pia", "privacy-officer").get(f"{CASES}/{entry}")).json()
    assert (known["state"], known["again"]["occasion"]) == ("drafting", "correction")
    assert "een inwoner had gelijk" in (await helder.browser("pia", "privacy-officer").get(page_of(entry))).text
    assert (await helder.types("inventory"))[-1] == "assessment-noted"


async def test_a_dpia_that_is_still_written_needs_no_opening(helder: Installation) -> None:
    _, id = await asked(helder)
    assert (await resolved(helder, id, privacy=True)).status_code == 200
    assert "case-reopened" not in await helder.types("dpia")
    assert await helder.waiting() == 0


def page_of(entry: str) -> str:
    return f"/dpia/eskerwold/cases/{entry}"


async def closed_case(helder: Installation, entry: str) -> None:
    """Two people find that there are no personal data at all: the shortest way to a closed case."""
    owner, officer = femke(helder), helder.client("pia", "privacy-officer")
    case = f"{CASES}/{entry}"
    assert (await owner.put(f"{case}/screening", json=WELFARE | NOTHING)).status_code in {200, 201}
    body = {"kind": "no-personal-data", "reason": "Alleen regenwater."}
    assert (await owner.post(f"{case}/exemptions", json=body)).status_code == 201
    tag = (await officer.get(case)).headers["etag"]
    confirmed = await officer.post(f"{case}/exemptions/confirmations", json={}, headers={"If-Match": tag})
    assert confirmed.status_code == 201, confirmed.text
    await helder.settle()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"found": "", "finding": WHY}, "Kies wat u vond."),
        ({"found": "anders", "finding": WHY}, "Kies wat u vond."),
        ({"found": "privacy", "finding": ""}, "Schrijf op wat u zag."),
    ],
)
async def test_a_refused_form_keeps_what_was_typed(helder: Installation, typed: dict[str, str], told: str) -> None:
    _, id = await asked(helder)
    page = await helder.browser("femke", "process-owner").post(f"{DESK}/{id}/correction", data={"version": "1"} | typed)
    assert page.status_code == 400
    assert told in page.text
    assert typed["finding"] in page.text
    assert "correction-resolved" not in await helder.types("feedback")


async def test_the_form_of_the_page_decides_too(helder: Installation) -> None:
    _, id = await asked(helder)
    sent = await helder.browser("femke", "process-owner").post(
        f"{DESK}/{id}/correction", data={"version": "1", "found": "privacy", "finding": WHY}
    )
    assert sent.status_code == 303, sent.text
    assert (await femke(helder).get(f"{REMARKS}/{id}/correction")).json()["resolution"] == "privacy"
    late = await helder.browser("femke", "process-owner").post(
        f"{DESK}/{id}/correction", data={"version": "1", "found": "upheld", "finding": "Te laat getypt."}
    )
    assert (late.status_code, "Te laat getypt." in late.text) in {(412, True), (409, True), (412, False)}


async def test_a_rebuild_gives_the_same_rows(helder: Installation) -> None:
    _, id = await asked(helder)
    await resolved(helder, id, privacy=True)
    for name, tables in (("feedback", TABLES), ("inventory", OF_INVENTORY)):
        running = helder.services[name]
        before = await rows(helder, name, tables)
        await rebuilding.rebuild(running)
        assert await rows(helder, name, tables) == before


async def rows(helder: Installation, name: str, tables: Any) -> list[set[str]]:
    async with helder.services[name].db.view("eskerwold") as tx:
        return [{str(row) for row in (await tx.execute(select(table))).all()} for table in tables]


async def test_who_watches_over_systems_has_a_list_of_what_residents_say_is_wrong(helder: Installation) -> None:
    _, id = await asked(helder)
    other, _ = await received(helder, await opened(helder), kind="correction-request", text="De datum klopt niet.")
    await received(helder, await opened(helder), kind="question", text="Een vraag over iets anders.")
    await resolved(helder, id)
    owner = helder.browser("femke", "process-owner")
    menu = await owner.get(DESK)
    assert (menu.status_code, menu.headers["location"]) == (303, LIST)
    page = (await owner.get(LIST)).text
    assert re.findall(rf'href="{DESK}/([^/]+)/correction"', page) == [other, id]
    assert "Ja, het klopt" in page
    assert "Een vraag over iets anders." not in page
    assert CONTACT not in page
    assert f'href="{LIST}"' in (await helder.browser("mo", "moderator").get(DESK)).text
    assert (await helder.browser("els", "editor").get(LIST)).status_code == 403


async def test_programs_read_that_list_too(helder: Installation) -> None:
    _, id = await asked(helder)
    other, _ = await received(helder, await opened(helder), kind="correction-request", text="De datum klopt niet.")
    await received(helder, await opened(helder), kind="question", text="Een vraag over iets anders.")
    await resolved(helder, id)
    owner, address = helder.client("femke", "process-owner"), "/feedback/v1/organisations/eskerwold/corrections"
    first = (await owner.get(address, params={"limit": 1})).json()
    last = (await owner.get(first["next"])).json()
    assert [one["id"] for one in (*first["items"], *last["items"])] == [other, id]
    assert first["items"][0]["text"] == "De datum klopt niet."
    assert (last["items"][0]["resolution"], last["next"]) == ("upheld", None)
    assert CONTACT not in str(first) + str(last)
    assert (await helder.client("els", "editor").get(address)).status_code == 403


async def test_the_pages_of_that_list_follow_on_each_other(
    helder: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "PAGE", 2)
    entry, ids = (await asked(helder))[0], set[str]()
    for _ in range(4):
        ids.add((await received(helder, entry, kind="correction-request"))[0])
    await resolved(helder, min(ids))
    owner, address, seen = helder.browser("femke", "process-owner"), LIST, list[str]()
    while address:
        page = (await owner.get(address)).text
        seen += re.findall(rf'href="{DESK}/([^/]+)/correction"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = html.unescape(found[1]) if found else ""
    assert (len(seen), len(set(seen)), seen[-1]) == (5, 5, min(ids))
