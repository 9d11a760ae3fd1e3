"""The life of one remark: received, moderated, and answered in public or only to who asked."""

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.envelope import Event, TextReference
from contracts.feedback import (
    FeedbackAnswered,
    FeedbackModerated,
    FeedbackReceived,
    Moderation,
    RefusalGround,
    RemarkKind,
)
from services.chassis.decider import Command, Rejected, Stamp

AGGREGATE = "remark"


@dataclass(frozen=True)
class Remark:
    """The words are not here: they stand in the erasable store."""

    received: bool = False
    moderation: str | None = None
    answered: bool = False


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
    if state.answered:
        raise Rejected("already-answered", "Deze reactie is al beantwoord. Bekijk het antwoord bij de reactie.")
    if command.public:
        _need_accepted(state)
    _need_answer(command)
    return [FeedbackAnswered(public=command.public, published_answer=command.published_answer, answer=command.answer)]


@singledispatch
def evolve(event: Event, state: Remark, stamp: Stamp) -> Remark:
    """The state after one more fact; a fact that is unknown here changes nothing."""
    return state


@evolve.register
def _(event: FeedbackReceived, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, received=True)


@evolve.register
def _(event: FeedbackModerated, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, moderation=event.outcome)


@evolve.register
def _(event: FeedbackAnswered, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, answered=True)


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
