"""Given these facts, when this command comes, then these facts follow: the language of the domain tests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.envelope import Event
from services.chassis.decider import Logged, Rejected, Stamp, fold

WHEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Fact:
    """A fact with the person behind it."""

    who: str
    event: Event


def by(who: str, event: Event) -> Fact:
    """The fact, done by this person."""
    return Fact(who, event)


def logged(facts: Iterable[Event | Fact]) -> list[Logged]:
    """A history: versions counted from 1, one moment for all."""
    pairs = [fact if isinstance(fact, Fact) else Fact(_behind(fact), fact) for fact in facts]
    return [Logged(pair.event, Stamp(pair.who, version, WHEN)) for version, pair in enumerate(pairs, 1)]


def _behind(fact: Event) -> str:
    return getattr(fact, "written_by", None) or "someone"


@dataclass(frozen=True)
class Given:
    """A decider and the state after the given facts."""

    decider: Any
    state: Any

    def when(self, command: Any) -> "When":
        """A command comes in."""
        return When(self, command)


@dataclass(frozen=True)
class When:
    """A command on a state."""

    given: Given
    command: Any

    def then(self, *facts: Event) -> None:
        """Exactly these facts follow."""
        assert self.given.decider.decide(self.command, self.given.state) == list(facts)

    def rejected(self, code: str, missing: Iterable[str] | None = None) -> None:
        """The rule says no, with this code."""
        with pytest.raises(Rejected) as refusal:
            self.given.decider.decide(self.command, self.given.state)
        assert refusal.value.code == code
        if missing is not None:
            assert set(refusal.value.missing) == set(missing)


def spec(decider: Any) -> Callable[..., Given]:
    """The `given` of one aggregate."""
    return lambda *facts: Given(decider, fold(decider, logged(facts)))
