"""A reopened case whose system changes substantially once more, while the case is being written."""

import pytest

from contracts.dpia import ChangeNoted
from contracts.envelope import Event
from services.dpia.domain import case
from tests.samples_dpia import REOPENED, RETURNED, SUBMITTED, WITHDRAWN, text
from tests.spec import Fact, by
from tests.unit.dpia.case_commands import COMPLETE, NOTE, SENT, SUBMIT, given
from tests.unit.dpia.test_case_ways import ANSWER_RECORDED, DECIDED, REOPENED_AGAIN, STILL_RIGHT, folded

CHANGED = ChangeNoted(assessment_version=2, system_version=6)
TOUCHED = (*REOPENED_AGAIN, by("femke", ANSWER_RECORDED.model_copy(update={"answer": text(90)})))


@pytest.mark.parametrize("history", [REOPENED_AGAIN, TOUCHED])
def test_a_change_after_the_reopening_asks_again_what_is_different(history: tuple[Event | Fact, ...]) -> None:
    given(*history).when(NOTE).then(CHANGED)
    given(*history, CHANGED).when(SUBMIT).rejected("unchanged", ["change"])
    assert case.decide(STILL_RIGHT, folded(*history, CHANGED))
    answered = by("femke", ANSWER_RECORDED.model_copy(update={"answer": text(92)}))
    assert case.decide(SUBMIT, folded(*history, CHANGED, answered))


def test_a_version_that_came_back_after_the_reopening_asks_too() -> None:
    back = (*TOUCHED, by("femke", SUBMITTED.model_copy(update={"number": 2})), RETURNED)
    given(*back).when(NOTE).then(CHANGED)


def test_a_change_that_was_asked_about_is_not_asked_about_again() -> None:
    given(*TOUCHED, CHANGED).when(NOTE).then()
    reopened_for_it = REOPENED.model_copy(update={"assessment_version": 2})
    given(*DECIDED, by("femke", reopened_for_it)).when(NOTE).then()
    third = NOTE.model_copy(update={"assessment_version": 3})
    given(*TOUCHED, CHANGED).when(third).then(CHANGED.model_copy(update={"assessment_version": 3}))


@pytest.mark.parametrize("history", [COMPLETE, (*SENT, RETURNED), (*COMPLETE, WITHDRAWN, REOPENED)])
def test_a_change_is_not_asked_about_where_nothing_was_reopened_after_it_was_submitted(
    history: tuple[Event | Fact, ...],
) -> None:
    given(*history).when(NOTE).then()
