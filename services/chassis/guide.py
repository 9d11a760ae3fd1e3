"""The guide for who uses Helder, at /help: Markdown in `help/`, one page for each kind of work."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse
from markupsafe import Markup

from services.chassis.execute import NotFound
from services.chassis.pages import Site, render
from services.chassis.wording import _

FOLDER = Path(__file__).parent / "help"
PICTURES = FOLDER / "pictures"
CHAPTERS = {
    _("Voor wie in Helder werkt"): (
        "beginnen", "organisatie", "systeem", "dpia", "beslissen", "in-gebruik", "register", "inwoners", "nakijken",
    ),
    _("Twee verhalen om na te lopen"): ("bijstand", "afval"),
    _("Voor inwoners"): ("voor-inwoners",),
}  # fmt: skip
"""Chapter -> names of its pages, in the order in which they are read."""

router = APIRouter()


@dataclass(frozen=True)
class GuidePage:
    """One page: its name in the address, its title, and what follows it as HTML."""

    name: str
    title: str
    body: Markup


@router.get("/help")
async def contents() -> Response:
    """All pages of the guide."""
    chapters = {chapter: [page(name) for name in names] for chapter, names in CHAPTERS.items()}
    return render("chassis", "help.html", site=Site(), chapters=chapters)


@router.get("/help/pictures/{name}")
async def picture(name: str) -> Response:
    """What a page of the guide shows: taken by the journey that walks the story (`make pictures`)."""
    if name not in {path.name for path in PICTURES.glob("*.webp")}:
        raise NotFound(f"help/pictures/{name}")
    return FileResponse(PICTURES / name, media_type="image/webp", headers={"Cache-Control": "public, max-age=86400"})


@router.get("/help/{name}")
async def one(name: str) -> Response:
    """One page of the guide, and the one after it."""
    names = [name for chapter in CHAPTERS.values() for name in chapter]
    if name not in names:
        raise NotFound(f"help/{name}")
    after = names[names.index(name) + 1 :][:1]
    return render("chassis", "help-page.html", site=Site(), shown=page(name), following=[page(n) for n in after])


@cache
def page(name: str) -> GuidePage:
    """The page with this name."""
    from markdown_it import MarkdownIt  # not at a start: few processes ever show the guide

    title, _, body = (FOLDER / f"{name}.md").read_text("utf-8").partition("\n")
    return GuidePage(name, title.removeprefix("# "), Markup(MarkdownIt("commonmark").render(body)))  # noqa: S704 - our own
