"""Template filters: dates and numbers as a Dutch reader writes them."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

LOCALE = "nl"
ZONE = ZoneInfo("Europe/Amsterdam")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of reading, also of what stands behind the text that they came in with."""


def in_order(value: Any) -> Any:
    """What a page shows is read from left to right, whoever wrote it."""
    return type(value)(TURNS.sub("", value)) if isinstance(value, str) and TURNS.search(value) else value


def _parsed(text: str) -> date | None:
    """None when the text is no ISO date, month or moment."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _local(value: date) -> date:
    """A moment with a zone counts as the day that it is here."""
    return value.astimezone(ZONE) if isinstance(value, datetime) and value.tzinfo else value


def _written(value: date | str | None, pattern: str) -> str:
    found = _parsed(value) if isinstance(value, str) else value
    return format_date(_local(found), pattern, locale=LOCALE) if found else str(value or "")


def _is_month(value: object) -> bool:
    return isinstance(value, str) and len(value) == len("2027-03") and _parsed(f"{value}-01") is not None


def day(value: date | str | None) -> str:
    """24 november 2026. A month stays a month, nothing stays empty, and words stay the words that they are."""
    return month(value) if _is_month(value) else _written(value, "d MMMM y")


def month(value: date | str | None) -> str:
    """maart 2027, also for "2027-03"."""
    return _written(f"{value}-01" if _is_month(value) else value, "MMMM y")


def moment(value: date | str | None) -> str:
    """24 november 2026 om 14.12 uur; without a time of day only the day."""
    found = _parsed(value) if isinstance(value, str) else value
    if not isinstance(found, datetime):
        return day(value)
    return format_datetime(_local(found), "d MMMM y 'om' HH.mm 'uur'", locale=LOCALE)


def iso(value: date | str | None) -> str:
    """2026-11-24 for a time element; empty when it is no date."""
    found = _parsed(value) if isinstance(value, str) and not _is_month(value) else value
    return found if isinstance(found, str) else _written(found, "yyyy-MM-dd")


def number(value: float) -> str:
    """1.530"""
    return format_decimal(value, locale=LOCALE)


FILTERS: dict[str, Callable[..., Any]] = {"day": day, "month": month, "moment": moment, "iso": iso, "number": number}
