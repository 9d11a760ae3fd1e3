"""Facts of inventory: organisations, who holds which role, AI systems and the gate before their use."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from contracts import topics
from contracts.envelope import Event, OneOf, Part, TextReference

Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Prose = Annotated[str, Field(min_length=1, max_length=5000)]
PublicationCategory = Annotated[str, OneOf("high-risk", "impactful", "other")]
Technique = Annotated[str, OneOf("rules", "statistics", "machine-learning", "generative", "other")]
RoleInDecisions = Annotated[str, OneOf("none", "informs", "advises", "decides")]
FoundAs = Annotated[str, OneOf("development", "in-use", "retired")]
Change = Annotated[str, OneOf("correction", "minor", "substantial")]
AiActClass = Annotated[str, OneOf("prohibited", "high-risk", "transparency", "minimal", "not-ai", "unknown")]
SourceKind = Annotated[str, OneOf("base-register", "own-register", "supplier", "sensor", "open-data", "resident")]
PersonalDataKind = Annotated[str, OneOf("ordinary", "sensitive", "special", "criminal", "national-number")]
Use = Annotated[str, OneOf("training", "operation")]
AssessmentRule = Annotated[str, OneOf("every-system", "when-required")]
Standing = Annotated[str, OneOf("in-progress", "submitted", "not-required", "approved", "rejected")]
"""How an assessment stands, as dpia decided it and others note it."""
Role = Annotated[
    str,
    OneOf(
        "coordinator", "process-owner", "editor", "approver", "privacy-officer", "fg", "ciso", "decision-maker",
        "moderator", "trainer", "auditor",
    ),
]  # fmt: skip


class SystemDescription(Part):
    """What a system is and does. An absent value is "not known yet"."""

    name: Line
    purpose: Prose | None = None
    owner_role: Line | None = None
    process: Line | None = None
    department: Line | None = None
    themes: tuple[Line, ...] = ()
    publication_category: PublicationCategory | None = None
    supplier: Line | None = None
    product: Line | None = None
    product_version: Line | None = None
    technique: Technique | None = None
    self_learning: bool | None = None
    role_in_decisions: RoleInDecisions | None = None
    affected_groups: tuple[Line, ...] = ()
    people_per_year: Annotated[int, Field(ge=0, le=100_000_000)] | None = None


class Provenance(Part):
    """Where an imported record was found: address of the entry, its dates in that register and in the file."""

    url: str | None = None
    registered_on: Day | None = None
    exported_on: Day | None = None


class FoundRecord(Part):
    """A register entry as it was found: the official keys and their values, and where it came from."""

    register: Line = Field()  # without it pydantic finds a default: the method of every class with abstract methods
    source_id: Line
    record: dict[str, Any]
    provenance: Provenance = Provenance()


class PersonalData(Part):
    """One kind of personal data that a source holds, and what it is."""

    kind: PersonalDataKind
    what: Line


class DataSource(Part):
    """Where data comes from, what it holds and on which ground it is used."""

    name: Line
    kind: SourceKind
    personal_data: tuple[PersonalData, ...] = ()
    use: tuple[Use, ...] = ()
    origin: Line | None = None
    legal_basis: Prose | None = None
    original_purpose: Prose | None = None
    retention: Line | None = None
    known_bias: Prose | None = None
    link: Annotated[str, Field(max_length=500, pattern=r"^https?://")] | None = None


class Oversight(Part):
    """Who looks at the output, how they stop it, and how a resident gets an explanation or a correction."""

    role: Line
    checks: Prose
    stop: Prose
    explanation: Prose
    correction: Prose
    objection: Prose
    contact: Line
    competence: Prose | None = None
    term: Line | None = None


class Policy(Part):
    """The ethical framework of an organisation and its rule for assessments."""

    principles: tuple[Prose, ...]
    oversight: Prose
    assessment: AssessmentRule
    adopted_on: Day
    adopted_by: Line
    next_review: Day


class Organisation(Part):
    """A tenant: its name and dated identifiers. `oin` is 20 digits; test OINs begin with 00000099."""

    name: Line
    oin: Annotated[str, Field(pattern=r"^[0-9]{20}$")]
    cbs_code: Annotated[str, Field(pattern=r"^GM[0-9]{4}$")] | None = None
    tooi_code: Annotated[str, Field(pattern=r"^[a-z]{2,8}[0-9]{2,8}$")] | None = None
    contact: Line | None = None


class _Inventory(Event):
    TOPIC: ClassVar[str] = topics.INVENTORY
    AGGREGATE: ClassVar[str] = "system"


class _Changed(_Inventory):
    """A change of a system. `change` absent: nobody has said yet how much it matters."""

    change: Change | None = None
    reason: TextReference | None = None
    assessment_version: int


class OrganisationOnboarded(Organisation, _Inventory):
    """An organisation became a tenant."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.organisation-onboarded.v1"
    AGGREGATE: ClassVar[str] = "organisation"


class PolicyAdopted(Policy, _Inventory):
    """The organisation adopted its policy on AI."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.policy-adopted.v1"
    AGGREGATE: ClassVar[str] = "organisation"


class RoleGranted(_Inventory):
    """A person may act in a role, from and until a date where given."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.role-granted.v1"
    AGGREGATE: ClassVar[str] = "roles"

    member: str
    role: Role
    valid_from: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None


class RoleEnded(_Inventory):
    """A person no longer holds a role."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.role-ended.v1"
    AGGREGATE: ClassVar[str] = "roles"

    member: str
    role: Role


class SystemRegistered(_Inventory):
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


class ChangeClassified(_Inventory):
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


class SystemClassified(_Inventory):
    """Someone gave the system a class under the AI Act."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-classified.v1"

    ai_act_class: Annotated[AiActClass, Field(alias="class")]
    legal_point: Line | None = None
    reason: TextReference


class ClassificationConfirmed(_Inventory):
    """A second person confirmed the class under the AI Act."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.classification-confirmed.v1"


class AssessmentNoted(_Inventory):
    """Inventory noted how the assessment stands, as dpia decided it."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.assessment-noted.v1"
    NOTED: ClassVar[bool] = True

    standing: Standing
    assessment_version: int
    system_version: int
    open_conditions: int = 0
    decided_on: Day | None = None
    noted_version: int
    """Version of the case whose fact is noted: an older one changes nothing."""
    written_by: str | None = None


class _Step(_Inventory):
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


EVENTS: tuple[type[Event], ...] = (
    OrganisationOnboarded, PolicyAdopted, RoleGranted, RoleEnded, SystemRegistered, SystemDescribed, ChangeClassified,
    DataSourceDocumented, DataSourceRemoved, OversightArranged, SystemClassified, ClassificationConfirmed,
    AssessmentNoted, DevelopmentStarted, PilotStarted, SystemTakenIntoUse, SystemSuspended, SystemRetired,
)  # fmt: skip
