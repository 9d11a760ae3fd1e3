"""Days as people here count them: what happens after midnight in the Netherlands happens on the new day."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """The day that it is."""
    return on(datetime.now(UTC))


def on(moment: datetime) -> date:
    """The day on which a moment (with a zone) lies."""
    return moment.astimezone(ZONE).date()
