"""What each fact makes of the remark."""

from dataclasses import replace
from datetime import date
from functools import singledispatch

from contracts.envelope import Event, TextReference
from contracts.feedback import (
    CommitteeEngaged,
    CorrectionResolved,
    ErasureRefused,
    ErasureRequested,
    FeedbackAnswered,
    FeedbackClosed,
    FeedbackForwarded,
    FeedbackModerated,
    FeedbackReceived,
    FeedbackReopened,
    PersonalDataErased,
    TermExtended,
)
from services.chassis.decider import Stamp
from services.feedback.domain.remark.state import Remark


@singledispatch
def evolve(event: Event, state: Remark, stamp: Stamp) -> Remark:
    """The state after one more fact; a fact that is unknown here changes nothing."""
    return state


@evolve.register
def _(event: FeedbackReceived, state: Remark, stamp: Stamp) -> Remark:
    contact = event.contact.id if event.contact else None
    words = (event.text.id,)
    return replace(state, received=True, kind=event.kind, entry=event.entry, contact=contact, words=words)


@evolve.register
def _(event: FeedbackModerated, state: Remark, stamp: Stamp) -> Remark:
    ended = stamp.day if event.outcome == "refused" else state.ended_on
    return replace(state, moderation=event.outcome, ended_on=ended)


@evolve.register
def _(event: FeedbackAnswered, state: Remark, stamp: Stamp) -> Remark:
    return replace(_with(state, event.answer), answered=True, ended_on=stamp.day)


@evolve.register
def _(event: FeedbackForwarded, state: Remark, stamp: Stamp) -> Remark:
    return replace(_with(state, event.to, event.reason), forwarded=True, ended_on=stamp.day)


@evolve.register
def _(event: FeedbackClosed, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, closed=True, ended_on=stamp.day)


@evolve.register
def _(event: FeedbackReopened, state: Remark, stamp: Stamp) -> Remark:
    """What all may see stays so; a refusal is judged anew."""
    seen = state.moderation if state.moderation == "accepted" else None
    fresh = replace(
        state, moderation=seen, answered=False, forwarded=False, closed=False, resolved=False, ended_on=None,
        extended_until=None, committee=False,
    )  # fmt: skip
    return _with(fresh, event.reason)


@evolve.register
def _(event: TermExtended, state: Remark, stamp: Stamp) -> Remark:
    return replace(_with(state, event.reason), extended_until=date.fromisoformat(event.until))


@evolve.register
def _(event: CommitteeEngaged, state: Remark, stamp: Stamp) -> Remark:
    return replace(_with(state, event.reason), committee=True)


@evolve.register
def _(event: CorrectionResolved, state: Remark, stamp: Stamp) -> Remark:
    return replace(_with(state, event.reason), resolved=True)


@evolve.register
def _(event: ErasureRequested, state: Remark, stamp: Stamp) -> Remark:
    return replace(state, erasure_asked=True)


@evolve.register
def _(event: ErasureRefused, state: Remark, stamp: Stamp) -> Remark:
    return replace(_with(state, event.reason), erasure_asked=False)


@evolve.register
def _(event: PersonalDataErased, state: Remark, stamp: Stamp) -> Remark:
    """A request stays open while only the contact went."""
    words = tuple(id for id in state.words if id not in event.texts)
    contact = None if state.contact in event.texts else state.contact
    return replace(
        state, contact=contact, words=words, erased=not words, erasure_asked=state.erasure_asked and bool(words)
    )


def _with(state: Remark, *said: TextReference | None) -> Remark:
    return replace(state, words=(*state.words, *(text.id for text in said if text)))
