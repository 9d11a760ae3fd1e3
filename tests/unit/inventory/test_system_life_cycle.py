"""The life of a system: which steps can follow, and that being found in use is no way through the gate."""

import itertools

import pytest

from contracts.inventory import (
    DevelopmentStarted,
    PilotStarted,
    SystemRegistered,
    SystemRetired,
    SystemSuspended,
    SystemTakenIntoUse,
)
from services.inventory.domain.system import TakeStep, possible_steps
from services.inventory.domain.system.life_cycle import NEXT, NOW
from tests.samples import FOUND_IN_USE, REASON, REGISTERED, SORTING
from tests.unit.inventory.system_commands import READY, ask, given

STEPS = ("development", "pilot", "in-use", "suspended", "retired")
BEGUN = {
    "idea": (),
    "development": (DevelopmentStarted(personal_data=True, assessment_version=1),),
    "pilot": (PilotStarted(assessment_version=1),),
    "in-use": (SystemTakenIntoUse(assessment_version=1),),
    "suspended": (SystemTakenIntoUse(assessment_version=1), SystemSuspended(assessment_version=1)),
    "retired": (SystemRetired(assessment_version=1),),
}
CAN_FOLLOW = {
    ("idea", "development"), ("idea", "pilot"), ("idea", "in-use"), ("idea", "retired"),
    ("development", "pilot"), ("development", "in-use"), ("development", "retired"),
    ("pilot", "development"), ("pilot", "in-use"), ("pilot", "suspended"), ("pilot", "retired"),
    ("in-use", "suspended"), ("in-use", "retired"),
    ("suspended", "development"), ("suspended", "pilot"), ("suspended", "in-use"), ("suspended", "retired"),
}  # fmt: skip
STARTED = {
    "pilot": PilotStarted,
    "in-use": SystemTakenIntoUse,
    "suspended": SystemSuspended,
    "retired": SystemRetired,
}


@pytest.mark.parametrize(("stage", "step"), tuple(itertools.product(BEGUN, STEPS)))
def test_from_each_stage_only_some_steps_can_follow(stage, step):
    asked = given(*READY, *BEGUN[stage]).when(ask(TakeStep, step=step))
    if (stage, step) not in CAN_FOLLOW:
        return asked.rejected("not-now")
    said = {"since": "2026-11", "assessment_version": 1}
    if step == "development":
        return asked.then(DevelopmentStarted(**said, personal_data=False))
    passed = {"decision_version": 12} if step in ("pilot", "in-use") else {}
    return asked.then(STARTED[step](**said, **passed))


def test_a_refusal_says_what_can_be_done_now():
    assert set(NOW) == set(NEXT) == set(BEGUN)


def test_what_can_follow_is_told():
    assert possible_steps(given(REGISTERED).state) == ("development", "pilot", "in-use", "retired")
    assert possible_steps(given(REGISTERED, *BEGUN["retired"]).state) == ()


def test_taking_the_same_step_twice_is_refused():
    for step in ("suspended", "retired"):
        history = *READY, *BEGUN["in-use"], *BEGUN[step]
        given(*history).when(ask(TakeStep, step=step)).rejected("not-now")


def test_a_step_keeps_its_reason_and_its_month():
    retired = SystemRetired(since="2026-09", reason=REASON, assessment_version=1)
    given(REGISTERED).when(ask(TakeStep, step="retired", since="2026-09", reason=REASON)).then(retired)


def test_a_step_cannot_be_taken_before_its_month():
    given(REGISTERED).when(ask(TakeStep, step="retired", since="2026-12")).rejected("since-in-future")


@pytest.mark.parametrize("since", ["1890-01", "1969-12"])
def test_a_month_that_can_only_be_a_slip_is_refused(since: str):
    given(REGISTERED).when(ask(TakeStep, step="retired", since=since)).rejected("since-too-early")
    retired = SystemRetired(since="1970-01", assessment_version=1)
    given(REGISTERED).when(ask(TakeStep, step="retired", since="1970-01")).then(retired)


def test_what_cannot_follow_is_refused_before_what_is_missing():
    given(FOUND_IN_USE).when(ask(TakeStep, step="pilot")).rejected("not-now")


@pytest.mark.parametrize(
    ("history", "step"),
    [
        ((FOUND_IN_USE, *BEGUN["suspended"][1:]), "in-use"),
        ((FOUND_IN_USE, *BEGUN["suspended"][1:]), "pilot"),
        ((SystemRegistered(description=SORTING, found_as="development"),), "pilot"),
        ((SystemRegistered(description=SORTING, found_as="development"),), "in-use"),
        ((REGISTERED, *BEGUN["pilot"]), "in-use"),
        ((REGISTERED, *BEGUN["suspended"]), "in-use"),
    ],
)
def test_how_a_system_was_found_is_no_way_through_the_gate(history, step):
    given(*history).when(ask(TakeStep, step=step)).rejected("not-ready")


@pytest.mark.parametrize(("found_as", "stage"), [("development", "development"), ("in-use", "in-use"), (None, "idea")])
def test_a_system_stands_where_it_was_found(found_as, stage):
    assert given(SystemRegistered(description=SORTING, found_as=found_as)).state.stage == stage


def test_a_system_found_as_retired_takes_no_steps():
    given(SystemRegistered(description=SORTING, found_as="retired")).when(ask(TakeStep, step="in-use")).rejected(
        "not-now"
    )


def test_development_without_personal_data_needs_nothing():
    started = DevelopmentStarted(personal_data=False, since="2026-11", assessment_version=1)
    given(REGISTERED).when(ask(TakeStep, step="development")).then(started)


def test_development_with_personal_data_passes_the_gate():
    step = ask(TakeStep, step="development", personal_data=True)
    given(REGISTERED).when(step).rejected("not-ready")
    started = DevelopmentStarted(personal_data=True, since="2026-11", assessment_version=1, decision_version=12)
    given(*READY).when(step).then(started)


def test_personal_data_that_come_in_later_pass_the_gate_too():
    without = DevelopmentStarted(personal_data=False, assessment_version=1)
    step = ask(TakeStep, step="development", personal_data=True)
    given(REGISTERED, without).when(step).rejected("not-ready")
    started = DevelopmentStarted(personal_data=True, since="2026-11", assessment_version=1, decision_version=12)
    given(*READY, without).when(step).then(started)
    given(*READY, without, started).when(step).rejected("not-now")


def test_development_that_goes_on_as_it_was_is_not_begun_again():
    without = DevelopmentStarted(personal_data=False, assessment_version=1)
    given(*READY, without).when(ask(TakeStep, step="development")).rejected("not-now")
