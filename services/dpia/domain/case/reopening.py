"""After a case was closed: a new version, an approval that does not count for a while, stopping, and use meanwhile."""

from contracts.dpia import (
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
    ChangeNoted,
    DecisionTaken,
    UseContinued,
    blocking,
)
from contracts.envelope import Event
from services.chassis.decider import POLICY, Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import ContinueUse, NoteChange, Reopen, Resume, Suspend, Withdraw
from services.dpia.domain.case.deciding import must_not_be_fg, rule
from services.dpia.domain.case.state import IN_USE, Case
from services.dpia.domain.case.transitions import refusal


@rule.register
def reopen(command: Reopen, state: Case) -> list[Event]:
    """A person says why. After a change, a policy only reopens what was decided on an earlier assessment version."""
    if command.by.startswith(POLICY):
        if state.phase == "withdrawn" or (
            command.occasion == "substantial-change" and command.assessment_version <= _seen(state)
        ):
            return []
    elif command.reason is None:
        raise Rejected("reason-missing", _("Schrijf op waarom u deze DPIA heropent."))
    closed = state.decision or state.exempted
    return [
        CaseReopened(
            occasion=command.occasion,
            reason=command.reason,
            assessment_version=command.assessment_version or _seen(state),
            system_version=command.system_version or (closed.system_version if closed else 0),
            written_by=command.written_by,
        )
    ]


def _seen(state: Case) -> int:
    closed = state.decision or state.exempted
    return closed.assessment_version if closed else 0


@rule.register
def note_change(command: NoteChange, state: Case) -> list[Event]:
    """Asks once more what is different now, of what was reopened for an earlier change and submitted before that."""
    reopened = state.setback == "reopened" and state.number > 0
    if not reopened or command.assessment_version <= state.asked_for:
        return []
    return [
        ChangeNoted(
            assessment_version=command.assessment_version,
            system_version=command.system_version,
            written_by=command.written_by,
        )
    ]


@rule.register
def suspend(command: Suspend, state: Case) -> list[Event]:
    """The approval does not count for the time being."""
    must_not_be_fg(command)
    decision = _decision(state)
    return [
        CaseSuspended(
            reason=command.reason,
            assessment_version=decision.assessment_version,
            system_version=decision.system_version,
        )
    ]


@rule.register
def resume(command: Resume, state: Case) -> list[Event]:
    """The approval counts again, as it was given."""
    must_not_be_fg(command)
    decision = _decision(state)
    return [
        CaseResumed(
            reason=command.reason,
            decided_on=decision.decided_on,
            awaited=blocking(state.open_conditions),
            assessment_version=decision.assessment_version,
            system_version=decision.system_version,
        )
    ]


@rule.register
def withdraw(command: Withdraw, state: Case) -> list[Event]:
    """Stopped without a decision that counts."""
    return [
        CaseWithdrawn(
            reason=command.reason,
            assessment_version=command.assessment_version,
            system_version=command.system_version,
        )
    ]


@rule.register
def continue_use(command: ContinueUse, state: Case) -> list[Event]:
    """Only of what is used while nothing carries that; said once after each setback."""
    if state.setback is None:
        raise refusal(ContinueUse, state)
    if command.stage not in IN_USE:
        raise Rejected("not-in-use", _("Dit systeem is niet in gebruik. U hoeft niet te zeggen hoe het verder gaat."))
    if state.use_explained:
        raise Rejected("use-explained", _("Er staat al hoe het gebruik verder gaat."))
    return [UseContinued(setback=state.setback, reason=command.reason)]


def _decision(state: Case) -> DecisionTaken:
    if state.decision is None:
        raise AssertionError("the table lets nobody suspend or resume what was not decided")
    return state.decision
