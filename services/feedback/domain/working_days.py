"""Days on which a term cannot end (Algemene termijnenwet art. 1 and 3): weekends and general holidays."""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
AFTER_EASTER = (-2, 1, 39, 50)
"""Good Friday, which counts as one here (art. 3, second paragraph), Easter Monday, Ascension Day, Whit Monday."""


def working_day(last: date) -> date:
    """This day, or the first one after it that is neither in a weekend nor a general holiday."""
    while last.weekday() >= SATURDAY or last in holidays(last.year):
        last += DAY
    return last


@cache
def holidays(year: int) -> frozenset[date]:
    """The general holidays of a year, without days that a government makes equal to them (art. 3, third paragraph)."""
    fixed = (date(year, 1, 1), kings_day(year), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26))
    return frozenset((*fixed, *(easter(year) + timedelta(days=days) for days in AFTER_EASTER)))


def kings_day(year: int) -> date:
    """27 April, or the Saturday before when that is a Sunday."""
    day = date(year, 4, 27)
    return day - DAY if day.weekday() == SUNDAY else day


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the rule that was published anonymously in Nature in 1876."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
