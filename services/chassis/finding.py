"""One search over everything that a person may see: each service finds its own, and the page brings them together."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import style
from services.chassis.access import Ask, needs
from services.chassis.pages import desk, render
from services.chassis.search import Question
from services.chassis.web import Answer
from services.chassis.work import PARTS

MOST = 10
"""Of each service so many are shown."""
Typed = Annotated[str, Query(max_length=200)]


class Found(Answer):
    """One thing that holds the words, and where it stands."""

    name: str
    link: str


Find = Callable[[AsyncConnection, Ask, str, int], Awaitable[Sequence[Found]]]
"""In one transaction, for this person: what holds all the words, at most so many, in the order of its list."""


@dataclass(frozen=True)
class Section:
    """What one service found, and whether there is more."""

    service: str
    found: Sequence[Found]
    more: bool


def search_routes(service: str, find: Find) -> APIRouter:
    """The search as a page of the desk, and as the part that the pages of other services take in."""
    router = APIRouter()

    @router.get("/{organisation}/search")
    async def search(request: Request, ask: Annotated[Ask, needs()], q: Typed = "") -> Response:
        """What this service found, with places for what the others find."""
        return await _page("find.html", request, ask, q)

    @router.get("/{organisation}/search-part")
    async def part(request: Request, ask: Annotated[Ask, needs()], q: Typed = "") -> Response:
        """The same without the frame."""
        return await _page("find-part.html", request, ask, q)

    async def _page(template: str, request: Request, ask: Ask, q: str) -> Response:
        found = await _find(ask, find, q, MOST + 1)
        section = Section(service, found[:MOST], len(found) > MOST)
        script = f"/static/{style.script('find')[0]}"
        page = await desk(ask, request, "")
        return render(service, template, page=page, q=q.strip(), section=section, areas=PARTS, script_url=script)

    return router


async def _find(ask: Ask, find: Find, q: str, most: int) -> Sequence[Found]:
    if not Question.of(q).terms:
        return []
    async with ask.running.db.view(ask.tenant) as tx:
        return await find(tx, ask, q, most)
