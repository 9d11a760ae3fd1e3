"""How the people of the example ask things: over HTTP, each with a token of their own, and residents without one."""

import asyncio
import time
from typing import Any

import httpx2 as httpx

from contracts import topics
from services.chassis.access import EVERYWHERE, OPERATOR, Keys

SECONDS = 30.0
PATIENCE, NAP = 120.0, 0.08
WRITES = {
    topics.INVENTORY: "inventory",
    topics.DPIA: "dpia",
    topics.PUBLICATION: "publication",
    topics.REGISTER: "publication",
    topics.FEEDBACK: "feedback",
}
"""Topic -> the service that writes on it."""
Json = dict[str, Any]


class Unexpected(Exception):
    """A service answered otherwise than the example needs; the message says where and what."""


class Person:
    """Someone who works for a municipality, the operator, or a resident."""

    def __init__(self, http: httpx.AsyncClient, keys: Keys, id: str | None) -> None:
        roles = {EVERYWHERE: [OPERATOR]} if id == OPERATOR else {}
        self._http = http
        self._headers = {"Authorization": f"Bearer {keys.token(id, roles, 1)[0]}"} if id else {}

    async def get(self, path: str) -> Json:
        """What is there; raises Unexpected."""
        return await self._send("GET", path)

    async def post(self, path: str, body: Json, **headers: str) -> Json:
        """Adds something; raises Unexpected."""
        return await self._send("POST", path, body, headers)

    async def put(self, path: str, body: Json, **headers: str) -> Json:
        """Replaces something; raises Unexpected."""
        return await self._send("PUT", path, body, headers)

    async def find(self, path: str) -> Json | None:
        """What is there, or None when it is not (yet) known; raises Unexpected."""
        answer = await self._http.get(path, headers=self._headers)
        return None if answer.status_code == httpx.codes.NOT_FOUND else _fine(answer)

    async def _send(self, method: str, path: str, body: Json | None = None, more: dict[str, str] | None = None) -> Json:
        headers = {name.replace("_", "-"): value for name, value in (more or {}).items()}
        return _fine(await self._http.request(method, path, json=body, headers=self._headers | headers))


def _fine(answer: httpx.Response) -> Json:
    if not answer.is_success:
        raise Unexpected(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:300]}")
    found: Json = answer.json()
    return found


class People:
    """Everyone, by id."""

    def __init__(self, http: httpx.AsyncClient, keys: Keys) -> None:
        self._http, self._keys = http, keys
        self._known: dict[str | None, Person] = {}

    def __getitem__(self, id: str | None) -> Person:
        """The person with this id; None is a resident."""
        if id not in self._known:
            self._known[id] = Person(self._http, self._keys, id)
        return self._known[id]

    @property
    def operator(self) -> Person:
        """Who runs the installation."""
        return self[OPERATOR]

    async def heard(self, tenant: str, service: str, topic: str) -> None:
        """Waits until a service did everything that follows from what stands on a topic by now; raises Unexpected."""
        told = await self.operator.get(f"/{WRITES[topic]}/v1/organisations/{tenant}/positions")
        end, last = time.monotonic() + PATIENCE, told["own"].get(topic, 0)
        while time.monotonic() < end:
            known = await self.operator.find(f"/{service}/v1/organisations/{tenant}/positions")
            if known and known["seen"].get(topic, 0) >= last and not known["due"]:
                return
            await asyncio.sleep(NAP)
        raise Unexpected(f"{service} has not heard {topic} of {tenant}")


def seen(version: int) -> str:
    """The value of If-Match for this version."""
    return f'"{version}"'
