"""Evaluating a system after a resident's correction request was found right."""

from datetime import timedelta

import pytest

from contracts.envelope import Event
from contracts.inventory import EvaluationCompleted, EvaluationPlanned, SystemRetired
from services.inventory.domain import system
from services.inventory.domain.system import CompleteEvaluation, PlanEvaluation
from tests.samples import REASON, REGISTERED, TODAY
from tests.spec import spec

given = spec(system)
DONE = CompleteEvaluation(by="femke", today=TODAY, findings=REASON)
PLANNED = EvaluationPlanned(
    remark="r1", privacy=False, due=(TODAY + timedelta(weeks=4)).isoformat(), written_by="femke"
)
OTHER = PLANNED.model_copy(update={"remark": "r2", "privacy": True})
COMPLETED = EvaluationCompleted(findings=REASON)


def planning(remark: str = "r1", privacy: bool = False) -> PlanEvaluation:
    return PlanEvaluation(by="system:plan-evaluation", written_by="femke", today=TODAY, remark=remark, privacy=privacy)


def test_an_evaluation_is_planned_within_four_weeks() -> None:
    given(REGISTERED).when(planning()).then(PLANNED)


@pytest.mark.parametrize("before", [(PLANNED,), (OTHER, PLANNED)])
def test_the_same_request_plans_it_once(before: tuple[Event, ...]) -> None:
    given(REGISTERED, *before).when(planning()).then()


def test_another_request_or_the_same_after_an_evaluation_plans_another() -> None:
    given(REGISTERED, PLANNED).when(planning("r2", True)).then(OTHER)
    given(REGISTERED, PLANNED, COMPLETED).when(planning()).then(PLANNED)


def test_what_is_out_of_use_is_not_evaluated() -> None:
    given(REGISTERED, SystemRetired(assessment_version=1)).when(planning()).then()


def test_one_evaluation_answers_all_that_was_planned() -> None:
    given(REGISTERED, PLANNED, OTHER).when(DONE).then(COMPLETED)
    given(REGISTERED, PLANNED, OTHER, COMPLETED).when(DONE).rejected("no-evaluation")
    given(REGISTERED).when(DONE).rejected("no-evaluation")
