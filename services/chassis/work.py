"""Mijn werk: what waits for a person in one service, and what that person waits for; alike in every service."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, TypeVar

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import days, style
from services.chassis.access import Ask, needs
from services.chassis.pages import Desk, desk, render
from services.chassis.roles import ROLES
from services.chassis.web import Answer, bearer
from services.chassis.wording import Words, _, joined

MOST = 10
"""Of each kind so many are shown at most, the oldest; so a long row of one kind hides no other."""
COUNTED = 100
"""What stands together as one task is counted up to here."""


class Waiting(Answer):
    """Something that waits. `about`: the system, entry, remark or dialogue; `since`: absent when that is not known."""

    what: Words
    about: Words
    link: str
    since: date | None = None
    due: date | None = None


class Task(Waiting):
    """One thing that is asked of this person. `others`: roles that may do it instead; `action`: where it is done."""

    kind: str
    role: str
    others: tuple[str, ...] = ()
    button: Words
    action: str


class Awaited(Waiting):
    """Something that others are to do next, and in which roles they may."""

    whom: tuple[str, ...]


class More(Answer):
    """There is more of one kind than is shown, and where all of it stands."""

    text: Words
    link: str


class Work(Answer):
    """What waits for one person in one service, and what that person waits for, each oldest first.

    `more`: kinds of which only the oldest stand in `tasks`.
    """

    tasks: list[Task]
    more: list[More]
    awaited: list[Awaited]


Look = Callable[[AsyncConnection, Ask], Awaitable[Work]]
PARTS: Mapping[str, tuple[str, str, str]] = {
    "inventory": (_("Algoritmes en AI"), "systems", _("Naar Algoritmes en AI")),
    "dpia": (_("DPIA’s"), "cases", _("Naar de DPIA’s")),
    "publication": (_("Register"), "entries", _("Naar het register")),
    "feedback": (_("Reacties"), "remarks", _("Naar de reacties")),
}
"""Service -> its name in the menu, and the list that its work comes from."""


class Gathered:
    """Collects what a service finds, kind by kind."""

    def __init__(self) -> None:
        self.tasks = list[Task]()
        self.more = list[More]()
        self.awaited = list[Awaited]()

    def add(self, tasks: Sequence[Task], everything: str = "", link: str = "", more: bool = False) -> None:
        """The oldest of one kind; one more than MOST says that there are others, and then where everything stands."""
        self.tasks += tasks[:MOST]
        said = More(text=_("Er zijn er meer: {everything}", everything=everything), link=link)
        if (more or len(tasks) > MOST) and said not in self.more:
            self.more.append(said)

    def wait(self, awaited: Sequence[Awaited]) -> None:
        """What this person waits for."""
        self.awaited += awaited[:MOST]

    def in_order(self) -> Work:
        """Everything, oldest first."""
        return Work(tasks=_oldest(self.tasks), more=self.more, awaited=_oldest(self.awaited))


W = TypeVar("W", bound=Waiting)


def _oldest(rows: Iterable[W]) -> list[W]:
    return sorted(rows, key=lambda row: (row.since or row.due or date.min, row.about))


def as_role(roles: Iterable[str], held: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """In which of the roles that may do something it is asked of who holds these, and which others may do it too."""
    asked, mine = tuple(roles), frozenset(held)
    role = next(role for role in asked if role in mine)
    return role, tuple(other for other in asked if other != role)


def some(roles: Iterable[str]) -> str:
    """The roles as a sentence names them: de a, de b of de c."""
    *first, last = [_("de {role}", role=ROLES.get(role, role)) for role in roles]
    return _("{first} of {last}", first=joined(", ", first), last=last) if first else last


def counted(found: int) -> str:
    """A number of at most COUNTED, or that there are more."""
    return str(found) if found <= COUNTED else _("meer dan {most}", most=COUNTED)


def page_routes(service: str, look: Look) -> APIRouter:
    """The list as a page of the desk, and as the part that the pages of other services take in."""
    router = APIRouter()

    @router.get("/{organisation}/work")
    async def work(request: Request, ask: Annotated[Ask, needs()]) -> Response:
        """What waits for this person, with places for what waits in the other services."""
        return _page(service, "work.html", await desk(ask, request, "work"), await _look(ask, look))

    @router.get("/{organisation}/work-part")
    async def part(request: Request, ask: Annotated[Ask, needs()]) -> Response:
        """The same without the frame."""
        return _page(service, "work-part.html", await desk(ask, request, "work"), await _look(ask, look))

    return router


def api_route(look: Look) -> APIRouter:
    """The list over the API."""
    router = APIRouter(prefix="/organisations/{organisation}/work", dependencies=[bearer])

    @router.get("", response_model_exclude_none=True, operation_id="getWork")
    async def work(ask: Annotated[Ask, needs()]) -> Work:
        """What waits for who asks, at most ten of each kind, oldest first; and what this person waits for."""
        return await _look(ask, look)

    return router


async def _look(ask: Ask, look: Look) -> Work:
    async with ask.running.db.view(ask.tenant) as tx:
        return await look(tx, ask)


def _page(service: str, template: str, page: Desk, work: Work) -> Response:
    return render(
        service,
        template,
        page=page,
        work=work,
        today=days.today(),
        service=service,
        parts_of_helder=PARTS,
        script_url=f"/static/{style.script('work')[0]}",
        roles=ROLES,
        some=some,
    )
