"""What inventory told, as far as a case shows it or is filled from it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.inventory import (
    STAGES,
    DataSourceDocumented,
    DataSourceRemoved,
    OversightArranged,
    PolicyAdopted,
    SystemClassified,
    SystemDescribed,
    SystemDescription,
    SystemRegistered,
)
from services.chassis.database import upsert
from services.chassis.rows import change, plain
from services.dpia.tables import organisation_policies, systems


async def project_policies(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """What each organisation's policy says of assessments."""
    if isinstance(event, PolicyAdopted):
        row = {"tenant": envelope.tenant, "version": envelope.version, "assessment": event.assessment}
        await upsert(tx, organisation_policies, row)


async def project_systems(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Systems as far as a case shows them or is filled from them; a noted fact says nothing of the system itself."""
    if envelope.subject.partition("/")[0] != "system" or event.NOTED:
        return
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    values = _counted(event) | _of_system(event)
    if isinstance(event, SystemRegistered):
        await upsert(tx, systems, key | {"sources": {}} | values | {"version": envelope.version})
        return
    if isinstance(event, DataSourceDocumented | DataSourceRemoved):
        values |= {"sources": await _sources(tx, key, event)}
    await change(tx, systems, key, values | {"version": envelope.version})


def _counted(event: Event) -> dict[str, Any]:
    version = getattr(event, "assessment_version", None)
    return {} if version is None else {"assessment_version": version}


def _of_system(event: Event) -> dict[str, Any]:
    match event:
        case SystemRegistered():
            return _described(event.description) | {"stage": event.found_as or "idea"}
        case SystemDescribed():
            return _described(event.description)
        case OversightArranged():
            return {"oversight": event.oversight.model_dump(mode="json", by_alias=True, exclude_none=True)}
        case SystemClassified():
            return {"ai_act_class": event.ai_act_class}
    stage = STAGES.get(type(event))
    return {"stage": stage} if stage else {}


def _described(description: SystemDescription) -> dict[str, Any]:
    searched = filter(None, (description.name, description.purpose, description.supplier, description.product))
    return {
        "name": description.name,
        "sort": plain(description.name),
        "search": plain(" ".join(searched)),
        "description": description.model_dump(mode="json", by_alias=True, exclude_none=True),
    }


async def _sources(
    tx: AsyncConnection, key: dict[str, str], event: DataSourceDocumented | DataSourceRemoved
) -> dict[str, Any]:
    known: dict[str, Any] = dict((await tx.execute(select(systems.c.sources).filter_by(**key))).scalar() or {})
    known.pop(event.source_id, None)
    if isinstance(event, DataSourceDocumented):
        known[event.source_id] = event.source.model_dump(mode="json", by_alias=True, exclude_none=True)
    return known
