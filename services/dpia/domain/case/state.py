"""What is known of one case."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contracts.dpia import (
    AdviceAnswered,
    AdviceGiven,
    AnswersRecorded,
    AssessmentNotRequired,
    Condition,
    DecisionTaken,
    ExemptionProposed,
    MeasureAgreed,
    ResidualWeighed,
    RiskRecorded,
    ScreeningCompleted,
    VersionSubmitted,
)
from contracts.envelope import TextReference

IN_USE = ("pilot", "in-use")
"""The stages in which people meet what a system makes."""


@dataclass(frozen=True)
class Consultation:
    """What was asked of the authority. `until`: the last day of its term; `outcome`: its reply, or `lapsed`."""

    until: str
    extended: bool = False
    outcome: str | None = None


@dataclass(frozen=True)
class Summary:
    """A summary for everyone; `writers`: who wrote in it since the last release."""

    text: TextReference
    left_out: tuple[str, ...]
    writers: frozenset[str]
    released: bool = False


@dataclass(frozen=True)
class Case:
    """The facts that rules look at; `hands` are the people who wrote, submitted or advised in this version."""

    opened: bool = False
    screened: ScreeningCompleted | None = None
    required: bool = False
    answers: Mapping[str, AnswersRecorded] = field(default_factory=dict)
    risks: Mapping[str, RiskRecorded] = field(default_factory=dict)
    measures: Mapping[str, MeasureAgreed] = field(default_factory=dict)
    residuals: Mapping[str, ResidualWeighed] = field(default_factory=dict)
    """By risk; a version that was submitted before residuals were asked has none."""
    exemption: ExemptionProposed | None = None
    exempted: AssessmentNotRequired | None = None
    number: int = 0
    """How many versions were submitted, those that came back included."""
    submitted: VersionSubmitted | None = None
    advices: Mapping[str, AdviceGiven] = field(default_factory=dict)
    advised_as: Mapping[str, str] = field(default_factory=dict)
    """Who advised on this version -> in which role."""
    replies: Mapping[tuple[str, str], AdviceAnswered] = field(default_factory=dict)
    consultation: Consultation | None = None
    decision: DecisionTaken | None = None
    reported: Mapping[str, str] = field(default_factory=dict)
    """Conditions that are said to be met and wait for someone to look -> who said so."""
    met: frozenset[str] = frozenset()
    halted: str | None = None
    """`suspended` or `withdrawn`."""
    setback: str | None = None
    """Why the assessment does not carry the use of the system now, if something took it away."""
    untouched: bool = False
    """A version that was submitted before was reopened, or its system changed then, and nothing was written since."""
    asked_for: int = 0
    """The version of the assessment for which the case was reopened, or asked once more, last."""
    changed_again: bool = False
    """The system changed substantially once more after the case was reopened."""
    use_explained: bool = False
    """The process owner said after the setback how the use goes on."""
    summary: Summary | None = None
    """Of the decision that stands; a reopened case has none."""
    hands: frozenset[str] = frozenset()

    @property
    def phase(self) -> str:
        """The state of the case, as the table of transitions names it."""
        if self.halted:
            return self.halted
        if self.decision:
            return self._followed(self.decision)
        if self.submitted:
            return self._judged
        return "not-required" if self.exempted else "unconfirmed" if self.exemption else self._written

    @property
    def _written(self) -> str:
        return "drafting" if self.screened else "screening" if self.opened else "unopened"

    def _followed(self, decision: DecisionTaken) -> str:
        if self.reported:
            return "verifying"
        return "conditional" if self.open_conditions else decision.outcome

    @property
    def _judged(self) -> str:
        """Every advice that is asked is given, and every point of it answered, before the decision."""
        if self.open_points:
            return "answering"
        if self.advice_missing:
            return "advising"
        return "consulting" if self.consultation and self.consultation.outcome is None else "deciding"

    @property
    def open_conditions(self) -> tuple[Condition, ...]:
        """Conditions of the approval that nobody has found to be met."""
        conditions = self.decision.conditions if self.decision else ()
        return tuple(condition for condition in conditions if condition.id not in self.met)

    @property
    def high_left(self) -> tuple[str, ...]:
        """The risks that stay high after their measures; one that was not weighed anew stays as it was."""
        return tuple(id for id, risk in self.risks.items() if self.residuals.get(id, risk).level == "high")

    @property
    def open_points(self) -> tuple[str, ...]:
        """Points of advice that nobody has answered, oldest first."""
        points = ((advice.advice_id, point.id) for advice in self.advices.values() for point in advice.points)
        return tuple(point for advice, point in points if (advice, point) not in self.replies)

    @property
    def advice_missing(self) -> tuple[str, ...]:
        """The roles whose advice is asked and not given yet."""
        asked = self.submitted.advisers if self.submitted else ()
        return tuple(adviser for adviser in asked if adviser not in self.advised_by)

    @property
    def advised_by(self) -> frozenset[str]:
        """Who has advised on this version: `fg`, `ciso`."""
        return frozenset(advice.adviser for advice in self.advices.values())


def initial() -> Case:
    """Before any fact."""
    return Case()
