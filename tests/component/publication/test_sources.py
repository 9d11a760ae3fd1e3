"""Where the data come from and who looks at the outcome stand in the entry, and one that changes reaches everyone."""

from typing import Any

from sqlalchemy import delete

from services.chassis.recovery import rebuilding
from services.publication.tables import data_sources
from tests.component.publication.story import COMPLETE, ENTRIES, PUBLIC, SYSTEMS, made_public, registered, step
from tests.component.publication.test_work import kinds, ok
from tests.installation import Installation
from tests.samples import APPLICATIONS, OVERSIGHT

FORM = {"name": "Het formulier", "kind": "resident"}
FORM_LINE = "Het formulier: geen persoonsgegevens genoemd. Van de inwoner zelf."
OLD_LINE = "Aanvragen van de afgelopen vijf jaar: gevoelige gegevens (inkomen en vermogen). Uit een eigen "
OLD_LINE += "administratie. Nodig bij het maken."
SITE, DESK = "/register/eskerwold/entries", "/publication/eskerwold/entries"


async def documented(helder: Installation, id: str, source: dict[str, Any]) -> str:
    """The process owner describes a data source."""
    made = ok(await helder.client("piet", "process-owner").post(f"{SYSTEMS}/{id}/data-sources", json=source))
    await helder.settle()
    return str(made["id"])


async def described(helder: Installation) -> str:
    """A system with a data source and oversight."""
    id = await registered(helder)
    await documented(helder, id, APPLICATIONS.model_dump(mode="json", by_alias=True, exclude_none=True))
    body = OVERSIGHT.model_dump(mode="json", by_alias=True, exclude_none=True)
    ok(await helder.client("piet", "process-owner").put(f"{SYSTEMS}/{id}/oversight", json=body))
    await helder.settle()
    return id


async def draft(helder: Installation, id: str) -> Any:
    return ok(await helder.client("femke", "editor").get(f"{ENTRIES}/{id}"))


async def changed(helder: Installation) -> str:
    """Public as the inventory says it, and then there is another source."""
    id = await described(helder)
    await made_public(helder, id, source_data=(await draft(helder, id))["record"]["source_data"])
    await documented(helder, id, FORM)
    return id


async def test_a_draft_says_what_the_inventory_says_of_them(helder: Installation) -> None:
    before = (await draft(helder, await registered(helder)))["completeness"]
    id = await described(helder)
    known = await draft(helder, id)
    assert known["record"]["source_data"] == f"- {OLD_LINE}"
    assert known["record"]["human_intervention"].startswith("Wie kijkt naar de uitkomst: Senior consulent.")
    assert known["completeness"] > before
    assert OVERSIGHT.contact not in str(known["record"])
    page = (await helder.browser("femke", "editor").get(f"{DESK}/{id}")).text
    assert f"<ul><li>{OLD_LINE}</li></ul>" in page
    assert "Overgenomen uit de inventaris" in page.partition('id="tijdlijn"')[2]
    source = await documented(helder, id, FORM)
    assert (await draft(helder, id))["record"]["source_data"] == f"- {OLD_LINE}\n- {FORM_LINE}"
    ok(await helder.client("piet", "process-owner").delete(f"{SYSTEMS}/{id}/data-sources/{source}"))
    await helder.settle()
    assert (await draft(helder, id))["record"] == known["record"]


async def test_everyone_reads_that_the_text_lags_until_it_was_looked_at(helder: Installation) -> None:
    id = await changed(helder)
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert (public["record"]["source_data"], public["extension"]["outdated"]["keys"]) == (
        f"- {OLD_LINE}",
        ["source_data"],
    )
    html = (await helder.client().get(f"{SITE}/{id}")).text
    assert '<a href="#veld-source_data">gegevens</a>' in html
    assert FORM_LINE not in html
    desk = (await helder.browser("femke", "editor").get(f"{DESK}/{id}")).text
    assert (
        f"<ul><li>{OLD_LINE}</li><li>{FORM_LINE}</li></ul>"
        in desk.partition('id="achter"')[2].partition('id="verschil"')[0]
    )
    assert await kinds(helder, "femke", "editor") == ["changed"]
    ok(await step(helder.client("femke", "editor"), id, "submit"))
    ok(await step(helder.client("omar", "approver"), id, "approve"))
    html = (await helder.client().get(f"{SITE}/{id}")).text
    assert f"<li>{OLD_LINE}</li><li>{FORM_LINE}</li>" in html
    assert "Deze tekst loopt achter" not in html
    assert f"toegevoegd: </span><br>• {FORM_LINE}</ins>" in (await helder.client().get(f"{SITE}/{id}/history")).text


async def test_a_source_of_a_system_that_was_heard_before_there_were_sources_waits_for_a_rebuild(
    helder: Installation,
) -> None:
    id, publication = await described(helder), helder.services["publication"]
    before = (await draft(helder, id))["record"]
    async with publication.db.session("eskerwold") as tx:
        await tx.execute(delete(data_sources))
    await documented(helder, id, FORM)
    assert (await draft(helder, id))["record"] == before
    await rebuilding.rebuild(publication)
    await documented(helder, id, {"name": "Het weer", "kind": "open-data"})
    assert (await draft(helder, id))["record"]["source_data"].count("\n- ") == len([FORM, "Het weer"])


async def test_what_an_editor_wrote_of_them_is_left_alone(helder: Installation) -> None:
    id = await described(helder)
    await made_public(helder, id, source_data="Wat u invult.", human_intervention="Een medewerker beslist.")
    await documented(helder, id, FORM)
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert (public["record"]["source_data"], public["extension"]["outdated"]["keys"]) == (
        "Wat u invult.",
        ["source_data"],
    )
    known = await draft(helder, id)
    assert (known["state"], known["record"]["source_data"]) == ("public", "Wat u invult.")
    assert known["record"]["goal"] == COMPLETE["goal"]
