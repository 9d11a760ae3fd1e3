"""Answering a complaint later: four weeks once, and longer only as who sent it agreed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.envelope import Envelope, Event
from contracts.feedback import FeedbackReceived, TermExtended
from services.feedback.domain import remark
from services.feedback.domain.remark import AnswerRemark, ExtendTerm
from services.feedback.domain.terms import answer_by, postponed
from services.feedback.queries import term_began
from tests.samples_feedback import (
    ACCEPTED,
    AGREED,
    ALL_ERASED,
    ANSWERED_PRIVATELY,
    CLOSED,
    COMPLAINT,
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
"""24 November 2026: six weeks end on 5 January, ten on 2 February 2027."""
ONCE = ExtendTerm(by="mo", today=SINCE, since=SINCE, reason=PRIVATE_WORDS)


def until(day: str, today: date = SINCE) -> ExtendTerm:
    return ONCE.model_copy(update={"until": day, "today": today})


@pytest.mark.parametrize("before", [(), (ACCEPTED,)])
def test_a_complaint_may_take_four_weeks_longer(before: tuple[Event, ...]) -> None:
    assert answer_by("complaint", SINCE) == date(2027, 1, 5)
    given(COMPLAINT, *before).when(ONCE).then(EXTENDED)


def test_once() -> None:
    given(COMPLAINT, EXTENDED).when(ONCE).rejected("already-extended")
    given(COMPLAINT, AGREED).when(ONCE).rejected("already-extended")


def test_before_the_term_is_over() -> None:
    last = answer_by("complaint", SINCE)
    given(COMPLAINT).when(ONCE.model_copy(update={"today": last})).then(EXTENDED)
    given(COMPLAINT).when(ONCE.model_copy(update={"today": last + timedelta(days=1)})).rejected("term-over")


@pytest.mark.parametrize("before", [(), (EXTENDED,), (AGREED,)])
def test_longer_as_who_sent_it_agreed_also_when_the_term_is_over(before: tuple[Event, ...]) -> None:
    later = TermExtended(until="2027-04-01", agreed=True, reason=PRIVATE_WORDS)
    given(COMPLAINT, *before).when(until("2027-04-01")).then(later)
    given(COMPLAINT, *before).when(until("2027-04-01", date(2027, 3, 15))).then(later)


@pytest.mark.parametrize(
    ("before", "day", "today"),
    [
        ((), "2027-01-05", SINCE),
        ((EXTENDED,), "2027-02-02", SINCE),
        ((AGREED,), "2027-02-03", SINCE),
        ((), "2027-03-15", date(2027, 3, 15)),
    ],
)
def test_what_was_agreed_lies_after_the_term_and_after_today(before: tuple[Event, ...], day: str, today: date) -> None:
    given(COMPLAINT, *before).when(until(day, today)).rejected("until-too-early")


@pytest.mark.parametrize("kind", ["question", "remark", "correction-request"])
def test_no_law_lets_anything_else_take_longer(kind: str) -> None:
    given(FeedbackReceived(entry=ENTRY, kind=kind, text=WORDS)).when(ONCE).rejected("no-complaint")


@pytest.mark.parametrize(
    ("history", "code"),
    [
        ((), "unknown"),
        ((COMPLAINT, ANSWERED_PRIVATELY), "not-waiting"),
        ((COMPLAINT, REFUSED), "not-waiting"),
        ((COMPLAINT, FORWARDED), "already-forwarded"),
        ((COMPLAINT, ANSWERED_PRIVATELY, CLOSED), "already-closed"),
        ((COMPLAINT, REFUSED, ALL_ERASED), "erased"),
    ],
)
def test_only_of_what_waits_for_an_answer(history: tuple[Event, ...], code: str) -> None:
    given(*history).when(ONCE).rejected(code)


def test_what_is_opened_again_has_a_term_of_its_own() -> None:
    again = date(2027, 2, 1)
    given(COMPLAINT, EXTENDED, ANSWERED_PRIVATELY, REOPENED).when(
        ONCE.model_copy(update={"since": again, "today": again})
    ).then(TermExtended(until="2027-04-12", reason=PRIVATE_WORDS))


def test_what_is_late_is_still_answered() -> None:
    late = AnswerRemark(by="mo", today=date(2027, 5, 1), public=False, answer=PRIVATE_WORDS)
    given(COMPLAINT, EXTENDED).when(late).then(ANSWERED_PRIVATELY)


def test_the_term_begins_on_the_day_that_it_is_here_and_of_what_was_opened_again_on_that_day() -> None:
    late = [Envelope.model_construct(time=datetime(2026, 11, day, 23, 30, tzinfo=UTC)) for day in (23, 24, 25)]
    history = list(zip(late, (COMPLAINT, ANSWERED_PRIVATELY, REOPENED), strict=True))
    assert term_began(history[:2]) == date(2026, 11, 24)
    assert term_began(history) == date(2026, 11, 26)


@for_all(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_longer_term_is_counted_from_the_same_day_and_ends_on_a_working_day(since: date) -> None:
    last, longer = answer_by("complaint", since), postponed("complaint", since)
    assert timedelta(0) <= longer - since - timedelta(weeks=10) <= timedelta(days=4)
    assert longer > last
    assert longer.weekday() < 5
