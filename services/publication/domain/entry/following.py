"""How an entry follows the inventory: its draft as far as nobody writes in it, and in public the mark that it lags."""

from typing import Any

from contracts.envelope import Event
from contracts.inventory import FoundRecord
from contracts.publication import DescriptionNoted, EntryRevised
from services.publication.domain.entry.commands import Following, TakeUpDescription, TakeUpOversight, TakeUpSources
from services.publication.domain.entry.composing import of_description, of_oversight, of_sources
from services.publication.domain.entry.decision import decide, need_entry
from services.publication.domain.entry.history import description_noted
from services.publication.domain.entry.notes import shown
from services.publication.domain.entry.state import DESCRIPTION, OVERSIGHT, SOURCES, Entry, Record, official
from services.publication.domain.record import EDITED
from services.publication.domain.redress import REDRESS, with_redress


@decide.register
def take_up(command: TakeUpDescription, state: Entry) -> list[Event]:
    """A found record leaves alone what people changed; a description also leaves alone what people are working on.

    The public record says from then on that it is outdated, until someone looked at it.
    """
    return _followed(command, state, DESCRIPTION, of_description(command.description), command.found_record)


@decide.register
def take_up_sources(command: TakeUpSources, state: Entry) -> list[Event]:
    """The same of where the data come from; of an unknown number of sources nothing is said."""
    if command.sources is None:
        return []
    return _followed(command, state, SOURCES, of_sources(command.sources))


@decide.register
def take_up_oversight(command: TakeUpOversight, state: Entry) -> list[Event]:
    """The same of who looks at the outcome, and of what a resident can do."""
    return _followed(command, state, OVERSIGHT, of_oversight(command.oversight))


def _followed(
    command: Following, state: Entry, keys: tuple[str, ...], composed: Record, found: FoundRecord | None = None
) -> list[Event]:
    """What follows when the inventory says this in these keys, and in the others what it said before."""
    need_entry(state)
    if state.withdrawn is not None or command.noted_version <= state.system_version:
        return []
    described = {**_without(state.description or {}, keys), **composed}
    revised = _follow_register(command, found, state) if found else _follow_inventory(command, state, described)
    if state.untouched and revised:
        return revised
    noted = _noted(command, state, described)
    return [*noted, *revised, *(shown(command, state, description_noted(noted[0], state)) if noted else [])]


def _noted(command: Following, state: Entry, described: Record) -> list[DescriptionNoted]:
    if described == state.description:
        return []
    return [
        DescriptionNoted(
            described=dict(described), noted_on=command.today.isoformat(), noted_version=command.noted_version,
            written_by=command.written_by,
        )
    ]  # fmt: skip


def _follow_register(command: Following, found: FoundRecord, state: Entry) -> list[Event]:
    record = _keeping(official(found.record), state.content, state.edited | state.described)
    before = {key: value for key, value in (state.found or {}).items() if key not in EDITED} | state.content
    if record == before:
        return []
    return [
        EntryRevised(
            record=record, extension=state.beside, origin="import", provenance=found.provenance,
            noted_version=command.noted_version, written_by=command.written_by,
        )
    ]  # fmt: skip


def _follow_inventory(command: Following, state: Entry, described: Record) -> list[Event]:
    if state.draft is not None and (state.draft.edited or state.draft.submitted):
        return []
    whole = _keeping(_laid_over(described, state), state.whole, state.edited | _theirs(state))
    if whole == state.whole:
        return []
    return [
        EntryRevised(
            record=_without(whole, REDRESS), extension=with_redress(state.beside, whole), origin="inventory",
            noted_version=command.noted_version, written_by=command.written_by,
        )
    ]  # fmt: skip


def _laid_over(described: Record, state: Entry) -> Record:
    """All that the inventory says; over what was found in another register only what it says anew."""
    if state.found is None:
        return described
    before = state.description or {}
    return state.whole | {key: value for key, value in described.items() if before.get(key) != value}


def _theirs(state: Entry) -> frozenset[str]:
    """Keys in which another register says what the description of a system does not hold: people wrote that there."""
    return frozenset(state.found or ()) - state.described - frozenset(DESCRIPTION)


def _without(record: Record, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


def _keeping(record: Record, before: Record, kept: frozenset[str]) -> dict[str, Any]:
    """The record with the kept keys as they stand in the entry, also when they are empty there."""
    ours = {key: value for key, value in before.items() if key in kept}
    return {key: value for key, value in record.items() if key not in kept} | ours
