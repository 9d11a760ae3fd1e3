"""When dpia decided something, inventory notes it: the gate rests on what this service itself has noted."""

from contracts.dpia import AssessmentRequired, DecisionTaken, VersionSubmitted
from contracts.envelope import Envelope, Event
from services.chassis.decider import Command
from services.chassis.due import because_of
from services.chassis.service import Policy
from services.inventory.domain import system
from services.inventory.domain.system import NoteAssessment


def note_assessment(envelope: Envelope, event: Event) -> Command | None:
    """How the assessment stands now, with the version of the case that says so."""
    if not isinstance(event, AssessmentRequired | VersionSubmitted | DecisionTaken):
        return None
    standing, decided_on = "in-progress", None
    match event:
        case VersionSubmitted():
            standing = "submitted"
        case DecisionTaken():
            standing, decided_on = event.outcome, event.decided_on
    return NoteAssessment(
        **because_of("note-assessment", envelope, event),
        standing=standing,
        decided_on=decided_on,
        assessment_version=event.assessment_version,
        system_version=event.system_version,
        noted_version=envelope.version,
    )


NOTE_ASSESSMENT = Policy("note-assessment", system, NoteAssessment, note_assessment)
