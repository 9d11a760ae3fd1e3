"""From facts to the rows of publication."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.inventory import (
    DataSourceDocumented,
    DataSourceRemoved,
    OrganisationChanged,
    OrganisationOnboarded,
    SystemRegistered,
)
from contracts.publication import (
    AlgorithmChanged,
    AlgorithmPublished,
    AlgorithmWithdrawn,
    AssessmentNoted,
    EntryChanged,
    EntryDrafted,
    EntryPublished,
    EntryReturned,
    EntryRevised,
    EntrySubmitted,
    EntryWithdrawn,
    LifeCycleNoted,
    PublicRecord,
    Tombstone,
)
from services.chassis import days, search
from services.chassis.database import insert_new, upsert
from services.chassis.execute import stamp
from services.chassis.rows import change, plain
from services.chassis.statements import Statement
from services.publication.domain.record import EDITED, completeness, missing, strip_html
from services.publication.domain.traits import Traits, changes
from services.publication.tables import data_sources, entries, history, published, withdrawn, writers

SEARCHED = (
    "name", "description_short", "goal", "lawful_basis", "provider", "tags", "organization", "status",
    "publication_category", "lars", "source_id",
)  # fmt: skip
CHANGING = (AlgorithmPublished, AlgorithmChanged, AlgorithmWithdrawn, OrganisationOnboarded, OrganisationChanged)
"""Facts after which a public page reads otherwise."""
SUMMARY = 400
"""How much of an entry a list shows; the standard gives the short description as many characters."""

_NOTHING_LEFT: dict[str, Any] = {
    "state": "withdrawn", "draft": None, "record": None, "number": None, "imported": False, "lacking": [],
}  # fmt: skip


async def project_entries(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Entries on the desk: one row each, whatever comes first."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    counted = {} if event.NOTED else {"version": envelope.version}
    match event:
        case EntryDrafted() | LifeCycleNoted() | AssessmentNoted():
            await _born(tx, key, counted | _values(event))
        case EntryRevised() | EntrySubmitted() | EntryReturned() | EntryPublished() | EntryChanged():
            await change(tx, entries, key, counted | _values(event))
        case EntryWithdrawn():
            await change(tx, entries, key, counted | _NOTHING_LEFT)


async def _born(tx: AsyncConnection, key: dict[str, str], values: dict[str, Any]) -> None:
    """Changes the row, or makes it: a noted fact may come before the draft."""
    known = await tx.execute(select(entries.c.id).where(*(entries.c[name] == value for name, value in key.items())))
    if known.first():
        await change(tx, entries, key, values)
    else:
        await upsert(tx, entries, key | {"version": 0} | values)


def _values(event: Event) -> dict[str, Any]:
    """The columns that a fact sets. A change by policy leaves an open draft as it is."""
    match event:
        case LifeCycleNoted():
            return {"life_cycle": event.state}
        case AssessmentNoted():
            return {"standing": event.standing}
        case EntryDrafted():
            return _draft(event.record) | {"imported": event.origin == "import"}
        case EntryRevised():
            return _draft(event.record) | ({} if event.origin == "import" else {"imported": False})
        case EntrySubmitted():
            return {"state": "submitted"}
        case EntryReturned():
            return {"state": "draft"}
        case EntryPublished() | EntryChanged():
            policy = isinstance(event, EntryChanged) and event.written_by is not None
            shown = {"record": event.record, "number": event.number}
            return shown if policy else shown | {"state": "public", "draft": None}
    return {}


def _draft(record: Mapping[str, Any]) -> dict[str, Any]:
    name = str(record.get("name", ""))
    return {
        "state": "draft",
        "draft": dict(record),
        "name": name,
        "sort": _sorted(name),
        "search": _searched(record),
        "lacking": [key for key in missing(record) if key in EDITED],
        "completeness": completeness(record),
    }


async def project_waiting(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Since when an entry waits for someone, and whether it was sent back; follows after `project_entries`."""
    if values := _waits(event, days.on(envelope.time).isoformat()):
        await change(tx, entries, {"tenant": envelope.tenant, "id": envelope.subject_id}, values)


def _waits(event: Event, day: str) -> dict[str, Any]:
    match event:
        case EntryDrafted() | EntrySubmitted():
            return {"since": day, "returned": False}
        case EntryReturned():
            return {"since": day, "returned": True}
        case EntryRevised():
            return {"since": day}
        case EntryPublished() | EntryChanged(written_by=None):
            return {"returned": False}
    return {}


async def project_writers(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Who is behind what is not public yet; what an approver made public or took off is nobody's draft any more."""
    key, by = {"tenant": envelope.tenant, "id": envelope.subject_id}, stamp(envelope, event).by
    if isinstance(event, EntryDrafted | EntryRevised):
        await insert_new(tx, writers, key | {"member": event.written_by or by, "typed": False})
    if isinstance(event, EntrySubmitted) or (isinstance(event, EntryRevised) and event.origin == "person"):
        await upsert(tx, writers, key | {"member": by, "typed": True})
    by_policy = isinstance(event, EntryChanged) and event.written_by is not None
    if isinstance(event, EntryPublished | EntryChanged | EntryWithdrawn) and not by_policy:
        await tx.execute(delete(writers).filter_by(**key))


async def project_sources(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """The data sources of each system. Of one whose registration was not heard here they are not known: not all."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    if isinstance(event, SystemRegistered):
        await upsert(tx, data_sources, key | {"sources": {}})
    if isinstance(event, DataSourceDocumented | DataSourceRemoved):
        known = (await tx.execute(select(data_sources.c.sources).filter_by(**key))).scalar()
        if known is not None:
            await change(tx, data_sources, key, {"sources": _with(known, event)})


def _with(known: Mapping[str, Any], event: DataSourceDocumented | DataSourceRemoved) -> dict[str, Any]:
    """One that is described anew keeps its place."""
    if isinstance(event, DataSourceDocumented):
        return {**known, event.source_id: event.source.model_dump(mode="json", by_alias=True, exclude_none=True)}
    return {id: source for id, source in known.items() if id != event.source_id}


async def project_register(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """The public register and its history, and what is left of what should not have been in it."""
    match event:
        case AlgorithmPublished() | AlgorithmChanged():
            await _show(tx, envelope, event)
        case AlgorithmWithdrawn():
            await _take_off(tx, envelope.subject_id, event.public)


async def _show(tx: AsyncConnection, envelope: Envelope, event: AlgorithmPublished | AlgorithmChanged) -> None:
    row = {
        "tenant": envelope.tenant,
        "uri": event.public.uri,
        "version": event.version,
        "published_at": event.public.published_at,
        "record": event.public.record,
        "extension": event.public.extension.model_dump(mode="json", by_alias=True, exclude_none=True),
    }
    await upsert(tx, history, {"id": envelope.subject_id, **row})
    shown = _shown(event.public)
    row |= shown | {"search": search.indexed(tx, _searched(event.public.record), marks(row | shown))}
    await _count(tx, envelope.subject_id, traits_of(row))
    if isinstance(event, AlgorithmPublished):
        row["first_published_at"] = event.public.published_at
        await upsert(tx, published, {"id": envelope.subject_id, **row})
    else:
        await change(tx, published, {"id": envelope.subject_id}, row)


async def _take_off(tx: AsyncConnection, id: str, left: Tombstone) -> None:
    """Nothing stays of what was public, also of earlier versions."""
    begun = await tx.execute(select(published.c.first_published_at).where(published.c.id == id))
    row = {"id": id, "tenant": left.organisation, "first_published_at": begun.scalar_one()}
    await upsert(tx, withdrawn, row | left.model_dump(exclude={"organisation"}))
    await _count(tx, id, None)
    for table in (published, history):
        await tx.execute(delete(table).where(table.c.id == id))


async def project_public_changes(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Counts what changes a public page."""
    if isinstance(event, CHANGING):
        await _CHANGED.rows(tx, {"tenant": envelope.tenant})


_CHANGED = Statement(
    text("""
insert into public_changes (tenant, n) values (:tenant, 1)
on conflict (tenant) do update set n = public_changes.n + 1
""")
)
_ADD = text("""
insert into tallies (tenant, status, category, theme, n, decided)
values (:tenant, :status, :category, :theme, :n, :decided)
on conflict (status, category, theme, tenant) do update
set n = tallies.n + excluded.n, decided = tallies.decided + excluded.decided
""")
_COUNTED = published.c.tenant, published.c.status, published.c.category, published.c.themes, published.c.standing


async def _count(tx: AsyncConnection, id: str, after: Traits | None) -> None:
    """Counts the entry where it belongs now (nowhere any more: None), and no longer where it stood."""
    row = (await tx.execute(select(*_COUNTED).where(published.c.id == id))).mappings().first()
    if changed := changes(traits_of(row) if row else None, after):
        names = ("tenant", "status", "category", "theme", "n", "decided")
        await tx.execute(_ADD, [dict(zip(names, cell + number, strict=True)) for cell, number in changed.items()])


def traits_of(row: Mapping[str, Any] | RowMapping) -> Traits:
    """The filters that a row of `published` belongs to."""
    themes = tuple(theme for theme in row["themes"].split("|") if theme)
    return Traits(row["tenant"], row["status"], row["category"], themes, row["standing"] == "decided")


def marks(row: Mapping[str, Any] | RowMapping) -> list[str]:
    """What the index holds of the filters of a row of `published`."""
    traits = traits_of(row)
    named = [
        ("organisation", traits.tenant),
        ("status", traits.status),
        ("category", traits.category),
        *(("theme", theme) for theme in traits.themes),
    ]
    return [search.mark(name, value) for name, value in named if value]


def _shown(public: PublicRecord) -> dict[str, Any]:
    """The columns by which the public list is shown, sorted and filtered."""
    record = public.record
    name, themes = str(record.get("name", "")), _themes(record)
    return {
        "name": name,
        "summary": _summary(record),
        "sort": _sorted(name),
        "status": _word(record, "status"),
        "category": _word(record, "publication_category"),
        "themes": "".join(f"|{theme}" for theme in themes) + "|" if themes else "",
        "standing": public.extension.assessment.standing,
        "outdated_since": public.extension.outdated.since if public.extension.outdated else None,
    }


def _sorted(name: str) -> str:
    """A name sorts by its first letter or digit."""
    return re.sub(r"^\W+", "", plain(name)) or plain(name)


def _word(record: Mapping[str, Any], key: str) -> str | None:
    return str(record[key]) if record.get(key) else None


def _summary(record: Mapping[str, Any]) -> str:
    """The short description, or the beginning of the purpose where there is none."""
    text = " ".join(strip_html(str(record.get("description_short") or record.get("goal") or "")).split())
    return text if len(text) <= SUMMARY else text[: text.rfind(" ", 0, SUMMARY)] + "…"


def _searched(record: Mapping[str, Any]) -> str:
    texts = [strip_html(str(record[key])) for key in SEARCHED if record.get(key)]
    return plain(" ".join([*texts, *_themes(record)]))


def _themes(record: Mapping[str, Any]) -> list[str]:
    """Another register may hold anything here."""
    found = record.get("category")
    return [theme for theme in found if isinstance(theme, str)] if isinstance(found, list | tuple) else []
