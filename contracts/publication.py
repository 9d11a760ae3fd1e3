"""Facts of publication: register entries, and the public facts that outsiders read."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from contracts import topics
from contracts.dpia import LeftOut, Setback, SummaryText
from contracts.envelope import Event, OneOf, Part, TextReference
from contracts.inventory import Day, Line, Month, Prose, Provenance, Standing

LifeCycle = Annotated[str, OneOf("idea", "development", "pilot", "in-use", "suspended", "retired")]
Origin = Annotated[str, OneOf("inventory", "import", "person")]
"""Who wrote a draft: composed from the inventory's description, taken from another register, or edited by a person."""
PublicStanding = Annotated[str, OneOf("none", "in-progress", "decided")]
WithdrawalGround = Annotated[
    str, OneOf("by-mistake", "does-not-belong", "duplicate", "personal-data", "confidential")
]  # fmt: skip
"""Why an entry should not have been public: a closed list, so that nothing of it ever has to be erased."""


class PublicAssessment(Part):
    """How the DPIA stands, as the public sees it; `on` is the day of the decision or the month it began."""

    standing: PublicStanding
    on: Day | None = None
    setback: Setback | None = None
    """Why the assessment does not carry the use of the system now; absent when it does, or never did."""
    since: Day | None = None
    """The day of the setback."""
    continued: Day | None = None
    """The day on which was recorded how the use goes on after the setback; absent while it was not."""


class PublicSummary(Part):
    """What dpia released of an assessment. `decided_on`: of the decision that it is about."""

    text: SummaryText
    left_out: tuple[LeftOut, ...] = ()
    decided_on: Day
    released_on: Day


class PublicLag(Part):
    """The system was described anew, and the public text of these fields was not looked at since that day."""

    since: Day
    keys: tuple[str, ...]
    """Keys of the standard, or of the redress beside it."""


class PublicRedress(Part):
    """What a resident can do about an outcome, as the organisation wrote it and an approver read it."""

    explanation: Prose | None = None
    """How to get an explanation."""
    correction: Prose | None = None
    """How to have a mistake corrected."""
    objection: Prose | None = None
    """How to object, or why that is not possible."""
    term: Line | None = None
    """Within which term the organisation answers."""


class TakenOver(Part):
    """The entry was taken over from another register as it stood there."""

    register: str = Field()
    on: Day
    provenance: Provenance = Provenance()


class PublicExtension(Part):
    """What Helder shows beside the official keys."""

    assessment: PublicAssessment = PublicAssessment(standing="none")
    taken_over: TakenOver | None = None
    suspended: bool | None = None
    summary: PublicSummary | None = None
    outdated: PublicLag | None = None
    redress: PublicRedress | None = None


class PublicRecord(Part):
    """A public register entry: the keys of publication standard 1.0 (unknown ones absent) and the extension."""

    organisation: str
    uri: str
    version: int
    published_at: str
    record: dict[str, Any]
    extension: PublicExtension


class Tombstone(Part):
    """What is left of a public entry that should not have been public: what it was, since when it is gone and why."""

    organisation: str
    uri: str
    version: int
    withdrawn_at: str
    ground: WithdrawalGround
    name: str | None = None
    """Absent where the name itself may be what should not have been public."""


class _Publication(Event):
    TOPIC: ClassVar[str] = topics.PUBLICATION
    AGGREGATE: ClassVar[str] = "entry"


class AssessmentNoted(_Publication):
    """Publication noted how the assessment stands, as dpia decided it."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.assessment-noted.v1"
    MINOR: ClassVar[int] = 2
    NOTED: ClassVar[bool] = True

    standing: Standing
    decided_on: Day | None = None
    setback: Setback | None = None
    """What dpia's fact took away from under the use of the system, if anything."""
    since: Day | None = None
    """The day of the setback."""
    noted_version: int
    written_by: str | None = None


class ContinuationNoted(_Publication):
    """Publication noted that was recorded how the use goes on after a setback; the words of that stay with dpia."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.continuation-noted.v1"
    NOTED: ClassVar[bool] = True

    setback: Setback
    continued_on: Day
    noted_version: int
    written_by: str | None = None


class LifeCycleNoted(_Publication):
    """Publication noted where the system stands in its life, as inventory decided it."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.life-cycle-noted.v1"
    MINOR: ClassVar[int] = 1
    NOTED: ClassVar[bool] = True

    state: LifeCycle
    month: Month | None = None
    corrects: LifeCycle | None = None
    """Inventory corrected a month: of the first use (`in-use`) or of the end (`retired`). The state stays as it was."""
    noted_version: int
    written_by: str | None = None


class SummaryNoted(_Publication):
    """Publication noted the summary of the assessment, as dpia released it for everyone."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.summary-noted.v1"
    NOTED: ClassVar[bool] = True

    summary: PublicSummary
    noted_version: int
    written_by: str | None = None


class DescriptionNoted(_Publication):
    """Publication noted how the inventory describes the system now, in keys of the standard and of the redress."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.description-noted.v1"
    NOTED: ClassVar[bool] = True

    described: dict[str, Any]
    noted_on: Day
    noted_version: int
    written_by: str | None = None


class EntryDrafted(_Publication):
    """A first draft was made from what the inventory knows."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.entry-drafted.v1"
    MINOR: ClassVar[int] = 1

    record: dict[str, Any]
    origin: Origin
    register: str | None = None
    provenance: Provenance | None = None
    noted_version: int
    """Version of the system that the draft was made from."""
    described: dict[str, Any] | None = None
    """How the inventory described a system that was found in another register, in keys of the standard."""
    written_by: str | None = None


class EntryRevised(_Publication):
    """The draft, or the draft revision of a public entry, was replaced."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.entry-revised.v1"

    record: dict[str, Any]
    extension: dict[str, Any] | None = None
    origin: Origin
    provenance: Provenance | None = None
    noted_version: int | None = None
    written_by: str | None = None


class EntrySubmitted(_Publication):
    """The draft was sent to an approver."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.entry-submitted.v1"


class EntryReturned(_Publication):
    """The submitted draft was sent back to be mended, with the reason."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.entry-returned.v1"

    reason: TextReference


class EntryPublished(_Publication):
    """The entry became public: approved by another person, or taken over as it stood in another register."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.entry-published.v1"

    number: int
    """Version of the public record."""
    record: dict[str, Any]
    taken_over: TakenOver | None = None


class EntryChanged(_Publication):
    """The public record changed: an approved revision, or a fact of another service by policy."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.entry-changed.v1"

    number: int
    record: dict[str, Any]
    taken_over: TakenOver | None = None
    written_by: str | None = None


class EntryWithdrawn(_Publication):
    """The entry was taken off the public site for good, because it should not have been public."""

    TYPE: ClassVar[str] = "nl.algoritmes.publication.entry-withdrawn.v1"

    number: int
    """Version of what is left of the public record."""
    ground: WithdrawalGround


class _Register(Event):
    TOPIC: ClassVar[str] = topics.REGISTER
    AGGREGATE: ClassVar[str] = "algorithm"
    COUNTED_BY: ClassVar[str | None] = "version"

    version: int


class AlgorithmPublished(_Register):
    """An algorithm stands in the public register; the whole public record."""

    TYPE: ClassVar[str] = "nl.algoritmes.register.algorithm-published.v1"
    MINOR: ClassVar[int] = 5

    public: PublicRecord


class AlgorithmChanged(_Register):
    """A public algorithm changed; the whole public record as it is now."""

    TYPE: ClassVar[str] = "nl.algoritmes.register.algorithm-changed.v1"
    MINOR: ClassVar[int] = 5

    public: PublicRecord


class AlgorithmWithdrawn(_Register):
    """An algorithm should not have been in the public register: forget its record, and keep what is left."""

    TYPE: ClassVar[str] = "nl.algoritmes.register.algorithm-withdrawn.v1"

    public: Tombstone


EVENTS: tuple[type[Event], ...] = (
    AssessmentNoted, ContinuationNoted, LifeCycleNoted, SummaryNoted, DescriptionNoted, EntryDrafted, EntryRevised,
    EntrySubmitted, EntryReturned,
    EntryPublished, EntryChanged, EntryWithdrawn,
    AlgorithmPublished, AlgorithmChanged, AlgorithmWithdrawn,
)  # fmt: skip
