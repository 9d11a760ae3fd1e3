"""Reading pages of the case as a browser shows them."""

import re

import httpx2 as httpx

from tests.component.chassis.test_frame import Page
from tests.component.dpia.road import Road
from tests.installation import Installation

LIST = "/dpia/eskerwold/cases"


def at(road: Road, part: str = "") -> str:
    return f"{LIST}/{road.id}{part}"


async def seen(client: httpx.AsyncClient, address: str) -> str:
    answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


async def sent_form(client: httpx.AsyncClient, address: str, **fields: object) -> httpx.Response:
    return await client.post(address, data=fields)


def primary(html: str) -> list[str]:
    """The words of the filled buttons."""
    return re.findall(r'<(?:a|button) class="button button--primary"[^>]*>([^<]*)<', html)


def typed(html: str, name: str) -> str:
    """What stands in a text field."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    return found.group(1).strip() if found else ""


def ticked(html: str, name: str) -> list[str]:
    """The values that are chosen."""
    inputs = [attributes for attributes in Page(html).named(name) if "checked" in attributes]
    return [attributes["value"] or "" for attributes in inputs]


def browsers(helder: Installation) -> tuple[httpx.AsyncClient, httpx.AsyncClient, httpx.AsyncClient]:
    people = (("femke", "process-owner"), ("farid", "fg"), ("dirk", "decision-maker"))
    femke, farid, dirk = (helder.browser(person, role) for person, role in people)
    return femke, farid, dirk
