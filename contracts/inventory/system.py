"""Facts of systems: from registration to retirement."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.envelope import Event, OneOf, Part, TextReference, YesNo
from contracts.inventory.description import Consultation, DataSource, FoundRecord, Oversight, SystemDescription
from contracts.inventory.organisation import InventoryFact
from contracts.inventory.words import AiActClass, Change, Day, FoundAs, Line, Month, Standing


class _Changed(InventoryFact):
    """A change of a system. `change` absent: nobody has said yet how much it matters."""

    change: Change | None = None
    reason: TextReference | None = None
    assessment_version: int


class SystemRegistered(InventoryFact):
    """A system entered the inventory, new or as it was found."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-registered.v1"

    description: SystemDescription
    found_as: FoundAs | None = None
    since: Month | None = None
    found_record: FoundRecord | None = None
    assessment_version: int = 1


class SystemDescribed(_Changed):
    """The description of a system was replaced."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-described.v1"

    description: SystemDescription
    found_record: FoundRecord | None = None


class ChangeClassified(InventoryFact):
    """Someone said afterwards how much the changes up to a version matter."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.change-classified.v1"

    up_to: int
    change: Change
    reason: TextReference
    assessment_version: int


class DataSourceDocumented(_Changed):
    """A data source of a system was described."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.data-source-documented.v1"

    source_id: str
    source: DataSource


class DataSourceRemoved(_Changed):
    """A data source is no longer used."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.data-source-removed.v1"

    source_id: str


class OversightArranged(_Changed):
    """Human oversight and the ways to a correction were arranged."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.oversight-arranged.v1"

    oversight: Oversight


class ConsultationDocumented(InventoryFact):
    """Whom the organisation asked about a system was written down, or written down anew."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.consultation-documented.v1"

    consultation_id: str
    consultation: Consultation


class ConsultationRemoved(InventoryFact):
    """A consultation was written down by mistake."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.consultation-removed.v1"

    consultation_id: str


class SystemClassified(InventoryFact):
    """Someone gave the system a class under the AI Act."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-classified.v1"

    ai_act_class: Annotated[AiActClass, Field(alias="class")]
    legal_point: Line | None = None
    reason: TextReference


class ClassificationConfirmed(InventoryFact):
    """A second person confirmed the class under the AI Act."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.classification-confirmed.v1"


class OpenCondition(Part):
    """A condition of an approval that blocks use and is not met yet: who sees to it, and by when."""

    owner_role: Line
    due: Day


class AssessmentNoted(InventoryFact):
    """Inventory noted how the assessment stands, as dpia decided it."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.assessment-noted.v1"
    MINOR: ClassVar[int] = 2
    NOTED: ClassVar[bool] = True

    standing: Standing
    assessment_version: int
    system_version: int
    open_conditions: int = 0
    awaited: tuple[OpenCondition, ...] = ()
    """The conditions that `open_conditions` counts."""
    decided_on: Day | None = None
    noted_version: int
    """Version of the case whose fact is noted: an older one changes nothing."""
    written_by: str | None = None


class EvaluationPlanned(InventoryFact):
    """The system is to be evaluated, because a resident's correction request was found right."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.evaluation-planned.v1"
    NOTED: ClassVar[bool] = True

    remark: str
    """The correction request, at feedback."""
    privacy: YesNo
    due: Day
    written_by: str | None = None


class EvaluationCompleted(InventoryFact):
    """The system was evaluated; what was found is internal."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.evaluation-completed.v1"

    findings: TextReference


class _Step(InventoryFact):
    since: Month | None = None
    reason: TextReference | None = None
    assessment_version: int
    decision_version: int | None = None
    """Version of the case on which the gate opened."""


class DevelopmentStarted(_Step):
    """Building or buying began."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.development-started.v1"

    personal_data: bool


class PilotStarted(_Step):
    """A trial with real cases began."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.pilot-started.v1"


class SystemTakenIntoUse(_Step):
    """The system is in use."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-taken-into-use.v1"


class SystemSuspended(_Step):
    """Use was stopped for the time being."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-suspended.v1"


class SystemRetired(_Step):
    """Use ended."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-retired.v1"


class MonthCorrected(InventoryFact):
    """The month in which use first began, or ended, was written down wrong; the system itself did not change."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.month-corrected.v1"

    step: Annotated[str, OneOf("in-use", "retired")]
    since: Month
    before: Month | None = None
    """What stood there; absent when the month was not known."""
    reason: TextReference


STAGES: Mapping[type[Event], str] = {
    DevelopmentStarted: "development",
    PilotStarted: "pilot",
    SystemTakenIntoUse: "in-use",
    SystemSuspended: "suspended",
    SystemRetired: "retired",
}
"""The stage of life that begins with each of these facts."""
