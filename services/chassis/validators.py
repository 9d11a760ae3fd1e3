"""Public pages that a browser has already: told in one small question to the database, instead of made again."""

import hashlib
from collections.abc import Awaitable, Callable, Coroutine
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import running_of

SERVICES = Path(__file__).parent.parent
MADE_OF = ("*.py", "*.html", "*.css", "*.mo")
KEPT = "public, no-cache"
"""Anyone may keep the page, and asks each time whether it is still the same."""

Version = Callable[[AsyncConnection], Awaitable[int]]
Answer = Callable[[Request], Coroutine[Any, Any, Response]]


def remembered(version: Version) -> type[APIRoute]:
    """A class of routes for pages that are the same for everyone as long as the version of their data is."""

    class Remembered(APIRoute):
        def get_route_handler(self) -> Answer:
            answer = super().get_route_handler()

            async def handler(request: Request) -> Response:
                tag = await _tag(request, version)
                if tag in request.headers.get("if-none-match", ""):
                    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": KEPT})
                response = await answer(request)
                if response.status_code == 200:
                    response.headers.update({"ETag": tag, "Cache-Control": KEPT})
                return response

            return handler

    return Remembered


async def _tag(request: Request, version: Version) -> str:
    """Read before the page is made: a change in between leaves a page that is newer than its tag, never older."""
    running = running_of(request)
    async with running.db.glance() as tx:
        return f'W/"{edition(running.service.name)}-{await version(tx)}"'


@cache
def edition(service: str) -> str:
    """Another one with each change of the code and texts that pages are made of."""
    digest = hashlib.sha256()
    folders = [SERVICES / service, SERVICES / "chassis", SERVICES.parent / "contracts"]
    for path in sorted(path for folder in folders for pattern in MADE_OF for path in folder.rglob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
