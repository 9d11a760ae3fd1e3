"""What is known of one AI system, folded from its facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contracts.inventory import (
    AssessmentNoted,
    Consultation,
    DataSource,
    EvaluationPlanned,
    FoundRecord,
    Month,
    Oversight,
    SystemDescription,
)
from services.chassis.decider import Rejected
from services.chassis.wording import _


@dataclass(frozen=True)
class Classification:
    """The class under the AI Act, who gave it, and whether a second person confirmed it."""

    ai_act_class: str
    by: str
    confirmed: bool = False


@dataclass(frozen=True)
class System:
    """One AI system; without `description` it is not registered yet, though something may be noted on it."""

    version: int = 0
    """Version of the subject that the last fact made."""
    description: SystemDescription | None = None
    stage: str = "idea"
    used: bool = False
    """It was in use at some time; `began` is the first month of that, `ended` the last, when known."""
    began: Month | None = None
    ended: Month | None = None
    personal_data: bool = False
    """Was development with real personal data begun?"""
    assessment_version: int = 1
    unclassified: frozenset[int] = frozenset()
    """Versions of the changes of which nobody said how much they matter."""
    seen: int | None = None
    """The system's version in the newest noted submission or decision; None before the first."""
    assessment: AssessmentNoted | None = None
    sources: Mapping[str, DataSource] = field(default_factory=dict)
    oversight: Oversight | None = None
    consultations: Mapping[str, Consultation] = field(default_factory=dict)
    classification: Classification | None = None
    evaluations: tuple[EvaluationPlanned, ...] = ()
    """Planned and not done yet, oldest first."""
    found_record: FoundRecord | None = None
    """The register entry as it was last imported."""
    edited: frozenset[str] = frozenset()
    """Fields of the description that a person set: an import leaves them alone."""

    @property
    def submitted(self) -> bool:
        """Was a version of the assessment ever submitted? Changes must be weighed from then on."""
        return self.seen is not None

    @property
    def open_changes(self) -> tuple[int, ...]:
        """Versions of the changes that the assessment has not seen and nobody has weighed, oldest first."""
        return () if self.seen is None else tuple(sorted(v for v in self.unclassified if v > self.seen))


def initial() -> System:
    """Before any fact."""
    return System()


def described(state: System) -> SystemDescription:
    """The description of a registered system; refuses one that is not registered."""
    if state.description is None:
        raise Rejected("unknown", _("Dit systeem is hier niet bekend. Registreer het eerst."))
    return state.description
