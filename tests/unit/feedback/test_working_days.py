"""A term does not end in a weekend or on a general holiday (Algemene termijnenwet)."""

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.feedback.domain.working_days import easter, holidays, kings_day, working_day


@pytest.mark.parametrize(
    ("last", "moved"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 3, 26), date(2027, 3, 30)),
        (date(2027, 5, 6), date(2027, 5, 7)),
        (date(2027, 5, 17), date(2027, 5, 18)),
        (date(2026, 4, 27), date(2026, 4, 28)),
        (date(2026, 5, 5), date(2026, 5, 6)),
    ],
)
def test_a_term_ends_on_the_first_working_day(last: date, moved: date) -> None:
    assert working_day(last) == moved


@pytest.mark.parametrize(
    "day",
    ["1818-03-22", "1943-04-25", "2000-04-23", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"],
)
def test_easter_falls_as_the_church_counts_it(day: str) -> None:
    assert easter(int(day[:4])) == date.fromisoformat(day)


def test_the_day_of_the_king_is_never_on_a_sunday() -> None:
    assert kings_day(2025) == date(2025, 4, 26)
    assert kings_day(2026) == date(2026, 4, 27)


@for_all(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_no_more_days_go_by_than_between_two_working_days(last: date) -> None:
    moved = working_day(last)
    between = [last + timedelta(days=n) for n in range((moved - last).days)]
    assert moved.weekday() < 5
    assert moved not in holidays(moved.year)
    assert all(day.weekday() >= 5 or day in holidays(day.year) for day in between)
    assert easter(last.year).weekday() == 6
