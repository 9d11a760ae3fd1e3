"""What a domain module offers: a pure decision on a command and the facts so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from contracts.envelope import Event
from services.chassis import days

State = TypeVar("State")

POLICY = "system:"
"""An actor that begins so is a policy, not a person."""


class Rejected(Exception):
    """A rule says no in this state: a stable code, and a sentence that a user can read.

    `missing` lists codes of everything that is needed first.
    """

    def __init__(self, code: str, sentence: str, missing: Iterable[str] = ()) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.missing = code, sentence, tuple(missing)


class Command(BaseModel):
    """What someone wants. Who asks, in which roles and on which day come in with it: a decision reads no clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    CREATES: ClassVar[bool] = False
    """True when the subject may be born with it; any other command needs a subject that exists."""

    by: str
    """Member reference of the person, or `system:<policy>`."""
    roles: tuple[str, ...] = ()
    today: date
    written_by: str | None = None
    """The person behind the causing fact, when a policy asks."""


@dataclass(frozen=True)
class Stamp:
    """What the envelope says of a fact: who is behind it, which version of the subject it made, and when."""

    by: str
    version: int
    at: datetime

    @property
    def day(self) -> date:
        """The day on which it happened."""
        return days.on(self.at)


@dataclass(frozen=True)
class Logged:
    """A fact of a subject's history with its stamp."""

    event: Event
    stamp: Stamp


class Decider(Protocol[State]):
    """The module of one aggregate (its own history folded to a state, and decisions on that)."""

    AGGREGATE: str

    def initial(self) -> State:
        """The state before any fact."""
        ...

    def decide(self, command: Any, state: State) -> list[Event]:
        """The facts that follow from the command; raises Rejected. Pure."""
        ...

    def evolve(self, event: Any, state: State, stamp: Stamp) -> State:
        """The state after one more fact. Pure; unknown facts change nothing."""
        ...


def fold(decider: Decider[State], history: Iterable[Logged]) -> State:
    """The state after a history."""
    state = decider.initial()
    for logged in history:
        state = decider.evolve(logged.event, state, logged.stamp)
    return state
