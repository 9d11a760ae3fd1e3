"""People who do their work while things break: every answer they get is remembered, to be looked for in the logs."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2 as httpx

from tests.faults.region import SERVICES, Region

ROLES = {
    "anna": ["coordinator", "process-owner", "privacy-officer", "editor", "operator"],
    "bram": ["approver", "moderator", "operator"],
}
AWAY = {502, 503, 504}
PATIENCE = 240.0
"""Seconds in which a request must have been answered, however often it takes; longer when something is away longer."""


@dataclass(frozen=True)
class Answered:
    """A command that was answered: what it says must be in the log of this service."""

    service: str
    tenant: str
    subject: str
    version: int


@dataclass(frozen=True)
class Request:
    """One request of one person."""

    who: str
    service: str
    method: str
    path: str
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Burst:
    """Requests to the services, again and again until they are answered."""

    clients: dict[str, httpx.AsyncClient]
    tokens: dict[str, str]
    turns: asyncio.Semaphore
    answered: list[Answered] = field(default_factory=list)
    unanswered: Counter[str] = field(default_factory=Counter)
    problems: list[httpx.Response] = field(default_factory=list)
    """Answers that say: not now."""
    took: list[float] = field(default_factory=list)
    patience: float = PATIENCE

    async def ask(self, request: Request, sure: Callable[[], Awaitable[bool]] | None = None) -> httpx.Response | None:
        """The answer. After each time that nobody knows what became of it, `sure` tells that it was done: then None."""
        deadline, pause = time.monotonic() + self.patience, 0.1
        while True:
            answer = await self._once(request)
            if answer is not None and answer.status_code not in AWAY:
                return answer
            assert time.monotonic() < deadline, f"{request.path} was not answered in {self.patience:.0f} s"
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)
            if sure is not None and await sure():
                return None

    async def _once(self, request: Request) -> httpx.Response | None:
        headers = {"authorization": f"Bearer {self.tokens[request.who]}"} if request.who in self.tokens else {}
        async with self.turns:
            began = time.monotonic()
            try:
                client = self.clients[request.service]
                answer = await client.request(
                    request.method, request.path, json=request.body, headers=headers | request.headers
                )
            except httpx.TransportError as error:
                self.unanswered[type(error).__name__] += 1
                return None
            self.took.append(time.monotonic() - began)
        if answer.status_code in AWAY:
            self.problems.append(answer)
        return answer

    def remember(self, service: str, tenant: str, subject: str, version: int) -> None:
        """This was answered, or seen to be done."""
        self.answered.append(Answered(service, tenant, subject, version))

    async def make(self, request: Request, tenant: str, aggregate: str) -> str:
        """Makes something; the same key with each repeat, so that it is made once. Its id."""
        answer = await self.ask(request)
        assert answer is not None
        assert answer.status_code in {200, 201}, answer.text
        made = answer.json()
        self.remember(request.service, tenant, f"{aggregate}/{made['id']}", made["version"])
        return str(made["id"])

    async def change(self, request: Request, tenant: str, subject: str, at: str) -> None:
        """Changes what is at an address, in the version that it has there; repeated only when it was not done."""
        for _ in range(50):
            seen = await self.version(request, at)

            async def done(seen: int = seen) -> bool:
                return await self.version(request, at) > seen

            match = {"If-Match": f'"{seen}"'}
            answer = await self.ask(
                Request(request.who, request.service, request.method, request.path, request.body, match), done
            )
            if answer is None or answer.status_code != 412:
                break
        assert answer is None or answer.status_code in {200, 201}, answer.text
        version = answer.json()["version"] if answer else await self.version(request, at)
        self.remember(request.service, tenant, subject, version)

    async def version(self, request: Request, at: str) -> int:
        """The version in the ETag."""
        answer = await self.ask(Request(request.who, request.service, "GET", at))
        assert answer is not None
        assert answer.status_code == 200, answer.text
        return int(answer.headers["etag"].strip('"'))

    async def until(self, request: Request, holds: Callable[[Any], bool]) -> Any:
        """Asks until it is there and so."""
        deadline, pause = time.monotonic() + self.patience, 0.2
        while time.monotonic() < deadline:
            answer = await self.ask(request)
            if answer is not None and answer.status_code == 200 and holds(answer.json()):
                return answer.json()
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 1.5)
        raise AssertionError(f"{request.path} is not there, or not so, after {self.patience:.0f} s")

    @property
    def commands(self) -> int:
        """How many were answered."""
        return len(self.answered)


@asynccontextmanager
async def burst(helder: Region, at_once: int = 24) -> AsyncIterator[Burst]:
    """People with tokens, at the door of each service."""
    tokens = {who: helder.keys.token(who, {"*": roles}, 5)[0] for who, roles in ROLES.items()}
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    clients = {name: httpx.AsyncClient(base_url=helder.at(name), timeout=30, limits=limits) for name in SERVICES}
    try:
        yield Burst(clients, tokens, asyncio.Semaphore(at_once))
    finally:
        for client in clients.values():
            await client.aclose()
