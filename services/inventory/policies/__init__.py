"""When dpia decided something, inventory notes it; when a resident was right, an evaluation is planned."""

from operator import attrgetter

from contracts.dpia import Told, awaited_after, standing_of
from contracts.envelope import Envelope, Event
from contracts.feedback import CorrectionResolved
from services.chassis.decider import Command
from services.chassis.due import because_of
from services.chassis.service import Policy
from services.inventory.domain import system
from services.inventory.domain.system import NoteAssessment, PlanEvaluation


def note_assessment(envelope: Envelope, event: Event) -> Command | None:
    """How the assessment stands now, with the version of the case that says so."""
    if not isinstance(event, Told):
        return None
    standing, decided_on = standing_of(event)
    awaited = awaited_after(event)
    return NoteAssessment(
        **because_of("note-assessment", envelope, event),
        standing=standing,
        decided_on=decided_on,
        assessment_version=event.assessment_version,
        system_version=event.system_version,
        open_conditions=len(awaited),
        awaited=awaited,
        noted_version=envelope.version,
    )


def plan_evaluation(envelope: Envelope, event: Event) -> Command | None:
    """An entry has the id of its system."""
    if not isinstance(event, CorrectionResolved) or not event.upheld:
        return None
    return PlanEvaluation(
        **because_of("plan-evaluation", envelope, event), remark=envelope.subject_id, privacy=event.privacy
    )


NOTE_ASSESSMENT = Policy("note-assessment", system, NoteAssessment, note_assessment)
PLAN_EVALUATION = Policy("plan-evaluation", system, PlanEvaluation, plan_evaluation, of=attrgetter("entry"))
