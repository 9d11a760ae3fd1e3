"""From facts to the rows of inventory."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.inventory import (
    STAGES,
    AssessmentNoted,
    ChangeClassified,
    ClassificationConfirmed,
    DataSourceDocumented,
    DataSourceRemoved,
    FoundRecord,
    OrganisationOnboarded,
    OversightArranged,
    PolicyAdopted,
    SystemClassified,
    SystemDescribed,
    SystemDescription,
    SystemRegistered,
)
from contracts.publication import EntryChanged, EntryPublished
from services.chassis.database import upsert
from services.chassis.rows import change, plain
from services.inventory.tables import organisations, publications, systems


async def project_organisations(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Organisations and the policy that each adopted."""
    key = {"tenant": envelope.tenant, "version": envelope.version}
    match event:
        case OrganisationOnboarded():
            await upsert(tx, organisations, key | {"organisation": event.data()})
        case PolicyAdopted():
            await change(
                tx, organisations, {"tenant": envelope.tenant}, {"policy": event.data(), "version": envelope.version}
            )


async def project_systems(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Systems: one row each, whatever comes first."""
    if envelope.subject.partition("/")[0] != "system":
        return
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    values = _values(event)
    match event:
        case DataSourceDocumented() | DataSourceRemoved():
            values |= {"sources": await _sources(tx, key, event)}
    if isinstance(event, AssessmentNoted):
        seen = select(systems.c.version).where(systems.c.tenant == key["tenant"], systems.c.id == key["id"])
        await upsert(tx, systems, key | {"version": (await tx.execute(seen)).scalar() or 0} | values)
    elif isinstance(event, SystemRegistered):
        await upsert(tx, systems, key | {"version": envelope.version} | values)
    else:
        await change(tx, systems, key, values | {"version": envelope.version})


def _values(event: Event) -> dict[str, Any]:
    """The columns that a fact sets."""
    version = getattr(event, "assessment_version", None)
    counted = {} if version is None or event.NOTED else {"assessment_version": version}
    match event:
        case SystemRegistered():
            return counted | _described(event.description, event.found_record) | _found(event)
        case SystemDescribed():
            return counted | _described(event.description, event.found_record)
        case OversightArranged():
            return counted | {"oversight": event.oversight.model_dump(mode="json", by_alias=True, exclude_none=True)}
        case SystemClassified():
            return {"ai_act_class": event.ai_act_class, "classification": event.data(), "confirmed": False}
        case ClassificationConfirmed():
            return {"confirmed": True}
        case AssessmentNoted():
            return {"standing": event.standing, "assessment": event.data()}
        case ChangeClassified():
            return counted
    stage = STAGES.get(type(event))
    return counted | ({"stage": stage} if stage else {})


def _found(event: SystemRegistered) -> dict[str, Any]:
    return {"found_as": event.found_as, "since": event.since, "stage": event.found_as or "idea"}


def _described(description: SystemDescription, record: FoundRecord | None) -> dict[str, Any]:
    searched = " ".join(
        filter(None, (description.name, description.purpose, description.supplier, description.product))
    )
    row = {
        "name": description.name,
        "sort": plain(description.name),
        "search": plain(searched),
        "category": description.publication_category,
        "description": description.model_dump(mode="json", by_alias=True, exclude_none=True),
    }
    if record:
        found = record.model_dump(mode="json", by_alias=True, exclude_none=True)
        row |= {"register": record.register, "source_id": record.source_id, "found_record": found}
    return row


async def _sources(
    tx: AsyncConnection, key: dict[str, str], event: DataSourceDocumented | DataSourceRemoved
) -> dict[str, Any]:
    query = select(systems.c.sources).where(systems.c.tenant == key["tenant"], systems.c.id == key["id"])
    known: dict[str, Any] = dict((await tx.execute(query)).scalar() or {})
    known.pop(event.source_id, None)
    if isinstance(event, DataSourceDocumented):
        known[event.source_id] = event.source.model_dump(mode="json", by_alias=True, exclude_none=True)
    return known


async def project_publications(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """What is public."""
    if isinstance(event, EntryPublished | EntryChanged):
        key = {"tenant": envelope.tenant, "id": envelope.subject_id}
        await upsert(tx, publications, key | {"number": event.number, "published_on": envelope.time.date()})
