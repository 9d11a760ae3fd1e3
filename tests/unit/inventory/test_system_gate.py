"""The gate before use: everything that is missing is named at once, and nothing is let through."""

import pytest

from contracts.inventory import SystemClassified, SystemDescribed
from services.inventory.domain.system import TakeStep, readiness
from tests.samples import APPROVED, FOUND_IN_USE, OVERSIGHT_ARRANGED, REASON, REGISTERED
from tests.spec import by
from tests.unit.inventory.system_commands import CLASSIFIED, CONFIRMED, DESCRIBED, READY, ask, given, noted

GUARDED = ("pilot", "in-use")
each_guarded_step = pytest.mark.parametrize("step", GUARDED)


def without(*facts):
    return tuple(fact for fact in READY if fact not in facts)


def missing(*history, step="in-use", **more):
    return readiness(given(*history).state, step, **more)


@each_guarded_step
def test_the_gate_is_open_when_nothing_is_missing(step):
    assert missing(*READY, step=step) == ()


@each_guarded_step
def test_a_new_system_misses_everything_in_a_fixed_order(step):
    expected = ("assessment-missing", "oversight-missing", "classification-missing")
    assert missing(REGISTERED, step=step) == expected
    given(REGISTERED).when(ask(TakeStep, step=step)).rejected("not-ready", expected)


def test_everything_that_can_be_missing_is_named_in_a_fixed_order():
    prohibited = SystemClassified(ai_act_class="prohibited", reason=REASON)
    raised = SystemDescribed(
        description=DESCRIBED.description, change="substantial", reason=REASON, assessment_version=2
    )
    history = REGISTERED, DESCRIBED, prohibited, raised, noted("approved", seen=1, open_conditions=1)
    assert missing(*history) == (
        "assessment-outdated",
        "change-unclassified",
        "condition-open",
        "oversight-missing",
        "classification-unconfirmed",
        "prohibited",
    )


@pytest.mark.parametrize("standing", ["in-progress", "submitted", "rejected", "not-required", "suspended", "withdrawn"])
def test_without_an_approval_the_assessment_is_missing(standing):
    assert missing(*without(APPROVED), noted(standing, seen=10)) == ("assessment-missing",)


def test_an_assessment_that_is_not_required_lets_through_where_the_policy_allows():
    history = *without(APPROVED), noted("not-required", seen=10)
    assert missing(*history, assessment_rule="when-required") == ()
    assert missing(*history, assessment_rule="every-system") == ("assessment-missing",)


@pytest.mark.parametrize("rule", ["when-required", "every-system"])
def test_no_personal_data_lets_through_whatever_the_policy(rule):
    assert missing(*without(APPROVED), noted("no-personal-data", seen=10), assessment_rule=rule) == ()


def test_the_policy_forgives_nothing_else():
    assert missing(*without(APPROVED), assessment_rule="when-required") == ("assessment-missing",)


def test_a_rejection_after_an_approval_closes_the_gate():
    assert missing(*READY, noted("rejected", seen=10, noted_version=13)) == ("assessment-missing",)


def test_a_substantial_change_makes_the_assessment_outdated():
    raised = DESCRIBED.model_copy(update={"change": "substantial", "reason": REASON, "assessment_version": 2})
    assert missing(*READY, raised) == ("assessment-outdated",)
    assert missing(*READY, raised, noted("approved", seen=6, version=2, noted_version=20)) == ()


def test_an_assessment_of_another_version_is_outdated():
    assert missing(*without(APPROVED), noted("approved", seen=10, version=2)) == ("assessment-outdated",)


def test_a_change_that_nobody_weighed_closes_the_gate():
    history = *without(APPROVED), noted("approved", seen=4), DESCRIBED
    assert missing(*history) == ("change-unclassified",)


def test_the_gate_looks_at_the_version_that_the_decision_saw():
    """Not at an earlier submission that saw more."""
    history = *without(APPROVED), DESCRIBED, noted("submitted", seen=5, noted_version=7), noted("approved", seen=4)
    assert missing(*history) == ("change-unclassified",)


def test_an_open_condition_closes_the_gate():
    assert missing(*without(APPROVED), noted("approved", seen=10, open_conditions=1)) == ("condition-open",)


def test_without_oversight_the_gate_is_closed():
    assert missing(*without(OVERSIGHT_ARRANGED)) == ("oversight-missing",)


def test_without_a_class_the_gate_is_closed():
    assert missing(*without(CLASSIFIED, CONFIRMED)) == ("classification-missing",)


def test_a_class_that_is_not_known_yet_is_missing():
    unknown = SystemClassified(ai_act_class="unknown", reason=REASON)
    assert missing(*READY, unknown) == ("classification-missing",)


def test_a_class_that_nobody_confirmed_closes_the_gate():
    assert missing(*without(CONFIRMED)) == ("classification-unconfirmed",)
    assert missing(*READY, by("petra", CLASSIFIED.event)) == ("classification-unconfirmed",)


def test_a_prohibited_system_is_never_let_through():
    prohibited = SystemClassified(ai_act_class="prohibited", reason=REASON)
    assert missing(*READY, by("anna", prohibited), CONFIRMED) == ("prohibited",)


@pytest.mark.parametrize("standing", ["high-risk", "transparency", "minimal", "not-ai"])
def test_every_other_class_can_pass(standing):
    other = SystemClassified(ai_act_class=standing, reason=REASON)
    assert missing(*READY, by("anna", other), CONFIRMED) == ()


def test_the_gate_stands_before_development_with_real_personal_data():
    everything = ("assessment-missing", "oversight-missing", "classification-missing")
    assert missing(REGISTERED, step="development", personal_data=True) == everything
    assert missing(REGISTERED, step="development", personal_data=False) == ()
    assert missing(*READY, step="development", personal_data=True) == ()


@pytest.mark.parametrize("step", ["suspended", "retired"])
def test_stopping_needs_nothing(step):
    assert missing(FOUND_IN_USE, step=step) == ()


def test_a_system_that_is_not_registered_misses_everything():
    assert missing() == ("assessment-missing", "oversight-missing", "classification-missing")
