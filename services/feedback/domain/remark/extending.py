"""Answering a complaint later: four weeks once, and longer only as who sent it agrees (Awb 9:11)."""

from datetime import date

from contracts.envelope import Event
from contracts.feedback import TermExtended
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.feedback.domain.remark.commands import ExtendTerm
from services.feedback.domain.remark.deciding import decide
from services.feedback.domain.remark.state import Remark, need_open, need_remark, need_words
from services.feedback.domain.terms import answer_by, postponed

KIND = "complaint"
"""The only kind whose term a law sets; of the others the organisation keeps its word."""


@decide.register
def extend(command: ExtendTerm, state: Remark) -> list[Event]:
    """Only of a complaint that waits for an answer."""
    need_remark(state)
    need_open(state)
    need_words(state)
    if state.kind != KIND:
        raise Rejected("no-complaint", _("Alleen voor een klacht mag u langer de tijd nemen. Antwoord hier op tijd."))
    if state.ended_on is not None:
        raise Rejected("not-waiting", _("Deze klacht is al afgehandeld. Er loopt geen termijn."))
    ends = state.extended_until or answer_by(KIND, command.since)
    agreed = command.until is not None
    until = _agreed(command, ends) if agreed else _once(command, state, ends)
    return [TermExtended(until=until.isoformat(), agreed=agreed, reason=command.reason)]


def _once(command: ExtendTerm, state: Remark, ends: date) -> date:
    """What the law allows without being asked, before the term is over."""
    if state.extended_until is not None:
        raise Rejected(
            "already-extended", _("De termijn is al verlengd. Langer kan alleen als de inzender het daarmee eens is.")
        )
    if command.today > ends:
        raise Rejected(
            "term-over", _("De termijn is al voorbij. Langer kan alleen nog als de inzender het daarmee eens is.")
        )
    return postponed(KIND, command.since)


def _agreed(command: ExtendTerm, ends: date) -> date:
    until = date.fromisoformat(str(command.until))
    if until <= max(ends, command.today):
        raise Rejected("until-too-early", _("Kies een dag na {day}.", day=max(ends, command.today)))
    return until
