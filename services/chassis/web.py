"""The web side of a service: its API, its pages, and what all answers have in common."""

import base64
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Depends, FastAPI, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError
from pydantic.alias_generators import to_camel
from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from services.chassis import log, openapi
from services.chassis.access import Ask
from services.chassis.canonical import Unfit
from services.chassis.database import is_trouble
from services.chassis.decider import Rejected
from services.chassis.execute import Done, NotFound, Order, rehearse, uuid7
from services.chassis.problems import HANDLED, Invalid, VersionRequired, problem_of
from services.chassis.sentences import message
from services.chassis.service import Running
from services.chassis.store import ConcurrencyConflict
from services.chassis.wording import _

Answerer = Callable[[Request, Exception], Awaitable[Response]]
T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


class Body(BaseModel):
    """What is sent: camelCase, closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Nothing(Body):
    """An empty object: the address says it all."""


class Answer(BaseModel):
    """What is answered: camelCase; what is not known is absent."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


class Written(Answer):
    """The answer to a write: what it was about, and its version now."""

    id: str
    version: int


Next = Annotated[
    str | None,
    BeforeValidator(lambda address: address or ""),
    PlainSerializer(lambda address: address or None, return_type=str | None),
]
"""The address of the following part; empty at the end, so that `null` is said where what is not known is left out."""


class Page(Answer, Generic[T]):
    """Part of a list; `next` is the address of the following part, null at the end."""

    items: list[T]
    next: Next


def api_app(running: Running, routes: Sequence[APIRouter]) -> FastAPI:
    """The JSON API of a service, to be mounted at /<service>/v1."""
    service = running.service
    app = FastAPI(
        title=f"Helder {service.name}",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.running = running
    for router in routes:
        join(app.router, router)
    openapi.describe(app, running.settings, service.name)
    _handle(app, problem_answer)
    return app


def pages_app(running: Running, router: APIRouter, answer: Answerer) -> FastAPI:
    """Pages of a service, to be mounted at the first part of their address."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.state.running = running
    join(app.router, router)
    _handle(app, answer)
    return app


def join(whole: APIRouter, *parts: APIRouter) -> None:
    """The routes of the parts as routes of the whole: FastAPI's own including matches anew at each level."""
    for part in parts:
        whole.routes.extend(part.routes)


def _handle(app: FastAPI, answer: Answerer) -> None:
    app.add_middleware(Legible, answer=answer)
    for kind in HANDLED:
        app.add_exception_handler(kind, answer)
    app.add_exception_handler(Exception, _logged(answer))


def _logged(answer: Answerer) -> Answerer:
    async def handler(request: Request, error: Exception) -> Response:
        log.error("request-failed", error, route=route_of(request))
        return await answer(request, error)

    return handler


class Legible:
    """ASGI middleware: an address with U+0000 in it names nothing, and no database takes it."""

    def __init__(self, app: ASGIApp, answer: Answerer) -> None:
        self.app, self.answer = app, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers such an address itself."""
        error = _illegible(scope) if scope["type"] == "http" else None
        if error:
            answer = await self.answer(Request(scope, receive), error)
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _illegible(scope: Scope) -> Exception | None:
    if "\0" in scope["path"]:
        return NotFound("path")
    sent: bytes = scope["query_string"]
    if b"%00" not in sent and b"\0" not in sent:
        return None
    wrong = [name for name, value in QueryParams(sent).multi_items() if "\0" in name + value]
    return Invalid(dict.fromkeys(wrong, _("Hier staan tekens in die niet te lezen zijn. Typ de tekst opnieuw.")))


def route_of(request: Request) -> str:
    """The route's template: an address may hold a secret."""
    return str(getattr(request.scope.get("route"), "path", "unknown"))


async def problem_answer(request: Request, error: Exception) -> Response:
    """The error as application/problem+json (RFC 9457)."""
    problem = problem_of(error)
    return JSONResponse(problem.json(), problem.status, problem.headers, media_type="application/problem+json")


bearer = Depends(HTTPBearer(auto_error=False))
"""Says in the OpenAPI document that a token is wanted; the check itself is in `access`."""


def written(response: Response, done: Done, location: str | None = None) -> dict[str, Any]:
    """Sets ETag, and 201 with Location when something was made; the body of the answer."""
    response.headers["ETag"] = f'"{done.version}"'
    if location:
        response.status_code = 201
        response.headers["Location"] = location
    return {"id": done.id, "version": done.version}


@dataclass(frozen=True)
class Outcome:
    """What became of one of many: what was done, or the field that is wrong and why."""

    result: str
    id: str | None = None
    field: str | None = None
    reason: str | None = None
    code: str | None = None


async def attempt(ask: Ask, make: Callable[[], Order], dry_run: bool = False) -> Outcome:
    """Carries out one order of many: a refusal is an answer, so that it does not stop the others.

    What we did wrong ourselves is one too; trouble of the database is raised.
    """
    try:
        order = make()
        done = await (rehearse(ask.running, ask.origin, order) if dry_run else ask.execute(order))
    except (Invalid, Rejected, Unfit, NotFound, ConcurrencyConflict) as error:
        return _refused(error)
    except Exception as error:
        if is_trouble(error):
            raise
        log.error("one-of-many-failed", error)
        return _refused(error)
    return Outcome("created" if done.born else "changed" if done.events else "unchanged", done.id)


def _refused(error: Exception) -> Outcome:
    problem = problem_of(error)
    faults: list[dict[str, str]] = problem.more.get("errors", [])
    named = [fault["pointer"] for fault in faults] or list(problem.more.get("missing", []))
    reason = faults[0]["detail"] if faults else problem.detail
    return Outcome("refused", field=named[0] if named else None, reason=reason, code=problem.more.get("code"))


async def _version(if_match: Annotated[str | None, Header(description="the ETag that you saw")] = None) -> int | None:
    if if_match is None:
        return None
    digits = if_match.strip().removeprefix("W/").strip('"')
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise Invalid({"If-Match": _("Dit moet de ETag van een eerder antwoord zijn.")})
    return int(digits)


async def _required(version: Annotated[int | None, Depends(_version)]) -> int:
    if version is None:
        raise VersionRequired
    return version


IfMatch = Annotated[int | None, Depends(_version)]
RequiredIfMatch = Annotated[int, Depends(_required)]
IdempotencyKey = Annotated[
    str | None, Header(min_length=1, max_length=200, description="repeats with this key make one thing")
]
Limit = Annotated[int, Query(ge=1, le=100, description="how many at most")]
After = Annotated[str | None, Query(max_length=500, description="the cursor in `next` of the part before")]
Search = Annotated[str | None, Query(max_length=200, description="words to look for")]
NO_CURSOR = _("Gebruik de waarde uit `next` van het vorige antwoord.")


def new_id(ask: Ask, request: Request, key: str | None) -> str:
    """The id of something new; with a key the same one for the same person, route and key."""
    if key is None:
        return uuid7()
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\0".join((ask.tenant, ask.member, route_of(request), key))))


def cursor(*parts: str) -> str:
    """An opaque cursor for the last row of a page."""
    return base64.urlsafe_b64encode("\0".join(parts).encode()).decode().rstrip("=")


def place(after: str | None, parts: int) -> list[str] | None:
    """What a cursor holds; None for the beginning. A made-up cursor is invalid input."""
    if after is None:
        return None
    try:
        found = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode().split("\0")
    except ValueError:
        found = []
    if len(found) != parts:
        raise Invalid({"after": NO_CURSOR})
    return found


def page_of(request: Request, rows: Sequence[Any], limit: int, key: Callable[[Any], tuple[str, ...]]) -> dict[str, Any]:
    """A page of at most `limit` of `limit + 1` rows asked for, with the address of the next."""
    shown = rows[:limit]
    more = len(rows) > limit
    following = request.url.include_query_params(after=cursor(*key(shown[-1]))) if more else None
    address = f"{following.path}?{following.query}" if following else None
    return {"items": shown, "next": address}


def valid(model: type[M], values: dict[str, Any]) -> M:
    """The model; raises Invalid with a message for each field instead of pydantic's error."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise Invalid({str((e["loc"] or ("",))[0]): message(e) for e in error.errors()}) from error
