"""What was promised at a dialogue, and whether that was done."""

from contracts.envelope import Event
from contracts.feedback import OutcomeFollowedUp, OutcomeRecorded
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.feedback.domain.dialogue.commands import FollowUpOutcome, RecordOutcome
from services.feedback.domain.dialogue.deciding import decide
from services.feedback.domain.dialogue.state import Dialogue, need_held


@decide.register
def record_outcome(command: RecordOutcome, state: Dialogue) -> list[Event]:
    """As many as there were."""
    need_held(state)
    if command.due < command.today.isoformat():
        raise Rejected("due-past", _("Deze datum is al voorbij. Kies wanneer het klaar moet zijn."))
    fields = command.model_dump(include={"outcome", "said", "promise", "owner", "due"})
    return [] if command.outcome in state.outcomes else [OutcomeRecorded(**fields)]


@decide.register
def follow_up(command: FollowUpOutcome, state: Dialogue) -> list[Event]:
    """Until it is done."""
    need_held(state)
    if command.outcome not in state.outcomes:
        raise Rejected("unknown-outcome", _("Deze uitkomst is er niet. Kies er een uit de lijst."))
    if state.outcomes[command.outcome]:
        raise Rejected(
            "already-done", _("Deze uitkomst is al klaar. Schrijf een nieuwe uitkomst als er meer te doen is.")
        )
    return [OutcomeFollowedUp(outcome=command.outcome, did=command.did, done=command.done)]
