"""The channel of one public entry: from when, and until when, residents can say something about it."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import singledispatch
from typing import ClassVar

from contracts.envelope import Event
from contracts.feedback import ChannelClosed, ChannelOpened
from services.chassis.decider import Command, Stamp

AGGREGATE = "channel"


YEARS_AFTER_THE_END = 1
_MONTH = re.compile(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])")


def takes_remarks(ended: object, today: date) -> bool:
    """Until a year after the month in which the algorithm ended; `ended`: the end date of the public entry, if any."""
    month = _MONTH.match(str(ended or ""))
    if month is None:
        return True
    return (today.year, today.month) <= (int(month[1]) + YEARS_AFTER_THE_END, int(month[2]))


@dataclass(frozen=True)
class Channel:
    """Open from the first time that the entry is public, until the entry is taken off for good."""

    open: bool = False
    closed: bool = False


def initial() -> Channel:
    """No entry is public yet."""
    return Channel()


class OpenChannel(Command):
    """The entry became public. By policy."""

    CREATES: ClassVar[bool] = True

    noted_version: int
    """Version of the public record."""


class CloseChannel(Command):
    """The entry was taken off the public site. By policy."""

    CREATES: ClassVar[bool] = True

    noted_version: int
    """Version of what is left of the public record."""


@singledispatch
def decide(command: Command, state: Channel) -> list[Event]:
    """The facts that follow from the command; raises Rejected."""
    raise TypeError(f"no rule for {type(command).__name__}")


@decide.register
def open_channel(command: OpenChannel, state: Channel) -> list[Event]:
    """Once; later versions of the entry use the same channel."""
    if state.open or state.closed:
        return []
    return [ChannelOpened(noted_version=command.noted_version, written_by=command.written_by)]


@decide.register
def close_channel(command: CloseChannel, state: Channel) -> list[Event]:
    """Once, and for good: the entry does not come back."""
    if state.closed:
        return []
    return [ChannelClosed(noted_version=command.noted_version, written_by=command.written_by)]


@singledispatch
def evolve(event: Event, state: Channel, stamp: Stamp) -> Channel:
    """The state after one more fact; a fact that is unknown here changes nothing."""
    return state


@evolve.register
def _(event: ChannelOpened, state: Channel, stamp: Stamp) -> Channel:
    return replace(state, open=True)


@evolve.register
def _(event: ChannelClosed, state: Channel, stamp: Stamp) -> Channel:
    return replace(state, open=False, closed=True)
