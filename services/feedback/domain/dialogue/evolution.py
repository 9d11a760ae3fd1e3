"""What each fact makes of the dialogue."""

from dataclasses import replace
from functools import singledispatch

from contracts.envelope import Event
from contracts.feedback import (
    DialogueCancelled,
    DialogueChanged,
    DialogueHeld,
    DialoguePlanned,
    DialoguePublished,
    DialogueSignedUp,
    OutcomeFollowedUp,
    OutcomeRecorded,
    SignUpErased,
)
from services.chassis.decider import Stamp
from services.feedback.domain.dialogue.state import Dialogue, Promise


@singledispatch
def evolve(event: Event, state: Dialogue, stamp: Stamp) -> Dialogue:
    """The state after one more fact; a fact that is unknown here changes nothing."""
    return state


@evolve.register
def planned(event: DialoguePlanned | DialogueChanged, state: Dialogue, stamp: Stamp) -> Dialogue:
    return replace(state, plan=event.plan)


@evolve.register
def published(event: DialoguePublished, state: Dialogue, stamp: Stamp) -> Dialogue:
    return replace(state, published=True)


@evolve.register
def signed_up(event: DialogueSignedUp, state: Dialogue, stamp: Stamp) -> Dialogue:
    return replace(state, sign_ups=state.sign_ups | {event.sign_up})


@evolve.register
def sign_up_erased(event: SignUpErased, state: Dialogue, stamp: Stamp) -> Dialogue:
    return replace(state, sign_ups=state.sign_ups - {event.sign_up})


@evolve.register
def cancelled(event: DialogueCancelled, state: Dialogue, stamp: Stamp) -> Dialogue:
    return replace(state, cancelled=True)


@evolve.register
def held(event: DialogueHeld, state: Dialogue, stamp: Stamp) -> Dialogue:
    return replace(state, held=True)


@evolve.register
def outcome_recorded(event: OutcomeRecorded, state: Dialogue, stamp: Stamp) -> Dialogue:
    promise = Promise(event.owner, event.owner_member)
    return replace(state, outcomes={**state.outcomes, event.outcome: promise})


@evolve.register
def outcome_followed_up(event: OutcomeFollowedUp, state: Dialogue, stamp: Stamp) -> Dialogue:
    promise = replace(state.outcomes[event.outcome], done=event.done)
    return replace(state, outcomes={**state.outcomes, event.outcome: promise})
