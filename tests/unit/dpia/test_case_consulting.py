"""A risk that stays high: the supervisory authority is asked first; it answers, or its term passes."""

from datetime import date, timedelta

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from contracts.dpia import PriorConsultationExtended, PriorConsultationSubmitted
from contracts.envelope import Event
from services.chassis.decider import fold
from services.dpia.domain import case
from services.dpia.domain.case import Case
from tests.samples_dpia import (
    ADOPTED,
    ADVISED,
    ANSWERED,
    APPROVED,
    CONSULTED,
    EXTENDED,
    LAPSED,
    MEASURE_AGREED,
    REPLIED,
    RETURNED,
    RISK_RECORDED,
    STAYS_HIGH,
    SUBMITTED,
)
from tests.spec import Fact, by, logged
from tests.unit.dpia.case_commands import (
    APPROVE,
    CONSULT,
    DRAFTED,
    EXTEND,
    LAPSE,
    READY,
    REPLY,
    RETURN,
    given,
)


def through(*left: Event) -> tuple[Event | Fact, ...]:
    """Advised and answered, with this left of the risk."""
    judged = by("femke", SUBMITTED), by("farid", ADVISED), by("femke", ADOPTED)
    return (*DRAFTED, *ANSWERED, RISK_RECORDED, MEASURE_AGREED, *left, *judged)


HIGH = through(STAYS_HIGH)
ASKED: tuple[Event | Fact, ...] = (*HIGH, by("dirk", CONSULTED))


def folded(*facts: Event | Fact) -> Case:
    state: Case = fold(case, logged(facts))
    return state


def test_a_risk_that_stays_high_is_not_approved_before_the_authority_was_asked() -> None:
    given(*HIGH).when(APPROVE).rejected("prior-consultation-missing", ["prior-consultation"])


def test_a_risk_that_was_never_weighed_anew_stays_what_it_was() -> None:
    given(*through()).when(APPROVE).rejected("prior-consultation-missing")


def test_a_risk_that_stays_high_can_be_rejected_without() -> None:
    reject = APPROVE.model_copy(update={"outcome": "rejected"})
    given(*HIGH).when(reject).then(APPROVED.model_copy(update={"outcome": "rejected"}))


def test_the_authority_has_eight_weeks() -> None:
    given(*HIGH).when(CONSULT).then(CONSULTED)


def test_the_authority_is_asked_before_a_decision_and_nothing_is_decided_meanwhile() -> None:
    given(*ASKED).when(APPROVE).rejected("consulting")


def test_who_asked_the_authority_may_decide_after_its_answer() -> None:
    given(*ASKED, by("petra", REPLIED)).when(APPROVE).then(APPROVED)


def test_the_fg_does_not_ask() -> None:
    given(*HIGH).when(CONSULT.model_copy(update={"roles": ("decision-maker", "fg")})).rejected("fg-decides-not")


def test_the_authority_is_asked_once_on_a_version() -> None:
    given(*ASKED, REPLIED).when(CONSULT).rejected("consulted")
    again = (*ASKED, REPLIED, RETURNED, SUBMITTED, ADVISED, ADOPTED)
    given(*again).when(CONSULT).then(CONSULTED)


def test_the_authority_takes_six_weeks_longer_once() -> None:
    given(*ASKED).when(EXTEND).then(EXTENDED)
    given(*ASKED, EXTENDED).when(EXTEND).rejected("extended")


@pytest.mark.parametrize("outcome", ["no-objection", "advice"])
def test_after_an_answer_it_is_decided(outcome: str) -> None:
    replied = REPLIED.model_copy(update={"outcome": outcome})
    given(*ASKED).when(REPLY.model_copy(update={"outcome": outcome})).then(replied)
    given(*ASKED, replied).when(APPROVE).then(APPROVED)


def test_what_the_authority_prohibits_is_not_approved() -> None:
    prohibited = REPLIED.model_copy(update={"outcome": "prohibited"})
    given(*ASKED, prohibited).when(APPROVE).rejected("prohibited")
    given(*READY, CONSULTED, prohibited).when(APPROVE).rejected("prohibited")
    reject = APPROVE.model_copy(update={"outcome": "rejected"})
    given(*ASKED, prohibited).when(reject).then(APPROVED.model_copy(update={"outcome": "rejected"}))


def test_the_term_lapses_only_after_its_last_day() -> None:
    last = LAPSE.model_copy(update={"today": date(2027, 1, 19)})
    given(*ASKED).when(last).rejected("term-runs")
    given(*ASKED).when(LAPSE).then(LAPSED)
    given(*ASKED, EXTENDED).when(LAPSE).rejected("term-runs")


def test_a_term_that_lapsed_is_no_approval_but_the_decision_can_be_taken() -> None:
    lapsed = (*ASKED, LAPSED)
    assert folded(*lapsed).phase == "deciding"
    given(*lapsed).when(APPROVE).then(APPROVED)


def test_what_is_asked_can_come_back_and_is_asked_anew_of_the_next_version() -> None:
    given(*ASKED).when(RETURN).then(RETURNED)
    again = (*ASKED, RETURNED, SUBMITTED, ADVISED, ADOPTED)
    given(*again).when(APPROVE).rejected("prior-consultation-missing")


@over(st.dates(date(2026, 1, 1), date(2100, 1, 1)), st.booleans(), st.integers(-3, 200))
def test_a_term_lapses_after_eight_weeks_or_fourteen_and_never_before(asked: date, longer: bool, after: int) -> None:
    [fact] = case.decide(CONSULT.model_copy(update={"today": asked}), folded(*HIGH))
    assert isinstance(fact, PriorConsultationSubmitted)
    history: tuple[Event | Fact, ...] = (*HIGH, fact)
    if longer:
        [more] = case.decide(EXTEND, folded(*history))
        assert isinstance(more, PriorConsultationExtended)
        history = (*history, more)
    lapse = LAPSE.model_copy(update={"today": asked + timedelta(days=max(after, 0))})
    if after > (98 if longer else 56):
        assert case.decide(lapse, folded(*history))
    else:
        given(*history).when(lapse).rejected("term-runs")
