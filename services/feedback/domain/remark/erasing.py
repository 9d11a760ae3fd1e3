"""Erasing what was written: at once where it is the sender's alone, after a decision where we must account for it."""

from datetime import date, timedelta

from contracts.envelope import Event
from contracts.feedback import ErasureRefused, ErasureRequested, FeedbackClosed, PersonalDataErased, Scope
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.feedback.domain.remark.commands import AskErasure, EraseWords, KeepWords
from services.feedback.domain.remark.deciding import decide
from services.feedback.domain.remark.state import Remark, need_remark

DECIDED = frozenset({"complaint", "correction-request"})
"""Kinds of which all words go only after a decision: the organisation accounts for what it did (GDPR art. 17(3))."""


def decide_by(asked: date) -> date:
    """The last day to decide on a request to erase: within a month (GDPR art. 12(3))."""
    return asked + timedelta(weeks=4)


@decide.register
def ask(command: AskErasure, state: Remark) -> list[Event]:
    """Who sent it erases the contact at once, and all words where no decision is needed. Twice changes nothing."""
    need_remark(state)
    if command.scope == "contact" or state.kind not in DECIDED:
        return _erase(command.scope, state)
    return [] if state.erasure_asked or state.erased else [ErasureRequested()]


@decide.register
def erase(command: EraseWords, state: Remark) -> list[Event]:
    """A moderator does it for who asked in another way, or asked by the secret link. Twice changes nothing."""
    need_remark(state)
    return _erase(command.scope, state)


@decide.register
def keep(command: KeepWords, state: Remark) -> list[Event]:
    """Only what was asked is refused, with a reason that who sent the remark reads."""
    need_remark(state)
    if not state.erasure_asked:
        raise Rejected(
            "erasure-not-asked", _("De inzender vroeg niet om te wissen. U hoeft hierover niets te beslissen.")
        )
    return [ErasureRefused(reason=command.reason)]


def _erase(scope: Scope, state: Remark) -> list[Event]:
    """A remark without words waits for nothing any more."""
    contact = (state.contact,) if state.contact else ()
    gone = contact if scope == "contact" else contact + state.words
    if not gone:
        return []
    closed = [FeedbackClosed()] if scope == "everything" and state.ended_on is None else []
    return [PersonalDataErased(scope=scope, texts=gone), *closed]
