"""Beside the straight way: returned, no assessment, an assessment anyway, reopened, suspended, resumed, withdrawn."""

from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from contracts.dpia import (
    AssessmentNotRequired,
    AssessmentRequired,
    CaseReopened,
    ExemptionProposed,
    VersionSubmitted,
)
from contracts.envelope import Event
from services.chassis.decider import Rejected, fold
from services.dpia.domain import case
from services.dpia.domain.case import Case
from services.dpia.domain.case.submitting import version_hash
from tests.samples_dpia import (
    APPROVED,
    EXEMPTED,
    PROPOSED,
    REOPENED,
    RESUMED,
    RETURNED,
    SUSPENDED,
    WITHDRAWN,
    text,
)
from tests.spec import Fact, by, logged
from tests.unit.dpia.case_commands import (
    ADVISE,
    ANSWER,
    APPROVE,
    CHOOSE,
    COMPLETE,
    CONFIRM,
    DRAFTED,
    EMPTY,
    EXEMPT,
    READY,
    REOPEN,
    RESUME,
    RETURN,
    SENT,
    SUBMIT,
    SUSPEND,
    UNCONFIRMED,
    WITHDRAW,
    given,
)

DECIDED: tuple[Event | Fact, ...] = (*READY, by("dirk", APPROVED))
CONFIRMED: tuple[Event | Fact, ...] = (*UNCONFIRMED, by("dirk", EXEMPTED))
BY_POLICY = REOPEN.model_copy(
    update={"by": "system:reopen", "written_by": "femke", "occasion": "substantial-change", "reason": None}
)

WAS_RIGHT = BY_POLICY.model_copy(update={"occasion": "correction", "assessment_version": 0, "system_version": 0})


def folded(*facts: Event | Fact) -> Case:
    state: Case = fold(case, logged(facts))
    return state


def test_what_comes_back_is_written_in_again() -> None:
    given(*SENT).when(RETURN).then(RETURNED)
    other = ANSWER.model_copy(update={"answers": (case.Answer(question="1", answer=text(90)),)})
    given(*SENT, RETURNED).when(other).then(ANSWER_RECORDED.model_copy(update={"answer": text(90)}))


ANSWER_RECORDED = folded(*COMPLETE).answers["1"]


def test_what_came_back_is_submitted_under_the_next_number() -> None:
    again = VersionSubmitted(
        number=2, hash=version_hash(folded(*COMPLETE), SUBMIT), assessment_version=1, system_version=4
    )
    given(*SENT, RETURNED).when(SUBMIT).then(again)


def test_advice_on_what_came_back_does_not_stand_for_advice_on_the_next_version() -> None:
    second = VersionSubmitted(number=2, hash="ab" * 32, assessment_version=1, system_version=4)
    given(*READY, RETURNED, second).when(APPROVE).rejected("advice-missing")
    given(*READY, RETURNED, second).when(ADVISE).then(folded(*READY).advices["advice-1"])


def test_who_only_sent_it_back_may_decide_on_the_next_version() -> None:
    assert "dirk" not in folded(*SENT, by("dirk", RETURNED)).hands


def test_who_wrote_in_an_earlier_version_does_not_decide_on_the_next() -> None:
    assert {"femke", "farid"} <= folded(*READY, RETURNED).hands


@pytest.mark.parametrize("kind", ["not-required", "no-personal-data"])
def test_no_assessment_is_proposed_with_a_reason(kind: str) -> None:
    propose = EXEMPT.model_copy(update={"kind": kind, "assessment_rule": "when-required"})
    given(*EMPTY).when(propose).then(ExemptionProposed(kind=kind, reason=text(81)))


def test_what_the_rules_require_is_not_passed_over() -> None:
    given(*DRAFTED).when(EXEMPT).rejected("screening-requires")


def test_a_policy_that_asks_an_assessment_of_every_system_allows_none_to_be_passed_over_but_without_data() -> None:
    given(*EMPTY).when(EXEMPT.model_copy(update={"kind": "not-required"})).rejected("policy-requires")
    given(*EMPTY).when(EXEMPT).then(PROPOSED)


@pytest.mark.parametrize(
    ("name", "code"),
    [("ordinary", "contact"), ("special", "union"), ("sensitive", "financial"), ("people", "citizens")],
)
def test_who_named_data_cannot_say_that_there_is_none(name: str, code: str) -> None:
    opened, screened = EMPTY[0], folded(*EMPTY).screened
    assert screened
    named = screened.model_copy(update={"screening": screened.screening.model_copy(update={name: (code,)})})
    given(opened, named).when(EXEMPT).rejected("personal-data-named", [name])


def test_another_person_confirms_it() -> None:
    given(*UNCONFIRMED).when(CONFIRM).then(EXEMPTED)


def test_who_proposed_or_screened_does_not_confirm() -> None:
    given(*UNCONFIRMED).when(CONFIRM.model_copy(update={"by": "femke"})).rejected("four-eyes")


def test_the_fg_never_confirms() -> None:
    hats = CONFIRM.model_copy(update={"by": "farid", "roles": ("fg", "privacy-officer")})
    given(*UNCONFIRMED).when(hats).rejected("fg-decides-not")


def test_what_policy_asks_by_the_time_of_the_confirmation_counts() -> None:
    proposed = PROPOSED.model_copy(update={"kind": "not-required"})
    given(*EMPTY, proposed).when(CONFIRM).rejected("policy-requires")
    open_rule = CONFIRM.model_copy(update={"assessment_rule": "when-required"})
    given(*EMPTY, proposed).when(open_rule).then(
        AssessmentNotRequired.model_validate(EXEMPTED.model_dump() | {"kind": "not-required"})
    )


@pytest.mark.parametrize("history", [UNCONFIRMED, CONFIRMED])
def test_an_assessment_anyway_is_always_possible(history: tuple[Event | Fact, ...]) -> None:
    chosen = AssessmentRequired(ground="choice", assessment_version=1, system_version=4)
    given(*history).when(CHOOSE).then(chosen)
    assert folded(*history, chosen).phase == "drafting"


@pytest.mark.parametrize("history", [DECIDED, CONFIRMED, (*DECIDED, SUSPENDED), (*DECIDED, WITHDRAWN)])
def test_a_closed_case_is_reopened_with_what_was_written(history: tuple[Event | Fact, ...]) -> None:
    given(*history).when(REOPEN).then(REOPENED)
    assert folded(*history, REOPENED).phase == "drafting"
    assert folded(*history, REOPENED).answers == folded(*history).answers


def test_a_person_says_why_a_case_is_reopened() -> None:
    given(*DECIDED).when(REOPEN.model_copy(update={"reason": None})).rejected("reason-missing")


@pytest.mark.parametrize("history", [DECIDED, CONFIRMED])
def test_a_substantial_change_reopens_what_has_not_seen_it(history: tuple[Event | Fact, ...]) -> None:
    later = BY_POLICY.model_copy(update={"assessment_version": 2, "system_version": 6})
    given(*history).when(later).then(
        CaseReopened(occasion="substantial-change", assessment_version=2, system_version=6, written_by="femke")
    )
    given(*history).when(BY_POLICY).then()


@pytest.mark.parametrize("history", [DECIDED, CONFIRMED, (*DECIDED, SUSPENDED)])
def test_a_resident_who_was_right_reopens_what_was_closed(history: tuple[Event | Fact, ...]) -> None:
    given(*history).when(WAS_RIGHT).then(
        CaseReopened(occasion="correction", assessment_version=1, system_version=4, written_by="femke")
    )


@pytest.mark.parametrize("history", [COMPLETE, (*COMPLETE, WITHDRAWN)])
def test_a_resident_who_was_right_opens_nothing_that_is_open_or_withdrawn(history: tuple[Event | Fact, ...]) -> None:
    given(*history).when(WAS_RIGHT).then()


def test_a_change_does_not_reopen_what_was_withdrawn() -> None:
    given(*COMPLETE, WITHDRAWN).when(BY_POLICY.model_copy(update={"assessment_version": 2})).then()


REOPENED_AGAIN = (*DECIDED, by("femke", REOPENED))
STILL_RIGHT = SUBMIT.model_copy(update={"unchanged": text(91)})


def test_what_was_reopened_is_not_submitted_again_as_it_was() -> None:
    given(*REOPENED_AGAIN).when(SUBMIT).rejected("unchanged", ["change"])


@pytest.mark.parametrize(
    "written",
    [
        ANSWER_RECORDED.model_copy(update={"answer": text(90)}),
        folded(*COMPLETE).measures["measure-1"],
        folded(*COMPLETE).residuals["risk-1"].model_copy(update={"reason": text(90)}),
        folded(*COMPLETE).screened,
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_what_was_reopened_is_submitted_once_something_was_written_in_it(written: Event) -> None:
    state = folded(*REOPENED_AGAIN, by("femke", written))
    given(*REOPENED_AGAIN, by("femke", written)).when(SUBMIT).then(
        VersionSubmitted(number=2, hash=version_hash(state, SUBMIT), assessment_version=1, system_version=4)
    )


def test_who_changes_nothing_in_what_was_reopened_says_why_and_that_counts_in_the_hash() -> None:
    state = folded(*REOPENED_AGAIN)
    hashed = version_hash(state, STILL_RIGHT)
    assert hashed != version_hash(state, SUBMIT)
    again = VersionSubmitted(number=2, hash=hashed, assessment_version=1, system_version=4, unchanged=text(91))
    given(*REOPENED_AGAIN).when(STILL_RIGHT).then(again)
    given(*REOPENED_AGAIN, again, RETURNED.model_copy(update={"number": 2})).when(SUBMIT).then(
        VersionSubmitted(number=3, hash=version_hash(state, SUBMIT), assessment_version=1, system_version=4)
    )


@pytest.mark.parametrize("history", [COMPLETE, (*SENT, RETURNED), (*COMPLETE, WITHDRAWN, REOPENED)])
def test_nobody_is_asked_why_nothing_changed_in_what_was_never_reopened_after_it_was_submitted(
    history: tuple[Event | Fact, ...],
) -> None:
    given(*history).when(STILL_RIGHT).rejected("changed")
    assert case.decide(SUBMIT, folded(*history))


def test_an_approval_is_suspended_and_resumed_as_it_was_given() -> None:
    given(*DECIDED).when(SUSPEND).then(SUSPENDED)
    given(*DECIDED, SUSPENDED).when(RESUME).then(RESUMED)
    assert folded(*DECIDED, SUSPENDED, RESUMED) == folded(*DECIDED)


@pytest.mark.parametrize(("history", "command"), [(DECIDED, SUSPEND), ((*DECIDED, SUSPENDED), RESUME)])
def test_the_fg_neither_suspends_nor_resumes(history: tuple[Event | Fact, ...], command: Any) -> None:
    given(*history).when(command.model_copy(update={"roles": ("fg", "decision-maker")})).rejected("fg-decides-not")


def test_a_case_is_withdrawn_before_its_decision() -> None:
    given(*READY).when(WITHDRAW).then(WITHDRAWN)


PEOPLE = {
    "femke": ("process-owner",),
    "farid": ("fg", "decision-maker", "privacy-officer"),
    "dirk": ("decision-maker",),
}
COMMANDS = (SUBMIT, ADVISE, APPROVE, RETURN, EXEMPT, CONFIRM, CHOOSE, REOPEN, SUSPEND, RESUME, WITHDRAW)


@over(st.sampled_from([EMPTY, COMPLETE]), st.lists(st.tuples(st.sampled_from(COMMANDS), st.sampled_from(list(PEOPLE)))))
def test_whatever_is_tried_numbers_count_on_and_nobody_closes_what_they_made(
    history: tuple[Event | Fact, ...], tries: list[tuple[Any, str]]
) -> None:
    facts, numbers = list(history), []
    for command, who in tries:
        state = folded(*facts)
        try:
            made = case.decide(command.model_copy(update={"by": who, "roles": PEOPLE[who]}), state)
        except Rejected:
            continue
        facts += [by(who, fact) for fact in made]
        numbers += [fact.number for fact in made if isinstance(fact, VersionSubmitted)]
        if any(isinstance(fact, AssessmentNotRequired) or fact.TYPE == APPROVED.TYPE for fact in made):
            assert who not in state.hands
            assert "fg" not in PEOPLE[who]
    assert numbers == list(range(1, len(numbers) + 1))
