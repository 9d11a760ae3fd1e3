"""The fact of the audit that every service writes: how long one of its logs was, and what it held."""

from typing import ClassVar

from contracts import topics
from contracts.envelope import Event, Whole


class CheckpointPublished(Event):
    """A log was signed at this length; `note` is the signed note (C2SP tlog-checkpoint), hashes are base64."""

    TYPE: ClassVar[str] = "nl.algoritmes.checkpoints.checkpoint-published.v1"
    TOPIC: ClassVar[str] = topics.CHECKPOINTS
    AGGREGATE: ClassVar[str] = "log"

    log: str
    """The `source` of the log, which is also the origin in the note."""
    size: Whole
    root: str
    edge: tuple[str, ...]
    """The complete subtrees from the left: narrows down where a later change lies."""
    note: str


EVENTS: tuple[type[Event], ...] = (CheckpointPublished,)
