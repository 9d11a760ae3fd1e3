"""The day that it is in the Netherlands, winter and summer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.chassis import days


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 28, 22, 59, 59, tzinfo=UTC), date(2026, 11, 28)),
        (datetime(2026, 11, 28, 23, 0, tzinfo=UTC), date(2026, 11, 29)),
        (datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_new_day_begins_at_midnight_here(moment: datetime, day: date) -> None:
    assert days.on(moment) == day


def test_today_is_within_a_few_hours_of_the_day_elsewhere() -> None:
    assert abs(days.today() - datetime.now(UTC).date()) <= timedelta(days=1)
