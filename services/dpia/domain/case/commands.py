"""What someone can want of a case."""

from typing import ClassVar

from contracts.dpia import (
    AdvicePoint,
    Adviser,
    Condition,
    DecisionOutcome,
    Exemption,
    LeftOut,
    Level,
    Occasion,
    Opinion,
    Reply,
    Screening,
    SummaryText,
)
from contracts.envelope import Part, TextReference
from contracts.inventory import AssessmentRule, Day, FoundAs, Line
from services.chassis.decider import Command


class OpenCase(Command):
    """Open the case of a system that was registered."""

    CREATES: ClassVar[bool] = True

    assessment_version: int
    found_as: FoundAs | None = None


class Screen(Command):
    """Answer the pre-scan, or answer it anew. Policy and versions of the system are as they are known now."""

    screening: Screening
    assessment_rule: AssessmentRule = "every-system"
    policy_version: int | None = None
    assessment_version: int
    system_version: int


class Answer(Part):
    """The answer to a question of the form, or why it does not apply: exactly one of the two."""

    question: str
    answer: TextReference | None = None
    not_applicable: TextReference | None = None


class AnswerQuestions(Command):
    """Answer questions of the form: all of these, or none."""

    answers: tuple[Answer, ...]


class RecordRisk(Command):
    """Name a risk for the people concerned; its level follows."""

    risk_id: str
    text: TextReference
    likelihood: Level
    impact: Level
    reason: TextReference | None = None


class ChangeRisk(RecordRisk):
    """Say of a risk of this case how it is now; what is left of it is weighed anew."""


class RemoveRisk(Command):
    """Take a risk out of the version, with the measures that are against this risk alone."""

    risk_id: str


class AgreeMeasure(Command):
    """Agree on a measure against one or more risks of this case."""

    measure_id: str
    risks: tuple[str, ...]
    text: TextReference
    owner_role: Line | None = None
    due: Day | None = None


class ChangeMeasure(AgreeMeasure):
    """Say of a measure of this case how it is now."""


class RemoveMeasure(Command):
    """Take a measure out of the version."""

    measure_id: str


class WeighResidual(Command):
    """Say what is left of a risk after its measures; the level follows."""

    risk_id: str
    likelihood: Level
    impact: Level
    reason: TextReference | None = None


class Submit(Command):
    """Freeze the version and ask for advice. The versions of the system are those that it was written for.

    `unchanged`: why nothing was written since the case was reopened.
    """

    assessment_version: int
    system_version: int
    unchanged: TextReference | None = None


class GiveAdvice(Command):
    """Give an opinion on the submitted version; every point asks for an answer."""

    advice_id: str
    adviser: Adviser
    opinion: Opinion
    text: TextReference | None = None
    points: tuple[AdvicePoint, ...] = ()


class AnswerAdvice(Command):
    """Adopt a point of advice, or say why not."""

    advice_id: str
    point: str
    adopted: bool
    reason: TextReference | None = None


class Decide(Command):
    """Approve or reject the submitted version; an approval may have conditions."""

    outcome: DecisionOutcome
    reason: TextReference
    conditions: tuple[Condition, ...] = ()


class ReportCondition(Command):
    """Say that a condition of the approval is met, and what shows it."""

    condition: str
    evidence: TextReference


class JudgeEvidence(Command):
    """Say, as another person, whether a condition is met; if not, why."""

    condition: str
    met: bool
    reason: TextReference | None = None


class AskConsultation(Command):
    """Ask the supervisory authority first, because a risk stays high (GDPR art. 36)."""

    reason: TextReference


class ExtendConsultation(Command):
    """The authority said that it takes longer."""

    reason: TextReference


class AnswerConsultation(Command):
    """The authority answered; `reason` is what it said."""

    outcome: Reply
    reason: TextReference


class LapseConsultation(Command):
    """The term passed without an answer; `reason` says why the case goes on."""

    reason: TextReference


class Return(Command):
    """Send the submitted version back to be mended."""

    reason: TextReference


class Exempt(Command):
    """Propose to make no assessment. The policy is as it is known now."""

    kind: Exemption
    reason: TextReference
    assessment_rule: AssessmentRule = "every-system"


class ConfirmExemption(Command):
    """Confirm, as another person, that no assessment is needed."""

    assessment_rule: AssessmentRule = "every-system"
    policy_version: int | None = None
    assessment_version: int
    system_version: int


class ChooseAssessment(Command):
    """Make an assessment anyway."""

    assessment_version: int
    system_version: int


class Reopen(Command):
    """Begin a new version of a case that was closed; a person says why. Versions of 0: those that it was closed on.

    A system that was found as retired has no case: the rule then refuses a person, and passes over a policy.
    """

    CREATES: ClassVar[bool] = True

    occasion: Occasion = "request"
    reason: TextReference | None = None
    assessment_version: int = 0
    system_version: int = 0


class NoteChange(Command):
    """The system changed substantially once more while its case is being written anew. By policy.

    A system that was found as retired has no case: the rule passes it over.
    """

    CREATES: ClassVar[bool] = True

    assessment_version: int
    system_version: int


class Suspend(Command):
    """Let an approval not count for the time being."""

    reason: TextReference


class Resume(Command):
    """Let a suspended approval count again."""

    reason: TextReference


class ContinueUse(Command):
    """Say how the use of the system goes on though its assessment does not carry it. `stage`: as it is known now."""

    reason: TextReference
    stage: str = ""


class WriteSummary(Command):
    """Write the summary for everyone, or write it anew; `left_out`: on which grounds something is not in it."""

    text: TextReference
    left_out: tuple[LeftOut, ...] = ()


class ReleaseSummary(Command):
    """Make the summary public. `words`: as they stand in the texts store; none when they were erased."""

    words: SummaryText | None = None


class Withdraw(Command):
    """Stop the case without a decision."""

    reason: TextReference
    assessment_version: int
    system_version: int
