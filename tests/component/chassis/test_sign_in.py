"""The end of a session: a form that comes too late is not lost."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from services.chassis.access import COOKIE
from tests.installation import Installation, installed

NEW = "/inventory/eskerwold/systems/new"
OURS = {"origin": "http://helder.test"}
TYPED = {"name": 'Camera\'s <script>"x"</script>\r\nen meer', "purpose": "Tellen\n\nMeten"}


async def test_a_form_after_the_end_of_a_session_is_shown_again_to_be_sent(helder: Installation) -> None:
    visitor = helder.client()
    page = await visitor.post(NEW + "?a=1&b=2", data=TYPED, headers=OURS)
    assert page.status_code == 401
    assert '<form method="post" action="/inventory/eskerwold/systems/new?a=1&amp;b=2">' in page.text
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.text)
    typed = {unescape(name): unescape(value) for name, value in fields}
    assert typed == TYPED
    assert "<script>" not in page.text
    back = await helder.browser("anna", "coordinator").post(NEW, data=typed)
    assert (back.status_code, back.headers["location"].startswith("/inventory/eskerwold/systems/")) == (303, True)


async def test_a_session_that_is_too_old_counts_as_none(helder: Installation) -> None:
    token, _ = helder.services["inventory"].keys.token("anna", {"eskerwold": ["coordinator"]}, -1)
    page = await helder._client({"cookie": f"{COOKIE}={token}", **OURS}).post(NEW, data=TYPED)
    assert page.status_code == 401
    assert "Uw sessie is afgelopen" in page.text


async def test_what_another_site_sends_is_not_shown_to_be_sent(helder: Installation) -> None:
    for headers in ({"origin": "https://elders.example"}, {"origin": "null"}, {}):
        answer = await helder.client().post(NEW, data=TYPED, headers=headers)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={NEW}")


async def test_a_file_is_not_kept_and_the_page_says_so(helder: Installation) -> None:
    page = await helder.client().post(NEW, data=TYPED, files={"file": b"geheim"}, headers=OURS)
    assert (page.status_code, "geheim" in page.text, "Een bestand kunnen wij niet" in page.text) == (401, False, True)


async def test_a_form_beyond_all_bounds_is_not_shown_again(helder: Installation) -> None:
    many = "&".join(f"a{number}=1" for number in range(5000))
    headers = OURS | {"content-type": "application/x-www-form-urlencoded"}
    answer = await helder.client().post(NEW, content=many, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={NEW}")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("", "Vanaf uw netwerk is in korte tijd heel vaak ingelogd. Probeer het over 10 minuten opnieuw."),
        ("/en", "There have been very many sign-ins from your network in a short time. Try again in 10 minutes."),
    ],
)
async def test_who_tries_to_sign_in_too_often_reads_how_long_to_wait(
    helder: Installation, language: str, told: str
) -> None:
    helder.services["inventory"].sign_ins.times = 2
    visitor, person = helder.client(), {"person": "beheerder"}
    for wrong_and_right in ({"person": "niemand"}, person):
        await visitor.post("/sign-in", data=wrong_and_right, headers=OURS)
    visitor.cookies.clear()
    page = await visitor.post(f"{language}/sign-in", data=person, headers=OURS)
    assert (page.status_code, "set-cookie" in page.headers) == (429, False)
    assert 0 < int(page.headers["retry-after"]) <= 600
    assert f'<a class="button button--primary" href="{language}/sign-in">' in page.text
    assert told in unescape(page.text)
    assert (await visitor.get("/sign-in")).status_code == 200
    assert (await helder.browser("anna", "coordinator").get(NEW)).status_code == 200


async def test_a_form_of_another_site_uses_up_nobodys_attempts(helder: Installation) -> None:
    helder.services["inventory"].sign_ins.times = 1
    visitor, person = helder.client(), {"person": "beheerder"}
    for _ in range(3):
        assert (await visitor.post("/sign-in", data=person, headers={"origin": "https://x.example"})).status_code == 403
    assert (await visitor.post("/sign-in", data=person, headers=OURS)).status_code == 303


@pytest.mark.parametrize(("base", "secure"), [("https://helder.example", True), ("http://127.0.0.1:8000", False)])
async def test_no_script_reads_the_session_and_no_other_site_sends_it(
    tmp_path: Path, empty: Path, base: str, secure: bool
) -> None:
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path, base_url=base) as helder:
        answer = await helder.client().post("/sign-in", data={"person": "beheerder"}, headers=OURS)
    flags = {flag.strip() for flag in answer.headers["set-cookie"].split(";")[1:]}
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= flags
    assert ("Secure" in flags) == secure
    assert not [flag for flag in flags if flag.startswith("Domain")]


async def test_the_name_of_who_signed_in_stands_on_the_desk(helder: Installation) -> None:
    browser = helder.client()
    await browser.post("/sign-in", data={"person": "beheerder"}, headers=OURS)
    assert "Beheerder" in (await browser.get("/inventory/eskerwold/organisation")).text
