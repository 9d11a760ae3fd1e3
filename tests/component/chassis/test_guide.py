"""The guide at /help: whole, reachable, and true to what stands on the pages."""

import re
from html import unescape
from pathlib import Path

import pytest

from services.chassis import guide
from services.publication.domain.record import EDITED, KEYS, REQUIRED
from tests import machine
from tests.installation import Installation
from tests.journeys import waste, welfare
from tests.journeys.visiting import Answers

NAMES = [name for chapter in guide.CHAPTERS.values() for name in chapter]
SERVICES = machine.ROOT / "services"
BOLD = re.compile(r"<strong>(.*?)</strong>", re.DOTALL)
LINK = re.compile(r'href="(/[^"]*)"')
PICTURE = re.compile(r'<img src="/help/pictures/([a-z-]+\.webp)" alt="([^"]*)"')
HEAVIEST, MOST = 60_000, 12
"""Bytes of a picture, and how many there may be: they are kept with the code."""


def said() -> str:
    """Every text that a page of the interface can say: of templates, and of the modules behind pages."""
    files = [
        *SERVICES.glob("*/templates/*.html"),
        *SERVICES.glob("*/pages/*.py"),
        *SERVICES.glob("publication/domain/record/*.py"),
    ]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_every_page_is_listed_and_every_listed_page_is_there() -> None:
    assert sorted(NAMES) == sorted(path.stem for path in Path(guide.FOLDER).glob("*.md"))


def read(name: str) -> str:
    """A page of the guide as one reads it: where a line of its file ends does not count."""
    return " ".join(guide.page(name).body.split())


@pytest.mark.parametrize("name", NAMES)
def test_what_it_tells_to_press_stands_on_a_page(name: str) -> None:
    """In the guide, bold are the words of the interface."""
    texts = said()
    missing = [word for word in BOLD.findall(read(name)) if f'"{unescape(word)}' not in texts]
    assert missing == []


@pytest.mark.parametrize(("name", "screening"), [("bijstand", welfare.SCREENING), ("afval", waste.SCREENING)])
def test_a_story_says_what_to_choose_in_the_pre_scan(name: str, screening: Answers) -> None:
    """All that the journey chooses, which walks the same story."""
    chosen = [one for answer in screening.values() for one in ([answer] if isinstance(answer, str) else answer)]
    told = unescape(read(name)).lower()
    assert [one for one in chosen if one.lower() not in told] == []


def test_it_names_the_fields_that_an_entry_needs_and_no_others() -> None:
    told = next(line for line in guide.page("register").body.splitlines() if "Verplicht zijn" in line)
    assert BOLD.findall(told) == [KEYS[name].label for name in REQUIRED if name in EDITED]


@pytest.mark.parametrize("name", NAMES)
async def test_a_page_opens_for_everyone_and_its_links_lead_somewhere(helder: Installation, name: str) -> None:
    answer = await helder.client().get(f"/help/{name}")
    assert answer.status_code == 200
    assert answer.text.count("<h1>") == 1
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    for address in LINK.findall(main):
        assert (await helder.client().get(address)).status_code == 200, address


def test_every_picture_is_shown_and_says_in_words_what_is_on_it() -> None:
    shown = {file: words for name in NAMES for file, words in PICTURE.findall(guide.page(name).body)}
    assert sorted(shown) == sorted(path.name for path in guide.PICTURES.iterdir())
    assert [file for file, words in shown.items() if len(words) < 40] == []
    assert "".join(guide.page(name).body for name in NAMES).count("<img") == len(shown)


def test_pictures_are_few_and_light() -> None:
    sizes = [path.stat().st_size for path in guide.PICTURES.iterdir()]
    assert len(sizes) <= MOST
    assert max(sizes) <= HEAVIEST


async def test_a_picture_is_kept_by_a_browser_and_one_that_is_not_there_is_not_found(helder: Installation) -> None:
    answer = await helder.client().get("/help/pictures/bijstand-poort-weigert.webp")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert "max-age" in answer.headers["cache-control"]
    for name in ("anders.webp", "..%2Fbijstand.md", "%2e%2e%2fbijstand.md"):
        assert (await helder.client().get(f"/help/pictures/{name}")).status_code == 404


async def test_the_contents_name_every_page(helder: Installation) -> None:
    contents = (await helder.client().get("/help")).text
    assert [name for name in NAMES if f'href="/help/{name}"' not in contents] == []


async def test_who_works_in_helder_finds_it_at_the_bottom_of_every_page(helder: Installation) -> None:
    desk = (await helder.browser("anna", "coordinator").get("/inventory/eskerwold/systems")).text
    assert '<a href="/help">' in desk
    assert '<a href="/help/voor-inwoners">' in (await helder.client().get("/register/")).text


async def test_a_page_that_is_not_there_is_not_found(helder: Installation) -> None:
    for name in ("anders", "..%2Fguide.py", "%2e%2e", "beginnen.md"):
        assert (await helder.client().get(f"/help/{name}")).status_code == 404
