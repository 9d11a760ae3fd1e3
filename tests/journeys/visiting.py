"""Someone with a browser: what every page must be, on a screen and on a phone, and how forms are filled in."""

import re
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, Response

from tests import machine

FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = """values => axe.run(document, {runOnly: {type: 'tag', values}, resultTypes: ['violations']})
  .then(found => found.violations.map(one => [one.id, one.nodes[0].html.slice(0, 200)]))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDE: Any = {"width": 1280, "height": 900}
NARROW: Any = {"width": 390, "height": 844}
Answers = Mapping[str, str | Sequence[str]]
"""Question as it stands on the page -> what is typed or chosen; a list ticks boxes."""


class Visitor:
    """Someone with a browser, who looks at every page twice: on a screen and on a phone."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.elsewhere: list[str] = []
        self.watches(page)

    def watches(self, page: Page) -> None:
        """Notes what this page fetches from elsewhere."""
        page.set_default_timeout(20_000)
        page.on("request", lambda request: self._note(request.url))

    def _note(self, address: str) -> None:
        if not address.startswith((self.url, "data:")):
            self.elsewhere.append(address)

    async def opens(self, path: str) -> None:
        answer = await self.page.goto(self.url + path)
        assert answer is not None
        assert answer.status == 200, path
        await self.looks()

    async def signs_in(self, name: str) -> None:
        await self.opens("/sign-in")
        await self.goes(self.page.get_by_role("button", name=f"Ga verder als {name}"))

    async def looks(self) -> None:
        """No barrier that axe finds, nothing that scrolls sideways, nothing fetched from elsewhere."""
        for size in (NARROW, WIDE):
            await self.looks_at(size)

    async def looks_at(self, size: Any) -> None:
        """Looks at this page in one size."""
        await self.page.set_viewport_size(size)
        await self.stands()
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(machine.node_module("axe-core/axe.min.js").read_text())
        barriers = await self.page.evaluate(AXE, TAGS)
        assert barriers == [], (self.page.url, size["width"], barriers)

    async def stands(self) -> None:
        """Fits on the screen, and came from this site alone."""
        assert await self.page.evaluate(SIDEWAYS) <= 0, self.page.url
        assert self.elsewhere == []

    async def goes(self, to: Locator) -> Response:
        """Clicks, and waits for the page that comes."""
        async with self.page.expect_navigation() as coming:
            await to.click()
        answer = await coming.value
        assert answer is not None
        return answer

    async def presses(self, label: str) -> None:
        await self.goes(self.page.get_by_role("button", name=label).first)
        await self.looks()

    async def sees(self, words: str) -> None:
        text = await self.page.inner_text("body")
        assert words in text, text[:2000]

    async def until(self, path: str, words: str) -> None:
        """Another service hears of it a moment later; on a slow machine that has just started, not so soon."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            await self.page.goto(self.url + path)
            if words in (body := await self.page.inner_text("body")):
                return
            await self.page.wait_for_timeout(200)
        raise AssertionError(f"{words!r} did not come to {path}: {body[:1000]}")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path


def exactly(words: str) -> re.Pattern[str]:
    """A label, also one that says that an answer is not needed."""
    return re.compile(rf"^\s*{re.escape(words)}(\s\(niet verplicht\))?\s*$")


async def fill(form: Locator, answers: Answers) -> None:
    """Answers each question by its label, as a reader finds it."""
    page = form.page
    for question, answer in answers.items():
        told = page.locator("label, legend").filter(has_text=exactly(question))
        field = form.locator(".field", has=told).last
        chosen = [answer] if isinstance(answer, str) else answer
        if await field.locator("select").count():
            await field.locator("select").select_option(label=answer)
        elif await field.locator("label.choice").count():
            for one in chosen:
                span = page.locator("span").filter(has_text=exactly(one))
                await field.locator("label.choice", has=span).first.locator("input").check()
        else:
            await field.locator("input, textarea").first.fill("\n".join(chosen))
