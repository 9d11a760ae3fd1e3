"""Inventory notes how the assessment stands; facts of another service arrive in any order and repeated."""

import pytest

from services.inventory.domain.system import NoteAssessment
from tests.samples import APPROVED, REGISTERED
from tests.unit.inventory.system_commands import ask, given, noted


def note(**fields) -> NoteAssessment:
    said = APPROVED.model_dump() | fields
    return ask(NoteAssessment, who="system:note-assessment", **said)


def test_a_decision_is_noted_with_the_person_behind_it():
    given(REGISTERED).when(note()).then(APPROVED)


def test_a_decision_is_noted_on_a_system_that_is_not_registered_yet():
    assert NoteAssessment.CREATES
    given().when(note()).then(APPROVED)


@pytest.mark.parametrize("version", [12, 11, 1])
def test_what_is_not_newer_than_what_was_noted_changes_nothing(version):
    given(REGISTERED, APPROVED).when(note(noted_version=version, standing="rejected", decided_on=None)).then()


def test_what_is_newer_is_noted():
    newer = noted("rejected", seen=10, noted_version=13, written_by="dirk", open_conditions=2)
    command = note(standing="rejected", noted_version=13, decided_on=None, open_conditions=2)
    given(REGISTERED, APPROVED).when(command).then(newer)
