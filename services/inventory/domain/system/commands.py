"""What someone can want of an AI system."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.envelope import OneOf, TextReference, YesNo
from contracts.inventory import (
    AiActClass,
    AssessmentRule,
    Change,
    Consultation,
    DataSource,
    Day,
    FoundAs,
    FoundRecord,
    Line,
    Month,
    OpenCondition,
    Oversight,
    Standing,
    SystemDescription,
)
from services.chassis.decider import Command

Step = Annotated[str, OneOf("development", "pilot", "in-use", "suspended", "retired")]
Version = Annotated[int, Field(ge=1)]


class RegisterSystem(Command):
    """Enter a system, new or as it was found running; of a new one only the name must be known."""

    CREATES: ClassVar[bool] = True

    description: SystemDescription
    found_as: FoundAs | None = None
    since: Month | None = None


class ImportSystem(Command):
    """Enter a system from another register's entry, or follow what changed there; see `described_by`."""

    CREATES: ClassVar[bool] = True

    found_record: FoundRecord
    description: SystemDescription
    found_as: FoundAs | None = None
    since: Month | None = None


class ChangingCommand(Command):
    """Changes what an assessment rests on: once one was submitted, it says how much and why."""

    change: Change | None = None
    reason: TextReference | None = None


class DescribeSystem(ChangingCommand):
    """Replace the description."""

    description: SystemDescription


class DocumentDataSource(ChangingCommand):
    """Describe a data source, or describe it anew."""

    source_id: str
    source: DataSource


class ArrangeOversight(ChangingCommand):
    """Say who looks at the output and how a resident gets a correction, or say it anew."""

    oversight: Oversight


class RemoveDataSource(Command):
    """A data source is no longer used."""

    source_id: str


class DocumentConsultation(Command):
    """Write down whom the organisation asked, or write it down anew."""

    consultation_id: str
    consultation: Consultation


class RemoveConsultation(Command):
    """It was written down by mistake."""

    consultation_id: str


class ClassifyChange(Command):
    """Say afterwards how much the changes up to and including a version matter."""

    up_to: Version
    change: Change
    reason: TextReference


class ClassifySystem(Command):
    """Give the system a class under the AI Act."""

    ai_act_class: AiActClass
    legal_point: Line | None = None
    reason: TextReference


class ConfirmClassification(Command):
    """Confirm, as a second person, the class under the AI Act."""


class NoteAssessment(Command):
    """Note how the assessment stands, as dpia decided it; `noted_version` is the version of its case."""

    CREATES: ClassVar[bool] = True

    standing: Standing
    assessment_version: Version
    system_version: Annotated[int, Field(ge=0)]
    open_conditions: Annotated[int, Field(ge=0)] = 0
    awaited: tuple[OpenCondition, ...] = ()
    decided_on: Day | None = None
    noted_version: Version


class PlanEvaluation(Command):
    """Evaluate the system, because a resident's correction request was right. By policy."""

    remark: str
    privacy: YesNo


class CompleteEvaluation(Command):
    """Say what an evaluation found."""

    findings: TextReference


class CorrectMonth(Command):
    """The month in which use first began (`in-use`), or ended (`retired`), was written down wrong."""

    step: Annotated[str, OneOf("in-use", "retired")]
    since: Month
    reason: TextReference


class TakeStep(Command):
    """Take a step in the life of the system, through the gate where one stands.

    `assessment_rule` is that of the organisation's policy; without a policy every system is assessed.
    """

    step: Step
    reason: TextReference | None = None
    personal_data: bool = False
    """Does development use real personal data? Says nothing at other steps."""
    since: Month | None = None
    assessment_rule: AssessmentRule = "every-system"
