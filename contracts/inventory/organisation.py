"""Facts of organisations: who they are, their policy, and who holds which role."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts import topics
from contracts.envelope import Event, Part
from contracts.inventory.words import AssessmentRule, Day, Line, Prose, Role


class Organisation(Part):
    """A tenant: its name and dated identifiers. `oin` is 20 digits; test OINs begin with 00000099."""

    name: Line
    oin: Annotated[str, Field(pattern=r"^[0-9]{20}$")]
    cbs_code: Annotated[str, Field(pattern=r"^GM[0-9]{4}$")] | None = None
    tooi_code: Annotated[str, Field(pattern=r"^[a-z]{2,8}[0-9]{2,8}$")] | None = None
    contact: Line | None = None


class Policy(Part):
    """The ethical framework of an organisation and its rule for assessments."""

    principles: tuple[Prose, ...]
    oversight: Prose
    assessment: AssessmentRule
    adopted_on: Day
    adopted_by: Line
    next_review: Day


class InventoryFact(Event):
    """Travels on inventory's topic."""

    TOPIC: ClassVar[str] = topics.INVENTORY
    AGGREGATE: ClassVar[str] = "system"


class OrganisationOnboarded(Organisation, InventoryFact):
    """An organisation became a tenant."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.organisation-onboarded.v1"
    AGGREGATE: ClassVar[str] = "organisation"


class OrganisationChanged(Organisation, InventoryFact):
    """It was said anew who an organisation is: all of it, as it is from now on. The OIN stays as it was."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.organisation-changed.v1"
    AGGREGATE: ClassVar[str] = "organisation"


class PolicyAdopted(Policy, InventoryFact):
    """The organisation adopted its policy on AI."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.policy-adopted.v1"
    AGGREGATE: ClassVar[str] = "organisation"


class RoleGranted(InventoryFact):
    """A person may act in a role, from and until a date where given."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.role-granted.v1"
    AGGREGATE: ClassVar[str] = "roles"

    member: str
    role: Role
    valid_from: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None


class NameErased(InventoryFact):
    """The name behind a member reference was erased for good; facts that name the reference stay."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.name-erased.v1"
    AGGREGATE: ClassVar[str] = "roles"

    member: str


class RoleEnded(InventoryFact):
    """A person no longer holds a role."""

    TYPE: ClassVar[str] = "nl.algoritmes.inventory.role-ended.v1"
    AGGREGATE: ClassVar[str] = "roles"

    member: str
    role: Role
