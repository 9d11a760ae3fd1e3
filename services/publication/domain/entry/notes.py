"""What other services decided: noted here, and public at once where it shows."""

from contracts.envelope import Event
from contracts.publication import AssessmentNoted, ContinuationNoted, LifeCycleNoted, SummaryNoted
from services.publication.domain.entry.commands import (
    NoteAssessment,
    NoteContinuation,
    NoteLifeCycle,
    NoteMonth,
    NoteOrganisation,
    NoteSummary,
    Publishing,
)
from services.publication.domain.entry.decision import decide
from services.publication.domain.entry.history import (
    assessment_noted,
    continuation_noted,
    life_cycle_noted,
    summary_noted,
)  # fmt: skip
from services.publication.domain.entry.publishing import public_facts
from services.publication.domain.entry.state import Entry, public_extension, public_record


@decide.register
def note_life_cycle(command: NoteLifeCycle, state: Entry) -> list[Event]:
    """The status and its months follow the inventory without approval."""
    if command.noted_version <= state.life_cycle_version:
        return []
    noted = LifeCycleNoted(
        state=command.state, month=command.month, noted_version=command.noted_version, written_by=command.written_by
    )
    return [noted, *shown(command, state, life_cycle_noted(noted, state))]


@decide.register
def note_month(command: NoteMonth, state: Entry) -> list[Event]:
    """A month that was corrected follows in the same way; where the system stands now does not change."""
    if command.noted_version <= state.life_cycle_version:
        return []
    noted = LifeCycleNoted(
        state=state.life_cycle or command.step, month=command.month, corrects=command.step,
        noted_version=command.noted_version, written_by=command.written_by,
    )  # fmt: skip
    return [noted, *shown(command, state, life_cycle_noted(noted, state))]


@decide.register
def note_assessment(command: NoteAssessment, state: Entry) -> list[Event]:
    """How the assessment stands follows dpia without approval."""
    if command.noted_version <= state.assessment_version:
        return []
    noted = AssessmentNoted(
        standing=command.standing, decided_on=command.decided_on, setback=command.setback, since=command.since,
        noted_version=command.noted_version, written_by=command.written_by,
    )  # fmt: skip
    return [noted, *shown(command, state, assessment_noted(noted, state))]


@decide.register
def note_continuation(command: NoteContinuation, state: Entry) -> list[Event]:
    """That it was recorded is public without approval, as the setback is; of one that is over nothing is said."""
    if command.noted_version <= state.assessment_version or command.setback != state.assessment.setback:
        return []
    noted = ContinuationNoted(
        setback=command.setback, continued_on=command.continued_on, noted_version=command.noted_version,
        written_by=command.written_by,
    )  # fmt: skip
    return [noted, *shown(command, state, continuation_noted(noted, state))]


@decide.register
def note_organisation(command: NoteOrganisation, state: Entry) -> list[Event]:
    """The name stands in the public record, and in no fact of the entry before."""
    return shown(command, state, state)


@decide.register
def note_summary(command: NoteSummary, state: Entry) -> list[Event]:
    """What dpia released is public without another approval: it was read and released there."""
    if command.noted_version <= state.summary_version:
        return []
    noted = SummaryNoted(summary=command.summary, noted_version=command.noted_version, written_by=command.written_by)
    return [noted, *shown(command, state, summary_noted(noted, state))]


def shown(command: Publishing, before: Entry, after: Entry) -> list[Event]:
    """A new version of the public record when it reads otherwise now. An open draft has no part in it."""
    if before.published is None:
        return []
    record = public_record(after, before.published, before.public_found or {}, command.organisation_name)
    same_extension = public_extension(before, before.taken_over) == public_extension(after, before.taken_over)
    if record == before.published and same_extension:
        return []
    return public_facts(command, after, record, before.taken_over, written_by=command.written_by or command.by)
