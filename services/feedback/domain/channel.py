"""The channel of one public entry: from when residents can say something about it."""

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import ClassVar

from contracts.envelope import Event
from contracts.feedback import ChannelOpened
from services.chassis.decider import Command, Stamp

AGGREGATE = "channel"


@dataclass(frozen=True)
class Channel:
    """Open from the first time that the entry is public."""

    open: bool = False


def initial() -> Channel:
    """No entry is public yet."""
    return Channel()


class OpenChannel(Command):
    """The entry became public. By policy."""

    CREATES: ClassVar[bool] = True

    noted_version: int
    """Version of the public record."""


@singledispatch
def decide(command: Command, state: Channel) -> list[Event]:
    """The facts that follow from the command; raises Rejected."""
    raise TypeError(f"no rule for {type(command).__name__}")


@decide.register
def open_channel(command: OpenChannel, state: Channel) -> list[Event]:
    """Once; later versions of the entry use the same channel."""
    if state.open:
        return []
    return [ChannelOpened(noted_version=command.noted_version, written_by=command.written_by)]


@singledispatch
def evolve(event: Event, state: Channel, stamp: Stamp) -> Channel:
    """The state after one more fact; a fact that is unknown here changes nothing."""
    return state


@evolve.register
def _(event: ChannelOpened, state: Channel, stamp: Stamp) -> Channel:
    return replace(state, open=True)
