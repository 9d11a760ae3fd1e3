"""Consulting: whom the organisation asked about a system, and what came of it; the system stays as it is."""

from contracts.envelope import Event
from contracts.inventory import ConsultationDocumented, ConsultationRemoved
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.inventory.domain.system.commands import DocumentConsultation, RemoveConsultation
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.state import System, described


@decide.register
def document(command: DocumentConsultation, state: System) -> list[Event]:
    """Also of a system that is out of use: who was asked is part of its history."""
    described(state)
    if command.consultation.asked_on > command.today.isoformat():
        raise Rejected("asked-later", _("Vul de dag in waarop u het vroeg. Een dag die nog komt, kan niet."))
    if state.consultations.get(command.consultation_id) == command.consultation:
        return []
    return [
        ConsultationDocumented(consultation_id=command.consultation_id, consultation=command.consultation),
    ]


@decide.register
def remove(command: RemoveConsultation, state: System) -> list[Event]:
    """What is not there cannot be removed."""
    described(state)
    if command.consultation_id not in state.consultations:
        raise Rejected(
            "unknown-consultation", _("Deze raadpleging staat niet bij het systeem. Kies er een uit de lijst.")
        )
    return [ConsultationRemoved(consultation_id=command.consultation_id)]
