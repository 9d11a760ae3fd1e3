"""The prior consultation of GDPR art. 36: a risk stays high, so the supervisory authority is asked first."""

from typing import Annotated, ClassVar

from contracts.dpia.case import DpiaFact, Seen
from contracts.envelope import OneOf, TextReference
from contracts.inventory import Day

Reply = Annotated[str, OneOf("no-objection", "advice", "prohibited")]


class PriorConsultationSubmitted(Seen):
    """The authority was asked, and why; it answers at the latest on the day `until`, unless it takes longer."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.prior-consultation-submitted.v1"

    reason: TextReference
    submitted_on: Day
    until: Day


class PriorConsultationExtended(DpiaFact):
    """The authority takes longer to answer, as it said and why."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.prior-consultation-extended.v1"

    reason: TextReference
    until: Day


class PriorConsultationAnswered(DpiaFact):
    """The authority answered: `reason` is what it said."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.prior-consultation-answered.v1"

    outcome: Reply
    reason: TextReference
    answered_on: Day


class PriorConsultationLapsed(DpiaFact):
    """The term passed without an answer, which is no approval; `reason` says why the case goes on."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.prior-consultation-lapsed.v1"

    reason: TextReference
    lapsed_on: Day
