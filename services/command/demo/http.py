"""How the people of the example ask things: over HTTP, each with a token of their own."""

import asyncio
import time
from typing import Any

import httpx2 as httpx

from services.chassis.access import EVERYWHERE, OPERATOR, Keys

TENANT = "eskerwold"
SECONDS = 30.0
PATIENCE, NAP = 120.0, 0.05
UNHEARD = (httpx.codes.NOT_FOUND, httpx.codes.FORBIDDEN)
"""What a service answers that has not heard yet: of what is asked for, or of the roles of who asks."""
Json = dict[str, Any]


class Unexpected(Exception):
    """A service answered otherwise than the example needs; the message says where and what."""


class Person:
    """Someone of Eskerwold, or the operator."""

    def __init__(self, http: httpx.AsyncClient, keys: Keys, id: str) -> None:
        roles = {EVERYWHERE: [OPERATOR]} if id == OPERATOR else {}
        token, _ = keys.token(id, roles, 1)
        self._http, self._headers = http, {"Authorization": f"Bearer {token}"}

    async def get(self, path: str) -> Json:
        """What is there; raises Unexpected."""
        return self._object(await self._send("GET", path))

    async def post(self, path: str, body: Json, **headers: str) -> Json:
        """Adds something; raises Unexpected."""
        return self._object(await self._send("POST", path, body, headers))

    async def put(self, path: str, body: Json) -> Json:
        """Replaces something; raises Unexpected."""
        return self._object(await self._send("PUT", path, body))

    async def patiently(self, path: str) -> Json:
        """What will be there when another service has heard of it; raises Unexpected when that takes too long."""
        end = time.monotonic() + PATIENCE
        while True:
            answer = await self._http.get(path, headers=self._headers)
            if answer.status_code not in UNHEARD or time.monotonic() > end:
                return self._object(_fine(answer))
            await asyncio.sleep(NAP)

    async def _send(
        self, method: str, path: str, body: Json | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        more = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        return _fine(await self._http.request(method, path, json=body, headers=self._headers | more))

    def _object(self, answer: httpx.Response) -> Json:
        found: Json = answer.json()
        return found


def _fine(answer: httpx.Response) -> httpx.Response:
    if not answer.is_success:
        raise Unexpected(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:300]}")
    return answer


class People:
    """Everyone, by id."""

    def __init__(self, http: httpx.AsyncClient, keys: Keys) -> None:
        self._http, self._keys = http, keys
        self._known: dict[str, Person] = {}

    def __getitem__(self, id: str) -> Person:
        """The person with this id."""
        if id not in self._known:
            self._known[id] = Person(self._http, self._keys, id)
        return self._known[id]

    @property
    def operator(self) -> Person:
        """Who runs the installation."""
        return self[OPERATOR]
