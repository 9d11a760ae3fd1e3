"""A system from another register: what its entry tells, and what happens when that entry changes."""

from collections.abc import Mapping
from typing import Any

from contracts.envelope import Event
from contracts.inventory import FoundRecord, SystemDescribed, SystemDescription, SystemRegistered
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.inventory.domain.system.commands import ImportSystem
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.state import System, described

TEXTS: Mapping[str, tuple[str, int]] = {"name": ("name", 300), "purpose": ("goal", 5000), "supplier": ("provider", 300)}
"""Field of the description -> key of the publication standard 1.0, and how many characters fit."""
CATEGORIES: Mapping[str, str] = {"hoog-risico": "high-risk", "impactvol": "impactful", "overig": "other"}
"""How the words of the register begin (its versions write them differently) -> publication category."""


def described_by(record: Mapping[str, Any]) -> SystemDescription:
    """The description that a register entry (official keys) gives; what it does not tell stays unknown.

    Nothing is cut: a value that does not fit is refused, with its key in `missing`. The standard allows 100 characters
    for a name, 200 for a supplier and 2,500 for a goal, so this meets only entries that break the standard.
    """
    texts = {field: _text(record, key, longest) for field, (key, longest) in TEXTS.items()}
    if texts["name"] is None:
        raise Rejected("name-missing", _("Deze registratie heeft geen naam. Vul de naam in het bestand in."), ["name"])
    return SystemDescription.model_validate(
        texts | {"themes": _themes(record), "publication_category": _category(record)}
    )


def _text(record: Mapping[str, Any], key: str, longest: int) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise Rejected("not-a-text", _("Hier hoort een tekst te staan. Verbeter het bestand."), [key])
    text = (value or "").strip()
    if len(text) > longest:
        raise Rejected("too-long", _("Deze tekst is te lang. Kort hem in het bestand in."), [key])
    return text or None


def _themes(record: Mapping[str, Any]) -> tuple[str, ...]:
    """A list in the delivery format, one text with commas in the download."""
    found = record.get("category") or ()
    parts = found.split(",") if isinstance(found, str) else found
    if not isinstance(parts, list | tuple):
        raise Rejected(
            "not-a-text", _("Hier hoort een lijst van teksten te staan. Verbeter het bestand."), ["category"]
        )
    themes = (_text({"category": part}, "category", 300) for part in parts)
    return tuple(theme for theme in themes if theme)


def _category(record: Mapping[str, Any]) -> str | None:
    """A word that no version of the standard has tells nothing."""
    word = (_text(record, "publication_category", 300) or "").casefold()
    return next((category for start, category in CATEGORIES.items() if word.startswith(start)), None)


@decide.register
def import_system(command: ImportSystem, state: System) -> list[Event]:
    """The first time it is registered, later it follows its entry; the day of the export itself says nothing."""
    if state.description is None:
        return [_registered(command)]
    last, new = state.found_record, command.found_record
    if last and _compared(last) == _compared(new):
        return []
    redated = last is not None and _compared(last)[:2] == _compared(new)[:2]
    return [
        SystemDescribed(
            description=_merged(command.description, state),
            found_record=new,
            change="correction" if redated else None,
            assessment_version=state.assessment_version,
        )
    ]


def _registered(command: ImportSystem) -> SystemRegistered:
    return SystemRegistered(
        description=command.description,
        found_as=command.found_as,
        since=command.since,
        found_record=command.found_record,
    )


def _compared(found: FoundRecord) -> tuple[dict[str, Any], str | None, str | None]:
    return found.record, found.provenance.url, found.provenance.registered_on


def _merged(found: SystemDescription, state: System) -> SystemDescription:
    """What the entry says now, but for the fields that a person set since."""
    now = described(state)
    return found.model_copy(update={field: getattr(now, field) for field in state.edited})
