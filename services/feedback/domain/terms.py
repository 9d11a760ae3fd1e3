"""Until when who sent a remark is to have an answer, by what kind of remark it is."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.feedback.domain.working_days import working_day

TERMS: Mapping[str, timedelta] = {
    "question": timedelta(weeks=2),
    "correction-request": timedelta(weeks=2),
    "remark": timedelta(weeks=6),
    "complaint": timedelta(weeks=6),
}
"""Of a complaint the law's own term (Awb 9:11, without the ten weeks of a committee); the others are our word."""
POSTPONEMENT = timedelta(weeks=4)
"""So much longer a complaint may take once (Awb 9:11, second paragraph)."""
LONGEST = max(TERMS.values())
WAITING = ("received", "accepted")
"""The states in which who sent a remark waits for an answer."""


def answer_by(kind: str, since: date) -> date:
    """The last day of the term, counted from the day on which the remark came in or was opened again.

    It ends on a working day, as a term that a law sets does; what is our word ends so too.
    """
    return working_day(since + TERMS.get(kind, LONGEST))


def postponed(kind: str, since: date) -> date:
    """The last day of the term when it is made longer once."""
    return working_day(since + TERMS.get(kind, LONGEST) + POSTPONEMENT)
