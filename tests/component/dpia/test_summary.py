"""The summary of a DPIA for everyone: without a release no word of the DPIA leaves dpia."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis.database import ALL
from services.chassis.recovery import rebuilding
from services.chassis.tables import texts
from services.publication.domain.record import explained, export
from services.publication.tables import TABLES
from tests.component.dpia.browsing import at, browsers, primary, seen, sent_form, ticked, typed
from tests.component.dpia.road import Road, ok
from tests.component.dpia.test_pages import check
from tests.component.dpia.test_rebuilding import rows
from tests.component.dpia.test_refusals import refused
from tests.component.dpia.test_work import asked, awaited
from tests.component.publication.story import PUBLIC, made_public
from tests.installation import Installation

TEXT = "Het grootste risico is dat iemand te laat geld krijgt.\n\nDaarom kijkt een medewerker elke week mee."
NEW = {"text": TEXT, "leftOut": ["security", "opinions"]}


@pytest.fixture
async def decided(sent: Road) -> Road:
    """A public entry whose DPIA was approved."""
    await sent.reply()
    ok(await sent.decide())
    await made_public(sent.helder, sent.id)
    return sent


async def write(road: Road, **other: Any) -> None:
    ok(await road.femke.put(f"{road.address}/summary", json=NEW | other))


async def release(road: Road, person: str = "dirk", role: str = "decision-maker", *more: str) -> Any:
    tag = (await road.femke.get(road.address)).headers["etag"]
    client = road.helder.client(person, role, *more)
    answer = await client.post(f"{road.address}/summary/releases", json={}, headers={"If-Match": tag})
    await road.helder.settle()
    return answer


async def prose(helder: Installation) -> list[str]:
    """Every text that dpia keeps."""
    async with helder.services["dpia"].db.view(ALL) as tx:
        return list((await tx.execute(select(texts.c.content))).scalars())


async def told(helder: Installation) -> str:
    """Every event of every service, and every row of publication."""
    said = ""
    for running in helder.services.values():
        for topic in running.service.topics:
            events = [json.loads(one.bytes) for one in await helder.log(running.service.name, topic=topic)]
            said += json.dumps(events, ensure_ascii=False)
    async with helder.services["publication"].db.view(ALL) as tx:
        for table in TABLES:
            found = [dict(row) for row in (await tx.execute(select(table))).mappings()]
            said += json.dumps(found, ensure_ascii=False, default=str)
    return said


async def test_without_a_release_no_word_of_the_dpia_stands_in_an_event_or_in_publication(decided: Road) -> None:
    await write(decided)
    await decided.helder.settle()
    kept, said = await prose(decided.helder), await told(decided.helder)
    assert TEXT in kept
    assert len(kept) > 20
    for text in kept:
        for line in filter(None, text.splitlines()):
            assert line not in said, line


async def test_a_release_makes_the_summary_public_and_nothing_else(decided: Road) -> None:
    await write(decided)
    assert (await release(decided)).status_code == 201
    kept, said = await prose(decided.helder), await told(decided.helder)
    assert [text for text in kept if json.dumps(text, ensure_ascii=False)[1:-1] in said] == [TEXT]
    public = (await decided.helder.client().get(f"{PUBLIC}/{decided.id}")).json()
    summary = public["extension"]["summary"]
    known = (await decided.known())["released"]
    assert summary == known == {**NEW, "decidedOn": known["decidedOn"], "releasedOn": known["releasedOn"]}
    page = (await decided.helder.client().get(f"/register/eskerwold/entries/{decided.id}")).text
    check(page)
    for words in (
        *TEXT.split("\n\n"),
        "Weggelaten: de beveiliging van mensen en systemen (Woo artikel 5.1, tweede lid,",
    ):
        assert words in page


async def test_the_export_has_it_where_the_entry_explains_nothing_itself(decided: Road) -> None:
    await write(decided, text="Kans < 5 procent.")
    assert (await release(decided)).status_code == 201
    public = (await decided.helder.client().get(f"{PUBLIC}/{decided.id}")).json()
    made, _ = export(explained(public["record"], public["extension"]))
    assert made["impact_assessment_explanation"] == "Kans < 5 procent."
    own = public["record"] | {"impacttoetsen": "Eigen woorden."}
    assert export(explained(own, public["extension"]))[0]["impact_assessment_explanation"] == "Eigen woorden."


async def test_a_summary_that_was_released_before_the_entry_is_public_shows_once_it_is(sent: Road) -> None:
    await sent.reply()
    ok(await sent.decide())
    await write(sent)
    assert (await release(sent)).status_code == 201
    await made_public(sent.helder, sent.id)
    public = (await sent.helder.client().get(f"{PUBLIC}/{sent.id}")).json()
    assert public["extension"]["summary"]["text"] == TEXT


async def test_who_wrote_it_and_the_fg_do_not_release_it_and_others_are_asked(decided: Road) -> None:
    await write(decided)
    refused(await release(decided, "femke", "privacy-officer"), 409, "four-eyes")
    refused(await release(decided, "farid", "fg", "privacy-officer"), 409, "fg-decides-not")
    refused(await decided.dirk.post(f"{decided.address}/summary/releases", json={}), 428)
    assert await asked(decided.helder, "dirk", "decision-maker") == [("summary", "decision-maker")]
    assert await asked(decided.helder, "femke", "privacy-officer", "decision-maker") == []
    assert await asked(decided.helder, "farid", "fg", "privacy-officer") == []
    waits = [("Vrijgave van de openbare samenvatting", ["decision-maker", "privacy-officer"])]
    assert await awaited(decided.helder, "femke", "process-owner") == waits
    assert (await release(decided, "petra", "privacy-officer")).status_code == 201
    assert await asked(decided.helder, "dirk", "decision-maker") == []
    assert await awaited(decided.helder, "femke", "process-owner") == []


async def test_the_pages_lead_from_writing_to_the_public_page(decided: Road) -> None:
    femke, farid, dirk = browsers(decided.helder)
    assert primary(await seen(femke, at(decided, "/summary"))) == ["Bewaar en vraag vrijgave"]
    kept = await sent_form(femke, at(decided, "/summary"), text=TEXT, leftOut=["security", "opinions"])
    assert kept.status_code == 303
    mine = await seen(femke, at(decided, "/summary"))
    assert (typed(mine, "text"), ticked(mine, "leftOut")) == (TEXT, ["security", "opinions"])
    for client in (femke, farid, dirk):
        check(await seen(client, at(decided, "/summary")))
    assert "Geef vrij en maak openbaar" not in mine
    assert primary(await seen(dirk, at(decided, "/summary"))) == ["Geef vrij en maak openbaar"]
    version = str((await decided.known())["version"])
    stale = await sent_form(dirk, at(decided, "/summary/release"), version="1")
    assert stale.status_code == 412
    assert (await sent_form(dirk, at(decided, "/summary/release"), version=version)).status_code == 303
    assert "Dit is openbaar" in await seen(farid, at(decided, "/summary"))


async def test_a_refused_form_keeps_what_was_typed(decided: Road) -> None:
    femke, *_ = browsers(decided.helder)
    long = "x" * 2401
    answer = await sent_form(femke, at(decided, "/summary"), text=long, leftOut="privacy")
    assert (answer.status_code, typed(answer.text, "text")) == (400, long)
    assert ticked(answer.text, "leftOut") == ["privacy"]
    assert (await sent_form(femke, at(decided, "/summary"), text="")).status_code == 400
    before = (await decided.known())["version"]
    await write(decided)
    await write(decided)
    assert (await decided.known())["version"] == before + 1


async def test_a_rebuild_tells_the_same(decided: Road) -> None:
    await write(decided)
    assert (await release(decided)).status_code == 201
    await write(decided, text="Een nieuwe.")
    dpia = decided.helder.services["dpia"]
    before = await rows(dpia)
    await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before
    assert (await decided.known())["released"]["text"] == TEXT
