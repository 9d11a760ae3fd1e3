"""People who walk through a story: who signs in does a part of it, and each kind of page is looked at once."""

import base64
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page

from tests.journeys.visiting import NARROW, WIDE, Answers, Visitor, fill

HEAVIEST = 100_000
"""Bytes of a first page with all that it needs, at most."""
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; "
ID = re.compile(r"/[0-9a-z-]{20,}(?=/|$)")
GUIDE: Any = {"width": 600, "height": 940}
DUTCH = "a[href^='/']:not([href^='/en/'], [href^='/id/'], [hreflang='nl'])"
"""A link to a page that is not English, but for the way back."""
CLIP = "e => { const r = e.getBoundingClientRect(); return [r.x + scrollX, r.y + scrollY, r.width, r.height] }"


@dataclass
class Story:
    """A story in one browser; `pictures`: the folder in HELDER_PICTURES, for what those who walk it see."""

    name: str
    browser: Browser
    url: str
    script: bool = True
    barriers: bool = True
    """Whether axe looks for them: where the same pages are walked a second time it need not."""
    known: set[tuple[int, str]] = field(default_factory=set)
    taken: int = 0
    pictures: str = field(default_factory=lambda: os.environ.get("HELDER_PICTURES", ""))

    async def page(self, size: Any) -> Page:
        """A browser of one's own."""
        context = await self.browser.new_context(locale="nl-NL", java_script_enabled=self.script, viewport=size)
        return await context.new_page()

    async def someone(self, *sizes: Any) -> "Walker":
        """Someone who walks in the first of these sizes, and looks in all of them."""
        return Walker(self, await self.page(sizes[0]), sizes)


class Walker(Visitor):
    """Someone in a story, or several who take turns. Without JavaScript axe cannot run; the pages are the same."""

    def __init__(self, story: Story, page: Page, sizes: Sequence[Any]) -> None:
        super().__init__(page, story.url)
        self.story, self.sizes = story, sizes
        self.people: dict[str, Page] = {}

    async def looks(self) -> None:
        """At each kind of page once in every size, at every page whether it fits."""
        await self.stands()
        for size in self.sizes if self.story.script and self.story.barriers else ():
            if (kind := (size["width"], await self._kind())) not in self.story.known:
                self.story.known.add(kind)
                await self.looks_at(size)
        await self.page.set_viewport_size(self.sizes[0])

    async def _kind(self) -> str:
        """The address without what is in it, and whether something was refused."""
        refused = await self.page.locator("[role=alert]").count()
        return ID.sub("/*", self.path) + "!" * refused

    async def becomes(self, name: str) -> None:
        """Goes on as somebody else, who signs in when the first turn comes."""
        if name in self.people:
            self.page = self.people[name]
            return
        self.page = self.people[name] = await self.story.page(self.sizes[0])
        self.watches(self.page)
        await self.opens("/sign-in")
        await self.goes(self.page.get_by_role("button", name=f"Ga verder als {name}"))
        await self.looks()

    async def signs_out(self) -> None:
        """Whose turn it is; nothing is seen any more without signing in."""
        seen = self.page.url
        await self.goes(self.page.get_by_role("button", name="Uitloggen"))
        await self.looks()
        await self.page.goto(seen)
        assert self.path == "/sign-in"

    async def presses(self, label: str) -> None:
        button = self.page.get_by_role("button", name=label, exact=True)
        answer = await self.goes(button.locator("visible=true").first)
        assert answer.status < 400, (answer.status, self.page.url, await self.page.inner_text("main"))
        await self.looks()

    async def sends(self, label: str, answers: Answers) -> None:
        """Fills in the form with this button, and presses it."""
        button = self.page.get_by_role("button", name=label, exact=True)
        await fill(self.page.locator("main form:visible", has=button).first, answers)
        await self.presses(label)

    async def is_refused(self, label: str, answers: Answers, why: str) -> None:
        """The same, and reads why it cannot be."""
        button = self.page.get_by_role("button", name=label, exact=True)
        form = self.page.locator("main form:visible", has=button).first
        await fill(form, answers)
        answer = await self.goes(form.get_by_role("button", name=label, exact=True))
        assert answer.status in (409, 422), (answer.status, await self.page.inner_text("main"))
        await self.looks()
        assert why in await self.page.locator("[role=alert]").inner_text()

    async def follows(self, words: str) -> None:
        """A link, in the text or in the menu."""
        link = self.page.get_by_role("link", name=re.compile(words)).locator("visible=true").first
        if "#" in (await link.get_attribute("href") or "").lstrip("/"):
            await self.page.goto(self.url + str(await link.get_attribute("href")))
        else:
            await self.goes(link)
        await self.looks()

    async def finds(self, path: str, words: str) -> None:
        """Opens a page, again and again until it says this."""
        await self.until(path, words)
        await self.looks()

    async def shows(self, name: str, part: str = "") -> None:
        """Leaves pictures of this page for who keeps them, and one of a part of it for the guide."""
        if not self.story.pictures:
            return
        self.story.taken += 1
        for size in self.sizes:
            await self.page.set_viewport_size(size)
            path = f"{self.story.pictures}/{self.story.name}-{self.story.taken:02}-{name}-{size['width']}.png"
            await self.page.screenshot(path=path, full_page=True)
        if part:
            await self._cut(self.page.locator(part).first, Path(self.story.pictures, f"{self.story.name}-{name}.webp"))
        await self.page.set_viewport_size(self.sizes[0])

    async def _cut(self, part: Locator, path: Path) -> None:
        """As wide as a page of the guide, not higher than a screen, and light enough to stand in it."""
        await self.page.set_viewport_size(GUIDE)
        x, y, width, height = await part.evaluate(CLIP)
        clip = {"x": x, "y": y, "width": width, "height": min(height, GUIDE["height"]), "scale": 1}
        told = {"format": "webp", "quality": 60, "captureBeyondViewport": True, "clip": clip}
        session = await self.page.context.new_cdp_session(self.page)
        path.write_bytes(base64.b64decode((await session.send("Page.captureScreenshot", told))["data"]))
        await session.detach()


DESK, PHONE, BOTH = (WIDE,), (NARROW,), (NARROW, WIDE)


async def prints_without_navigation(walker: Walker) -> None:
    """On paper stands what the page says, and nothing to click on."""
    await walker.page.emulate_media(media="print")
    for words in ("nav", ".phead nav", ".pfoot", ".remark"):
        assert not await walker.page.locator(words).locator("visible=true").count(), words
    assert await walker.page.locator("h1").is_visible()
    await walker.page.emulate_media(media="screen")


async def reads_in_english(story: Story, *paths: str) -> None:
    """Every page says that it is English, and leads to pages that are."""
    resident = await story.someone(NARROW)
    for path in paths:
        await resident.opens(f"/en{path}")
        assert await resident.page.locator("html").get_attribute("lang") == "en"
        assert await resident.page.locator("h1").count() == 1
        for part in ("nav", "main", "footer"):
            assert not await resident.page.locator(f"{part} {DUTCH}").count(), path
    await resident.shows("english")
    await resident.follows("Nederlands")
    assert await resident.page.locator("html").get_attribute("lang") == "nl"


async def is_light(walker: Walker, path: str) -> None:
    """A first visit fetches little, and nothing that the policy does not allow."""
    context = await walker.story.browser.new_context()
    page, weighed = await context.new_page(), []
    page.on("response", lambda answer: weighed.append(answer))
    answer = await page.goto(walker.url + path, wait_until="networkidle")
    assert answer is not None
    assert answer.headers["content-security-policy"].startswith(POLICY)
    assert sum([len(await one.body()) for one in weighed if one.status == 200]) < HEAVIEST
    await context.close()
