"""What someone, or a policy, may ask of a register entry."""

from typing import Any, ClassVar

from contracts.dpia import Setback
from contracts.envelope import TextReference
from contracts.inventory import DataSource, Day, FoundAs, FoundRecord, Month, Oversight, Standing, SystemDescription
from contracts.publication import LifeCycle, PublicSummary, WithdrawalGround
from services.chassis.decider import Command


class Publishing(Command):
    """What a public record holds beside the entry itself."""

    organisation: str
    """Id of the tenant."""
    organisation_name: str
    uri: str
    """Permanent address: `/id/algorithm/<id>`, with or without a host."""
    published_at: str
    """RFC 3339; the moment of this version of the public record."""


class DraftEntry(Command):
    """A system entered the inventory: make its first draft. By policy."""

    CREATES: ClassVar[bool] = True

    description: SystemDescription
    found_record: FoundRecord | None = None
    found_as: FoundAs | None = None
    since: Month | None = None
    noted_version: int
    """Version of the system that is known now."""


class Following(Publishing):
    """What the inventory says now."""

    noted_version: int
    """Version of the system that says so."""


class TakeUpDescription(Following):
    """The inventory describes the system anew, or an import found another record. By policy."""

    description: SystemDescription
    found_record: FoundRecord | None = None


class TakeUpSources(Following):
    """The inventory describes a data source, or it is no longer used. By policy."""

    system: str
    sources: tuple[DataSource, ...] | None = None
    """All of the system, in the order of the inventory; None when they are not known here."""


class TakeUpOversight(Following):
    """The inventory says who looks at the outcome. By policy."""

    oversight: Oversight


class EditEntry(Command):
    """Replace what people fill in, as a whole: a key that is absent is not known."""

    record: dict[str, Any]
    """Keys of EDITED in services.publication.domain.record."""
    extension: dict[str, Any] | None = None


class SubmitEntry(Command):
    """Send the draft to an approver."""


class ReturnEntry(Command):
    """Send the submitted draft back to be mended."""

    reason: TextReference


class ApproveEntry(Publishing):
    """Make the submitted draft public."""


class TakeOver(Publishing):
    """Make an imported draft public as it stood in the other register."""


class WithdrawEntry(Publishing):
    """Take the entry off the public site for good: it should not have been there."""

    ground: WithdrawalGround


class NoteLifeCycle(Publishing):
    """The inventory moved the system on in its life. By policy; may come before the draft."""

    CREATES: ClassVar[bool] = True

    state: LifeCycle
    month: Month | None = None
    noted_version: int


class NoteMonth(Publishing):
    """The inventory corrected the month of the first use (`in-use`) or of the end (`retired`). By policy."""

    CREATES: ClassVar[bool] = True

    step: LifeCycle
    month: Month
    noted_version: int


class NoteAssessment(Publishing):
    """The assessment stands otherwise. By policy; may come before the draft."""

    CREATES: ClassVar[bool] = True

    standing: Standing
    decided_on: Day | None = None
    setback: Setback | None = None
    since: Day | None = None
    noted_version: int
    """Version of the case."""


class NoteContinuation(Publishing):
    """It was recorded how the use goes on after a setback. By policy; may come before the draft."""

    CREATES: ClassVar[bool] = True

    setback: Setback
    continued_on: Day
    noted_version: int
    """Version of the case."""


class NoteOrganisation(Publishing):
    """The organisation has another name: what is public says so. By policy."""


class NoteSummary(Publishing):
    """Dpia released a summary of the assessment. By policy; may come before the draft."""

    CREATES: ClassVar[bool] = True

    summary: PublicSummary
    noted_version: int
    """Version of the case."""
