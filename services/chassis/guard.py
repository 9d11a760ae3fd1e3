"""What holds for every request, whatever service answers: size, media type, request id, headers."""

import time
import uuid
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.chassis.problems import NEXT, TITLES, Problem
from services.chassis.telemetry.metrics import Requests

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}
VERSION = "1.0.0"


class Guard:
    """ASGI middleware around everything."""

    def __init__(
        self, app: ASGIApp, body_limit: int, requests: Requests, uploads: Mapping[str, int] | None = None
    ) -> None:
        self.app, self.body_limit, self.requests, self.uploads = app, body_limit, requests, uploads or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses what is of the wrong kind; else passes it on, up to the limit, and adds the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["helder.request"] = str(uuid.uuid4())
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        app = (
            JSONResponse(refusal.json(), refusal.status, media_type="application/problem+json") if refusal else self.app
        )
        await app(scope, _counted(receive, headers, self._most(scope, headers)), self._dressed(scope, send))

    def _most(self, scope: Scope, headers: dict[str, str]) -> int:
        """The largest body in bytes: a file may be larger than anything else, where one is asked for."""
        sends_file = headers.get("content-type", "").startswith("multipart/form-data")
        limits = (most for end, most in self.uploads.items() if sends_file and scope["path"].endswith(end))
        return max(self.body_limit, *limits, 0)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> Problem | None:
        has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        if has_body and "/v1/" in scope["path"] and not _is_json(headers.get("content-type", "")):
            return Problem(415, TITLES[415], NEXT[415])
        return None

    def _dressed(self, scope: Scope, send: Send) -> Send:
        extra = HEADERS | ({"api-version": VERSION} if "/v1/" in scope["path"] else {})
        began = time.perf_counter()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = time.perf_counter() - began
                self.requests.note(scope["path"], scope["method"], message["status"], took)
                present = {name for name, _ in message["headers"]}
                added = [(n.encode(), v.encode()) for n, v in extra.items() if n.encode() not in present]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        return dressed


def _counted(receive: Receive, headers: dict[str, str], most: int) -> Receive:
    """Who reads a body that is too large gets 413, at once when its length was said beforehand."""
    length = headers.get("content-length", "")
    seen = 0
    said = int(length[:20]) if length.isascii() and length.isdigit() else 0

    async def counted() -> Message:
        nonlocal seen
        if said > most:
            raise HTTPException(413)
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413)
        return message

    return counted


def _is_json(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")
