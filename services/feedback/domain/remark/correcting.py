"""A correction request is looked at by who watches over the system: found right, or not."""

from contracts.envelope import Event
from contracts.feedback import CorrectionResolved
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.feedback.domain.remark.commands import ResolveCorrection
from services.feedback.domain.remark.deciding import decide
from services.feedback.domain.remark.state import Remark, need_open, need_remark, need_words

KIND = "correction-request"


@decide.register
def resolve(command: ResolveCorrection, state: Remark) -> list[Event]:
    """Once, until it is opened again; what is wrong with personal data must be wrong at all."""
    need_remark(state)
    need_open(state)
    need_words(state)
    if state.kind != KIND:
        raise Rejected("no-correction", _("Dit is geen verzoek om iets te herstellen. Beantwoord de reactie gewoon."))
    if state.resolved:
        raise Rejected("already-resolved", _("Over dit verzoek is al beslist. Bekijk de uitkomst bij de reactie."))
    if command.privacy and not command.upheld:
        raise Rejected(
            "privacy-not-upheld", _("Klopt de melding niet? Dan raakt zij ook de privacy niet. Kies opnieuw.")
        )
    return [
        CorrectionResolved(entry=state.entry, upheld=command.upheld, privacy=command.privacy, reason=command.reason)
    ]
