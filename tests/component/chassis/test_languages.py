"""The language of a page stands first in its address, and nothing leads away from it but the link to the other one."""

import re

import pytest
from starlette.types import Message, Scope

from services.chassis import language
from services.chassis.language import HERE, Languages, linked, others
from services.chassis.wording import DUTCH, ENGLISH, LANGUAGE
from tests.installation import Installation

PAGES = ["/register/", "/register/entries", "/sign-in", "/help", "/register/no-such-place"]


@pytest.mark.parametrize("path", PAGES)
async def test_each_page_is_there_in_both_languages(helder: Installation, path: str) -> None:
    async with helder.client() as http:
        dutch, english = await http.get(path), await http.get("/en" + path)
    assert dutch.status_code == english.status_code
    assert dutch.headers["content-language"] == DUTCH
    assert english.headers["content-language"] == ENGLISH
    assert '<html lang="nl">' in dutch.text
    assert '<html lang="en">' in english.text
    assert f'<a hreflang="en" href="/en{path}" lang="en">English</a>' in dutch.text
    assert f'<a hreflang="nl" href="{path}" lang="nl">Nederlands</a>' in english.text


async def test_links_and_forms_of_an_english_page_stay_english(helder: Installation) -> None:
    async with helder.client() as http:
        page = (await http.get("/en/sign-in")).text
    addresses = re.findall(r'(?<!hreflang="nl" )(?:href|action)="(/[^"]*)"', page)
    assert any(address == "/en/sign-in" for address in addresses)
    assert [a for a in addresses if not a.startswith(("/en/", "/static/"))] == []


async def test_who_is_sent_on_stays_in_the_language(helder: Installation) -> None:
    async with helder.client() as http:
        home, asked = await http.get("/en"), await http.get("/en/inventory/eskerwold/systems")
    assert home.headers["location"] == "/en/register/"
    assert asked.headers["location"].startswith("/en/sign-in?next=/inventory/")


async def test_a_kept_answer_is_kept_for_its_language(helder: Installation) -> None:
    async with helder.client() as http:
        for spoken in ("", "/en", "", "/en"):
            answer = await http.get(f"{spoken}/register/")
            assert answer.headers["content-language"] == (ENGLISH if spoken else DUTCH)


async def test_the_api_has_no_language(helder: Installation) -> None:
    async with helder.client() as http:
        assert (await http.get("/inventory/v1/openapi.json")).status_code == 200
        assert (await http.get("/xx/register/")).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/register/\\"])
async def test_no_address_makes_the_link_lead_to_another_site(path: str) -> None:
    seen = list[list[tuple[str, str, str]]]()

    async def app(scope: Scope, *_: object) -> None:
        seen.append(others())

    scope: Scope = {"type": "http", "path": "/en" + path, "raw_path": ("/en" + path).encode(), "query_string": b"q=%22"}
    await Languages(app)(scope, _nothing, _nowhere)  # type: ignore[arg-type]
    (address,) = [address for _, _, address in seen[0]]
    assert not address.startswith("//")
    assert "\\" not in address
    assert (LANGUAGE.get(), HERE.get()) == (DUTCH, "/")


async def _nothing() -> Message:
    return {}


async def _nowhere(message: Message) -> None:
    pass


def test_permanent_addresses_and_files_have_no_language() -> None:
    before = language.LANGUAGE.set(ENGLISH)
    try:
        page = '<a href="/id/algorithm/1"><link href="/static/a.css"><a href="//b.example"><a href="/register/">'
        assert linked(page) == page.replace('"/register/', '"/en/register/')
    finally:
        language.LANGUAGE.reset(before)
