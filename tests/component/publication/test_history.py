"""Every public version of an entry, and what each changed."""

import re

from sqlalchemy import insert, select

from services.publication.tables import history
from tests.component.chassis.test_frame import Page
from tests.component.dpia.test_pages import check
from tests.component.publication.story import made_public, registered, step
from tests.english import dutch_in
from tests.installation import Installation

SITE = "/register/eskerwold/entries"


async def changed(helder: Installation, times: int = 3) -> str:
    id = await registered(helder)
    for number in range(1, times + 1):
        await made_public(helder, id, goal=f"Dit is de tekst van het doel, in zijn {number}e vorm.")
    return id


async def test_the_page_shows_each_version_with_the_words_that_changed(helder: Installation) -> None:
    id = await changed(helder)
    answer = await helder.client().get(f"{SITE}/{id}/history")
    html, page = answer.text, Page(answer.text)
    assert answer.status_code == 200
    assert len(page.ids()) == len(set(page.ids()))
    assert [tag for tag, _ in page.elements].count("h1") == 1
    assert {f"versie-{n}" for n in (1, 2, 3)} <= set(page.ids())
    assert "2e</del>" in html
    assert "3e</ins>" in html
    assert "Voor het eerst openbaar." in html
    assert [
        number for number in (1, 2, 3) if not re.search(f'id="versie-{number}"><div><h3>[^<]+ uur</h3>', html)
    ] == []
    entry = (await helder.client().get(f"{SITE}/{id}")).text
    assert f'href="{SITE}/{id}/history"' in entry
    assert "3e</ins>" in entry


async def test_a_long_history_is_read_in_parts(helder: Installation) -> None:
    id = await changed(helder, 1)
    async with helder.services["publication"].db.session("eskerwold") as tx:
        [first] = (await tx.execute(select(history).where(history.c.id == id))).mappings().all()
        for number in range(2, 31):
            record = first["record"] | {"goal": f"Doel {number}"}
            await tx.execute(insert(history).values({**first, "version": number, "record": record}))
    newest = (await helder.client().get(f"{SITE}/{id}/history")).text
    shown = set(Page(newest).ids())
    assert ("versie-30" in shown, "versie-6" in shown, "versie-5" in shown) == (True, True, False)
    assert "nu geldig" in newest
    assert f'href="{SITE}/{id}/history?before=6"' in newest
    older = (await helder.client().get(f"{SITE}/{id}/history?before=6")).text
    assert {"versie-5", "versie-1"} <= set(Page(older).ids())
    assert "nu geldig" not in older


async def test_what_is_not_public_here_has_no_history(helder: Installation) -> None:
    id = await changed(helder, 2)
    assert (await helder.client().get(f"/register/zandveen/entries/{id}/history")).status_code == 404
    assert (await helder.client().get(f"{SITE}/nowhere/history")).status_code == 404
    for before in ("0", "x", "99999999999"):
        assert (await helder.client().get(f"{SITE}/{id}/history?before={before}")).status_code == 400
    assert (await step(helder.client("omar", "approver"), id, "withdraw", ground="duplicate")).status_code == 200
    gone = await helder.client().get(f"{SITE}/{id}/history")
    assert (gone.status_code, "1e vorm" in gone.text) == (410, False)


async def test_an_old_version_is_read_as_a_whole(helder: Installation) -> None:
    id = await changed(helder)
    history = (await helder.client().get(f"{SITE}/{id}/history")).text
    assert f'href="{SITE}/{id}/versions/2"' in history
    assert f'href="{SITE}/{id}/versions/3"' not in history
    then = (await helder.client().get(f"{SITE}/{id}/versions/2")).text
    check(then)
    assert "in zijn 2e vorm." in then
    assert "in zijn 3e vorm." not in then
    assert "Dit is een oude versie" in then
    assert "Dit is een oude versie" not in (await helder.client().get(f"{SITE}/{id}/versions/3")).text
    assert dutch_in((await helder.client().get(f"/en{SITE}/{id}/versions/2")).text, "Eskerwold") == []
    for address, status in ((f"{SITE}/{id}/versions/4", 404), (f"/register/zandveen/entries/{id}/versions/2", 404),
                            (f"{SITE}/{id}/versions/0", 400), (f"{SITE}/{id}/versions/x", 400)):  # fmt: skip
        assert (await helder.client().get(address)).status_code == status, address
    assert (await step(helder.client("omar", "approver"), id, "withdraw", ground="duplicate")).status_code == 200
    assert (await helder.client().get(f"{SITE}/{id}/versions/2")).status_code == 410
