"""From the type on the wire to the newest class of the fact."""

import re
from collections.abc import Callable
from typing import Any

from contracts import checkpoints, dpia, feedback, inventory, publication
from contracts.envelope import Envelope, Event

EVENTS: tuple[type[Event], ...] = (
    *inventory.EVENTS, *dpia.EVENTS, *publication.EVENTS, *feedback.EVENTS, *checkpoints.EVENTS,
)  # fmt: skip
CLASSES: dict[str, type[Event]] = {event.TYPE: event for event in EVENTS}
UPCASTS: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""Old type -> (next type, pure change of its data)."""

_VERSIONED = re.compile(r"^(?P<stem>.+)\.v(?P<major>\d+)$")
_NEWEST = {m["stem"]: int(m["major"]) for m in map(_VERSIONED.match, CLASSES) if m}


class NewerVersion(Exception):
    """A known fact in a major version that this release does not know: park it until a newer release starts."""


def parse(envelope: Envelope) -> Event | None:
    """The fact in its newest shape; None when the type is unknown (ignore it).

    Raises NewerVersion, and pydantic's ValidationError when the data does not fit its type.
    """
    kind, data = envelope.type, envelope.data
    while kind in UPCASTS:
        kind, upcast = UPCASTS[kind]
        data = upcast(data)
    if kind in CLASSES:
        return CLASSES[kind].read(data)
    if (named := _VERSIONED.match(kind)) and named["stem"] in _NEWEST:
        raise NewerVersion(f"{kind}: this release knows version {_NEWEST[named['stem']]} at most")
    return None
