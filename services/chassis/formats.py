"""Template filters: dates and numbers as the reader of a page writes them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from babel.dates import get_month_names
from babel.numbers import format_decimal

from services.chassis import days
from services.chassis.wording import DUTCH, ENGLISH, LANGUAGE, _, said

POINTS = {DUTCH: ".", ENGLISH: ","}
"""What stands between thousands."""
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of reading, also of what stands behind the text that they came in with."""


def in_order(page: str) -> str:
    """What a page shows is read from left to right, whoever wrote it."""
    return page.translate(str.maketrans("", "", TURNS)) if any(turn in page for turn in TURNS) else page


def _parsed(value: date | str | None) -> date | None:
    """None when it is no date, ISO text of a date, or moment."""
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return None


def _here(value: date) -> date:
    """A moment with a zone counts as the day that it is here."""
    return value.astimezone(days.ZONE) if isinstance(value, datetime) and value.tzinfo else value


def _month(value: date | str | None) -> date | None:
    """The first day of a month such as "2027-03"; None for anything else."""
    return _parsed(f"{value}-01") if isinstance(value, str) and len(value) == len("2027-03") else None


@cache
def _months(language: str) -> Mapping[int, str]:
    return dict(get_month_names("wide", locale=language))


def _day(value: date) -> str:
    return f"{value.day} {_months(LANGUAGE.get())[value.month]} {value.year}"


def day(value: date | str | None) -> str:
    """24 november 2026. A month stays a month, nothing stays empty, and words stay the words that they are."""
    found = _parsed(value)
    return _day(_here(found)) if found else month(value)


def month(value: date | str | None) -> str:
    """maart 2027, also for "2027-03"."""
    found = _parsed(value) or _month(value)
    if not found:
        return str(value or "")
    here = _here(found)
    return f"{_months(LANGUAGE.get())[here.month]} {here.year}"


def moment(value: date | str | None) -> str:
    """24 november 2026 om 14.12 uur, 24 November 2026 at 14:12; without a time of day only the day."""
    found = _parsed(value)
    if not isinstance(found, datetime):
        return day(value)
    here = _here(found)
    return said(_("{day} om {hour}.{minute} uur", day=_day(here), hour=f"{here:%H}", minute=f"{here:%M}"))


def iso(value: date | str | None) -> str:
    """2026-11-24 for a time element, a month as it is; empty when it is neither."""
    found = _parsed(value)
    if not found:
        return str(value) if _month(value) else ""
    return _here(found).isoformat()[: len("2026-11-24")]


def number(value: float) -> str:
    """1.530; in English 1,530."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", POINTS[LANGUAGE.get()])
    return format_decimal(value, locale=LANGUAGE.get())


def size(count: int) -> str:
    """20 MB."""
    return f"{number(round(count / 1_000_000, 1))} MB"


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "month": month,
    "moment": moment,
    "iso": iso,
    "number": number,
    "size": size,
}
