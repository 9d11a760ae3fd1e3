"""When a system was registered, its case opens; when it changed substantially, or a resident was right, again.

When it changes substantially once more meanwhile, the case that is being written asks again.
"""

from typing import Any

from contracts.envelope import Envelope, Event
from contracts.inventory import EvaluationPlanned, SystemRegistered
from services.chassis.decider import Command
from services.chassis.due import because_of
from services.chassis.service import Policy
from services.dpia.domain import case
from services.dpia.domain.case import NoteChange, OpenCase, Reopen


def open_case(envelope: Envelope, event: Event) -> Command | None:
    """A case for every system; the rule itself passes over one that was found as retired."""
    if not isinstance(event, SystemRegistered):
        return None
    return OpenCase(
        **because_of("open-case", envelope, event),
        assessment_version=event.assessment_version,
        found_as=event.found_as,
    )


def reopen(envelope: Envelope, event: Event) -> Command | None:
    """After a substantial change; the rule passes over a case that is not closed, or has seen the change."""
    if not _is_substantial(envelope, event):
        return None
    seen = _seen(envelope, event)
    return Reopen(**because_of("reopen", envelope, event), **seen, occasion="substantial-change")


def note_change(envelope: Envelope, event: Event) -> Command | None:
    """After one more; the rule passes over a case that was not reopened, or was reopened for this change."""
    if not _is_substantial(envelope, event):
        return None
    return NoteChange(**because_of("note-change", envelope, event), **_seen(envelope, event))


def _is_substantial(envelope: Envelope, event: Event) -> bool:
    return envelope.subject.partition("/")[0] == "system" and getattr(event, "change", None) == "substantial"


def _seen(envelope: Envelope, event: Event) -> dict[str, Any]:
    return {"assessment_version": getattr(event, "assessment_version", 0), "system_version": envelope.version}


def reopen_on_correction(envelope: Envelope, event: Event) -> Command | None:
    """A resident was right about personal data; the rule passes over a case that is not closed."""
    if not isinstance(event, EvaluationPlanned) or not event.privacy:
        return None
    return Reopen(**because_of("reopen-on-correction", envelope, event), occasion="correction")


OPEN_CASE = Policy("open-case", case, OpenCase, open_case)
REOPEN = Policy("reopen", case, Reopen, reopen)
NOTE_CHANGE = Policy("note-change", case, NoteChange, note_change)
REOPEN_ON_CORRECTION = Policy("reopen-on-correction", case, Reopen, reopen_on_correction)
