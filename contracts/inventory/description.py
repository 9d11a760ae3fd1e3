"""What is known of a system: its description, data sources and oversight."""

from typing import Annotated, Any

from pydantic import Field

from contracts.envelope import Part, Whole, YesNo
from contracts.inventory.words import (
    ConsultedParty,
    Day,
    Line,
    PersonalDataKind,
    Prose,
    PublicationCategory,
    RoleInDecisions,
    SourceKind,
    Technique,
    Use,
)


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
    self_learning: YesNo | None = None
    role_in_decisions: RoleInDecisions | None = None
    affected_groups: tuple[Line, ...] = ()
    people_per_year: Annotated[Whole, Field(ge=0, le=100_000_000)] | None = None


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


class Consultation(Part):
    """Who was asked about a system and what came of it (GDPR art. 35(9)); no names of people.

    `outcome` absent: there is no answer yet. `follow_up`: what the organisation did with the answer.
    """

    party: ConsultedParty
    name: Line | None = None
    asked_on: Day
    question: Prose
    outcome: Prose | None = None
    follow_up: Prose | None = None


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
