"""From facts to the rows of inventory."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import registry
from contracts.envelope import Envelope, Event
from contracts.inventory import (
    STAGES,
    AssessmentNoted,
    ChangeClassified,
    ClassificationConfirmed,
    DataSourceDocumented,
    DataSourceRemoved,
    DevelopmentStarted,
    EvaluationCompleted,
    EvaluationPlanned,
    FoundRecord,
    MonthCorrected,
    NameErased,
    OrganisationChanged,
    OrganisationOnboarded,
    OversightArranged,
    PolicyAdopted,
    RoleGranted,
    SystemClassified,
    SystemDescribed,
    SystemDescription,
    SystemRegistered,
    SystemRetired,
    SystemSuspended,
    SystemTakenIntoUse,
)
from contracts.publication import EntryChanged, EntryPublished, EntryWithdrawn
from services.chassis import days, leftovers, store
from services.chassis.database import insert_new, upsert
from services.chassis.execute import stamp
from services.chassis.rows import change, plain, remove
from services.inventory.tables import organisations, people, publications, systems, to_do

CHANGE, UNCONFIRMED = "change-unclassified", "classification-unconfirmed"
CHANGES = (SystemDescribed, DataSourceDocumented, DataSourceRemoved, OversightArranged)
UNDECIDED = ("in-progress", "submitted")
LETS_THROUGH = ("approved", "no-personal-data", "not-required")


async def project_organisations(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Organisations and the policy that each adopted."""
    key = {"tenant": envelope.tenant, "version": envelope.version}
    match event:
        case OrganisationOnboarded() | OrganisationChanged():
            await upsert(tx, organisations, key | {"organisation": event.data()})
        case PolicyAdopted():
            await change(
                tx, organisations, {"tenant": envelope.tenant}, {"policy": event.data(), "version": envelope.version}
            )


async def project_systems(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Systems: one row each, whatever comes first; a planned evaluation says nothing of the system itself."""
    if envelope.subject.partition("/")[0] != "system" or isinstance(event, EvaluationPlanned):
        return
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    values = _values(event)
    match event:
        case DataSourceDocumented() | DataSourceRemoved():
            values |= {"sources": await _sources(tx, key, event)}
        case MonthCorrected():
            values |= await _corrected(tx, key, event)
    if isinstance(event, AssessmentNoted):
        seen = select(systems.c.version, systems.c.decided_on, systems.c.reopened_on).filter_by(**key)
        known = (await tx.execute(seen)).first()
        values |= _decided(event, known, days.on(envelope.time).isoformat())
        await upsert(tx, systems, key | {"version": known.version if known else 0} | values)
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


def _decided(event: AssessmentNoted, known: Row[Any] | None, today: str) -> dict[str, str | None]:
    """The last decision stays known while the assessment is made again; since when that is, until it ends."""
    before, since = (known.decided_on, known.reopened_on) if known else (None, None)
    is_again = before is not None and event.standing in UNDECIDED
    return {"decided_on": event.decided_on or before, "reopened_on": (since or today) if is_again else None}


def _found(event: SystemRegistered) -> dict[str, Any]:
    return {"found_as": event.found_as, "since": event.since, "stage": event.found_as or "idea"}


async def _corrected(tx: AsyncConnection, key: dict[str, str], event: MonthCorrected) -> dict[str, Any]:
    """`since` is the month of how a system was found."""
    found_as = (await tx.execute(select(systems.c.found_as).filter_by(**key))).scalar()
    return {"since": event.since} if event.step == found_as else {}


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


async def project_to_do(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """What a system still asks of people; follows after `project_systems`."""
    if envelope.subject.partition("/")[0] != "system":
        return
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    asked = {"since": days.on(envelope.time), "version": envelope.version, "member": stamp(envelope, event).by}
    if isinstance(event, SystemRetired):
        await tx.execute(delete(to_do).filter_by(**key))
    elif isinstance(event, AssessmentNoted):
        await _assessed(tx, key, asked | {"version": event.system_version}, event)
    elif isinstance(event, ChangeClassified):
        await _forget_changes(tx, key, event.up_to)
    else:
        await _ask(tx, key, asked, await _asks(tx, key, event))
        if isinstance(event, CHANGES) and event.change is None:
            await upsert(tx, to_do, key | asked | {"code": CHANGE})


async def _ask(tx: AsyncConnection, key: dict[str, str], asked: dict[str, Any], codes: Mapping[str, bool]) -> None:
    """Codes that hold are asked since the first time; a class that is given anew is to be confirmed anew."""
    for code, holds in codes.items():
        if not holds:
            await remove(tx, to_do, key | {"code": code})
        elif code == UNCONFIRMED:
            await upsert(tx, to_do, key | asked | {"code": code})
        else:
            await insert_new(tx, to_do, key | asked | {"code": code})


async def _asks(tx: AsyncConnection, key: dict[str, str], event: Event) -> Mapping[str, bool]:
    """Code -> whether it holds from now on."""
    match event:
        case DataSourceRemoved():
            left = (await tx.execute(select(systems.c.sources).filter_by(**key))).scalar()
            return {"sources-missing": not left}
        case DevelopmentStarted():
            standing = (await tx.execute(select(systems.c.standing).filter_by(**key))).scalar()
            return {"decided": standing in LETS_THROUGH}
        case SystemTakenIntoUse() | SystemSuspended():
            return {"undecided": False, "decided": False}
    return _told(event)


def _told(event: Event) -> Mapping[str, bool]:
    match event:
        case SystemRegistered() if event.found_as != "retired":
            return _registered(event)
        case SystemDescribed():
            return {"purpose-missing": not event.description.purpose}
        case DataSourceDocumented():
            return {"sources-missing": False}
        case OversightArranged():
            return {"oversight-missing": False}
        case SystemClassified():
            unknown, prohibited = event.ai_act_class == "unknown", event.ai_act_class == "prohibited"
            return {"classification-missing": unknown, UNCONFIRMED: not unknown, "prohibited": prohibited}
        case ClassificationConfirmed():
            return {UNCONFIRMED: False}
        case EvaluationPlanned() | EvaluationCompleted():
            return {"evaluation": isinstance(event, EvaluationPlanned)}
    return {}


def _registered(event: SystemRegistered) -> Mapping[str, bool]:
    missing = dict.fromkeys(("sources-missing", "oversight-missing", "classification-missing"), True)
    given = {"purpose-missing": not event.description.purpose, "undecided": event.found_as == "in-use"}
    return missing | {code: True for code, holds in given.items() if holds}


async def _assessed(tx: AsyncConnection, key: dict[str, str], asked: dict[str, Any], event: AssessmentNoted) -> None:
    """An assessment that was submitted or decided has seen a version; what is in use is decided on, or not."""
    if event.standing not in ("in-progress", "withdrawn"):
        await upsert(tx, to_do, key | asked | {"code": "seen"})
        await _forget_changes(tx, key, event.system_version)
    asking = select(systems.c.stage, systems.c.found_as, systems.c.decided_on).filter_by(**key)
    row = (await tx.execute(asking)).one()
    never_decided = row.found_as == row.stage == "in-use" and row.decided_on is None
    codes = {
        "undecided": never_decided and event.standing in UNDECIDED,
        "decided": row.stage in ("idea", "development") and event.standing in LETS_THROUGH,
    }
    await _ask(tx, key, asked, codes)


async def _forget_changes(tx: AsyncConnection, key: dict[str, str], up_to: int) -> None:
    changed = delete(to_do).filter_by(**key, code=CHANGE)
    await tx.execute(changed.where(to_do.c.version <= up_to))


async def project_people(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Names go with the fact that says so, also when it is taken back after a backup; that there was one stays.

    A rebuild leaves the name of who came back since: names stand in no fact.
    """
    if isinstance(event, NameErased) and not await _came_back(tx, envelope, event.member):
        await upsert(tx, people, {"tenant": envelope.tenant, "member": event.member, "name": ""})
        await leftovers.mark(tx)


async def _came_back(tx: AsyncConnection, envelope: Envelope, member: str) -> bool:
    history = await store.load(tx, envelope.tenant, envelope.subject)
    later = [registry.parse(one) for one in history if one.version > envelope.version]
    return any(isinstance(event, RoleGranted) and event.member == member for event in later)


async def project_publications(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """What is public."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    match event:
        case EntryPublished() | EntryChanged():
            await upsert(tx, publications, key | {"number": event.number, "published_on": days.on(envelope.time)})
        case EntryWithdrawn():
            await tx.execute(delete(publications).filter_by(**key))
