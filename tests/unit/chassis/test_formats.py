"""Dates as they stand on a page."""

from datetime import UTC, date, datetime

import pytest

from services.chassis.formats import day, iso, moment, month


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
