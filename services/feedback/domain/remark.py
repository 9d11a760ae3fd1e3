"""The life of one remark: received, moderated, answered or forwarded, closed, and perhaps reopened."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import singledispatch
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.envelope import Event, TextReference
from contracts.feedback import (
    FeedbackAnswered,
    FeedbackClosed,
    FeedbackForwarded,
    FeedbackModerated,
    FeedbackReceived,
    FeedbackReopened,
    Moderation,
    RefusalGround,
    RemarkKind,
)
from services.chassis.decider import Command, Rejected, Stamp

AGGREGATE = "remark"
TO_REOPEN = 14
"""So many days after the last step a remark can be reopened."""


@dataclass(frozen=True)
class Remark:
    """The words are not here: they stand in the erasable store."""

    received: bool = False
    moderation: str | None = None
    answered: bool = False
    forwarded: bool = False
    closed: bool = False
    ended_on: date | None = None
    """The day of the last step that ended it."""


def initial() -> Remark:
    """Nobody said anything yet."""
    return Remark()


class ReceiveRemark(Command):
    """A resident says something about a public entry, or about one of its fields."""

    CREATES: ClassVar[bool] = True

    entry: str
    channel_open: bool
    fields: tuple[str, ...]
    """What the public entry has now: `field` is one of these."""
    field: str | None = None
    kind: RemarkKind
    text: TextReference
    contact: TextReference | None = None


class ModerateRemark(Command):
    """Let all see the remark, or refuse that on a ground which is public itself."""

    outcome: Moderation
    ground: RefusalGround | None = None


class AnswerRemark(Command):
    """Answer it: `published_answer` for all to read, or `answer` only for who asked."""

    public: bool
    published_answer: Annotated[str, Field(min_length=1, max_length=5000)] | None = None
    answer: TextReference | None = None


class ForwardRemark(Command):
    """Send it to who does decide on it (Awb 2:3), and tell who sent it."""

    to: TextReference
    reason: TextReference


class CloseRemark(Command):
    """Say that nothing is left to do."""


class ReopenRemark(Command):
    """Who sent it is not helped yet."""

    reason: TextReference


@singledispatch
def decide(command: Command, state: Remark) -> list[Event]:
    """The facts that follow from the command; raises Rejected."""
    raise TypeError(f"no rule for {type(command).__name__}")


@decide.register
def receive(command: ReceiveRemark, state: Remark) -> list[Event]:
    """Only while the channel is open, and about something that stands in the entry."""
    if state.received:
        raise Rejected("already-received", "Uw reactie is al binnen. U hoeft haar niet nog eens te sturen.")
    if not command.channel_open:
        raise Rejected("channel-closed", "U kunt hier niet op reageren. Neem contact op met de organisatie.")
    if command.field is not None and command.field not in command.fields:
        raise Rejected("unknown-field", "Dit onderdeel staat niet in de vermelding. Kies een ander, of laat het leeg.")
    return [
        FeedbackReceived(
            entry=command.entry, field=command.field, kind=command.kind, text=command.text, contact=command.contact
        )
    ]


@decide.register
def moderate(command: ModerateRemark, state: Remark) -> list[Event]:
    """Once. A refusal names its ground; residents can read it."""
    _need_remark(state)
    if state.moderation is not None:
        raise Rejected("already-moderated", "Deze reactie is al beoordeeld. Bekijk de uitkomst bij de reactie.")
    if command.outcome == "refused" and command.ground is None:
        raise Rejected("ground-missing", "Kies waarom deze reactie niet openbaar wordt. Iedereen kan die reden lezen.")
    if command.outcome == "accepted" and command.ground is not None:
        raise Rejected("ground-needless", "Wat openbaar wordt, heeft geen reden van weigering. Haal die weg.")
    return [FeedbackModerated(outcome=command.outcome, ground=command.ground)]


@decide.register
def answer(command: AnswerRemark, state: Remark) -> list[Event]:
    """Once; in public only under a remark that all may see."""
    _need_remark(state)
    _need_open(state)
    if state.answered:
        raise Rejected("already-answered", "Deze reactie is al beantwoord. Bekijk het antwoord bij de reactie.")
    if command.public:
        _need_accepted(state)
    _need_answer(command)
    return [FeedbackAnswered(public=command.public, published_answer=command.published_answer, answer=command.answer)]


@decide.register
def forward(command: ForwardRemark, state: Remark) -> list[Event]:
    """Once, while it waits for an answer."""
    _need_remark(state)
    _need_open(state)
    if state.answered:
        raise Rejected("already-answered", "Deze reactie is al beantwoord. Doorsturen hoeft niet meer.")
    return [FeedbackForwarded(to=command.to, reason=command.reason)]


@decide.register
def close(command: CloseRemark, state: Remark) -> list[Event]:
    """When who sent it knows what became of it."""
    _need_remark(state)
    if state.closed:
        return []
    if not (state.answered or state.forwarded or state.moderation == "refused"):
        raise Rejected("not-answered", "Beantwoord de reactie eerst, of stuur haar door. Daarna kunt u haar sluiten.")
    return [FeedbackClosed()]


@decide.register
def reopen(command: ReopenRemark, state: Remark) -> list[Event]:
    """Within fourteen days after the last step that ended it."""
    _need_remark(state)
    if state.ended_on is None:
        raise Rejected("not-ended", "Uw opmerking is nog in behandeling. U hoeft niets te doen.")
    if command.today > state.ended_on + timedelta(days=TO_REOPEN):
        raise Rejected("too-late", f"Heropenen kan tot {TO_REOPEN} dagen na ons bericht. Stuur een nieuwe opmerking.")
    return [FeedbackReopened(reason=command.reason)]


@singledispatch
def evolve(event: Event, state: Remark, stamp: Stamp) -> Remark:
    """The state after one more fact; a fact that is unknown here changes nothing."""
    return state


@evolve.register
def _(event: FeedbackReceived, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, received=True)


@evolve.register
def _(event: FeedbackModerated, state: Remark, stamp: Stamp) -> Remark:
    ended = stamp.at.date() if event.outcome == "refused" else state.ended_on
    return replace(state, moderation=event.outcome, ended_on=ended)


@evolve.register
def _(event: FeedbackAnswered, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, answered=True, ended_on=stamp.at.date())


@evolve.register
def _(event: FeedbackForwarded, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, forwarded=True, ended_on=stamp.at.date())


@evolve.register
def _(event: FeedbackClosed, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, closed=True, ended_on=stamp.at.date())


@evolve.register
def _(event: FeedbackReopened, state: Remark, stamp: Stamp) -> Remark:
    """What all may see stays so; a refusal is judged anew."""
    seen = state.moderation if state.moderation == "accepted" else None
    return Remark(received=True, moderation=seen)


def _need_open(state: Remark) -> None:
    if state.forwarded:
        raise Rejected("already-forwarded", "Deze reactie is al doorgestuurd. Wie haar kreeg, antwoordt.")
    if state.closed:
        raise Rejected("already-closed", "Deze reactie is gesloten. De inzender kan haar heropenen.")


def _need_remark(state: Remark) -> None:
    if not state.received:
        raise Rejected("unknown", "Deze reactie is er niet. Kijk in de lijst met reacties.")


def _need_accepted(state: Remark) -> None:
    if state.moderation is None:
        raise Rejected("not-moderated", "Beoordeel de reactie eerst. Daarna kunt u in het openbaar antwoorden.")
    if state.moderation != "accepted":
        raise Rejected("remark-refused", "Deze reactie is niet openbaar. Stuur het antwoord alleen aan de inzender.")


def _need_answer(command: AnswerRemark) -> None:
    """Words for all go in the fact; words for one person never do."""
    given = (command.published_answer is not None, command.answer is not None)
    if given != (command.public, not command.public):
        raise Rejected("answer-missing", "Schrijf het antwoord, en kies of iedereen het leest of alleen de inzender.")
