"""The class under the AI Act: one person gives it, another confirms it."""

from contracts.envelope import Event
from contracts.inventory import ClassificationConfirmed, SystemClassified
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.inventory.domain.system.commands import ClassifySystem, ConfirmClassification
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.state import Classification, System, described

UNKNOWN = "unknown"


@decide.register
def classify(command: ClassifySystem, state: System) -> list[Event]:
    """Every classification, also the same class for another reason, has to be confirmed anew."""
    described(state)
    return [SystemClassified(ai_act_class=command.ai_act_class, legal_point=command.legal_point, reason=command.reason)]


@decide.register
def confirm(command: ConfirmClassification, state: System) -> list[Event]:
    """Four eyes: not the person who classified; and an FG advises, never confirms (GDPR art. 38(6))."""
    described(state)
    given = _to_confirm(state)
    if "fg" in command.roles:
        raise Rejected(
            "fg-advises",
            _(
                "U bent FG van deze organisatie: u adviseert en bevestigt niet. Vraag een coördinator, privacy officer"
                " of beslisser die deze klasse niet zelf koos."
            ),
        )
    if (command.written_by or command.by) == given.by:
        raise Rejected(
            "four-eyes",
            _(
                "U koos deze klasse zelf. Vraag een andere coördinator, privacy officer of beslisser om die te"
                " bevestigen. Is er niemand, nodig dan iemand uit."
            ),
        )
    return [ClassificationConfirmed()]


def _to_confirm(state: System) -> Classification:
    if state.classification is None or state.classification.ai_act_class == UNKNOWN:
        raise Rejected("classification-missing", _("Er is nog geen klasse om te bevestigen. Kies eerst een klasse."))
    if state.classification.confirmed:
        raise Rejected("already-confirmed", _("Deze klasse is al bevestigd. U hoeft niets te doen."))
    return state.classification
