"""What a service is (its wiring, in one value) and what it is while it runs."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from services.chassis.database import Database
from services.chassis.decider import POLICY, Command
from services.chassis.rate_limit import RateLimit, sign_ins
from services.chassis.settings import Settings
from services.chassis.telemetry.timing import Timings

if TYPE_CHECKING:
    from services.chassis.recovery.sources import Source

Projection = Callable[[AsyncConnection, Envelope, Event], Awaitable[None]]
Prepare = Callable[[AsyncConnection, Any], Awaitable[Command]]
Each = Callable[[AsyncConnection, Any], Awaitable[Mapping[str, Command]]]
Chore = Callable[["Running"], Awaitable[int]]
"""Does a little of what was begun; how much it did, 0 when nothing is left. Each time it finds its place again."""


@dataclass(frozen=True)
class Policy:
    """When X happened, do Y: `react` makes a command for the subject of `decider` with the same id, or None.

    `prepare` adds, when the command is carried out, what is read in the same transaction. `of` says, from the fact, the
    id of the subject where it is another one; `each` makes of the command one for every subject, by its id, where a
    fact asks the same of several.
    """

    name: str
    decider: Any
    command: type[Command]
    react: Callable[[Envelope, Event], Command | None]
    prepare: Prepare | None = None
    of: Callable[[Event], str] | None = None
    each: Each | None = None

    @property
    def actor(self) -> str:
        """How the policy signs."""
        return POLICY + self.name


@dataclass(frozen=True)
class Handlers:
    """Who listens to one topic: projections write rows, policies write what is due."""

    projections: tuple[Projection, ...] = ()
    policies: tuple[Policy, ...] = ()


@dataclass(frozen=True)
class Public:
    """Addresses that begin so are answered the same to everyone, as long as the version of the public data stays."""

    places: tuple[str, ...]
    version: Callable[[AsyncConnection], Awaitable[int]]


@dataclass(frozen=True)
class Service:
    """The wiring of one service. `pages` maps the first part of an address to its routes."""

    name: str
    topics: tuple[str, ...]
    api: APIRouter
    pages: Mapping[str, APIRouter]
    own: Handlers
    subscriptions: Mapping[str, Handlers]
    tables: tuple[Table, ...]
    public: Public | None = None
    chores: tuple["Chore", ...] = ()
    uploads: Mapping[str, int] = field(default_factory=dict)
    """Ends of the addresses that take a file, and how many bytes a request may have there."""

    @property
    def topic(self) -> str:
        """The topic of all its own facts."""
        return self.topics[0]

    def policy(self, name: str) -> Policy:
        """The policy with this name; KeyError when there is none."""
        listed = [self.own, *self.subscriptions.values()]
        return {policy.name: policy for handlers in listed for policy in handlers.policies}[name]


@dataclass
class Running:
    """One service with its database and keys."""

    service: Service
    db: Database
    settings: Settings
    keys: Any = None
    sources: Mapping[str, "Source"] = field(default_factory=dict)
    """Where to read each topic back from: Kafka, or in embedded mode the other services' files."""
    listeners: list[asyncio.Event] = field(default_factory=list)
    """Set after each commit that others may want to know of."""
    lag: dict[str, int] = field(default_factory=dict)
    """Events of each topic that were not heard yet, as the consumer saw it last."""
    alarms: Counter[str] = field(default_factory=Counter)
    timings: Timings = field(default_factory=Timings)
    visitors: RateLimit = field(default_factory=RateLimit)
    """How often each visitor sent something lately."""
    sign_ins: RateLimit = field(default_factory=sign_ins)
    """How often someone tried to sign in lately, by address."""

    outward: list[asyncio.Event] = field(default_factory=list)
    """Set at the same commits, but not by news from other processes: they are told by these."""

    def poke(self) -> None:
        """Something was committed here: wakes who waits for it, in this process and in others."""
        self.wake()
        for teller in self.outward:
            teller.set()

    def wake(self) -> None:
        """Wakes who waits for news of this service in this process."""
        for listener in self.listeners:
            listener.set()


@contextlib.contextmanager
def listening(services: Iterable[Running]) -> Iterator[asyncio.Event]:
    """An event that is set at every poke of these services while this lasts; clear it before you look."""
    event, pokers = asyncio.Event(), list({id(running): running for running in services}.values())
    for running in pokers:
        running.listeners.append(event)
    try:
        yield event
    finally:
        for running in pokers:
            running.listeners.remove(event)
