"""The life of one register entry: drafted from the inventory, edited, approved, and public.

A decision of this aggregate may also hold facts on `algorithm/<id>`: what outsiders read of the same entry.
"""

from services.publication.domain.entry import drafting, following, notes, publishing, withdrawing  # noqa: F401  (rules register themselves)
from services.publication.domain.entry.commands import (
    ApproveEntry,
    DraftEntry,
    EditEntry,
    NoteAssessment,
    NoteContinuation,
    NoteLifeCycle,
    NoteMonth,
    NoteOrganisation,
    NoteSummary,
    ReturnEntry,
    SubmitEntry,
    TakeOver,
    TakeUpDescription,
    TakeUpOversight,
    TakeUpSources,
    WithdrawEntry,
)  # fmt: skip
from services.publication.domain.entry.decision import decide
from services.publication.domain.entry.history import evolve
from services.publication.domain.entry.state import Draft, Entry

AGGREGATE = "entry"


def initial() -> Entry:
    """Nothing is known of the system yet."""
    return Entry()


__all__ = [
    "AGGREGATE", "ApproveEntry", "Draft", "DraftEntry", "EditEntry", "Entry", "NoteAssessment", "NoteContinuation",
    "NoteLifeCycle", "NoteMonth", "NoteOrganisation", "NoteSummary", "ReturnEntry", "SubmitEntry", "TakeOver",
    "TakeUpDescription", "TakeUpOversight", "TakeUpSources", "WithdrawEntry", "decide", "evolve", "initial",
]  # fmt: skip
