"""What was promised at a dialogue and who sees to it, and whether that was done."""

from collections.abc import Collection

from contracts.envelope import Event
from contracts.feedback import OutcomeFollowedUp, OutcomeRecorded
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.feedback.domain.dialogue.commands import FollowUpOutcome, RecordOutcome
from services.feedback.domain.dialogue.deciding import decide
from services.feedback.domain.dialogue.state import Dialogue, need_held

OWNERS = (
    "coordinator", "process-owner", "editor", "approver", "privacy-officer", "fg", "ciso", "decision-maker",
    "moderator", "trainer",
)  # fmt: skip
"""Roles whose holders can see to a promise: an auditor only looks on."""
MODERATOR = "moderator"


def sees_to(who: str, roles: Collection[str], owner: str, member: str | None) -> bool:
    """Who was named, or where nobody was named everyone in the role; a moderator instead of them."""
    return MODERATOR in roles or (who == member if member else owner in roles)


@decide.register
def record_outcome(command: RecordOutcome, state: Dialogue) -> list[Event]:
    """As many as there were."""
    need_held(state)
    if command.due < command.today.isoformat():
        raise Rejected("due-past", _("Deze datum is al voorbij. Kies wanneer het klaar moet zijn."))
    if command.owner not in OWNERS or not command.owner_known:
        raise Rejected("unknown-owner", _("Deze persoon of rol kan hier niet voor zorgen. Kies een ander."))
    fields = command.model_dump(include={"outcome", "said", "promise", "owner", "owner_member", "due"})
    return [] if command.outcome in state.outcomes else [OutcomeRecorded(**fields)]


@decide.register
def follow_up(command: FollowUpOutcome, state: Dialogue) -> list[Event]:
    """By who sees to it, until it is done."""
    need_held(state)
    promise = state.outcomes.get(command.outcome)
    if promise is None:
        raise Rejected("unknown-outcome", _("Deze uitkomst is er niet. Kies er een uit de lijst."))
    if not sees_to(command.by, command.roles, promise.owner, promise.member):
        other = _("Een ander zorgt voor deze belofte. Die schrijft wat er is gedaan, of een moderator.")
        raise Rejected("not-yours", other)
    if promise.done:
        raise Rejected(
            "already-done", _("Deze uitkomst is al klaar. Schrijf een nieuwe uitkomst als er meer te doen is.")
        )
    return [OutcomeFollowedUp(outcome=command.outcome, did=command.did, done=command.done)]
