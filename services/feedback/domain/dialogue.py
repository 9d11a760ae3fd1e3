"""The life of a dialogue with residents: planned, published, held, and its outcomes followed up until done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import singledispatch
from typing import ClassVar

from contracts.envelope import Event, TextReference, YesNo
from contracts.feedback import (
    DialogueCancelled,
    DialogueChanged,
    DialogueHeld,
    DialoguePlan,
    DialoguePlanned,
    DialoguePublished,
    DialogueSignedUp,
    Number,
    OutcomeFollowedUp,
    OutcomeRecorded,
    SignUpErased,
)
from contracts.inventory.words import Day, Prose, Role
from services.chassis.decider import Command, Rejected, Stamp
from services.chassis.wording import _

AGGREGATE = "dialogue"
KEPT = timedelta(weeks=4)
"""So long after the day of a dialogue it is known who signed up."""


@dataclass(frozen=True)
class Dialogue:
    """Who comes is not here: names and addresses stand in the erasable store."""

    plan: DialoguePlan | None = None
    published: bool = False
    held: bool = False
    cancelled: bool = False
    sign_ups: frozenset[str] = frozenset()
    outcomes: Mapping[str, bool] = field(default_factory=dict)
    """Outcome -> nothing is left to do."""


def initial() -> Dialogue:
    """Nothing is planned yet."""
    return Dialogue()


class PlanDialogue(Command):
    """Plan an information evening or a dialogue table."""

    CREATES: ClassVar[bool] = True

    plan: DialoguePlan
    entry_known: bool
    """There is a public entry of this organisation with the id in the plan, or the plan names none."""


class ChangeDialogue(PlanDialogue):
    """Plan it otherwise."""

    CREATES: ClassVar[bool] = False


class PublishDialogue(Command):
    """Put it in the public agenda."""


class SignUp(Command):
    """A resident will come."""

    sign_up: str
    name: TextReference
    email: TextReference


class EraseSignUp(Command):
    """Who signed up wants to be forgotten, and will not come."""

    sign_up: str


class CancelDialogue(Command):
    """Say that it will not take place, and why."""

    published_reason: Prose


class HoldDialogue(Command):
    """Say that it took place, and what was talked about."""

    published_report: Prose
    attendance: Number | None = None


class RecordOutcome(Command):
    """Promise something about what was said."""

    outcome: str
    said: Prose
    promise: Prose
    owner: Role
    due: Day


class FollowUpOutcome(Command):
    """Say what was done with it."""

    outcome: str
    did: Prose
    done: YesNo


@singledispatch
def decide(command: Command, state: Dialogue) -> list[Event]:
    """The facts that follow from the command; raises Rejected."""
    raise TypeError(f"no rule for {type(command).__name__}")


@decide.register
def plan(command: PlanDialogue, state: Dialogue) -> list[Event]:
    """On a day that is still to come, about something that is public."""
    if state.plan is not None:
        raise Rejected("already-planned", _("Deze bijeenkomst is al gepland. Open haar om iets te wijzigen."))
    _need_possible(command)
    return [DialoguePlanned(plan=command.plan)]


@decide.register
def change(command: ChangeDialogue, state: Dialogue) -> list[Event]:
    """Until it is held; not with fewer seats than are taken. The same plan changes nothing."""
    _need_plan(state)
    if state.held:
        raise Rejected("already-held", _("Deze bijeenkomst is al geweest. Schrijf wat er veranderde bij een uitkomst."))
    _need_going(state)
    if command.plan == state.plan:
        return []
    _need_possible(command)
    if command.plan.seats is not None and command.plan.seats < len(state.sign_ups):
        few = _("Er zijn al {taken} aanmeldingen. Vul {taken} plaatsen of meer in.", taken=len(state.sign_ups))
        raise Rejected("seats-too-few", few)
    return [DialogueChanged(plan=command.plan)]


@decide.register
def publish(command: PublishDialogue, state: Dialogue) -> list[Event]:
    """Once, and before it takes place."""
    known = _need_plan(state)
    _need_going(state)
    if state.published:
        raise Rejected("already-published", _("Deze bijeenkomst staat al in de openbare agenda."))
    if known.day < command.today.isoformat():
        raise Rejected("day-past", _("Deze dag is al voorbij. Kies eerst een andere dag."))
    return [DialoguePublished()]


@decide.register
def sign_up(command: SignUp, state: Dialogue) -> list[Event]:
    """While it is in the agenda, still to come, and not full."""
    known = _need_plan(state)
    if state.cancelled:
        raise Rejected("cancelled", _("Deze bijeenkomst gaat niet door. Kijk in de agenda wat er nog te doen is."))
    if not state.published:
        raise Rejected("not-published", _("U kunt zich hier niet voor aanmelden. Kijk in de agenda wat er te doen is."))
    if state.held or known.day < command.today.isoformat():
        raise Rejected("day-past", _("Deze bijeenkomst is al geweest. Op deze pagina leest u wat eruit kwam."))
    if command.sign_up in state.sign_ups:
        return []
    if known.seats is not None and len(state.sign_ups) >= known.seats:
        raise Rejected(
            "full",
            _("Alle plaatsen zijn bezet. Er komt plaats als iemand zich afmeldt: kijk later nog eens."
              " U kunt ook een opmerking sturen; die lezen wij altijd."),
        )  # fmt: skip
    return [DialogueSignedUp(sign_up=command.sign_up, name=command.name, email=command.email)]


@decide.register
def erase_sign_up(command: EraseSignUp, state: Dialogue) -> list[Event]:
    """At any time; twice changes nothing."""
    _need_plan(state)
    return [SignUpErased(sign_up=command.sign_up)] if command.sign_up in state.sign_ups else []


@decide.register
def cancel(command: CancelDialogue, state: Dialogue) -> list[Event]:
    """Until it is held; twice changes nothing. Who signed up stays known, so that they can be told."""
    _need_plan(state)
    if state.held:
        raise Rejected("already-held", _("Deze bijeenkomst is al geweest. U kunt haar niet meer afzeggen."))
    return [] if state.cancelled else [DialogueCancelled(published_reason=command.published_reason)]


@decide.register
def hold(command: HoldDialogue, state: Dialogue) -> list[Event]:
    """Once, of one that all could know of, and not before its day."""
    known = _need_plan(state)
    if state.held:
        raise Rejected("already-held", _("Het verslag van deze bijeenkomst staat er al."))
    _need_going(state)
    if not state.published:
        raise Rejected("not-published", _("Zet de bijeenkomst eerst in de openbare agenda."))
    if known.day > command.today.isoformat():
        raise Rejected("day-to-come", _("Deze bijeenkomst is nog niet geweest. Schrijf het verslag daarna."))
    return [DialogueHeld(published_report=command.published_report, attendance=command.attendance)]


@decide.register
def record_outcome(command: RecordOutcome, state: Dialogue) -> list[Event]:
    """As many as there were."""
    _need_held(state)
    if command.due < command.today.isoformat():
        raise Rejected("due-past", _("Deze datum is al voorbij. Kies wanneer het klaar moet zijn."))
    fields = command.model_dump(include={"outcome", "said", "promise", "owner", "due"})
    return [] if command.outcome in state.outcomes else [OutcomeRecorded(**fields)]


@decide.register
def follow_up(command: FollowUpOutcome, state: Dialogue) -> list[Event]:
    """Until it is done."""
    _need_held(state)
    if command.outcome not in state.outcomes:
        raise Rejected("unknown-outcome", _("Deze uitkomst is er niet. Kies er een uit de lijst."))
    if state.outcomes[command.outcome]:
        raise Rejected(
            "already-done", _("Deze uitkomst is al klaar. Schrijf een nieuwe uitkomst als er meer te doen is.")
        )
    return [OutcomeFollowedUp(outcome=command.outcome, did=command.did, done=command.done)]


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
    return replace(state, outcomes={**state.outcomes, event.outcome: False})


@evolve.register
def outcome_followed_up(event: OutcomeFollowedUp, state: Dialogue, stamp: Stamp) -> Dialogue:
    return replace(state, outcomes={**state.outcomes, event.outcome: event.done})


def _need_plan(state: Dialogue) -> DialoguePlan:
    if state.plan is None:
        raise Rejected("unknown", _("Deze bijeenkomst is er niet. Kijk in de lijst met bijeenkomsten."))
    return state.plan


def _need_going(state: Dialogue) -> None:
    if state.cancelled:
        raise Rejected("cancelled", _("Deze bijeenkomst is afgezegd. Plan een nieuwe."))


def _need_possible(command: PlanDialogue) -> None:
    if command.plan.day < command.today.isoformat():
        raise Rejected("day-past", _("Deze dag is al voorbij. Kies een dag die nog komt."))
    if not command.entry_known:
        raise Rejected("unknown-entry", _("Deze vermelding is niet openbaar. Kies een andere, of laat het leeg."))


def _need_held(state: Dialogue) -> None:
    _need_plan(state)
    if not state.held:
        raise Rejected("not-held", _("Schrijf eerst het verslag van de bijeenkomst. Daarna komen de uitkomsten."))
