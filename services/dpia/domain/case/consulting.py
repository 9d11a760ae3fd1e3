"""The prior consultation: asked before a high risk that stays is approved, answered by the authority, or lapsed.

Source: GDPR art. 36(2). The authority answers within eight weeks, and may take six more. Silence is no approval.
"""

from datetime import date, timedelta

from contracts.dpia import (
    PriorConsultationAnswered,
    PriorConsultationExtended,
    PriorConsultationLapsed,
    PriorConsultationSubmitted,
)
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import (
    AnswerConsultation,
    AskConsultation,
    ExtendConsultation,
    LapseConsultation,
)
from services.dpia.domain.case.deciding import must_not_be_fg, rule
from services.dpia.domain.case.state import Case, Consultation

TERM = timedelta(weeks=8)
EXTENSION = timedelta(weeks=6)


@rule.register
def ask(command: AskConsultation, state: Case) -> list[Event]:
    """Once on a version, before its decision."""
    must_not_be_fg(command)
    if state.consultation is not None or state.submitted is None:
        raise Rejected("consulted", _("De Autoriteit Persoonsgegevens is over deze versie al geraadpleegd."))
    return [
        PriorConsultationSubmitted(
            reason=command.reason,
            submitted_on=command.today.isoformat(),
            until=(command.today + TERM).isoformat(),
            assessment_version=state.submitted.assessment_version,
            system_version=state.submitted.system_version,
        )
    ]


@rule.register
def extend(command: ExtendConsultation, state: Case) -> list[Event]:
    """By six weeks, once."""
    asked = _asked(state)
    if asked.extended:
        raise Rejected("extended", _("De termijn is al met zes weken verlengd. Langer mag niet."))
    until = date.fromisoformat(asked.until) + EXTENSION
    return [PriorConsultationExtended(reason=command.reason, until=until.isoformat())]


@rule.register
def answer(command: AnswerConsultation, state: Case) -> list[Event]:
    """What the authority said; after a prohibition nobody approves."""
    today = command.today.isoformat()
    return [PriorConsultationAnswered(outcome=command.outcome, reason=command.reason, answered_on=today)]


@rule.register
def lapse(command: LapseConsultation, state: Case) -> list[Event]:
    """Only after the last day of the term."""
    asked = _asked(state)
    today = command.today.isoformat()
    if today <= asked.until:
        last = date.fromisoformat(asked.until)
        raise Rejected(
            "term-runs", _("De Autoriteit heeft tot en met {last} om te antwoorden. Wacht daarop.", last=last)
        )
    return [PriorConsultationLapsed(reason=command.reason, lapsed_on=today)]


def _asked(state: Case) -> Consultation:
    if state.consultation is None:
        raise AssertionError("the table lets nobody end what was not asked")
    return state.consultation
