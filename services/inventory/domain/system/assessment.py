"""How the assessment stands: what dpia decided, noted as a fact of this system."""

from contracts.envelope import Event
from contracts.inventory import AssessmentNoted
from services.inventory.domain.system.commands import NoteAssessment
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.state import System


@decide.register
def note_assessment(command: NoteAssessment, state: System) -> list[Event]:
    """Facts arrive in any order, also before the registration; what is not newer changes nothing."""
    if state.assessment and command.noted_version <= state.assessment.noted_version:
        return []
    return [
        AssessmentNoted(
            standing=command.standing,
            assessment_version=command.assessment_version,
            system_version=command.system_version,
            open_conditions=command.open_conditions,
            awaited=command.awaited,
            decided_on=command.decided_on,
            noted_version=command.noted_version,
            written_by=command.written_by,
        )
    ]
