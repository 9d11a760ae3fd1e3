"""An entry of another register as an order to this service: the same whichever way it comes in."""

import uuid
from typing import Any

from contracts.envelope import Whole
from contracts.inventory import FoundAs, FoundRecord, Line, Month, Provenance
from services.chassis.access import Ask
from services.chassis.execute import Order
from services.chassis.web import Body, valid
from services.inventory.domain import system
from services.inventory.domain.system import ImportSystem, described_by


class ImportRow(Body):
    """One entry as it was found: official keys with their values, and where it came from."""

    row: Whole
    source_id: Line
    found_as: FoundAs
    since: Month | None = None
    record: dict[str, Any]
    provenance: Provenance = Provenance()


def order(ask: Ask, register: str, raw: dict[str, Any]) -> Order:
    """The order to take over one entry; raises Invalid and Rejected."""
    row = valid(ImportRow, raw)
    found = FoundRecord(register=register, source_id=row.source_id, record=row.record, provenance=row.provenance)
    fields = {"found_record": found, "found_as": row.found_as, "since": row.since}
    command = ask.command(ImportSystem, description=described_by(row.record), **fields)
    return Order(system, system_id(ask.tenant, register, row.source_id), command)


def system_id(tenant: str, register: str, source_id: str) -> str:
    """The id of the system that an entry becomes: the same at every import."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\0".join((tenant, register, source_id))))
