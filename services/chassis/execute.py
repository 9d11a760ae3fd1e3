"""Load, decide, append: one transaction from a command to the facts that follow from it."""

import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import randbits
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import registry, topics
from contracts.envelope import Envelope, Event
from services.chassis import canonical, due, store
from services.chassis.decider import POLICY, Command, Decider, Logged, Stamp, State, fold
from services.chassis.service import Running
from services.chassis.store import ConcurrencyConflict
from services.chassis.texts import Text, keep

TOPIC_OF = {event.TYPE: event.TOPIC for event in registry.EVENTS}
ATTEMPTS = 3

Prepare = Callable[[AsyncConnection], Awaitable[Command]]
"""Makes the command from rows that are read in the same transaction."""


class NotFound(Exception):
    """There is no such thing here; also for anything of another tenant."""


class NotYet(NotFound):
    """It will be here in a moment: what to do until then, and after how many seconds to ask again."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.sentence, self.seconds = sentence, seconds


class Gone(NotFound):
    """It was here, and was taken away for good: what to say of that, and what else is known of it."""

    def __init__(self, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.more = sentence, more


@dataclass(frozen=True)
class Origin:
    """Who asks for what follows, and which flow it belongs to. `actor` None: an anonymous resident."""

    tenant: str
    actor: str | None
    cause: str | None = None
    correlation: str | None = None
    traceparent: str | None = None


@dataclass(frozen=True)
class Done:
    """What a command came to: the subject, its ETag, the new facts, and whether it was born by them."""

    subject: str
    version: int
    events: tuple[Event, ...]
    born: bool = False

    @property
    def id(self) -> str:
        """The id in `<aggregate>/<id>`."""
        return self.subject.partition("/")[2]


@dataclass(frozen=True)
class Order:
    """One command on one subject. `expected`: the version the person saw. `once`: an existing subject is the answer."""

    decider: Decider[Any]
    id: str
    command: Command | Prepare
    expected: int | None = None
    once: bool = False
    texts: Sequence[Text] = ()

    @property
    def subject(self) -> str:
        """`<aggregate>/<id>`."""
        return f"{self.decider.AGGREGATE}/{self.id}"


def uuid7() -> str:
    """A new id that sorts by time (RFC 9562, version 7)."""
    value = (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | randbits(12) << 64 | 0b10 << 62 | randbits(62)
    return str(uuid.UUID(int=value))


async def execute(running: Running, origin: Origin, order: Order) -> Done:
    """Carries out the command, deciding again when someone else was first and the person named no version.

    Raises Rejected, NotFound, ConcurrencyConflict, canonical.Unfit.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            async with running.db.session(origin.tenant) as tx:
                done = await execute_in(tx, running, origin, order)
            break
        except ConcurrencyConflict as conflict:
            if attempt == ATTEMPTS or conflict.version is not None:
                raise
    if done.events:
        running.poke()
    return done


class _Rehearsed(Exception):
    """Undoes a rehearsal."""


async def rehearse(running: Running, origin: Origin, order: Order) -> Done:
    """What the command would come to; nothing is kept."""
    try:
        async with running.db.session(origin.tenant) as tx:
            done = await execute_in(tx, running, origin, order)
            raise _Rehearsed
    except _Rehearsed:
        return done


async def execute_in(tx: AsyncConnection, running: Running, origin: Origin, order: Order) -> Done:
    """The same inside a transaction that is open."""
    command = order.command if isinstance(order.command, Command) else await order.command(tx)
    oin, envelopes = await store.load_with_oin(tx, origin.tenant, order.subject)
    if oin is None:
        raise NotFound(f"organisation/{origin.tenant}")
    history = [(envelope, event) for envelope in envelopes if (event := registry.parse(envelope))]
    version = _etag(history)
    if history and order.once:
        return Done(order.subject, version, ())
    if not history and not command.CREATES:
        raise NotFound(order.subject)
    if order.expected is not None and order.expected != version:
        raise ConcurrencyConflict(order.subject, version)
    state = fold(order.decider, (Logged(event, stamp(envelope, event)) for envelope, event in history))
    decided = order.decider.decide(command, state)
    wrap = Wrap(origin, oin, order.id, len(envelopes))
    written = await _write(tx, running, wrap, order, decided)
    return Done(order.subject, _etag([*history, *written]), tuple(decided), born=not version)


async def state_of(tx: AsyncConnection, tenant: str, decider: Decider[State], id: str) -> State:
    """The state of one subject, folded from its history."""
    history = await history_of(tx, tenant, decider, id)
    return fold(decider, (Logged(event, stamp(envelope, event)) for envelope, event in history))


async def history_of(
    tx: AsyncConnection, tenant: str, decider: Decider[State], id: str
) -> list[tuple[Envelope, Event]]:
    """Everything that happened to one subject, oldest first."""
    envelopes = await store.load(tx, tenant, f"{decider.AGGREGATE}/{id}")
    return [(envelope, event) for envelope in envelopes if (event := registry.parse(envelope))]


def stamp(envelope: Envelope, event: Event) -> Stamp:
    """Who is behind the fact: for one made by a policy, the person behind its cause."""
    actor = envelope.authid or ""
    behind = getattr(event, "written_by", None) if actor.startswith(POLICY) else None
    return Stamp(behind or actor, envelope.version, envelope.time)


def _etag(history: Iterable[tuple[Envelope, Event]]) -> int:
    return max((envelope.version for envelope, event in history if not event.NOTED), default=0)


async def _write(
    tx: AsyncConnection, running: Running, wrap: "Wrap", order: Order, decided: Sequence[Event]
) -> list[tuple[Envelope, Event]]:
    written = [(wrap(event), event) for event in decided]
    await keep(tx, wrap.origin.tenant, order.subject, order.texts)
    for envelope, event in written:
        for project in running.service.own.projections:
            await project(tx, envelope, event)
        await due.write(tx, await due.wanted(tx, running.service.own.policies, envelope, event))
    if written:
        with running.timings.time("helder_append_seconds", service=running.service.name):
            await store.append(tx, TOPIC_OF, [envelope for envelope, _ in written])
    return written


@dataclass
class Wrap:
    """Puts the facts of one decision in their envelopes, counting the subject's versions."""

    origin: Origin
    oin: str
    id: str
    last: int

    def __call__(self, event: Event) -> Envelope:
        """The envelope, with a placeholder for the sequence."""
        if event.COUNTED_BY:
            version = int(getattr(event, event.COUNTED_BY))
        else:
            self.last += 1
            version = self.last
        envelope = self._envelope(event, version)
        return self._for_outsiders(envelope) if event.TOPIC in topics.OUTSIDERS else envelope

    def _envelope(self, event: Event, version: int) -> Envelope:
        origin = self.origin
        return Envelope(
            id=uuid7(),
            source=topics.source(event.TOPIC, self.oin),
            type=event.TYPE,
            subject=f"{event.AGGREGATE}/{self.id}",
            time=datetime.now(UTC),
            dataschema=event.schema_uri(),
            sequence=canonical.PLACEHOLDER,
            partitionkey=origin.tenant,
            correlationid=origin.correlation,
            causationid=origin.cause,
            authtype=_authtype(origin.actor),
            authid=origin.actor,
            traceparent=origin.traceparent,
            tenant=origin.tenant,
            version=version,
            data=event.data(),
        )

    def _for_outsiders(self, envelope: Envelope) -> Envelope:
        hidden = {"correlationid": None, "causationid": None, "traceparent": None}
        actor = {"authtype": "system", "authid": POLICY + "publication"}
        return envelope.model_copy(update=hidden | actor)


def _authtype(actor: str | None) -> str:
    if actor is None:
        return "unauthenticated"
    return "system" if actor.startswith(POLICY) else "user"
