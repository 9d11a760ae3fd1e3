"""Until when each kind of remark is to be answered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.feedback import FeedbackReceived
from services.feedback import projections
from services.feedback.domain.terms import LONGEST, TERMS, answer_by
from services.feedback.pages.words import KINDS
from tests.samples_feedback import ENTRY, WORDS

KNOWN = ("remark", "question", "complaint", "correction-request")


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("question", date(2026, 12, 8)),
        ("correction-request", date(2026, 12, 8)),
        ("remark", date(2027, 1, 5)),
        ("complaint", date(2027, 1, 5)),
    ],
)
def test_every_kind_has_its_term(kind: str, last: date) -> None:
    assert answer_by(kind, date(2026, 11, 24)) == last


def test_a_term_that_would_end_in_a_weekend_or_on_a_holiday_ends_on_the_next_working_day() -> None:
    assert answer_by("question", date(2026, 11, 28)) == date(2026, 12, 14)
    assert answer_by("complaint", date(2026, 11, 20)) == date(2027, 1, 4)


def test_every_kind_that_can_be_sent_has_a_term_and_the_form_says_it() -> None:
    assert set(TERMS) == set(KINDS) == set(KNOWN)
    for kind in KNOWN:
        assert FeedbackReceived(entry=ENTRY, kind=kind, text=WORDS)
        assert f"binnen {TERMS[kind].days // 7} weken" in KINDS[kind][2]


def test_a_kind_of_a_later_release_waits_no_longer_than_the_longest() -> None:
    assert answer_by("praise", date(2026, 11, 24)) == date(2026, 11, 24) + LONGEST


@for_all(st.sampled_from(KNOWN), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_what_came_later_is_never_due_earlier(kind: str, since: date, later: int) -> None:
    assert since < answer_by(kind, since) <= answer_by(kind, since + timedelta(days=later))


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), "2026-12-08"),
        (datetime(2026, 11, 24, 23, 0, tzinfo=UTC), "2026-12-09"),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "2026-07-15"),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "2026-07-16"),
    ],
)
def test_the_term_begins_on_the_day_that_it_is_here(moment: datetime, last: str) -> None:
    assert projections.term_ends("question", moment) == last
