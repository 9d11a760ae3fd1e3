"""How a draft comes about: from the inventory, from another register, or by a person's hand."""

from contracts.envelope import Event
from contracts.publication import EntryDrafted, EntryRevised, LifeCycleNoted
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.publication.domain.entry.commands import DraftEntry, EditEntry
from services.publication.domain.entry.composing import of_description
from services.publication.domain.entry.decision import decide, need_open
from services.publication.domain.entry.state import Entry, editable, official
from services.publication.domain.record import EDITED


@decide.register
def draft(command: DraftEntry, state: Entry) -> list[Event]:
    """A record that was found elsewhere is taken as it is; otherwise what the inventory knows is put in its keys."""
    if state.exists:
        return []
    return [*_found_life_cycle(command, state), _drafted(command)]


@decide.register
def edit(command: EditEntry, state: Entry) -> list[Event]:
    """Replaces the whole; what was submitted must be submitted again. What is outdated may be left as it reads."""
    need_open(state)
    if unknown := [key for key in command.record if key not in EDITED]:
        raise Rejected("unfit", _("Deze velden kunt u niet invullen. Haal ze weg en bewaar opnieuw."), unknown)
    record = editable(command.record)
    same = (record, command.extension) == (state.content, state.beside)
    if same and (state.draft is not None or not state.outdated):
        return []
    return [EntryRevised(record=record, extension=command.extension, origin="person", written_by=command.written_by)]


def _drafted(command: DraftEntry) -> EntryDrafted:
    found = command.found_record
    return EntryDrafted(
        record=official(found.record) if found else of_description(command.description),
        origin="import" if found else "inventory",
        register=found.register if found else None,
        provenance=found.provenance if found else None,
        noted_version=command.noted_version,
        described=of_description(command.description) if found else None,
        written_by=command.written_by,
    )


def _found_life_cycle(command: DraftEntry, state: Entry) -> list[Event]:
    if command.found_as is None or command.noted_version <= state.life_cycle_version:
        return []
    return [
        LifeCycleNoted(
            state=command.found_as, month=command.since, noted_version=command.noted_version,
            written_by=command.written_by,
        )
    ]  # fmt: skip
