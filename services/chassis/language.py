"""The language of a page stands first in its address: `/en/register/` is the English page of `/register/`."""

import re
from contextvars import ContextVar
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.chassis.wording import DUTCH, LANGUAGE, LANGUAGES

HERE: ContextVar[str] = ContextVar("here", default="/")
"""The address of the page that is being made, without its language."""
PREFIXES = {f"/{language}": language for language in LANGUAGES if language != DUTCH}
LINK = re.compile(r'(?<!hreflang="nl" )\b(href|action|formaction|data-part|data-address)="/(?!(?:static|id)/|/)')
"""An address of this site in a page; the way back to Dutch stays as it is."""


class Languages:
    """ASGI middleware: takes the language off the address, so that nothing behind it needs to know, and keeps to it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on in its language; an answer that sends on elsewhere here sends on in the same one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        language, scope = _taken_off(scope)
        before = LANGUAGE.set(language), HERE.set(_address(scope))
        try:
            await self.app(scope, receive, send if language == DUTCH else _kept_to(language, send))
        finally:
            LANGUAGE.reset(before[0])
            HERE.reset(before[1])


def _address(scope: Scope) -> str:
    """Begins with one slash and holds no sign that a browser could read as another site."""
    query = scope["query_string"].decode("latin-1")
    return quote("/" + scope["path"].lstrip("/")) + (f"?{query}" if query else "")


def _taken_off(scope: Scope) -> tuple[str, Scope]:
    first, slash, rest = scope["path"][1:].partition("/")
    language = PREFIXES.get(f"/{first}")
    if not language:
        return DUTCH, scope
    raw = scope.get("raw_path", scope["path"].encode())[len(first) + 1 :] or b"/"
    return language, {**scope, "path": slash + rest or "/", "raw_path": raw}


def _kept_to(language: str, send: Send) -> Send:
    async def kept(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [(name, _sent_on(language, name, value)) for name, value in message["headers"]]
        await send(message)

    return kept


def _sent_on(language: str, name: bytes, value: bytes) -> bytes:
    here = name == b"location" and value.startswith(b"/") and not value.startswith((b"//", b"/static/", b"/id/"))
    return f"/{language}".encode() + value if here else value


def linked(page: str) -> str:
    """The page with links to pages in its own language."""
    language = LANGUAGE.get()
    return page if language == DUTCH else LINK.sub(rf'\1="/{language}/', page)


def here(address: str) -> str:
    """The address of a page in the language of this one, unless it has one."""
    language = LANGUAGE.get()
    known = address.startswith(tuple(f"{prefix}/" for prefix in PREFIXES))
    return address if language == DUTCH or known else f"/{language}{address}"


def others() -> list[tuple[str, str, str]]:
    """This page in the other languages: language, its name, address."""
    now = LANGUAGE.get()
    return [
        (language, name, HERE.get() if language == DUTCH else f"/{language}{HERE.get()}")
        for language, name in LANGUAGES.items()
        if language != now
    ]
