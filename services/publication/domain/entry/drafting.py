"""How a draft comes about: from the inventory, from another register, or by a person's hand."""

from typing import Any

from contracts.envelope import Event
from contracts.inventory import FoundRecord, SystemDescription
from contracts.publication import DescriptionNoted, EntryDrafted, EntryRevised, LifeCycleNoted
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.publication.domain.entry.commands import DraftEntry, EditEntry, TakeUpDescription
from services.publication.domain.entry.decision import decide, need_entry, need_open
from services.publication.domain.entry.history import description_noted
from services.publication.domain.entry.notes import shown
from services.publication.domain.entry.state import Entry, Record, editable, official
from services.publication.domain.record import CATEGORIES, EDITED, THEMES, is_known


@decide.register
def draft(command: DraftEntry, state: Entry) -> list[Event]:
    """A record that was found elsewhere is taken as it is; otherwise what the inventory knows is put in its keys."""
    if state.exists:
        return []
    return [*_found_life_cycle(command, state), _drafted(command)]


@decide.register
def take_up(command: TakeUpDescription, state: Entry) -> list[Event]:
    """A found record leaves alone what people changed; a description also leaves alone what people are working on.

    The public record says from then on that it is outdated, until someone looked at it.
    """
    need_entry(state)
    if state.withdrawn is not None or command.noted_version <= state.system_version:
        return []
    found = command.found_record
    revised = _follow_register(command, found, state) if found else _follow_inventory(command, state)
    if state.untouched and revised:
        return revised
    noted = _noted(command, state)
    return [*noted, *revised, *(shown(command, state, description_noted(noted[0], state)) if noted else [])]


@decide.register
def edit(command: EditEntry, state: Entry) -> list[Event]:
    """Replaces the whole; what was submitted must be submitted again. What is outdated may be left as it reads."""
    need_open(state)
    if unknown := [key for key in command.record if key not in EDITED]:
        raise Rejected("unfit", _("Deze velden kunt u niet invullen. Haal ze weg en bewaar opnieuw."), unknown)
    record = editable(command.record)
    same = (record, command.extension) == (state.content, _extension(state))
    if same and (state.draft is not None or not state.outdated):
        return []
    return [EntryRevised(record=record, extension=command.extension, origin="person", written_by=command.written_by)]


def compose(description: SystemDescription) -> dict[str, Any]:
    """What the inventory knows in the keys of the standard; nothing is cut short or made up."""
    values = {
        "name": description.name,
        "goal": description.purpose,
        "category": [theme for theme in description.themes if theme in THEMES],
        "publication_category": CATEGORIES.get(description.publication_category or ""),
        "provider": description.supplier,
    }
    return {key: value for key, value in values.items() if is_known(value)}


def _drafted(command: DraftEntry) -> EntryDrafted:
    found = command.found_record
    return EntryDrafted(
        record=official(found.record) if found else compose(command.description),
        origin="import" if found else "inventory",
        register=found.register if found else None,
        provenance=found.provenance if found else None,
        noted_version=command.noted_version,
        described=compose(command.description) if found else None,
        written_by=command.written_by,
    )


def _noted(command: TakeUpDescription, state: Entry) -> list[DescriptionNoted]:
    described = compose(command.description)
    if described == state.description:
        return []
    return [
        DescriptionNoted(
            described=described, noted_on=command.today.isoformat(), noted_version=command.noted_version,
            written_by=command.written_by,
        )
    ]  # fmt: skip


def _found_life_cycle(command: DraftEntry, state: Entry) -> list[Event]:
    if command.found_as is None or command.noted_version <= state.life_cycle_version:
        return []
    return [
        LifeCycleNoted(
            state=command.found_as, month=command.since, noted_version=command.noted_version,
            written_by=command.written_by,
        )
    ]  # fmt: skip


def _follow_register(command: TakeUpDescription, found: FoundRecord, state: Entry) -> list[Event]:
    record = _keeping(official(found.record), state, state.edited | state.described)
    before = {key: value for key, value in (state.found or {}).items() if key not in EDITED} | state.content
    if record == before:
        return []
    return [
        EntryRevised(
            record=record, extension=_extension(state), origin="import", provenance=found.provenance,
            noted_version=command.noted_version, written_by=command.written_by,
        )
    ]  # fmt: skip


def _follow_inventory(command: TakeUpDescription, state: Entry) -> list[Event]:
    if state.draft is not None and (state.draft.edited or state.draft.submitted):
        return []
    composed = compose(command.description)
    record = _keeping(composed if state.found is None else {**state.content, **composed}, state, state.edited)
    if record == state.content:
        return []
    return [
        EntryRevised(
            record=record, extension=_extension(state), origin="inventory", noted_version=command.noted_version,
            written_by=command.written_by,
        )
    ]  # fmt: skip


def _keeping(record: Record, state: Entry, kept: frozenset[str]) -> dict[str, Any]:
    """The record with the kept keys as they stand in the entry, also when they are empty there."""
    ours = {key: value for key, value in state.content.items() if key in kept}
    return {key: value for key, value in record.items() if key not in kept} | ours


def _extension(state: Entry) -> dict[str, Any] | None:
    extension = state.draft.extension if state.draft else state.extension
    return None if extension is None else dict(extension)
