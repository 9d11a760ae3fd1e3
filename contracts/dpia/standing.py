"""How an assessment stands after a fact: one reading of it for every service that notes it."""

from collections.abc import Iterable

from contracts.dpia.case import AssessmentRequired, Condition, DecisionTaken, VersionSubmitted
from contracts.dpia.conditions import ConditionMet
from contracts.dpia.ways import (
    AssessmentNotRequired,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
    VersionReturned,
)
from contracts.inventory import OpenCondition

Told = (
    AssessmentRequired | VersionSubmitted | VersionReturned | AssessmentNotRequired | DecisionTaken | ConditionMet
    | CaseReopened | CaseSuspended | CaseResumed | CaseWithdrawn
)  # fmt: skip
"""The facts after which an assessment may stand otherwise; each names the versions of the system that it saw."""


def standing_of(event: Told) -> tuple[str, str | None]:
    """The standing, and the day of the decision when there is one."""
    match event:
        case VersionSubmitted():
            return "submitted", None
        case DecisionTaken():
            return event.outcome, event.decided_on
        case AssessmentNotRequired():
            return event.kind, event.confirmed_on
        case CaseSuspended():
            return "suspended", None
        case CaseResumed() | ConditionMet():
            return "approved", event.decided_on
        case CaseWithdrawn():
            return "withdrawn", None
    return "in-progress", None


def setback_of(event: Told) -> str | None:
    """Why the assessment does not carry the use of its system since this fact; None when the fact is no setback."""
    match event:
        case DecisionTaken(outcome="rejected"):
            return "rejected"
        case CaseSuspended():
            return "suspended"
        case CaseWithdrawn():
            return "withdrawn"
        case CaseReopened():
            return "reopened"
    return None


def awaited_after(event: Told) -> tuple[OpenCondition, ...]:
    """The conditions that block use and are not met yet, after the fact."""
    match event:
        case DecisionTaken():
            return blocking(event.conditions)
        case CaseResumed() | ConditionMet():
            return event.awaited
    return ()


def blocking(conditions: Iterable[Condition]) -> tuple[OpenCondition, ...]:
    """Those that block use, by who sees to them and by when: their words stay in dpia."""
    return tuple(OpenCondition(owner_role=one.owner_role, due=one.due) for one in conditions if one.blocks_use)
