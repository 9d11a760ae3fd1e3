"""The straight way of a case: from screening to decision."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts import topics
from contracts.dpia.screening import Screening, ScreeningResult
from contracts.envelope import Event, OneOf, Part, TextReference, YesNo
from contracts.inventory import Day, Line

Level = Annotated[str, OneOf("low", "middle", "high")]
Adviser = Annotated[str, OneOf("fg", "ciso")]
Opinion = Annotated[str, OneOf("positive", "positive-with-points", "negative")]
DecisionOutcome = Annotated[str, OneOf("approved", "rejected")]
Ground = Annotated[str, OneOf("screening", "policy", "choice")]


class Form(Part):
    """The form that a question stands in: id, version and content hash."""

    id: str
    version: str
    hash: str


class AdvicePoint(Part):
    """One point of an advice; the words stand in the texts store."""

    id: str
    text: TextReference


class Condition(Part):
    """A condition of an approval: who sees to it, by when, and whether the system may be used before it is met."""

    id: str
    text: TextReference
    owner_role: Line
    due: Day
    blocks_use: YesNo


class DpiaFact(Event):
    TOPIC: ClassVar[str] = topics.DPIA
    AGGREGATE: ClassVar[str] = "case"


class Seen(DpiaFact):
    assessment_version: int
    system_version: int


class CaseOpened(DpiaFact):
    """A case opened for a system that was registered."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.case-opened.v1"

    assessment_version: int
    written_by: str | None = None


class ScreeningCompleted(DpiaFact):
    """The pre-scan was answered and its rules applied."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.screening-completed.v1"

    screening: Screening
    result: ScreeningResult
    policy_version: int | None = None
    """Version of the organisation's subject whose policy was followed; absent when there is none yet."""


class AssessmentRequired(DpiaFact):
    """An assessment must be made (by the rules or by policy), or was chosen."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.assessment-required.v1"

    ground: Ground
    assessment_version: int
    system_version: int


class AnswersRecorded(DpiaFact):
    """A question was answered, or does not apply and why."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.answers-recorded.v1"

    question: str
    form: Form
    answer: TextReference | None = None
    not_applicable: TextReference | None = None


class RiskRecorded(DpiaFact):
    """A risk with its likelihood, impact and level; of an id that is known: as it is now, to be weighed anew."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.risk-recorded.v1"
    MINOR: ClassVar[int] = 1

    risk_id: str
    text: TextReference
    likelihood: Level
    impact: Level
    level: Level
    reason: TextReference | None = None


class RiskRemoved(DpiaFact):
    """A risk is not in the version any more; what is left of it and the measures against it alone went with it."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.risk-removed.v1"

    risk_id: str


class MeasureAgreed(DpiaFact):
    """A measure against risks; of an id that is known: as it is now, and what it helps otherwise is weighed anew."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.measure-agreed.v1"
    MINOR: ClassVar[int] = 1

    measure_id: str
    risks: tuple[str, ...]
    text: TextReference
    owner_role: Line | None = None
    due: Day | None = None


class MeasureRemoved(DpiaFact):
    """A measure is not in the version any more; the risks that it was against are weighed anew."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.measure-removed.v1"

    measure_id: str


class ResidualWeighed(DpiaFact):
    """What is left of a risk after its measures, and the level that follows; the newest holds."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.residual-weighed.v1"

    risk_id: str
    likelihood: Level
    impact: Level
    level: Level
    reason: TextReference | None = None


class VersionSubmitted(DpiaFact):
    """A version was frozen and sent for advice; `hash` covers everything it says."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.version-submitted.v1"
    MINOR: ClassVar[int] = 2

    number: int
    hash: str
    assessment_version: int
    system_version: int
    advisers: tuple[Adviser, ...] = ("fg",)
    """Whose advice is asked."""
    unchanged: TextReference | None = None
    """Of a case that was reopened and in which nothing was written since: why not."""


class AdviceGiven(DpiaFact):
    """An adviser gave an opinion on the submitted version."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.advice-given.v1"

    advice_id: str
    adviser: Adviser
    opinion: Opinion
    text: TextReference | None = None
    points: tuple[AdvicePoint, ...] = ()


class AdviceAnswered(DpiaFact):
    """A point of an advice was adopted, or not and why."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.advice-answered.v1"

    advice_id: str
    point: str
    adopted: bool
    reason: TextReference | None = None


class DecisionTaken(DpiaFact):
    """The decision maker approved or rejected the submitted version."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.decision-taken.v1"
    MINOR: ClassVar[int] = 1

    outcome: DecisionOutcome
    reason: TextReference
    hash: str
    assessment_version: int
    system_version: int
    decided_on: Annotated[Day, Field(description="the day of the decision")]
    conditions: tuple[Condition, ...] = ()
    """Only of an approval: the case stays open until each of them is met."""
