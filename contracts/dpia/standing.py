"""How an assessment stands after a fact: one reading of it for every service that notes it."""

from contracts.dpia.case import AssessmentRequired, DecisionTaken, VersionSubmitted
from contracts.dpia.ways import (
    AssessmentNotRequired,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
    VersionReturned,
)

Told = (
    AssessmentRequired | VersionSubmitted | VersionReturned | AssessmentNotRequired | DecisionTaken | CaseReopened
    | CaseSuspended | CaseResumed | CaseWithdrawn
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
        case CaseResumed():
            return "approved", event.decided_on
        case CaseWithdrawn():
            return "withdrawn", None
    return "in-progress", None
