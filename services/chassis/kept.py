"""Answers that are the same for everyone: kept in memory until something public changes, and known to browsers."""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.chassis.database import is_trouble
from services.chassis.service import Public, Running
from services.chassis.wording import LANGUAGE

SERVICES = Path(__file__).parent.parent
MADE_OF = ("*.py", "*.html", "*.css", "*.po")
CACHED = b"public, no-cache"
"""Anyone may keep the answer, and asks each time whether it is still the same."""
LOOK = 0.05
"""Seconds between two looks on PostgreSQL whether something changed: so far behind an answer is at most."""
LARGEST, MOST = 2**18, 2**23
"""Bytes of an answer, and of all together, that are kept at most."""
Key = tuple[str, str, bytes, bytes, str]
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Answer:
    """What was sent."""

    headers: Headers
    body: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers)


class Kept:
    """ASGI middleware around a service: knows what it sent before, as long as the version of the public data stays."""

    def __init__(self, app: ASGIApp, running: Running, public: Public) -> None:
        self.app, self.running, self.public = app, running, public
        self.answers = OrderedDict[Key, Answer]()
        self.size = 0
        self.tag = b""
        self._look_again = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is not public, and what was not asked before."""
        tag = await self._tag() if _read(scope) and scope["path"].startswith(self.public.places) else b""
        if not tag:
            await self.app(scope, receive, send)
            return
        asked = _headers(scope)
        key = LANGUAGE.get(), scope["scheme"], asked.get(b"host", b""), scope["query_string"], scope["path"]
        answer = self.answers.get(key)
        if tag in asked.get(b"if-none-match", b""):
            await _send(send, 304, [(b"etag", tag), (b"cache-control", CACHED)])
        elif answer:
            self.answers.move_to_end(key)
            await _send(send, 200, answer.headers, answer.body)
        else:
            await self.app(scope, receive, self._keeping(key, tag, send))

    async def _tag(self) -> bytes:
        """Read before an answer is made: a change in between leaves one that is newer than its tag, never older.

        Empty while the database is in trouble.
        """
        now = time.monotonic()
        if self.tag and now < self._look_again:
            return self.tag
        self._look_again = now + (0 if self.running.db.embedded else LOOK)
        try:
            async with self.running.db.glance() as tx:
                version = await self.public.version(tx)
        except Exception as error:
            if not is_trouble(error):
                raise
            self._look_again = 0
            return b""
        made_of = edition(self.running.service.name, self.running.settings.shown)
        self._moved(f'W/"{made_of}-{version}"'.encode())
        return self.tag

    def _moved(self, tag: bytes) -> None:
        if tag != self.tag:
            self.answers.clear()
            self.tag, self.size = tag, 0

    def _keeping(self, key: Key, tag: bytes, send: Send) -> Send:
        start: Message = {}
        parts: list[bytes] = []
        size = 0

        async def keeping(message: Message) -> None:
            nonlocal size
            if message["type"] == "http.response.start":
                if message["status"] == 200:
                    message["headers"] = _tagged(message["headers"], tag)
                start.update(message)
            else:
                size += len(part := message.get("body", b""))
                if size > LARGEST:
                    parts.clear()  # a file of any length passes through here
                else:
                    parts.append(part)
                if start["status"] == 200 and size <= LARGEST and not message.get("more_body"):
                    self._keep(key, tag, Answer(start["headers"], b"".join(parts)))
            await send(message)

        return keeping

    def _keep(self, key: Key, tag: bytes, answer: Answer) -> None:
        if tag != self.tag or answer.size > LARGEST or any(name == b"set-cookie" for name, _ in answer.headers):
            return
        if replaced := self.answers.pop(key, None):
            self.size -= replaced.size
        self.answers[key] = answer
        self.size += answer.size
        while self.size > MOST:
            self.size -= self.answers.popitem(last=False)[1].size


def _read(scope: Scope) -> bool:
    return bool(scope["type"] == "http" and scope["method"] == "GET")


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return dict(scope["headers"])


def _tagged(headers: Headers, tag: bytes) -> Headers:
    known = {name for name, _ in headers}
    return [*headers, *(pair for pair in ((b"etag", tag), (b"cache-control", CACHED)) if pair[0] not in known)]


async def _send(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@cache
def edition(service: str, shown: str) -> str:
    """Another one with each change of the code, texts and settings (`shown`) that answers are made of."""
    digest = hashlib.sha256(shown.encode())
    folders = [SERVICES / service, SERVICES / "chassis", SERVICES.parent / "contracts"]
    for path in sorted(path for folder in folders for pattern in MADE_OF for path in folder.rglob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
