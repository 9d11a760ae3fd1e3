"""The register's own file, taken over in a real browser by a coordinator: with a row that is refused and mended."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.journeys.running import Up
from tests.journeys.visiting import Visitor

NAME, ID = "Gemeente Rotterdam", "rotterdam"
SYSTEMS = f"/inventory/{ID}/systems"
PAGE = f"{SYSTEMS}/import"
ORGANISATION = {"id": ID, "name": NAME, "oin": "00000099000000004000"}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def coordinator(server: Up, browser: Browser, **how: Any) -> Visitor:
    """Someone who is signed in as the coordinator of an organisation that begins."""
    with server.client(server.token("beheer", "operator")) as client:
        assert client.post("/inventory/v1/organisations", json=ORGANISATION).status_code == 201
    context = await browser.new_context(**how)
    token = server.token("anna", f"{ID}:coordinator")
    await context.add_cookies([{"name": "helder", "value": token, "url": server.url}])
    return Visitor(await context.new_page(), server.url)


def with_one_bad_row(real: Path, copy: Path) -> tuple[str, int]:
    """The real file with one status that does not exist; how many entries of this organisation are in it."""
    register = json.loads(real.read_text())
    ours = [entry for entry in register["algoritmes"] if entry["organisatie"] == NAME]
    ours[3]["status"] = "gestopt"
    copy.write_text(json.dumps(register))
    return str(copy), len(ours)


async def stands_still(visitor: Visitor) -> None:
    """The page does not follow by itself: it can be looked at while it is busy."""
    await visitor.page.route("**/static/progress-*", lambda route: route.abort())


async def offers(visitor: Visitor, file: str) -> None:
    await visitor.page.locator("input[type=file]").set_input_files(file)
    await visitor.goes(visitor.page.get_by_role("button", name="Controleer het bestand"))


async def comes_to(visitor: Visitor, heading: str) -> None:
    """The page follows by itself."""
    await visitor.page.get_by_role("heading", name=heading).wait_for(timeout=120_000)
    await visitor.looks()


async def counts(visitor: Visitor) -> dict[str, int]:
    """What the page counts, but for what is none."""
    lines = [line.split(" ", 1) for line in await visitor.page.locator("[data-counts] li").all_inner_texts()]
    return {word.split(",")[0].capitalize(): int(count.replace(".", "")) for count, word in lines if count != "0"}


async def shows(visitor: Visitor, file: str, expected: dict[str, int]) -> None:
    """What the file would do."""
    await offers(visitor, file)
    await comes_to(visitor, "Dit gaat de import doen")
    assert await counts(visitor) == expected


async def goes_in(visitor: Visitor) -> None:
    """On this person's word; who leaves and comes back finds it done."""
    await visitor.goes(visitor.page.get_by_role("button", name="Neem het over"))
    await visitor.opens(SYSTEMS)
    await visitor.page.goto(visitor.url + PAGE)
    await comes_to(visitor, "De import is klaar")


async def mends(visitor: Visitor, file: Path) -> str:
    """Downloads what was refused, and mends it."""
    async with visitor.page.expect_download() as download:
        await visitor.page.get_by_role("link", name="Haal de geweigerde rijen op").click()
    await (await download.value).save_as(file)
    file.write_text(file.read_text().replace('"status": "gestopt"', '"status": "in_gebruik"'))
    return str(file)


async def test_the_register_is_taken_over_and_a_refused_row_is_mended(
    browser: Browser, up: Callable[..., Up], reference: Callable[[str], Path], tmp_path: Path
) -> None:
    real = reference("register/real-entries/algoritmes-2026-08-08.json")
    file, ours = with_one_bad_row(real, tmp_path / "algoritmes.json")
    visitor = await coordinator(up("--no-demo").answers(), browser)
    await visitor.opens(SYSTEMS)
    await visitor.goes(visitor.page.get_by_role("link", name="Importeer"))
    others = {"Van een andere organisatie": 1530 - ours}
    await shows(visitor, file, {"Nieuw": ours - 1, "Geweigerd": 1, **others})
    await goes_in(visitor)
    assert await counts(visitor) == {"Nieuw": ours - 1, "Geweigerd": 1, **others}
    await shows(visitor, await mends(visitor, tmp_path / "geweigerd.json"), {"Nieuw": 1})
    await goes_in(visitor)
    await shows(visitor, str(real), {"Ongewijzigd": ours, **others})


async def test_without_javascript_one_looks_how_far_it_is(
    browser: Browser, up: Callable[..., Up], reference: Callable[[str], Path]
) -> None:
    visitor = await coordinator(up("--no-demo").answers(), browser, java_script_enabled=False)
    await visitor.page.goto(visitor.url + PAGE)
    await offers(visitor, str(reference("register/real-entries/algoritmes-2026-08-08.json")))
    for button in ("Neem het over", "Wis dit verslag"):
        while not await (there := visitor.page.get_by_role("button", name=button)).count():
            await visitor.goes(visitor.page.get_by_role("link", name="Kijk hoe ver het nu is"))
        await visitor.goes(there)
    await visitor.sees("Controleer het bestand")


@pytest.mark.long
async def test_a_file_that_is_too_large_gets_an_answer_and_the_next_one_is_checked(
    browser: Browser, up: Callable[..., Up], reference: Callable[[str], Path], tmp_path: Path
) -> None:
    visitor = await coordinator(up("--no-demo").answers(), browser)
    await stands_still(visitor)
    large = tmp_path / "groot.csv"
    large.write_bytes(b"x" * 45_000_000)
    await visitor.opens(PAGE)
    await offers(visitor, str(large))
    await visitor.looks()
    await visitor.sees("Dit bestand is te groot: het mag hoogstens 20 MB zijn.")
    await offers(visitor, str(reference("register/real-entries/algoritmes-2026-08-08.json")))
    await visitor.looks()
    await visitor.sees("Het bestand wordt gecontroleerd")
