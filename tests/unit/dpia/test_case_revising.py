"""A risk or a measure that changes, or is taken out, while a version is written."""

from typing import Any

import pytest

from services.dpia.domain.case import to_submit
from tests.samples_dpia import (
    ANSWERED,
    APPROVED,
    MEASURE,
    MEASURE_AGREED,
    MEASURE_REMOVED,
    REOPENED,
    RETURNED,
    RISK,
    RISK_RECORDED,
    RISK_REMOVED,
    WEIGHED,
    text,
)
from tests.spec import by
from tests.unit.dpia.case_commands import (
    CHANGE_MEASURE,
    CHANGE_RISK,
    COMPLETE,
    DRAFTED,
    READY,
    REMOVE_MEASURE,
    REMOVE_RISK,
    REVISING,
    SENT,
    SUBMIT,
    WEIGH,
    given,
)

OTHER = RISK_RECORDED.model_copy(update={"risk_id": "risk-2"})
BOTH = MEASURE_AGREED.model_copy(update={"risks": (RISK, "risk-2")})
OTHER_WEIGHED = WEIGHED.model_copy(update={"risk_id": "risk-2"})
TWO = (*DRAFTED, *ANSWERED, RISK_RECORDED, OTHER, BOTH, WEIGHED, OTHER_WEIGHED)
LOWER = RISK_RECORDED.model_copy(update={"text": text(53), "likelihood": "low", "level": "low", "reason": None})
FEWER = BOTH.model_copy(update={"risks": ("risk-2",)})


def named(one: Any) -> str:
    return type(one).__name__


def lacking(*facts: Any) -> tuple[str, ...]:
    return to_submit(given(*facts).state)


def test_a_risk_is_as_it_is_now_with_its_level_and_is_weighed_anew() -> None:
    given(*COMPLETE).when(CHANGE_RISK).then(LOWER)
    known = given(*COMPLETE, LOWER)
    assert known.state.risks == {RISK: LOWER}
    assert lacking(*COMPLETE, LOWER) == (f"residual-{RISK}",)
    known.when(SUBMIT).rejected("incomplete", [f"residual-{RISK}"])
    known.when(CHANGE_RISK).then()


def test_a_risk_that_is_taken_out_takes_what_is_left_of_it_and_the_measures_against_it_alone() -> None:
    given(*COMPLETE).when(REMOVE_RISK).then(MEASURE_REMOVED, RISK_REMOVED)
    state = given(*COMPLETE, MEASURE_REMOVED, RISK_REMOVED).state
    assert (state.risks, state.measures, state.residuals) == ({}, {}, {})


def test_a_measure_against_another_risk_too_goes_on_and_that_risk_stays_weighed() -> None:
    given(*TWO).when(REMOVE_RISK).then(FEWER, RISK_REMOVED)
    state = given(*TWO, FEWER, RISK_REMOVED).state
    assert (list(state.risks), list(state.residuals)) == (["risk-2"], ["risk-2"])
    assert state.measures == {MEASURE: FEWER}


def test_a_measure_that_does_something_else_asks_to_weigh_its_risks_anew() -> None:
    now = MEASURE_AGREED.model_copy(update={"text": text(54), "owner_role": None, "due": None})
    given(*COMPLETE).when(CHANGE_MEASURE).then(now)
    given(*COMPLETE, now).when(CHANGE_MEASURE).then()
    assert lacking(*COMPLETE, now) == (f"residual-{RISK}",)


def test_who_does_a_measure_and_when_says_nothing_of_what_is_left() -> None:
    assert lacking(*COMPLETE, MEASURE_AGREED.model_copy(update={"owner_role": "datateam", "due": "2027-01-01"})) == ()


def test_a_measure_that_is_no_longer_against_a_risk_asks_to_weigh_that_one_anew() -> None:
    assert lacking(*TWO, FEWER) == (f"residual-{RISK}",)


def test_a_measure_that_is_taken_out_leaves_its_risk_as_it_was_until_it_is_weighed() -> None:
    given(*COMPLETE).when(REMOVE_MEASURE).then(MEASURE_REMOVED)
    known = given(*COMPLETE, MEASURE_REMOVED)
    assert lacking(*COMPLETE, MEASURE_REMOVED) == (f"residual-{RISK}",)
    known.when(WEIGH).rejected("measure-missing")


def test_a_measure_changes_by_the_rules_by_which_it_was_agreed() -> None:
    known = given(*COMPLETE)
    known.when(CHANGE_MEASURE.model_copy(update={"risks": ("risk-2",)})).rejected("unknown-risk", ["risk-2"])
    known.when(CHANGE_MEASURE.model_copy(update={"due": "2026-11-23"})).rejected("due-past")


def test_a_day_that_stood_there_already_may_be_over() -> None:
    over = MEASURE_AGREED.model_copy(update={"due": "2026-11-01"})
    changed = CHANGE_MEASURE.model_copy(update={"due": "2026-11-01"})
    now = over.model_copy(update={"text": text(54), "owner_role": None})
    given(*DRAFTED, RISK_RECORDED, over).when(changed).then(now)


@pytest.mark.parametrize("command", REVISING, ids=named)
def test_only_what_is_in_the_version_is_changed_or_taken_out(command: Any) -> None:
    code = "unknown-risk" if command in (CHANGE_RISK, REMOVE_RISK) else "unknown-measure"
    given(*DRAFTED).when(command).rejected(code)


@pytest.mark.parametrize("command", REVISING, ids=named)
def test_a_version_that_was_submitted_does_not_change(command: Any) -> None:
    given(*SENT).when(command).rejected("submitted")


@pytest.mark.parametrize("command", REVISING, ids=named)
def test_it_can_after_the_version_came_back_and_after_it_was_reopened(command: Any) -> None:
    for history in ((*SENT, RETURNED), (*READY, by("dirk", APPROVED), REOPENED)):
        known = given(*history)
        assert known.decider.decide(command, known.state)


@pytest.mark.parametrize("fact", [LOWER, RISK_REMOVED, FEWER, MEASURE_REMOVED], ids=named)
def test_it_is_something_written_after_a_reopening_by_someone_with_a_hand_in_it(fact: Any) -> None:
    state = given(*READY, by("dirk", APPROVED), REOPENED, by("petra", fact)).state
    assert not state.untouched
    assert "petra" in state.hands
