"""Fills the log of inventory at once: a few facts in the real form, the rest as copies with other ids and numbers."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

import asyncpg

from bench.by_hand import address
from bench.filling import DAY, add, description, oin_of, registration
from contracts import topics
from contracts.envelope import Envelope
from contracts.inventory import SystemDescribed
from services.chassis import canonical, execute, store
from services.chassis.database import Database
from services.chassis.execute import Origin, Wrap

TENANTS = tuple(f"gemeente-{number:02}" for number in range(8))
FORMS = 50
"""Different systems; the others are as one of these."""
COLUMNS = ("tenant", "topic", "sequence", "id", "subject", "version", "type", "actor", "causation", "bytes", "leaf")
_STREAM = "insert into streams (topic, tenant, last, relayed) values ($1, $2, $3, 0)"


@dataclass(frozen=True)
class Form:
    """A fact to copy."""

    envelope: Envelope
    raw: bytes

    def row(self, sequence: int, system: str) -> tuple[object, ...]:
        """As a row of the log, of another system."""
        known, id = store.index(self.envelope), execute.uuid7()
        raw = self.raw.replace(self.envelope.id.encode(), id.encode())
        raw = canonical.number(raw.replace(self.envelope.subject_id.encode(), system.encode()), sequence)
        found = known | {"topic": topics.INVENTORY, "sequence": sequence, "id": id, "subject": f"system/{system}"}
        found |= {"bytes": raw, "leaf": hashlib.sha256(b"\0" + raw).digest()}
        return tuple(found[name] for name in COLUMNS)


def fill(url: str, count: int) -> None:
    """So many facts, spread over the organisations: each system is registered and then described."""
    asyncio.run(_fill(url, count // len(TENANTS)))


async def _fill(url: str, each: int) -> None:
    db = Database(url)
    await add(db, TENANTS)
    await db.close()
    connection = await asyncpg.connect(**address(url))
    for tenant in TENANTS:
        await connection.copy_records_to_table("events", records=_rows(tenant, each), columns=COLUMNS)
        await connection.execute(_STREAM, topics.INVENTORY, tenant, each)
    await connection.execute("analyze")
    await connection.close()


def _rows(tenant: str, count: int) -> Iterator[tuple[object, ...]]:
    for number, forms in enumerate(islice(cycle(_forms(tenant)), (count + 1) // 2)):
        system = execute.uuid7()
        for place, form in enumerate(forms, 2 * number + 1):
            if place <= count:
                yield form.row(place, system)


def _forms(tenant: str) -> Sequence[tuple[Form, Form]]:
    return [_form(tenant, number) for number in range(FORMS)]


def _form(tenant: str, number: int) -> tuple[Form, Form]:
    id, cause = execute.uuid7(), execute.uuid7()
    oin = oin_of(TENANTS.index(tenant))
    ((registered, _),) = registration(tenant, id, number, DAY, oin)
    wrap = Wrap(Origin(tenant, "a" * 26, cause, cause), oin, id, 1)
    described = wrap(SystemDescribed(assessment_version=1, description=description(number + FORMS)))
    return Form(registered, canonical.serialise(registered)), Form(described, canonical.serialise(described))
