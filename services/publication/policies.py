"""What inventory and dpia decide reaches the entries: drafts, the life cycle, and how the assessment stands."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import SummaryReleased, Told, UseContinued, setback_of, standing_of
from contracts.envelope import READING, Envelope, Event
from contracts.inventory import (
    STAGES,
    DataSource,
    DataSourceDocumented,
    DataSourceRemoved,
    MonthCorrected,
    OrganisationChanged,
    OversightArranged,
    SystemDescribed,
    SystemRegistered,
)
from contracts.publication import PublicSummary
from services.chassis import canonical, days, tenants
from services.chassis.decider import Command
from services.chassis.due import because_of
from services.chassis.service import Policy
from services.publication.domain import entry
from services.publication.domain.entry import (
    DraftEntry,
    NoteAssessment,
    NoteContinuation,
    NoteLifeCycle,
    NoteMonth,
    NoteOrganisation,
    NoteSummary,
    TakeUpDescription,
    TakeUpOversight,
    TakeUpSources,
)
from services.publication.domain.entry.commands import Publishing
from services.publication.tables import data_sources, published


def draft_entry(envelope: Envelope, event: Event) -> Command | None:
    """Every system gets an entry; one that was found in another register begins as it stood there."""
    if not isinstance(event, SystemRegistered):
        return None
    return DraftEntry(
        **because_of("draft-entry", envelope, event),
        description=event.description,
        found_record=event.found_record,
        found_as=event.found_as,
        since=event.since,
        noted_version=envelope.version,
    )


def take_up_description(envelope: Envelope, event: Event) -> Command | None:
    """A new description, or another record in the other register."""
    if not isinstance(event, SystemDescribed):
        return None
    return TakeUpDescription(
        **because_of("take-up-description", envelope, event),
        **_public(envelope),
        description=event.description,
        found_record=event.found_record,
        noted_version=envelope.version,
    )


def take_up_sources(envelope: Envelope, event: Event) -> Command | None:
    """A data source is new, described anew or gone; which there are now is read when the command is carried out."""
    if not isinstance(event, DataSourceDocumented | DataSourceRemoved):
        return None
    return TakeUpSources(
        **because_of("take-up-sources", envelope, event),
        **_public(envelope),
        system=envelope.subject_id,
        noted_version=envelope.version,
    )


def take_up_oversight(envelope: Envelope, event: Event) -> Command | None:
    """Who looks at the outcome; where a resident turns to stays with the inventory."""
    if not isinstance(event, OversightArranged):
        return None
    return TakeUpOversight(
        **because_of("take-up-oversight", envelope, event),
        **_public(envelope),
        oversight=event.oversight,
        noted_version=envelope.version,
    )


def note_life_cycle(envelope: Envelope, event: Event) -> Command | None:
    """Where the system stands now; what it was found as is part of the draft."""
    state = STAGES.get(type(event))
    if state is None:
        return None
    return NoteLifeCycle(
        **because_of("note-life-cycle", envelope, event),
        **_public(envelope),
        state=state,
        month=getattr(event, "since", None),
        noted_version=envelope.version,
    )


def note_month(envelope: Envelope, event: Event) -> Command | None:
    """The month in which use began, or ended, was corrected."""
    if not isinstance(event, MonthCorrected):
        return None
    return NoteMonth(
        **because_of("note-month", envelope, event),
        **_public(envelope),
        step=event.step,
        month=event.since,
        noted_version=envelope.version,
    )


def note_assessment(envelope: Envelope, event: Event) -> Command | None:
    """How the assessment stands now."""
    if not isinstance(event, Told):
        return None
    standing, decided_on = standing_of(event)
    setback = setback_of(event)
    return NoteAssessment(
        **because_of("note-assessment", envelope, event),
        **_public(envelope),
        standing=standing,
        decided_on=decided_on,
        setback=setback,
        since=(decided_on or days.on(envelope.time).isoformat()) if setback else None,
        noted_version=envelope.version,
    )


def note_continuation(envelope: Envelope, event: Event) -> Command | None:
    """How the use goes on was recorded, on this day; why stays with dpia."""
    if not isinstance(event, UseContinued):
        return None
    return NoteContinuation(
        **because_of("note-continuation", envelope, event),
        **_public(envelope),
        setback=event.setback,
        continued_on=days.on(envelope.time).isoformat(),
        noted_version=envelope.version,
    )


def note_organisation(envelope: Envelope, event: Event) -> Command | None:
    """An organisation has another name, perhaps: every public entry of it is looked at."""
    if not isinstance(event, OrganisationChanged):
        return None
    return NoteOrganisation(**because_of("note-organisation", envelope, event), **_public(envelope))


async def of_each(tx: AsyncConnection, command: NoteOrganisation) -> dict[str, Command]:
    """The command for each public entry of the organisation, by its id."""
    query = select(published.c.id, published.c.uri).where(published.c.tenant == command.organisation)
    rows = await tx.execute(query.order_by(published.c.id))
    return {row.id: command.model_copy(update={"uri": row.uri}) for row in rows}


def note_summary(envelope: Envelope, event: Event) -> Command | None:
    """What everyone may read of the assessment."""
    if not isinstance(event, SummaryReleased):
        return None
    return NoteSummary(
        **because_of("note-summary", envelope, event),
        **_public(envelope),
        summary=PublicSummary.model_validate(event.model_dump()),
        noted_version=envelope.version,
    )


def _public(envelope: Envelope) -> dict[str, Any]:
    """What a public record holds beside the entry; name and moment become exact when the command is carried out."""
    return {
        "organisation": envelope.tenant,
        "organisation_name": envelope.tenant,
        "uri": f"/id/algorithm/{envelope.subject_id}",
        "published_at": canonical.moment(envelope.time),
    }


async def named(tx: AsyncConnection, command: Publishing) -> Command:
    """The command with the organisation's name as it is known here, and the moment at which it is carried out."""
    name = await tenants.name_of(tx, command.organisation) or command.organisation
    return command.model_copy(update={"organisation_name": name, "published_at": canonical.moment(datetime.now(UTC))})


async def with_sources(tx: AsyncConnection, command: TakeUpSources) -> Command:
    """The same, with all data sources of the system as far as they were heard here."""
    known = select(data_sources.c.sources).filter_by(tenant=command.organisation, id=command.system)
    told = (await tx.execute(known)).scalar()
    sources = None if told is None else tuple(map(_read, told.values()))
    return (await named(tx, command)).model_copy(update={"sources": sources})


def _read(source: dict[str, Any]) -> DataSource:
    return DataSource.model_validate(source, context=dict(READING))


DRAFT_ENTRY = Policy("draft-entry", entry, DraftEntry, draft_entry)
TAKE_UP_DESCRIPTION = Policy("take-up-description", entry, TakeUpDescription, take_up_description, named)
TAKE_UP_SOURCES = Policy("take-up-sources", entry, TakeUpSources, take_up_sources, with_sources)
TAKE_UP_OVERSIGHT = Policy("take-up-oversight", entry, TakeUpOversight, take_up_oversight, named)
NOTE_LIFE_CYCLE = Policy("note-life-cycle", entry, NoteLifeCycle, note_life_cycle, named)
NOTE_MONTH = Policy("note-month", entry, NoteMonth, note_month, named)
NOTE_ORGANISATION = Policy("note-organisation", entry, NoteOrganisation, note_organisation, prepare=named, each=of_each)
NOTE_ASSESSMENT = Policy("note-assessment", entry, NoteAssessment, note_assessment, named)
NOTE_CONTINUATION = Policy("note-continuation", entry, NoteContinuation, note_continuation, named)
NOTE_SUMMARY = Policy("note-summary", entry, NoteSummary, note_summary, named)
