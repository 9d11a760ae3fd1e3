"""Pages under bad input: another site's forms, forms beyond all bounds, and texts that want to be more than text."""

import re
from html import unescape
from typing import Any

import httpx2 as httpx
import pytest

from services.chassis import style
from services.chassis.access import EVERYWHERE, OPERATOR
from tests.component.dpia.road import CASES, WELFARE
from tests.component.inventory.browsing import Page, registered
from tests.component.marked import ROLES, Marked
from tests.installation import Installation
from tests.routes import Listed, table

SIGNED_IN = [route for route in table() if route.of_an_organisation and "/v1/" not in route.path]
FORMS = [route for route in table() if route.writes and "/v1/" not in route.path]
OURS = {"origin": "http://helder.test"}


def browser(helder: Installation) -> httpx.AsyncClient:
    """Who holds every role, signed in on the pages."""
    return helder.browser("piet", *ROLES)


def operator(helder: Installation) -> httpx.AsyncClient:
    """Who runs the installation, signed in on the pages."""
    return helder.browser("beheerder", OPERATOR, tenant=EVERYWHERE)


def who_may(helder: Installation, route: Listed) -> httpx.AsyncClient:
    """Who comes in at this form."""
    return (operator if route.roles == (OPERATOR,) else browser)(helder)


@pytest.mark.parametrize(
    "origin", ["https://elders.example", "null", "http://helder.test.elders.example", "http://[", ""]
)
async def test_a_form_of_another_site_does_nothing(marked: Marked, origin: str) -> None:
    client, before = browser(marked.helder), await counted(marked.helder)
    for route in FORMS:
        if route.roles or "sign" in route.path:
            answer = await client.post(marked.address(route.path), data={"version": "1"}, headers={"origin": origin})
            assert answer.status_code == 403, f"{route}: {answer.status_code}"
    assert await counted(marked.helder) == before


async def test_a_form_without_an_origin_does_nothing(marked: Marked) -> None:
    client = browser(marked.helder)
    del client.headers["origin"]
    for route in FORMS:
        if route.roles:
            answer = await client.post(marked.address(route.path), data={"version": "1"})
            assert answer.status_code == 403, f"{route}: {answer.status_code}"


async def test_a_script_without_an_origin_signs_in_and_out(helder: Installation) -> None:
    script = helder.client()
    inside = await script.post("/sign-in", data={"person": "beheerder", "next": "/sign-in"})
    assert (inside.status_code, inside.headers["location"]) == (303, "/sign-in")
    assert "helder" in script.cookies
    outside = await script.post("/sign-out")
    assert (outside.status_code, "helder" in script.cookies) == (303, False)


HOSTILE_FORMS: dict[str, dict[str, Any]] = {
    "empty": {"content": b""},
    "json": {"json": {"version": 1}},
    "multipart": {"content": b"--x\r\nno", "headers": {"content-type": "multipart/form-data; boundary=x"}},
    "no boundary": {"content": b"--x", "headers": {"content-type": "multipart/form-data"}},
    "charset": {
        "content": b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--x--\r\n',
        "headers": {"content-type": "multipart/form-data; boundary=x; charset=unicode_escape"},
    },
    "bytes": {"content": b"name=%ff%fe&version=%ed%a0%80"},
    "nul": {"content": b"name=a%00b&version=%00&text=%00&step=%00&person=%00"},
    "version": {"content": b"version=" + b"9" * 5000},
    "digits": {"content": "version=²&name=x".encode()},
    "twice": {"content": b"version=1&version=2&name=a&name=b"},
    "many": {"content": b"&".join(b"a%d=1" % number for number in range(5000))},
}


@pytest.mark.parametrize("sent", HOSTILE_FORMS.values(), ids=HOSTILE_FORMS)
async def test_a_form_that_no_browser_sends_is_refused(marked: Marked, sent: dict[str, Any]) -> None:
    for route in FORMS:
        given = {"content-type": "application/x-www-form-urlencoded"} if "content" in sent else {}
        headers = given | sent.get("headers", {})
        answer = await who_may(marked.helder, route).post(marked.address(route.path), **{**sent, "headers": headers})
        assert answer.status_code in {303, 400, 403, 404, 409, 412, 428}, f"{route}: {answer.status_code}"


async def test_a_form_that_is_too_large_gets_a_page_that_says_so(marked: Marked) -> None:
    for route in FORMS:
        if route.path == "/sign-out":  # reads nothing
            continue
        address = marked.address(route.path)
        answer = await who_may(marked.helder, route).post(address, data={"name": "x" * 2_100_000, "version": "1"})
        assert answer.status_code == 413, f"{route}: {answer.status_code}"
        assert answer.headers["content-type"].startswith("text/html")
        assert "Stuur minder in één keer." in answer.text


async def test_a_field_that_is_too_long_comes_back_with_what_was_typed(marked: Marked) -> None:
    long = "lang " * 5000
    for path in ("/inventory/{organisation}/systems/new", "/feedback/public/entries/{id}"):
        typed = {"name": long, "text": long, "kind": "question", "version": "1"}
        answer = await browser(marked.helder).post(path.format(**marked.ids), data=typed)
        assert answer.status_code == 400, path
        assert long.strip() in answer.text, path
        assert Page(answer.text).wrong(), path


UNKNOWN_CHOICES = {
    "/inventory/{organisation}/systems/{id}/classification": {"class": "anders", "reason": "Mijn reden"},
    "/inventory/{organisation}/systems/{id}/steps": {"step": "anders", "reason": "Mijn reden"},
    "/inventory/{organisation}/systems/{id}/data-sources": {"name": "Mijn reden", "kind": "anders"},
    "/inventory/{organisation}/organisation/policy": {"oversight": "Mijn reden", "assessment": "anders"},
    "/inventory/{organisation}/organisation/roles": {"name": "Mijn reden", "role": "anders", "member": "x"},
    "/dpia/{organisation}/cases/{id}/risks": {"risk": "Mijn reden", "likelihood": "anders", "impact": "low"},
    "/feedback/{organisation}/remarks/{id}": {"step": "anders", "answer": "Mijn reden"},
    "/feedback/public/entries/{id}": {"kind": "anders", "text": "Mijn reden"},
}


@pytest.mark.parametrize("path", UNKNOWN_CHOICES)
async def test_a_choice_that_does_not_exist_keeps_what_was_typed_beside_it(marked: Marked, path: str) -> None:
    other = {"id": await fresh(marked)} if path.startswith("/dpia") else {}
    address = path.format(**marked.ids) if "/public/" in path else marked.address(path, **other)
    answer = await browser(marked.helder).post(address, data={"version": "1", **UNKNOWN_CHOICES[path]})
    assert answer.status_code in {400, 409, 412}, answer.text[:300]
    assert "Mijn reden" in unescape(answer.text)


async def test_an_address_with_a_sign_that_names_nothing_is_a_page_not_found(marked: Marked) -> None:
    client = browser(marked.helder)
    for path in (
        "/register/entries?q=%00",
        "/register/%00/",
        "/inventory/eskerwold/systems/%00",
        "/sign-in?next=//[%00",
    ):
        answer = await client.get(path)
        assert answer.status_code in {200, 400, 404}, path
        assert answer.headers["content-type"].startswith("text/html"), path


@pytest.mark.parametrize(
    "following", ["//[", "/\\elders.example", "//elders.example", "https://elders.example", "/\r\n"]
)
async def test_signing_in_sends_no_one_elsewhere(marked: Marked, following: str) -> None:
    client = marked.helder.client()
    assert (await client.get("/sign-in", params={"next": following})).status_code == 200
    typed = {"person": "beheerder", "next": following}
    answer = await client.post("/sign-in", data=typed, headers=OURS)
    assert answer.headers["location"] in {"/", "/inventory/organisations"}


async def fresh(marked: Marked) -> str:
    """A system of which only the pre-scan was answered."""
    id = await registered(marked.helder)
    await marked.helder.settle()
    answer = await marked.who("femke", "process-owner").put(f"{CASES}/{id}/screening", json=WELFARE)
    assert answer.status_code == 200
    return id


async def counted(helder: Installation) -> int:
    """How many facts there are."""
    return sum([len(await helder.log(service)) for service in helder.services])


HTML = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;{{ 7*7 }}</textarea></title>"
BIDI = "\u202egnidne\u202c \u2066\u2067"
LONG = "langwoord" * 9


@pytest.fixture
async def hostile(helder: Installation) -> Marked:
    """The public register takes no markup at all; every other text is kept as it was typed."""
    return await Marked.filled(helder, f"{HTML}{BIDI}{LONG}"[:300], f"\"'&amp;{{{{ 7*7 }}}} alert(1){BIDI}")


async def test_a_hostile_text_is_shown_as_text_on_every_page(hostile: Marked) -> None:
    shown = 0
    for route in table():
        if route.writes or "/v1/" in route.path or not route.path.startswith(PAGES):
            continue
        client = operator(hostile.helder) if route.path.endswith("/health") else browser(hostile.helder)
        answer = await client.get(_address(hostile, route))
        assert answer.status_code in {200, 303, 404}, f"{route}: {answer.status_code}"
        shown += "alert(1)" in answer.text
        if answer.headers.get("content-type") != "application/json":
            assert_only_text(answer.text, route)
    assert shown >= 15


PAGES = ("/inventory", "/dpia", "/publication", "/register", "/feedback")
OWN_SCRIPTS = [f"/static/{style.script(name)[0]}" for name in style.SCRIPTS]
"""Those that pages ask for."""


def _address(hostile: Marked, route: Listed) -> str:
    """On the public pages of remarks an id is an entry's."""
    public = route.path.startswith(("/register", "/feedback/public/entries", "/feedback/public/remarks"))
    return route.path.format(**hostile.ids) if public else hostile.address(route.path)


def assert_only_text(html: str, route: Listed) -> None:
    """No element and no attribute came in with a text, nothing was computed, and nothing turns the reading round."""
    tags = [(tag, given) for tag, given in Page(html).elements if tag in {"script", "img"} or "onerror" in given]
    assert [given for tag, given in tags if tag != "script" or given.get("src") not in OWN_SCRIPTS] == [], str(route)
    assert "49" not in re.findall(r"&amp;amp;(.*?)&lt;/textarea", html), str(route)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", html), str(route)
