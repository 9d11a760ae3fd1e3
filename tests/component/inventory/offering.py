"""Offering a register file on the page, as the coordinator of Eskerwold does it, and reading what it came to."""

import json
import re
from typing import Any

import httpx2 as httpx
from sqlalchemy import func, select

from services.chassis.database import ALL
from services.inventory.tables import import_entries, imports
from tests.component.inventory.browsing import HERE, Page, opened
from tests.installation import Installation

LIST, PAGE = f"{HERE}/systems", f"{HERE}/systems/import"
LIMIT = "hoogstens 20 MB"
TABLE = "name;organization;status;goal\r\n"


def entry(number: int, title: str = "Slimme post", **other: Any) -> dict[str, Any]:
    """One entry of Eskerwold; the number is made into one of the register."""
    digits = [int(digit) for digit in f"{number:07}"]
    check = (3 * sum(digits[::2]) + sum(digits[1::2])) % 10
    known = {"id": f"{number:07}{check}", "title": title, "organisatie": "Gemeente Eskerwold"}
    return known | {"doel": "Sneller antwoord.", "juridische_basis": "Gemeentewet", "status": "In gebruik"} | other


def export(*entries: Any) -> bytes:
    return json.dumps({"algoritmes": entries, "fetched_at": "2026-06-22T06:00:00Z"}).encode()


def anna(helder: Installation) -> httpx.AsyncClient:
    return helder.browser("anna", "coordinator")


async def sends(client: httpx.AsyncClient, content: bytes, name: str = "export.json", page: str = PAGE) -> Any:
    return await client.post(page, files={"file": (name, content)})


async def checked(helder: Installation, content: bytes, name: str = "export.json") -> Page:
    """The page once every row was tried."""
    answer = await sends(anna(helder), content, name)
    assert (answer.status_code, answer.headers.get("location")) == (303, PAGE), answer.text
    await helder.settle()
    return await opened(anna(helder), PAGE)


async def imported(helder: Installation, content: bytes, name: str = "export.json") -> Page:
    """The page once every row went in."""
    page = await checked(helder, content, name)
    assert (await anna(helder).post(f"{PAGE}/start", data=page.form)).status_code == 303
    await helder.settle()
    return await opened(anna(helder), PAGE)


def counts(page: Page) -> dict[str, int]:
    """What the page counts, but for what is none."""
    found = re.findall(r"<li><b>([\d.]+)</b> ([^<,]*)", page.html)
    return {word.capitalize(): int(count.replace(".", "")) for count, word in found if count != "0"}


async def kept(helder: Installation) -> tuple[int, ...]:
    """How many files and rows are kept, of all organisations."""
    async with helder.services["inventory"].db.view(ALL) as tx:
        return tuple(
            [await tx.scalar(select(func.count()).select_from(table)) or 0 for table in (imports, import_entries)]
        )
