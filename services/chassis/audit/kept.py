"""Checkpoints that an auditor keeps outside the installation: the output of `audit checkpoint --json`."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from contracts import topics
from contracts.asyncapi import SERVICES
from services.chassis.audit.keys import bare
from services.chassis.audit.merkle import AuditError
from services.chassis.audit.notes import Checkpoint
from services.chassis.audit.scan import Log
from services.chassis.audit.signatures import Signed


@dataclass
class Kept:
    """Checkpoints that an auditor kept outside, by log; taken out as the logs are met."""

    by_source: dict[str, list[Signed]] = field(default_factory=dict)

    @classmethod
    def of(cls, notes: Sequence[str]) -> "Kept":
        """From the notes; who signed them is judged with each log. Raises NoteError."""
        kept = cls()
        for note in notes:
            checkpoint = _told(note)
            signed = Signed(checkpoint.head.size, checkpoint.head.root, note, outside=True)
            kept.by_source.setdefault(checkpoint.origin, []).append(signed)
        return kept

    def joined(self, log: Log) -> Log:
        """The log with its checkpoints from outside beside its own."""
        return replace(log, signed=[*log.signed, *self.by_source.pop(log.source, [])])

    def left(self) -> Iterator[Log]:
        """Logs that an auditor knows of and that were not met."""
        for source, signed in self.by_source.items():
            topic = next((topic for topic in TOPICS if source.endswith(":" + topic.replace(".", "-"))), "")
            yield Log(service_of(topic) if topic else "", "", topic, source, 0, signed)


TOPICS = sorted({topic for written in SERVICES.values() for topic in written} - {topics.CHECKPOINTS})
"""The topics whose logs are signed."""


def service_of(topic: str) -> str:
    """The service that writes a topic."""
    return next(service for service, written in SERVICES.items() if topic in written)


def read(document: Any) -> tuple[list[str], str]:
    """Notes and key in the output of `audit checkpoint --json`; raises AuditError for anything else."""
    try:
        notes = [str(one["note"]) for one in document["checkpoints"]]
        key = bare(str(document["key"]))
        claimed = [(one["source"], one["size"], base64.b64decode(one["root"])) for one in document["checkpoints"]]
    except (KeyError, TypeError, ValueError) as cause:
        raise AuditError("Dit bestand is geen uitvoer van `audit checkpoint --json`.") from cause
    if claimed != [(one.origin, *one.head) for one in map(_told, notes)]:
        raise AuditError("In dit bestand zegt een ijkpunt iets anders dan wat is ondertekend.")
    return notes, key


def _told(note: str) -> Checkpoint:
    """What a note says, whoever signed it."""
    return Checkpoint.parse(note.rpartition("\n\n")[0] + "\n")
