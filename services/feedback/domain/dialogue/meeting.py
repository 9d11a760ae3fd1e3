"""From a plan to a report: planned, in the agenda, signed up for, and held or cancelled."""

from contracts.envelope import Event
from contracts.feedback import (
    DialogueCancelled,
    DialogueChanged,
    DialogueHeld,
    DialoguePlanned,
    DialoguePublished,
    DialogueSignedUp,
    SignUpErased,
)
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.feedback.domain.dialogue.commands import (
    CancelDialogue,
    ChangeDialogue,
    EraseSignUp,
    HoldDialogue,
    PlanDialogue,
    PublishDialogue,
    SignUp,
)
from services.feedback.domain.dialogue.deciding import decide
from services.feedback.domain.dialogue.state import Dialogue, need_going, need_plan


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
    need_plan(state)
    if state.held:
        raise Rejected("already-held", _("Deze bijeenkomst is al geweest. Schrijf wat er veranderde bij een uitkomst."))
    need_going(state)
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
    known = need_plan(state)
    need_going(state)
    if state.published:
        raise Rejected("already-published", _("Deze bijeenkomst staat al in de openbare agenda."))
    if known.day < command.today.isoformat():
        raise Rejected("day-past", _("Deze dag is al voorbij. Kies eerst een andere dag."))
    return [DialoguePublished()]


@decide.register
def sign_up(command: SignUp, state: Dialogue) -> list[Event]:
    """While it is in the agenda, still to come, and not full."""
    known = need_plan(state)
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
    need_plan(state)
    return [SignUpErased(sign_up=command.sign_up)] if command.sign_up in state.sign_ups else []


@decide.register
def cancel(command: CancelDialogue, state: Dialogue) -> list[Event]:
    """Until it is held; twice changes nothing. Who signed up stays known, so that they can be told."""
    need_plan(state)
    if state.held:
        raise Rejected("already-held", _("Deze bijeenkomst is al geweest. U kunt haar niet meer afzeggen."))
    return [] if state.cancelled else [DialogueCancelled(published_reason=command.published_reason)]


@decide.register
def hold(command: HoldDialogue, state: Dialogue) -> list[Event]:
    """Once, of one that all could know of, and not before its day."""
    known = need_plan(state)
    if state.held:
        raise Rejected("already-held", _("Het verslag van deze bijeenkomst staat er al."))
    need_going(state)
    if not state.published:
        raise Rejected("not-published", _("Zet de bijeenkomst eerst in de openbare agenda."))
    if known.day > command.today.isoformat():
        raise Rejected("day-to-come", _("Deze bijeenkomst is nog niet geweest. Schrijf het verslag daarna."))
    return [DialogueHeld(published_report=command.published_report, attendance=command.attendance)]


def _need_possible(command: PlanDialogue) -> None:
    if command.plan.day < command.today.isoformat():
        raise Rejected("day-past", _("Deze dag is al voorbij. Kies een dag die nog komt."))
    if not command.entry_known:
        raise Rejected("unknown-entry", _("Deze vermelding is niet openbaar. Kies een andere, of laat het leeg."))
