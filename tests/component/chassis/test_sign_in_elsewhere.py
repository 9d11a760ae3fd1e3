"""Signing in at an issuer of OpenID Connect that an operator named: a real one in a process of its own."""

import re
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
import pytest_asyncio

from services.chassis.oidc import Issuer
from services.chassis.settings import Settings
from tests.installation import Installation, installed
from tests.issuer import issuing
from tests.journeys.running import free_port

BASE = "http://helder.test"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with issuing(free_port()) as address:
        yield address


@pytest_asyncio.fixture
async def elsewhere(tmp_path: Path, empty: Path, issuer: str) -> AsyncIterator[Installation]:
    """An installation whose people sign in at the issuer."""
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    settings = {"oidc_issuer": issuer, "oidc_client_secret": "geheim&=", "base_url": BASE, "operators": "ria, bo"}
    async with installed(tmp_path, **settings) as installation:
        yield installation


async def at_the_issuer(browser: httpx.AsyncClient, person: str, address: str, **form: str) -> str:
    """Signs in on the issuer's page; answers the address to which the issuer sends the browser back."""
    async with httpx.AsyncClient() as http:
        answer = await http.post(address, data={"sub": person, **form})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


async def started(browser: httpx.AsyncClient, following: str = "") -> str:
    answer = await browser.get("/sign-in/start", params={"next": following})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def come_in(browser: httpx.AsyncClient, person: str, following: str = "") -> httpx.Response:
    return await browser.get(await at_the_issuer(browser, person, await started(browser, following)))


async def test_who_signs_in_goes_on_where_they_wanted_and_is_known_by_the_issuers_id(elsewhere: Installation) -> None:
    browser = elsewhere.client()
    page = await browser.get("/sign-in", params={"next": "/inventory/eskerwold/systems?q=a&b"})
    link = re.search(r'href="(/sign-in/start[^"]*)"', page.text)
    assert link
    address = (await browser.get(link[1].replace("&amp;", "&"))).headers["location"]
    answer = await browser.get(await at_the_issuer(browser, "ria", address))
    assert (answer.status_code, answer.headers["location"]) == (303, "/inventory/eskerwold/systems?q=a&b")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("helder="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    person = elsewhere.services["inventory"].keys.person(browser.cookies["helder"])
    assert (person.id, person.roles) == ("ria", {"*": ["operator"]})
    assert "helder-sign-in" not in browser.cookies


async def test_who_began_in_english_goes_on_in_english(elsewhere: Installation) -> None:
    browser = elsewhere.client()
    page = await browser.get("/en/sign-in", params={"next": "/inventory/eskerwold/work"})
    link = re.search(r'href="(/en/sign-in/start[^"]*)"', page.text)
    assert link
    address = (await browser.get(link[1].replace("&amp;", "&"))).headers["location"]
    answer = await browser.get(await at_the_issuer(browser, "ria", address))
    assert answer.headers["location"] == "/en/inventory/eskerwold/work"
    anyone = await browser.get("/en/sign-in/start?next=/en/inventory/eskerwold/work")
    answer = await browser.get(await at_the_issuer(browser, "ria", anyone.headers["location"]))
    assert answer.headers["location"] == "/en/inventory/eskerwold/work"


async def test_who_is_no_operator_comes_in_with_no_role(elsewhere: Installation) -> None:
    browser = elsewhere.client()
    answer = await come_in(browser, "anna")
    assert (answer.status_code, answer.headers["location"]) == (303, "/inventory/organisations")
    assert elsewhere.services["inventory"].keys.person(browser.cookies["helder"]).roles == {}
    assert (await browser.get("/metrics")).status_code == 403


async def test_without_a_secret_only_the_verifier_protects_the_code(tmp_path: Path, empty: Path, issuer: str) -> None:
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path, oidc_issuer=issuer, base_url=BASE) as installation:
        assert (await come_in(installation.client(), "anna")).status_code == 303


async def test_the_name_stands_on_the_persons_own_pages(elsewhere: Installation, issuer: str) -> None:
    await elsewhere.onboard()
    httpx.put(f"{issuer}/users/an-1", json={"name": "Anna <b>de</b> Vries", "email": "anna@example.org"})
    browser = elsewhere.client()
    await come_in(browser, "an-1")
    page = (await browser.get("/inventory/eskerwold/organisation")).text
    assert "Anna &lt;b&gt;de&lt;/b&gt; Vries" in page
    assert "example.org" not in page


async def test_nobody_is_sent_to_another_site_afterwards(elsewhere: Installation) -> None:
    browser = elsewhere.client()
    for following in ("https://elders.example/", "//elders.example", "/\\elders.example"):
        assert (await come_in(browser, "anna", following)).headers["location"] == "/inventory/organisations"


@pytest.mark.parametrize("change", ["state", "code", "verifier", "nonce", "issuer"])
async def test_what_does_not_belong_to_this_attempt_lets_nobody_in(elsewhere: Installation, change: str) -> None:
    """The state (RFC 6749), the code, the verifier (RFC 7636), the nonce and the issuer's name (RFC 9207)."""
    browser = elsewhere.client()
    address = await started(browser)
    keys = elsewhere.services["inventory"].keys
    back = await at_the_issuer(browser, "anna", address)
    if change in ("state", "code"):
        back = re.sub(rf"{change}=[^&]*", f"{change}=anders", back)
    elif change == "issuer":
        back += "&iss=https://elders.example"
    else:
        claims = keys.signed("helder-sign-in", browser.cookies["helder-sign-in"]) | {change: "anders"}
        browser.cookies.clear()
        browser.cookies.set("helder-sign-in", keys.sign("helder-sign-in", claims))
    answer = await browser.get(back)
    assert answer.status_code == 403
    assert "De inlogdienst liet u niet binnen" in answer.text
    assert "helder" not in browser.cookies


async def test_a_code_counts_once_and_an_attempt_belongs_to_one_browser(elsewhere: Installation) -> None:
    browser, other = elsewhere.client(), elsewhere.client()
    back = await at_the_issuer(browser, "anna", await started(browser))
    stranger = await other.get(back)
    assert (stranger.status_code, "helder" in other.cookies) == (400, False)
    assert "in een ander venster" in stranger.text
    attempt = browser.cookies["helder-sign-in"]
    assert (await browser.get(back)).status_code == 303
    again = await elsewhere._client({"cookie": f"helder-sign-in={attempt}"}).get(back)
    assert again.status_code == 403


async def test_an_attempt_is_no_session_and_a_session_no_attempt(elsewhere: Installation) -> None:
    browser = elsewhere.client()
    back = await at_the_issuer(browser, "anna", await started(browser))
    attempt = browser.cookies["helder-sign-in"]
    assert (await elsewhere._client({"cookie": f"helder={attempt}"}).get("/metrics")).status_code == 401
    session, _ = elsewhere.services["inventory"].keys.token("anna", {}, 1)
    assert (await elsewhere._client({"cookie": f"helder-sign-in={session}"}).get(back)).status_code == 400


async def test_who_says_no_at_the_issuer_reads_what_to_do(elsewhere: Installation) -> None:
    browser = elsewhere.client()
    back = await at_the_issuer(browser, "anna", await started(browser, "/inventory/"), action="deny")
    answer = await browser.get(back)
    assert (answer.status_code, "Begin opnieuw" in answer.text) == (403, True)


async def test_an_attempt_ends_after_half_an_hour(elsewhere: Installation) -> None:
    browser = elsewhere.client()
    back = await at_the_issuer(browser, "anna", await started(browser))
    keys = elsewhere.services["inventory"].keys
    claims = keys.signed("helder-sign-in", browser.cookies["helder-sign-in"])
    old = keys.sign("helder-sign-in", claims | {"exp": claims["exp"] - 1801})
    assert (await elsewhere._client({"cookie": f"helder-sign-in={old}"}).get(back)).status_code == 400


async def test_signing_out_ends_the_session_and_offers_the_issuers_own_end(
    elsewhere: Installation, issuer: str
) -> None:
    browser = elsewhere.client()
    await come_in(browser, "anna")
    assert (await browser.post("/sign-out", headers={"origin": "http://elders.example"})).status_code == 403
    page = await browser.post("/sign-out", headers={"origin": BASE})
    assert page.status_code == 200
    assert f'href="{issuer}/oauth2/end_session?client_id=helder&amp;post_logout_redirect_uri=' in page.text
    assert "helder" not in browser.cookies


async def test_an_issuer_that_does_not_answer_keeps_nobody_out_who_is_in(tmp_path: Path, empty: Path) -> None:
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path, oidc_issuer=f"http://localhost:{free_port()}", base_url=BASE) as installation:
        answer = await installation.client().get("/sign-in/start")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert "geeft geen antwoord" in answer.text
        assert (await installation.client("anna", "coordinator").post("/sign-out")).status_code == 200
        assert (await installation.operator().get("/metrics")).status_code == 200


async def test_who_begins_or_comes_back_too_often_waits_before_the_issuer_is_asked(elsewhere: Installation) -> None:
    elsewhere.services["inventory"].sign_ins.times = 3
    browser = elsewhere.client()
    back = await at_the_issuer(browser, "anna", await started(browser))
    assert (await browser.get(back)).status_code == 303
    await started(browser)
    for address in ("/sign-in/start", "/sign-in/callback?code=x&state=y", "/en/sign-in/start"):
        page = await browser.get(address)
        assert page.status_code == 429
        assert 0 < int(page.headers["retry-after"]) <= 600
        assert "helder-sign-in" not in page.headers.get("set-cookie", "")
    assert (await browser.get("/sign-in")).status_code == 200


async def test_the_attempt_is_kept_where_no_script_reads_it(elsewhere: Installation) -> None:
    answer = await elsewhere.client().get("/sign-in/start")
    flags = {flag.strip() for flag in answer.headers["set-cookie"].split(";")[1:]}
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=1800"} <= flags


async def test_the_made_up_people_cannot_sign_in_beside_an_issuer(elsewhere: Installation) -> None:
    answer = await elsewhere.client().post("/sign-in", data={"person": "beheerder"}, headers={"origin": BASE})
    assert (answer.status_code, "set-cookie" in answer.headers) == (405, False)


@pytest.mark.parametrize("address", ["http://elders.example", "", "ftp://localhost", "localhost:80"])
def test_an_issuer_over_an_open_line_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="HELDER_OIDC_ISSUER"):
        Issuer(Settings(oidc_issuer=address))


def test_the_secret_is_not_shown() -> None:
    assert "geheim" not in repr(Settings(oidc_client_secret="geheim"))
