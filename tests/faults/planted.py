"""Records that no service wrote: facts of an organisation that inventory does not know, some of them bad."""

import json
from datetime import UTC, datetime
from typing import Any

from contracts import topics
from contracts.envelope import Envelope, Event
from contracts.inventory import OrganisationOnboarded, SystemDescribed, SystemDescription, SystemRegistered
from services.chassis import canonical
from services.chassis.execute import uuid7

TENANT, OIN = "elders", "00000099000000009000"
ONBOARDED = OrganisationOnboarded(name="Gemeente Elders", oin=OIN)
REGISTERED = SystemRegistered(description=SystemDescription(name="Systeem"))
DESCRIBED = SystemDescribed(description=SystemDescription(name="Systeem anders"), assessment_version=1)
UNKNOWN_SUBJECT, NEWER, NO_ENVELOPE = "system/nooit", "system/later", 9
MEGABYTE = 1_000_000


def wrapped(sequence: int, subject: str, version: int, event: Event) -> bytes:
    """The fact as it would stand on the topic."""
    envelope = Envelope(
        id=uuid7(),
        source=topics.source(topics.INVENTORY, OIN),
        type=event.TYPE,
        subject=subject,
        time=datetime.now(UTC),
        dataschema=event.schema_uri(),
        sequence=canonical.PLACEHOLDER,
        partitionkey=TENANT,
        tenant=TENANT,
        version=version,
        data=event.data(),
    )
    return canonical.number(canonical.serialise(envelope), sequence)


def changed(raw: bytes, **attributes: Any) -> bytes:
    """The same with other attributes."""
    return json.dumps(json.loads(raw) | attributes, separators=(",", ":"), sort_keys=True).encode()


def history() -> list[bytes]:
    """Ten records with the sequences 1 to 10."""
    described, registered = SystemDescribed.TYPE, wrapped(8, "system/groot", 1, REGISTERED)
    large = json.loads(registered)["data"] | {"later": "x" * MEGABYTE}
    return [
        wrapped(1, f"organisation/{TENANT}", 1, ONBOARDED),
        wrapped(2, "system/een", 1, REGISTERED),
        wrapped(3, UNKNOWN_SUBJECT, 2, DESCRIBED),
        changed(wrapped(4, "system/een", 2, DESCRIBED), type=described.replace("Described", "Dreamt")),
        changed(wrapped(5, NEWER, 1, DESCRIBED), type=described.replace(".v1", ".v9")),
        wrapped(6, "system/twee", 1, REGISTERED),
        wrapped(7, UNKNOWN_SUBJECT, 3, DESCRIBED),
        changed(registered, data=large),
        b'{"sequence":"%020d"}' % NO_ENVELOPE,
        wrapped(10, "system/drie", 1, REGISTERED),
    ]


NOT_EVEN_A_SEQUENCE = [b"{broken", b'{"hello":"world"}', b"", b"\xff\xfe"]
