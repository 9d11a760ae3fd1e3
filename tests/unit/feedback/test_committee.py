"""A complaint that a committee treats: ten weeks instead of six, and four more once."""

from datetime import date, timedelta

import pytest

from contracts.envelope import Event
from contracts.feedback import CommitteeEngaged, FeedbackReceived, TermExtended
from services.feedback.domain import remark
from services.feedback.domain.remark import EngageCommittee, ExtendTerm
from services.feedback.domain.terms import answer_by, postponed
from tests.samples_feedback import (
    ACCEPTED,
    AGREED,
    ALL_ERASED,
    ANSWERED_PRIVATELY,
    CLOSED,
    COMPLAINT,
    ENGAGED,
    ENTRY,
    EXTENDED,
    FORWARDED,
    PRIVATE_WORDS,
    REFUSED,
    REOPENED,
    WORDS,
)
from tests.spec import WHEN, spec

given = spec(remark)
SINCE = WHEN.date()
"""24 November 2026: six weeks end on 5 January, ten on 2 February, fourteen on 2 March 2027."""
ENGAGE = EngageCommittee(by="mo", today=SINCE, since=SINCE, reason=PRIVATE_WORDS)
ONCE = ExtendTerm(by="mo", today=SINCE, since=SINCE, reason=PRIVATE_WORDS)


@pytest.mark.parametrize("before", [(), (ACCEPTED,)])
def test_a_complaint_that_a_committee_treats_takes_ten_weeks(before: tuple[Event, ...]) -> None:
    assert answer_by("complaint", SINCE, committee=True) == SINCE + timedelta(weeks=10)
    given(COMPLAINT, *before).when(ENGAGE).then(ENGAGED)


def test_that_can_be_extended_once_with_four_weeks() -> None:
    assert postponed("complaint", SINCE, committee=True) == SINCE + timedelta(weeks=14)
    later = TermExtended(until="2027-03-02", reason=PRIVATE_WORDS)
    given(COMPLAINT, ENGAGED).when(ONCE).then(later)
    given(COMPLAINT, ENGAGED, later).when(ONCE).rejected("already-extended")


def test_until_its_ten_weeks_are_over() -> None:
    last = date(2027, 2, 2)
    later = TermExtended(until="2027-03-02", reason=PRIVATE_WORDS)
    given(COMPLAINT, ENGAGED).when(ONCE.model_copy(update={"today": last})).then(later)
    given(COMPLAINT, ENGAGED).when(ONCE.model_copy(update={"today": last + timedelta(days=1)})).rejected("term-over")


def test_a_day_that_was_agreed_lies_after_those_ten_weeks() -> None:
    agreed = ONCE.model_copy(update={"until": "2027-02-02"})
    given(COMPLAINT, ENGAGED).when(agreed).rejected("until-too-early")
    given(COMPLAINT, ENGAGED).when(ONCE.model_copy(update={"until": "2027-03-01"})).then(AGREED)


def test_once_and_before_the_term_was_extended() -> None:
    given(COMPLAINT, ENGAGED).when(ENGAGE).rejected("already-engaged")
    for extended in (EXTENDED, AGREED):
        given(COMPLAINT, extended).when(ENGAGE).rejected("already-extended")


def test_within_the_six_weeks() -> None:
    last = answer_by("complaint", SINCE)
    given(COMPLAINT).when(ENGAGE.model_copy(update={"today": last})).then(ENGAGED)
    given(COMPLAINT).when(ENGAGE.model_copy(update={"today": last + timedelta(days=1)})).rejected("term-over")


@pytest.mark.parametrize("kind", ["question", "remark", "correction-request"])
def test_of_a_complaint_alone(kind: str) -> None:
    given(FeedbackReceived(entry=ENTRY, kind=kind, text=WORDS)).when(ENGAGE).rejected("no-complaint")


@pytest.mark.parametrize(
    ("history", "code"),
    [
        ((), "unknown"),
        ((COMPLAINT, ANSWERED_PRIVATELY), "not-waiting"),
        ((COMPLAINT, FORWARDED), "already-forwarded"),
        ((COMPLAINT, ANSWERED_PRIVATELY, CLOSED), "already-closed"),
        ((COMPLAINT, REFUSED, ALL_ERASED), "erased"),
    ],
)
def test_that_waits_for_an_answer(history: tuple[Event, ...], code: str) -> None:
    given(*history).when(ENGAGE).rejected(code)


def test_what_is_opened_again_begins_without_a_committee() -> None:
    again = date(2027, 2, 1)
    fresh = ENGAGE.model_copy(update={"since": again, "today": again})
    given(COMPLAINT, ENGAGED, ANSWERED_PRIVATELY, REOPENED).when(fresh).then(
        CommitteeEngaged(until="2027-04-12", reason=PRIVATE_WORDS)
    )
