"""A case until its version is submitted."""

from typing import Any

import pytest

from contracts.dpia import AnswersRecorded, CaseOpened, VersionSubmitted
from contracts.dpia import AssessmentRequired as Required
from contracts.envelope import Event
from services.dpia.domain import case
from services.dpia.domain.case import (
    Answer,
    AnswerQuestions,
    NoteChange,
    OpenCase,
    Reopen,
    to_submit,
)
from services.dpia.domain.questions import FORM, NEEDED
from tests.samples_dpia import (
    ANSWERED,
    MEASURE_AGREED,
    OPENED,
    REQUIRED,
    RISK,
    RISK_RECORDED,
    SCREENED,
    WEIGHED,
    text,
)
from tests.spec import Fact
from tests.unit.dpia.case_commands import (
    AGREE,
    ANSWER,
    COMPLETE,
    DRAFTED,
    FEMKE,
    NOTE,
    RECORD,
    REOPEN,
    SCREEN,
    SENT,
    SUBMIT,
    TODAY,
    WEIGH,
    given,
)
from tests.unit.dpia.prescan_answers import NOTHING


def frozen(*facts: Event | Fact) -> VersionSubmitted:
    (fact,) = case.decide(SUBMIT, given(*facts).state)
    assert isinstance(fact, VersionSubmitted)
    return fact


def opening(found_as: str | None = None) -> OpenCase:
    return OpenCase(by="system:open-case", today=TODAY, written_by="femke", assessment_version=1, found_as=found_as)


@pytest.mark.parametrize("found_as", [None, "development", "in-use"])
def test_a_system_that_is_registered_opens_a_case(found_as: str | None) -> None:
    given().when(opening(found_as)).then(CaseOpened(assessment_version=1, written_by="femke"))


def test_a_system_that_was_found_as_retired_opens_none() -> None:
    given().when(opening("retired")).then()


def test_a_case_opens_once() -> None:
    given(OPENED).when(opening()).then()


def test_only_opening_makes_a_case_and_reopening_what_is_not_there_is_passed_over() -> None:
    met = [command for command in case.__dict__.values() if getattr(command, "CREATES", False)]
    assert set(met) == {NoteChange, OpenCase, Reopen}
    given().when(REOPEN).rejected("unknown")
    given().when(REOPEN.model_copy(update={"by": "system:reopen"})).then()
    given().when(NOTE.model_copy(update={"by": "system:note-change"})).then()


def test_the_screening_of_welfare_requires_an_assessment_by_the_rules() -> None:
    given(OPENED).when(SCREEN).then(SCREENED, REQUIRED)


def test_the_same_screening_twice_changes_nothing() -> None:
    given(*DRAFTED).when(SCREEN).then()


@pytest.mark.parametrize(("rule", "ground"), [("every-system", "policy"), ("when-required", None)])
def test_quiet_answers_require_an_assessment_only_by_policy(rule: str, ground: str | None) -> None:
    command = SCREEN.model_copy(update={"screening": NOTHING, "assessment_rule": rule})
    facts = given(OPENED).decider.decide(command, given(OPENED).state)
    assert [fact.ground for fact in facts if isinstance(fact, Required)] == ([ground] if ground else [])


def test_a_quieter_screening_later_does_not_take_the_assessment_back() -> None:
    command = SCREEN.model_copy(update={"screening": NOTHING, "assessment_rule": "when-required"})
    state = given(*DRAFTED).state
    facts = case.decide(command, state)
    assert [type(fact).__name__ for fact in facts] == ["ScreeningCompleted"]


def test_an_answer_is_recorded_with_the_form_it_was_given_in() -> None:
    given(*DRAFTED).when(ANSWER).then(AnswersRecorded(question="1", form=FORM, answer=text(0)))


def test_a_question_that_does_not_apply_gets_a_reason() -> None:
    command = AnswerQuestions(**FEMKE, answers=(Answer(question="own-10", not_applicable=text(9)),))
    given(*DRAFTED).when(command).then(AnswersRecorded(question="own-10", form=FORM, not_applicable=text(9)))


@pytest.mark.parametrize("both", [{}, {"answer": text(1), "not_applicable": text(2)}])
def test_a_question_gets_an_answer_or_a_reason_and_not_both(both: dict[str, Any]) -> None:
    answers = (Answer(question="2", answer=text(1)), Answer(question="1", **both))
    given(*DRAFTED).when(AnswerQuestions(**FEMKE, answers=answers)).rejected("answer-or-reason", ["1"])


@pytest.mark.parametrize("question", ["0", "18", "own-0", "own-11", "1.1", ""])
def test_a_question_that_is_not_in_the_form_is_refused(question: str) -> None:
    answers = tuple(Answer(question=one, answer=text(1)) for one in ("1", question))
    given(*DRAFTED).when(AnswerQuestions(**FEMKE, answers=answers)).rejected("unknown-question", [question])


def test_of_several_answers_those_that_are_new_are_recorded() -> None:
    answers = (Answer(question="1", answer=text(0)), Answer(question="2", answer=text(1)))
    first = AnswersRecorded(question="1", form=FORM, answer=text(0))
    second = AnswersRecorded(question="2", form=FORM, answer=text(1))
    given(*DRAFTED).when(AnswerQuestions(**FEMKE, answers=answers)).then(first, second)
    given(*DRAFTED, first).when(AnswerQuestions(**FEMKE, answers=answers)).then(second)
    given(*DRAFTED, first, second).when(AnswerQuestions(**FEMKE, answers=answers)).then()


@pytest.mark.parametrize("command", [ANSWER, RECORD, AGREE], ids=lambda command: type(command).__name__)
def test_nothing_is_written_before_the_screening(command: Any) -> None:
    given(OPENED).when(command).rejected("screening-missing", ["screening"])


def test_a_risk_gets_its_level_from_the_matrix() -> None:
    given(*DRAFTED).when(RECORD).then(RISK_RECORDED)


def test_a_measure_is_against_a_risk_of_this_case() -> None:
    given(*DRAFTED, RISK_RECORDED).when(AGREE).then(MEASURE_AGREED)
    given(*DRAFTED).when(AGREE).rejected("unknown-risk", [RISK])


def test_a_measure_against_nothing_is_refused() -> None:
    given(*DRAFTED, RISK_RECORDED).when(AGREE.model_copy(update={"risks": ()})).rejected("unknown-risk")


def test_a_measure_is_done_today_or_later() -> None:
    known = given(*DRAFTED, RISK_RECORDED)
    known.when(AGREE.model_copy(update={"due": "2026-11-23"})).rejected("due-past")
    known.when(AGREE.model_copy(update={"due": "2026-11-24"})).then(
        MEASURE_AGREED.model_copy(update={"due": "2026-11-24"})
    )


@pytest.mark.parametrize("command", [RECORD, AGREE], ids=lambda command: type(command).__name__)
def test_a_repeat_with_the_same_id_changes_nothing(command: Any) -> None:
    given(*COMPLETE).when(command).then()


def test_a_complete_version_is_frozen_with_its_hash_and_what_it_was_written_for() -> None:
    fact = frozen(*COMPLETE)
    assert (fact.number, fact.assessment_version, fact.system_version, len(fact.hash)) == (1, 1, 4, 64)


def test_an_empty_version_cannot_be_submitted_and_the_refusal_names_everything_missing() -> None:
    missing = ["screening", *(f"answer-{question}" for question in NEEDED), "risk"]
    given(OPENED).when(SUBMIT).rejected("incomplete", missing)
    assert to_submit(given(OPENED).state) == tuple(missing)


@pytest.mark.parametrize("left_out", range(len(ANSWERED)), ids=lambda number: NEEDED[number])
def test_every_question_but_16_and_17_must_be_answered_first(left_out: int) -> None:
    answers = ANSWERED[:left_out] + ANSWERED[left_out + 1 :]
    history = (*DRAFTED, *answers, RISK_RECORDED, WEIGHED)
    given(*history).when(SUBMIT).rejected("incomplete", [f"answer-{NEEDED[left_out]}"])


def test_one_risk_must_be_named_first() -> None:
    given(*DRAFTED, *ANSWERED).when(SUBMIT).rejected("incomplete", ["risk"])


def test_each_risk_must_be_weighed_anew_first() -> None:
    history = (*DRAFTED, *ANSWERED, RISK_RECORDED, MEASURE_AGREED)
    given(*history).when(SUBMIT).rejected("incomplete", [f"residual-{RISK}"])


def test_what_is_left_of_a_risk_gets_its_level_from_the_matrix() -> None:
    given(*DRAFTED, RISK_RECORDED, MEASURE_AGREED).when(WEIGH).then(WEIGHED)
    given(*COMPLETE).when(WEIGH).then()


def test_without_a_measure_a_risk_stays_what_it_was() -> None:
    given(*DRAFTED, RISK_RECORDED).when(WEIGH).rejected("measure-missing")
    same = WEIGH.model_copy(update={"impact": "high"})
    given(*DRAFTED, RISK_RECORDED).when(same).then(WEIGHED.model_copy(update={"impact": "high", "level": "high"}))


def test_only_a_risk_of_this_case_is_weighed_anew() -> None:
    given(*DRAFTED).when(WEIGH).rejected("unknown-risk")


def test_a_version_that_nothing_required_is_submitted_by_choice() -> None:
    facts = case.decide(SUBMIT, given(OPENED, SCREENED, *ANSWERED, RISK_RECORDED, WEIGHED).state)
    assert facts[0] == Required(ground="choice", assessment_version=1, system_version=4)


@pytest.mark.parametrize(
    "more",
    [
        (AnswersRecorded(question="1", form=FORM, answer=text(99)),),
        (RISK_RECORDED.model_copy(update={"risk_id": "risk-2"}), WEIGHED.model_copy(update={"risk_id": "risk-2"})),
        (WEIGHED.model_copy(update={"likelihood": "low", "level": "low"}),),
    ],
)
def test_the_hash_covers_every_answer_and_risk_and_what_is_left_of_it(more: Any) -> None:
    hashes = {frozen(*facts).hash for facts in (COMPLETE, (*COMPLETE, *more))}
    assert len(hashes) == 2


def test_the_hash_does_not_depend_on_the_order_of_answering() -> None:
    turned = (*DRAFTED, *reversed(ANSWERED), RISK_RECORDED, MEASURE_AGREED, WEIGHED)
    hashes = {frozen(*facts).hash for facts in (COMPLETE, turned)}
    assert len(hashes) == 1


@pytest.mark.parametrize(
    "command", [SCREEN, ANSWER, RECORD, AGREE, WEIGH, SUBMIT], ids=lambda command: type(command).__name__
)
def test_a_version_that_is_submitted_does_not_change(command: Any) -> None:
    given(*SENT).when(command).rejected("submitted")
