"""What happened to an entry, for its desk: in words, and by whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from contracts.envelope import Envelope, Event
from contracts.publication import (
    EntryChanged,
    EntryDrafted,
    EntryPublished,
    EntryReturned,
    EntryRevised,
    EntrySubmitted,
    EntryWithdrawn,
)
from services.chassis.execute import stamp
from services.chassis.wording import _

PLAIN: Mapping[type[Event], str] = {
    EntryDrafted: _("Concept gemaakt"),
    EntryRevised: _("Tekst bewaard"),
    EntrySubmitted: _("Goedkeuring gevraagd"),
    EntryReturned: _("Teruggestuurd"),
    EntryPublished: _("Goedgekeurd en openbaar"),
    EntryWithdrawn: _("Van de publieke site gehaald"),
}
TAKEN_OVER = _("Overgenomen uit een ander register en openbaar")
APPROVED, FOLLOWED = _("Wijziging goedgekeurd en openbaar"), _("Openbare tekst vanzelf bijgewerkt")
DESCRIBED, FOUND = _("Overgenomen uit de inventaris"), _("Overgenomen uit het andere register")


def entries(history: Sequence[tuple[Envelope, Event]]) -> list[dict[str, Any]]:
    """The facts that people see, newest first; of several savings by one person on a day only the last."""
    told = list[dict[str, Any]]()
    for envelope, event in history:
        what, by = _told(event), stamp(envelope, event).by
        again = told and (told[-1]["what"], told[-1]["by"], told[-1]["when"].date()) == (what, by, envelope.time.date())
        if again:
            told.pop()
        if what:
            told.append({"when": envelope.time, "what": what, "by": by})
    return told[::-1]


def _told(event: Event) -> str:
    match event:
        case EntryPublished() | EntryChanged() if event.taken_over:
            return TAKEN_OVER
        case EntryChanged():
            return FOLLOWED if event.written_by else APPROVED
        case EntryRevised() if event.origin != "person":
            return DESCRIBED if event.origin == "inventory" else FOUND
    return PLAIN.get(type(event), "")
