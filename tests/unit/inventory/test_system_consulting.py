"""Consulting: who was asked about a system, what they answered, and what was done with it."""

import pytest

from contracts.inventory import Consultation, ConsultationDocumented, ConsultationRemoved, SystemRetired
from services.inventory.domain import system
from services.inventory.domain.system import DocumentConsultation, RemoveConsultation, readiness
from tests.samples import REGISTERED, TODAY
from tests.spec import spec

given = spec(system)
ASKED = Consultation(
    party="client-council", name="Cliëntenraad Werk en Inkomen", asked_on=TODAY.isoformat(), question="Wat vindt u?"
)
ANSWERED = ASKED.model_copy(update={"outcome": "Leg het in de brief uit.", "follow_up": "De brief is aangepast."})
DOCUMENTED = ConsultationDocumented(consultation_id="c1", consultation=ASKED)


def document(consultation: Consultation, id: str = "c1") -> DocumentConsultation:
    return DocumentConsultation(by="femke", today=TODAY, consultation_id=id, consultation=consultation)


REMOVE = RemoveConsultation(by="femke", today=TODAY, consultation_id="c1")


def test_who_was_asked_is_written_down() -> None:
    given(REGISTERED).when(document(ASKED)).then(DOCUMENTED)


def test_an_answer_is_added_later_and_the_same_again_changes_nothing() -> None:
    answered = ConsultationDocumented(consultation_id="c1", consultation=ANSWERED)
    given(REGISTERED, DOCUMENTED).when(document(ANSWERED)).then(answered)
    given(REGISTERED, DOCUMENTED).when(document(ASKED)).then()
    given(REGISTERED, DOCUMENTED).when(document(ASKED, "c2")).then(
        ConsultationDocumented(consultation_id="c2", consultation=ASKED)
    )


def test_nobody_was_asked_on_a_day_that_is_still_to_come() -> None:
    given(REGISTERED).when(document(ASKED.model_copy(update={"asked_on": "2099-01-01"}))).rejected("asked-later")


def test_what_was_written_down_by_mistake_is_removed_once() -> None:
    removed = ConsultationRemoved(consultation_id="c1")
    given(REGISTERED, DOCUMENTED).when(REMOVE).then(removed)
    given(REGISTERED, DOCUMENTED, removed).when(REMOVE).rejected("unknown-consultation")


@pytest.mark.parametrize("command", [document(ASKED), REMOVE])
def test_a_system_that_is_not_registered_has_none(command: DocumentConsultation | RemoveConsultation) -> None:
    given().when(command).rejected("unknown")


def test_also_of_a_system_that_is_out_of_use() -> None:
    given(REGISTERED, SystemRetired(assessment_version=1)).when(document(ASKED)).then(DOCUMENTED)


def test_it_changes_nothing_of_the_system_itself() -> None:
    """So it closes no gate and needs no weighing."""
    before, after = given(REGISTERED).state, given(REGISTERED, DOCUMENTED).state
    assert after.unclassified == before.unclassified
    assert readiness(after, "in-use", "every-system", False) == readiness(before, "in-use", "every-system", False)
