"""Dates as they stand on a page."""

from datetime import UTC, date, datetime

import pytest

from services.chassis.formats import day, iso, moment, month, number


def test_dates_are_written_as_a_dutch_reader_says_them() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert (day(date(2026, 11, 24)), day("2026-11-24"), day(late)) == ("24 november 2026",) * 3
    assert moment("2026-11-24T13:12:00Z") == "24 november 2026 om 14.12 uur"
    assert (month("2027-03"), month(date(2027, 3, 1)), day("2027-03")) == ("maart 2027",) * 3
    assert (iso(late), iso("2027-03"), iso("binnenkort"), iso(None)) == ("2026-11-24", "2027-03", "", "")


@pytest.mark.parametrize("words", ["sinds mensenheugenis", "2027-13", "2026-02-30", "24-11-2026"])
def test_a_date_that_cannot_be_read_stays_as_it_was_written(words: str) -> None:
    assert (day(words), month(words), moment(words), iso(words)) == (words, words, words, "")
    assert (day(None), month(""), moment(None)) == ("", "", "")


def test_numbers_have_a_point_at_the_thousands() -> None:
    assert [number(0), number(999), number(1530), number(-1234567)] == ["0", "999", "1.530", "-1.234.567"]
    assert number(1530.5) == "1.530,5"


def test_a_moment_in_the_evening_counts_as_the_day_that_it_is_here() -> None:
    assert moment("2026-06-30T22:05:00Z") == "1 juli 2026 om 00.05 uur"
    assert (day("2026-06-30T22:05:00Z"), month("2026-06-30T22:05:00Z")) == ("1 juli 2026", "juli 2026")
