"""The side ways of a case: returned, not required, reopened, suspended, withdrawn; and use that goes on then."""

from typing import Annotated, ClassVar

from contracts.dpia.case import DpiaFact, Seen
from contracts.envelope import OneOf, TextReference
from contracts.inventory import Day, OpenCondition

Exemption = Annotated[str, OneOf("not-required", "no-personal-data")]
Occasion = Annotated[str, OneOf("substantial-change", "request", "correction")]
Setback = Annotated[str, OneOf("rejected", "suspended", "withdrawn", "reopened")]
"""Why an assessment does not carry the use of its system now."""


class VersionReturned(Seen):
    """A submitted version was sent back to be mended; advice on it stays on record."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.version-returned.v1"

    number: int
    reason: TextReference


class ExemptionProposed(DpiaFact):
    """Someone proposed to make no assessment, and why; another person is to confirm it."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.exemption-proposed.v1"

    kind: Exemption
    reason: TextReference


class AssessmentNotRequired(Seen):
    """A second person confirmed that no assessment is needed."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.assessment-not-required.v1"

    kind: Exemption
    confirmed_on: Day
    policy_version: int | None = None
    """Version of the organisation's subject whose policy was followed; absent when there is none yet."""


class CaseReopened(Seen):
    """A closed case was opened again: after a substantial change, on request, or because a resident was right."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.case-reopened.v1"
    MINOR: ClassVar[int] = 1

    occasion: Occasion
    reason: TextReference | None = None
    written_by: str | None = None


class ChangeNoted(Seen):
    """The system changed substantially once more while a case that was reopened is being written."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.change-noted.v1"

    written_by: str | None = None


class CaseSuspended(Seen):
    """An approval does not count for the time being, and why."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.case-suspended.v1"

    reason: TextReference


class CaseResumed(Seen):
    """A suspended approval counts again, and why; `decided_on` is the day of that approval."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.case-resumed.v1"
    MINOR: ClassVar[int] = 1

    reason: TextReference
    decided_on: Day
    awaited: tuple[OpenCondition, ...] = ()
    """Conditions that block use and are not met yet."""


class CaseWithdrawn(Seen):
    """The case was stopped without a decision that counts, and why."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.case-withdrawn.v1"

    reason: TextReference


class UseContinued(DpiaFact):
    """The process owner said how the use of a system goes on though its assessment does not carry it now."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.use-continued.v1"

    setback: Setback
    reason: TextReference
