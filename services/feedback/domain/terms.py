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
"""Of a complaint the law's own term (Awb 9:11, first paragraph); the others are our word."""
BY_A_COMMITTEE = timedelta(weeks=10)
"""Of a complaint on which a person or committee advises (Awb 9:11, first paragraph, and 9:14)."""
POSTPONEMENT = timedelta(weeks=4)
"""So much longer a complaint may take once (Awb 9:11, second paragraph)."""
LONGEST = max(TERMS.values())
WAITING = ("received", "accepted")
"""The states in which who sent a remark waits for an answer."""


def answer_by(kind: str, since: date, committee: bool = False) -> date:
    """The last day of the term, counted from the day on which the remark came in or was opened again.

    It ends on a working day, as a term that a law sets does; what is our word ends so too.
    """
    return working_day(since + _term(kind, committee))


def postponed(kind: str, since: date, committee: bool = False) -> date:
    """The last day of the term when it is made longer once."""
    return working_day(since + _term(kind, committee) + POSTPONEMENT)


def _term(kind: str, committee: bool) -> timedelta:
    return BY_A_COMMITTEE if committee else TERMS.get(kind, LONGEST)
