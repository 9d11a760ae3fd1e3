"""A month that was written down wrong is corrected: nothing but the record changes."""

import pytest

from contracts.inventory import MonthCorrected, SystemRegistered, SystemRetired, SystemSuspended, SystemTakenIntoUse
from services.inventory.domain.system import CorrectMonth
from tests.samples import FOUND_IN_USE, REASON, REGISTERED, SORTING
from tests.unit.inventory.system_commands import READY, ask, given

USED = (*READY, SystemTakenIntoUse(since="2026-04", assessment_version=1))
ENDED = (*USED, SystemRetired(since="2026-10", assessment_version=1))
BEGAN = ask(CorrectMonth, step="in-use", since="2026-03", reason=REASON)
STOPPED = BEGAN.model_copy(update={"step": "retired", "since": "2026-09"})
MENDED = MonthCorrected(step="in-use", since="2026-03", before="2026-04", reason=REASON)


def test_the_month_in_which_use_began_is_corrected():
    given(*USED).when(BEGAN).then(MENDED)
    state = given(*USED, MENDED).state
    assert (state.began, state.stage, state.assessment_version, state.open_changes) == ("2026-03", "in-use", 1, ())


def test_it_is_the_month_in_which_use_first_began():
    halted = SystemSuspended(since="2026-06", assessment_version=1)
    again = SystemTakenIntoUse(since="2026-08", assessment_version=1)
    given(*USED, halted, again).when(BEGAN).then(MENDED)
    given(*USED, halted).when(BEGAN).then(MENDED)


def test_a_month_that_was_not_known_is_corrected_too():
    unknown = FOUND_IN_USE.model_copy(update={"since": None})
    given(unknown).when(BEGAN).then(MENDED.model_copy(update={"before": None}))


def test_how_a_system_was_found_says_when_use_began_or_ended():
    given(FOUND_IN_USE).when(BEGAN).then(MENDED.model_copy(update={"before": "2024-02"}))
    ended = SystemRegistered(description=SORTING, found_as="retired", since="2020-01")
    stopped = MonthCorrected(step="retired", since="2026-09", before="2020-01", reason=REASON)
    given(ended).when(STOPPED).then(stopped)
    given(ended).when(BEGAN).rejected("not-begun")


def test_the_month_in_which_use_ended_is_corrected():
    stopped = MonthCorrected(step="retired", since="2026-09", before="2026-10", reason=REASON)
    given(*ENDED).when(STOPPED).then(stopped)
    assert given(*ENDED, stopped).state.ended == "2026-09"


@pytest.mark.parametrize(("step", "since"), [("in-use", "2026-11"), ("retired", "2026-03")])
def test_use_does_not_end_before_it_began(step: str, since: str):
    given(*ENDED).when(BEGAN.model_copy(update={"step": step, "since": since})).rejected("months-turned")


def test_what_did_not_happen_has_no_month():
    given(REGISTERED).when(BEGAN).rejected("not-begun")
    given(*USED).when(STOPPED).rejected("not-begun")
    given().when(BEGAN).rejected("unknown")


@pytest.mark.parametrize("since", ["1969-12", "2026-12"])
def test_a_month_that_can_only_be_a_slip_is_refused(since: str):
    given(*USED).when(BEGAN.model_copy(update={"since": since})).rejected("since-unlikely")
    given(*USED).when(BEGAN.model_copy(update={"since": "1970-01"})).then(
        MENDED.model_copy(update={"since": "1970-01"})
    )


def test_the_month_that_stands_there_changes_nothing():
    given(*USED, MENDED).when(BEGAN).then()
