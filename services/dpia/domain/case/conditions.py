"""Conditions of an approval: the process owner says that one is met, and another person looks whether it is."""

from contracts.dpia import ConditionMet, ConditionReported, EvidenceRefused, blocking
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import JudgeEvidence, ReportCondition
from services.dpia.domain.case.deciding import must_not_be_fg, rule
from services.dpia.domain.case.state import Case


@rule.register
def report(command: ReportCondition, state: Case) -> list[Event]:
    """Of a condition that is open; while someone is to look at it, it is not reported again."""
    if command.condition in state.reported:
        raise Rejected("reported", _("Dat deze voorwaarde is vervuld, is al gemeld. Iemand anders kijkt het na."))
    if command.condition not in {condition.id for condition in state.open_conditions}:
        raise Rejected("unknown-condition", _("Deze voorwaarde staat niet open. Kies een voorwaarde uit het besluit."))
    return [ConditionReported(condition_id=command.condition, evidence=command.evidence)]


@rule.register
def judge(command: JudgeEvidence, state: Case) -> list[Event]:
    """By someone who did not report it and is not the FG; what is not met is said with a reason."""
    must_not_be_fg(command)
    reporter = state.reported.get(command.condition)
    if reporter is None:
        raise Rejected("not-reported", _("Niemand meldde dat deze voorwaarde is vervuld. Wacht op de proceseigenaar."))
    if command.by == reporter:
        raise Rejected(
            "four-eyes", _("U meldde zelf dat deze voorwaarde is vervuld. Vraag iemand anders om te kijken.")
        )
    if command.met:
        return [_met(command.condition, state)]
    if command.reason is None:
        raise Rejected("reason-missing", _("Leg uit waarom deze voorwaarde nog niet is vervuld."))
    return [EvidenceRefused(condition_id=command.condition, reason=command.reason)]


def _met(id: str, state: Case) -> Event:
    if state.decision is None:
        raise AssertionError("the table lets nobody judge a condition before the decision")
    return ConditionMet(
        condition_id=id,
        decided_on=state.decision.decided_on,
        awaited=blocking(condition for condition in state.open_conditions if condition.id != id),
        assessment_version=state.decision.assessment_version,
        system_version=state.decision.system_version,
    )
