"""One address for one or more services: mounts, sign-in, health, metrics, and the loops behind them."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from services.chassis import feed, guide, leftovers, log, log_api, operations, style, ticker
from services.chassis.access import Forbidden, Unauthenticated, operator
from services.chassis.audit import api as audit_api
from services.chassis.audit import checkpoints
from services.chassis.database import ALL
from services.chassis.guard import Guard
from services.chassis.kept import Kept
from services.chassis.language import Languages
from services.chassis.pages import problem_page
from services.chassis.service import Running
from services.chassis.sign_in import DemoPerson, sign_in_routes
from services.chassis.telemetry import metrics, trace, trace_http
from services.chassis.web import api_app, join, pages_app, problem_answer

Loop = Callable[[], Awaitable[None]]


def host(
    services: Sequence[Running], people: Sequence[DemoPerson], loops: Sequence[tuple[Running, Loop]] = ()
) -> Languages:
    """The whole as one ASGI application; its lifespan runs the loops."""
    app = Starlette(routes=_routes(services, people), lifespan=lambda _: _alive(services, loops))
    app.state.running = services[0]
    app.state.services = services
    for kind in (Unauthenticated, Forbidden, HTTPException, Exception):
        app.add_exception_handler(kind, problem_answer)
    requests = app.state.requests = metrics.Requests(
        {prefix.strip("/") for r in services for prefix in r.service.pages}
    )
    uploads = {end: most for running in services for end, most in running.service.uploads.items()}
    whole = trace_http.traced(_keeping(app, services), services)
    return Languages(Guard(whole, services[0].settings.body_limit, requests, uploads))


def _keeping(app: ASGIApp, services: Sequence[Running]) -> ASGIApp:
    for running in services:
        if running.service.public:
            app = Kept(app, running, running.service.public)
    return app


def worker(running: Running, loops: Sequence[tuple[Running, Loop]]) -> Starlette:
    """What a process without people answers: health and figures, on a port that only operators reach."""
    routes = [
        Route("/health/live", lambda _: JSONResponse({"status": "ok"})),
        Route("/health/ready", _ready),
        Route("/metrics", _worker_metrics),
    ]
    trace.start([running])
    app = Starlette(routes=routes, lifespan=lambda _: _alive([running], loops))
    app.state.services = [running]
    return app


def issuer(running: Running, people: Sequence[DemoPerson]) -> Languages:
    """The built-in issuer by itself, for development: who signs in is known to every service by the shared keys."""
    routes = [*_shared(), Mount("", pages_app(running, _for_all(sign_in_routes(people)), problem_page))]
    app = Starlette(routes=routes)
    app.state.running, app.state.services = running, ()
    requests = app.state.requests = metrics.Requests(set())
    return Languages(Guard(app, running.settings.body_limit, requests))


def api(running: Running) -> FastAPI:
    """The whole API of one service: its own routes, and those that every service has."""
    return api_app(running, [running.service.api, log_api.router, audit_api.router])


def _routes(services: Sequence[Running], people: Sequence[DemoPerson]) -> list[BaseRoute]:
    apis: list[BaseRoute] = [Mount(f"/{r.service.name}/v1", api(r)) for r in services]
    pages: list[BaseRoute] = [
        Mount(prefix, pages_app(running, _with_health(running, prefix, router), problem_page))
        for running in services
        for prefix, router in running.service.pages.items()
    ]
    sign_in = _for_all(_sign_in(services[0], people))
    return [*_shared(), *apis, *pages, Mount("", pages_app(services[0], sign_in, problem_page))]


def _for_all(sign_in: APIRouter) -> APIRouter:
    """What is at the same address whichever service answers: signing in, and the guide."""
    both = APIRouter()
    join(both, sign_in, guide.router)
    return both


def _sign_in(running: Running, people: Sequence[DemoPerson]) -> APIRouter:
    """At the issuer that an operator named, else with the built-in one."""
    if not running.settings.oidc_issuer:
        return sign_in_routes(people)
    from services.chassis.sign_in_elsewhere import sign_in_elsewhere_routes

    return sign_in_elsewhere_routes(running.settings)


def _with_health(running: Running, prefix: str, router: APIRouter) -> APIRouter:
    """The desk of a service also has the page for operators; no organisation can be called `health`."""
    if prefix != f"/{running.service.name}":
        return router
    both = APIRouter()
    join(both, operations.router, router)
    return both


def _shared() -> list[BaseRoute]:
    return [
        Route("/", lambda _: RedirectResponse("/register/", 303)),
        Route("/static/{name}", _static),
        Route("/health/live", lambda _: JSONResponse({"status": "ok"})),
        Route("/health/ready", _ready),
        Route("/metrics", _metrics),
    ]


async def _static(request: Request) -> Response:
    scripts = [("text/javascript", *style.script(name)) for name in style.SCRIPTS]
    for kind, name, content in [("text/css", *style.stylesheet()), ("image/svg+xml", *style.icon()), *scripts]:
        if request.path_params["name"] == name:
            return Response(content, media_type=kind, headers={"Cache-Control": "public, max-age=31536000, immutable"})
    return PlainTextResponse("", 404)


async def _ready(request: Request) -> Response:
    """200 when every database answers."""
    for running in request.app.state.services:
        async with running.db.view(ALL) as tx:
            await tx.execute(select(1))
    return JSONResponse({"status": "ok"})


async def _metrics(request: Request) -> Response:
    """Figures in Prometheus text form, for operators."""
    operator(request)
    return _text(request.app.state.requests, await metrics.read(request.app.state.services))


async def _worker_metrics(request: Request) -> Response:
    """Figures of what happens behind the requests: for a scraper on the operators' own network."""
    return _text(None, await metrics.read(request.app.state.services, behind=True))


def _text(requests: metrics.Requests | None, found: metrics.Read) -> Response:
    figures, timings = found
    if requests:
        figures, timings = [*requests.figures(), *figures], [requests.timings, *timings]
    return PlainTextResponse(metrics.prometheus(figures, timings), media_type="text/plain; version=0.0.4")


@contextlib.asynccontextmanager
async def _alive(services: Sequence[Running], loops: Sequence[tuple[Running, Loop]]) -> AsyncIterator[None]:
    loops = [*loops, *_sending(services, loops)]
    tasks = [asyncio.create_task(_kept_alive(running, loop)) for running, loop in loops]
    yield
    await end(tasks)
    await asyncio.to_thread(trace.stop)
    for running in services:
        await running.db.close()


async def end(tasks: Iterable[asyncio.Task[None]], patience: float = 15.0) -> None:
    """Cancels, and waits. Who goes on is cancelled again: libraries take a cancellation for a failure to get over."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=patience)


def embedded_loops(services: Sequence[Running]) -> list[tuple[Running, Loop]]:
    """What runs beside the requests when all services share a process and hear each other's files."""
    return [loop for running in services for loop in _embedded_loops(running, services)]


def _embedded_loops(running: Running, services: Sequence[Running]) -> list[tuple[Running, Loop]]:
    neighbours = {topic: other for other in services if other is not running for topic in other.service.topics}
    heard = {topic: neighbours[topic] for topic in running.service.subscriptions if topic in neighbours}
    loops = (
        lambda: ticker.run(running),
        lambda: feed.run(running, heard),
        lambda: checkpoints.run(running),
        lambda: leftovers.run(running),
    )
    return [(running, loop) for loop in loops]


def _sending(services: Sequence[Running], behind: Sequence[tuple[Running, Loop]]) -> list[tuple[Running, Loop]]:
    """The loop that sends figures over OTLP, when the environment says where they go."""
    if not any(map(os.environ.get, metrics.WHERE)):
        return []
    from services.chassis.telemetry import metrics_export

    works = any(not running.db.embedded for running in services) and len(behind) > 1
    return [(services[0], lambda: metrics_export.run(services[0].service.name, lambda: metrics.read(services, works)))]


async def _kept_alive(running: Running, loop: Loop) -> None:
    """A loop that fails says so and starts again."""
    while True:
        try:
            await loop()
        except Exception as error:
            log.error("loop-failed", error, service=running.service.name)
            running.alarms["loop-failed"] += 1
            await asyncio.sleep(1)
