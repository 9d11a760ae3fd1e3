"""Conditions of an approval: said to be met, looked at by someone else, and met."""

from typing import ClassVar

from contracts.dpia.case import DpiaFact, Seen
from contracts.envelope import TextReference
from contracts.inventory import Day, OpenCondition


class ConditionReported(DpiaFact):
    """The process owner said that a condition is met, and what shows it; another person is to look."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.condition-reported.v1"

    condition_id: str
    evidence: TextReference


class EvidenceRefused(DpiaFact):
    """Another person looked and found that a condition is not met yet, and why."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.evidence-refused.v1"

    condition_id: str
    reason: TextReference


class ConditionMet(Seen):
    """Another person looked and found that a condition is met; `decided_on` is the day of the approval."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.condition-met.v1"

    condition_id: str
    decided_on: Day
    awaited: tuple[OpenCondition, ...] = ()
    """Conditions that block use and are not met yet."""
