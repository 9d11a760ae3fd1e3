"""One address for all services on this machine: passes every request on, by the first part of its path."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx2 as httpx
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

ROUTES = {
    "inventory": "inventory",
    "dpia": "dpia",
    "publication": "publication",
    "register": "publication",
    "id": "publication",
    "feedback": "feedback",
}
"""First part of a path -> the service that answers it; all else is the issuer's."""
LANGUAGE = re.compile(r"^/en/")
"""May stand before it: the language of a page."""
ISSUER = "issuer"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
HOP_BY_HOP = {
    b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"te", b"trailer",
    b"transfer-encoding", b"upgrade",
}  # fmt: skip
OURS = {b"x-forwarded-for", b"x-forwarded-proto", b"forwarded"}
"""Said by this gateway, so a visitor may not say it."""
TIMEOUT = {"connect": 2.0, "read": 60.0, "write": 60.0, "pool": 10.0}
LIMITS = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=2)


class Gateway:
    """`services` tells on which port of this machine each of them listens."""

    def __init__(self, services: Mapping[str, int]) -> None:
        self.services = services
        self.transport = httpx.AsyncHTTPTransport(limits=LIMITS)

    async def pass_on(self, request: Request) -> Response:
        """The answer of the service, streamed; a problem when it does not answer."""
        name = ROUTES.get(LANGUAGE.sub("/", request.url.path).split("/")[1], ISSUER)
        try:
            answer = await self.transport.handle_async_request(self._request(request, self.services[name]))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return _problem(503, name, "Probeer het over een paar seconden opnieuw.")
        except httpx.TransportError:
            return _problem(502, name, "Kijk of uw invoer is bewaard en probeer het daarna opnieuw.")
        return _response(answer)

    def _request(self, request: Request, port: int) -> httpx.Request:
        headers = [(name, value) for name, value in request.headers.raw if name not in HOP_BY_HOP | OURS]
        client = request.client.host if request.client else "unknown"
        headers += [(b"x-forwarded-for", client.encode()), (b"x-forwarded-proto", request.url.scheme.encode())]
        query = request.scope["query_string"]
        target = request.scope["raw_path"] + (b"?" + query if query else b"")
        url = httpx.URL(scheme="http", host="127.0.0.1", port=port, raw_path=target)
        has_body = "content-length" in request.headers or "transfer-encoding" in request.headers
        content = request.stream() if has_body else None
        return httpx.Request(
            request.method, url, headers=headers, content=content, extensions={"timeout": TIMEOUT, "target": target}
        )


def gateway(services: Mapping[str, int]) -> Starlette:
    """The ASGI application."""
    made = Gateway(services)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await made.transport.aclose()

    return Starlette(routes=[Route("/{path:path}", made.pass_on, methods=METHODS)], lifespan=lifespan)


def _response(answer: httpx.Response) -> Response:
    streamed = StreamingResponse(answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose))
    streamed.raw_headers = [(k.lower(), v) for k, v in answer.headers.raw if k.lower() not in HOP_BY_HOP]
    return streamed


def _problem(status: int, name: str, next_step: str) -> Response:
    title = f"De dienst {name} geeft geen antwoord"
    body = json.dumps({"status": status, "title": title, "detail": next_step}, ensure_ascii=False)
    return Response(body, status, {"Retry-After": "2"}, "application/problem+json")
