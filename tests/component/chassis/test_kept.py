"""Public answers are made once, and again when something public changed; nothing else is kept."""

import tracemalloc
from dataclasses import dataclass, field

import httpx2 as httpx
import pytest
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message

from services.chassis import kept
from services.chassis.kept import Kept
from services.chassis.service import Public
from tests.installation import Installation


@dataclass
class Site:
    """Counts how often each answer is made; `version`: of its public data."""

    helder: Installation
    version: int = 1
    made: list[str] = field(default_factory=list)
    changes_while_made: bool = False
    overtaken: bool = False
    trouble: bool = False

    async def said(self, request: Request) -> Response:
        """An answer of a few bytes, or as the address asks."""
        self.made.append(str(request.url))
        self.version += self.changes_while_made
        if "status" in request.query_params:
            return PlainTextResponse("", int(request.query_params["status"]))
        version = self.version
        if self.overtaken:
            self.overtaken, self.version = False, version + 1
            await self.client().get("/public/a?other=1")
        parts = ["x" * int(request.query_params.get("size", 0))] * int(request.query_params.get("parts", 1))
        answer = StreamingResponse(iter([f"{version} ", *parts]), media_type="text/plain")
        if "cookie" in request.query_params:
            answer.set_cookie("a", "b")
        return answer

    async def now(self, _: AsyncConnection) -> int:
        """The version."""
        if self.trouble:
            raise NoConnection
        return self.version

    def client(self, host: str = "helder.test") -> httpx.AsyncClient:
        """Asks the site; one process for all clients."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app), base_url=f"http://{host}")

    def __post_init__(self) -> None:
        routes = [Route(path, self.said, methods=["GET", "POST"]) for path in ("/public/a", "/private/a")]
        running = self.helder.services["publication"]
        self.app = Kept(Starlette(routes=routes), running, Public(("/public/",), self.now))


@pytest.fixture
def site(helder: Installation) -> Site:
    return Site(helder)


async def twice(site: Site, address: str, method: str = "GET") -> int:
    """How often the answer was made when it was asked for twice."""
    answers = [await site.client().request(method, address) for _ in range(2)]
    assert answers[0].text == answers[1].text
    return len(site.made)


async def test_a_public_answer_is_made_once(site: Site) -> None:
    assert await twice(site, "/public/a?q=1") == 1


async def test_it_is_made_again_when_something_public_changed(site: Site) -> None:
    await twice(site, "/public/a")
    site.version = 2
    assert (await site.client().get("/public/a")).text == "2 "
    assert len(site.made) == 2


@pytest.mark.parametrize(("method", "address"), [("GET", "/private/a"), ("POST", "/public/a")])
async def test_what_is_not_read_by_everyone_is_not_kept(site: Site, method: str, address: str) -> None:
    assert await twice(site, address, method) == 2
    assert "etag" not in (await site.client().request(method, address)).headers


@pytest.mark.parametrize("query", ["status=404", "status=503", "status=303", "cookie=1"])
async def test_a_refusal_and_what_is_for_one_visitor_are_not_kept(site: Site, query: str) -> None:
    assert await twice(site, f"/public/a?{query}") == 2


async def test_other_questions_and_other_names_of_the_site_have_other_answers(site: Site) -> None:
    for host, address in (("a.test", "/public/a"), ("b.test", "/public/a"), ("a.test", "/public/a?q=1")):
        await site.client(host).get(address)
    assert site.made == ["http://a.test/public/a", "http://b.test/public/a", "http://a.test/public/a?q=1"]


async def test_an_answer_that_was_overtaken_while_it_was_made_is_made_again(site: Site) -> None:
    site.changes_while_made = True
    first, second = [await site.client().get("/public/a") for _ in range(2)]
    assert (first.text, second.text, len(site.made)) == ("2 ", "3 ", 2)
    assert first.headers["etag"] != second.headers["etag"]


async def test_an_answer_that_takes_longer_than_a_newer_one_is_not_kept_beside_it(site: Site) -> None:
    site.overtaken = True
    assert (await site.client().get("/public/a")).text == "1 "
    assert (await site.client().get("/public/a")).text == "2 "


async def test_who_has_the_answer_already_is_told_so(site: Site) -> None:
    tag = (await site.client().get("/public/a")).headers["etag"]
    answer = await site.client().get("/public/a", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.text, answer.headers["etag"]) == (304, "", tag)


async def test_no_more_bytes_are_kept_than_the_bound_and_the_longest_unused_go_first(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 3000)
    for number in (1, 2, 1, 3):
        await site.client().get(f"/public/a?size=1000&n={number}")
    assert 2000 < site.app.size <= 3000
    await site.client().get("/public/a?size=1000&n=1")
    assert len(site.made) == 3
    await site.client().get("/public/a?size=1000&n=2")
    assert len(site.made) == 4


async def test_an_answer_that_is_too_large_is_not_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGEST", 500)
    assert await twice(site, "/public/a?size=1000") == 2


async def test_an_answer_that_is_too_large_passes_through_without_being_gathered(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file of the whole register does."""
    monkeypatch.setattr(kept, "LARGEST", 500)
    sent = 0

    async def send(message: Message) -> None:
        nonlocal sent
        sent += len(message.get("body", b""))

    scope = {"type": "http", "asgi": {"spec_version": "2.4"}, "http_version": "1.1", "method": "GET", "scheme": "http",
             "path": "/public/a", "query_string": b"size=100000&parts=100", "headers": []}  # fmt: skip
    tracemalloc.start()
    await site.app(scope, None, send)  # type: ignore[arg-type]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (sent > 10_000_000, most < 2_000_000, site.app.size) == (True, True, 0)


async def test_another_setting_that_pages_show_makes_other_answers(site: Site) -> None:
    tag = (await site.client().get("/public/a")).headers["etag"]
    site.app.running.settings.data_licence = "https://licence.example"
    assert (await site.client().get("/public/a", headers={"If-None-Match": tag})).status_code == 200


async def test_while_the_database_is_in_trouble_the_service_itself_answers(site: Site) -> None:
    await twice(site, "/public/a")
    site.trouble = True
    assert "etag" not in (await site.client().get("/public/a")).headers
    site.trouble = False
    await site.client().get("/public/a")
    assert len(site.made) == 2


async def test_on_postgresql_it_looks_for_changes_once_in_a_while(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.helder.services["publication"].db, "embedded", False)
    monkeypatch.setattr(kept, "LOOK", 1000.0)
    await twice(site, "/public/a")
    site.version = 2
    assert (await site.client().get("/public/a")).text == "1 "
    site.app._look_again = 0
    assert (await site.client().get("/public/a")).text == "2 "
