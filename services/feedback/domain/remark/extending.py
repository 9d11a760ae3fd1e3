"""Answering a complaint later: four weeks once, longer as who sent it agrees, ten weeks where a committee treats it.

Awb 9:11, and 9:13 to 9:15 for the committee.
"""

from datetime import date

from contracts.envelope import Event
from contracts.feedback import CommitteeEngaged, TermExtended
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.feedback.domain.remark.commands import EngageCommittee, ExtendTerm
from services.feedback.domain.remark.deciding import decide
from services.feedback.domain.remark.state import Remark, need_open, need_remark, need_words
from services.feedback.domain.terms import answer_by, postponed

KIND = "complaint"
"""The only kind whose term a law sets; of the others the organisation keeps its word."""


@decide.register
def extend(command: ExtendTerm, state: Remark) -> list[Event]:
    """Only of a complaint that waits for an answer."""
    _need_waiting(state)
    ends = state.extended_until or answer_by(KIND, command.since, state.committee)
    agreed = command.until is not None
    until = _agreed(command, ends) if agreed else _once(command, state, ends)
    return [TermExtended(until=until.isoformat(), agreed=agreed, reason=command.reason)]


@decide.register
def engage(command: EngageCommittee, state: Remark) -> list[Event]:
    """Once, within the six weeks and before they were extended: who sent it hears it at the beginning (Awb 9:15)."""
    _need_waiting(state)
    if state.committee:
        raise Rejected("already-engaged", _("Een commissie behandelt deze klacht al. De termijn is tien weken."))
    if state.extended_until is not None:
        sentence = _("De termijn is al verlengd. Een commissie kiest u vóór u de termijn verlengt.")
        raise Rejected("already-extended", sentence)
    if command.today > answer_by(KIND, command.since):
        raise Rejected("term-over", _("De termijn is al voorbij. Een commissie geeft dan geen tijd meer."))
    until = answer_by(KIND, command.since, committee=True)
    return [CommitteeEngaged(until=until.isoformat(), reason=command.reason)]


def _need_waiting(state: Remark) -> None:
    need_remark(state)
    need_open(state)
    need_words(state)
    if state.kind != KIND:
        raise Rejected("no-complaint", _("Alleen voor een klacht mag u langer de tijd nemen. Antwoord hier op tijd."))
    if state.ended_on is not None:
        raise Rejected("not-waiting", _("Deze klacht is al afgehandeld. Er loopt geen termijn."))


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
    return postponed(KIND, command.since, state.committee)


def _agreed(command: ExtendTerm, ends: date) -> date:
    until = date.fromisoformat(str(command.until))
    if until <= max(ends, command.today):
        raise Rejected("until-too-early", _("Kies een dag na {day}.", day=max(ends, command.today)))
    return until
