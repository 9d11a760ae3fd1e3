"""The municipalities of the example as they stand in `region/`: a folder for each, a file for each of its systems.

A value `+90 days` or `-14 months` is a day or a month as seen from the day on which the example is filled.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from services.chassis.sign_in import DemoPerson

FOLDER = Path(__file__).parent / "region"
REGION = ("eskerwold", "zandveen", "lindermeer")
EXAMPLE = ("eskerwold", "bijstand")
"""The municipality and the system of the small example."""
SHARED = "Alle drie de gemeenten"
_LATER = re.compile(r"([+-]\d+) (days|months)")


@dataclass(frozen=True)
class Municipality:
    """One municipality: who it is and who works there, and its systems by the names of their files."""

    id: str
    told: Mapping[str, Any]
    """`organisation`, `policy`, `people`, and what is the same in every DPIA, oversight and entry; keys of the API."""
    systems: Mapping[str, Mapping[str, Any]]
    dialogues: tuple[Mapping[str, Any], ...]

    @property
    def people(self) -> list[dict[str, Any]]:
        """Who works there: `id`, `name`, `work` (for the sign-in page) and `roles`."""
        found: list[dict[str, Any]] = self.told["people"]
        return found

    def holder(self, role: str) -> str:
        """The first person with this role."""
        return next(str(person["id"]) for person in self.people if role in person["roles"])


def chosen(today: date, small: bool) -> tuple[Municipality, ...]:
    """The three municipalities, or the small example: one of them with one system and no dialogues."""
    if not small:
        return tuple(_municipality(id, today) for id in REGION)
    whole = _municipality(EXAMPLE[0], today)
    return (replace(whole, dialogues=(), systems={EXAMPLE[1]: whole.systems[EXAMPLE[1]]}),)


def _municipality(id: str, today: date) -> Municipality:
    found = {file.stem: _read(file, today) for file in sorted((FOLDER / id).glob("*.toml"))}
    told, dialogues = found.pop("_municipality"), found.pop("_dialogues")["dialogues"]
    return Municipality(id, told, found, tuple(dialogues))


def _read(file: Path, today: date) -> dict[str, Any]:
    found: dict[str, Any] = dated(tomllib.loads(file.read_text("utf-8")), today)
    return found


def dated(value: Any, today: date) -> Any:
    """The value with every day and month in it as seen from today."""
    if isinstance(value, dict):
        return {key: dated(part, today) for key, part in value.items()}
    if isinstance(value, list):
        return [dated(part, today) for part in value]
    found = _LATER.fullmatch(value) if isinstance(value, str) else None
    return _moment(int(found[1]), found[2], today) if found else value


def _moment(number: int, unit: str, today: date) -> str:
    if unit == "days":
        return (today + timedelta(days=number)).isoformat()
    years, month = divmod(today.year * 12 + today.month - 1 + number, 12)
    return f"{years}-{month + 1:02}"


def cast(municipalities: tuple[Municipality, ...]) -> list[DemoPerson]:
    """Who can sign in, by municipality and in the order of the files; who works for several stands once, at the end.

    Such a person carries the roles in the token as well: by those the pages know where else to go.
    """
    held: dict[str, dict[str, list[str]]] = {}
    for municipality in municipalities:
        for person in municipality.people:
            held.setdefault(person["id"], {})[municipality.id] = person["roles"]
    own = [
        _person(person, municipality.id, municipality.told["organisation"]["name"], {})
        for municipality in municipalities
        for person in municipality.people
        if len(held[person["id"]]) == 1
    ]
    first = municipalities[0] if municipalities else None
    shared = [person for person in (first.people if first else []) if len(held[person["id"]]) > 1]
    return own + [_person(person, first.id if first else "", SHARED, held[person["id"]]) for person in shared]


def _person(told: Mapping[str, Any], home: str, place: str, roles: dict[str, list[str]]) -> DemoPerson:
    return DemoPerson(told["id"], told["name"], told["work"], roles, f"/inventory/{home}/work", place)
