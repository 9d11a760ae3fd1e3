"""The data-flow picture of a system: from sources, through the system, to who decides and who checks."""

from services.chassis.pictures import Infographic, Kind, Station
from services.inventory.domain.system import System
from services.inventory.pages import words
from services.inventory.pages.here import Known

SHOWN = 3
DECIDING = {
    "decides": Station(Kind.COMPUTER, "Het systeem beslist", "Er kijkt geen mens naar voordat het besluit valt."),
    "none": Station(Kind.LETTER, "Geen besluit", "Er hangt geen besluit van af."),
}
A_PERSON = Station(Kind.DECISION, "Een mens beslist", "Met de uitkomst van het systeem erbij.")
UNKNOWN = Station(Kind.DECISION, "Wie beslist?", "Dat is nog niet ingevuld.")


def flow(known: Known) -> Infographic | None:
    """Sources > system > decision > person who checks; nothing to draw while no source is known."""
    state = known.state
    if not state.sources or state.description is None:
        return None
    role = state.description.role_in_decisions
    decision = DECIDING.get(role or "", A_PERSON if role else UNKNOWN)
    computer = Station(Kind.COMPUTER, _short(known.row["name"]), words.word(words.ROLES_IN_DECISIONS, role))
    stations = [_sources(state), computer, decision, _check(state)]
    return Infographic("stroom", "Van bron tot besluit", _description(stations), stations)


def _sources(state: System) -> Station:
    names = [source.name for source in state.sources.values()]
    more = f" en nog {len(names) - SHOWN}" if len(names) > SHOWN else ""
    label = _short(names[0]) if len(names) == 1 else f"{len(names)} bronnen"
    held = {data.kind for source in state.sources.values() for data in source.personal_data}
    kinds = [label for kind, label, *_ in words.PERSONAL_DATA if kind in held]
    line = ", ".join(kinds) if len(names) == 1 else f"{', '.join(map(_short, names[:SHOWN]))}{more}"
    return Station(Kind.DATA, label, line)


def _check(state: System) -> Station:
    if state.oversight is None:
        return Station(Kind.PERSON, "Wie kijkt mee?", "Het toezicht is nog niet beschreven.")
    return Station(Kind.PERSON, _short(state.oversight.role), "Controleert, en kan het stoppen.")


def _description(stations: list[Station]) -> str:
    return " Dan: ".join(f"{station.label}. {station.line}".strip() for station in stations)


def _short(text: str, most: int = 60) -> str:
    """A label fits; the table below has the whole."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
