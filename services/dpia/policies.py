"""When a system was registered, its case opens."""

from contracts.envelope import Envelope, Event
from contracts.inventory import SystemRegistered
from services.chassis.decider import Command
from services.chassis.due import because_of
from services.chassis.service import Policy
from services.dpia.domain import case
from services.dpia.domain.case import OpenCase


def open_case(envelope: Envelope, event: Event) -> Command | None:
    """A case for every system; the rule itself passes over one that was found as retired."""
    if not isinstance(event, SystemRegistered):
        return None
    return OpenCase(
        **because_of("open-case", envelope, event),
        assessment_version=event.assessment_version,
        found_as=event.found_as,
    )


OPEN_CASE = Policy("open-case", case, OpenCase, open_case)
