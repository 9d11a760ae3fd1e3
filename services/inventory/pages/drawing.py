"""The data-flow picture of a system: from sources, through the system, to who decides and who checks."""

from functools import reduce

from contracts.inventory import DataSource
from services.chassis.pictures import MOST_SOURCES, Flow, Kind, Station
from services.chassis.wording import _, joined
from services.inventory.domain.system import System
from services.inventory.pages import words
from services.inventory.pages.here import Known

DECIDING = {
    "decides": Station(Kind.COMPUTER, _("Het systeem beslist"), _("Er kijkt geen mens naar voordat het besluit valt.")),
    "none": Station(Kind.LETTER, _("Geen besluit"), _("Er hangt geen besluit van af.")),
}
A_PERSON = Station(Kind.DECISION, _("Een mens beslist"), _("Met de uitkomst van het systeem erbij."))
UNKNOWN = Station(Kind.DECISION, _("Wie beslist?"), _("Dat is nog niet ingevuld."))


def flow(known: Known) -> Flow | None:
    """Sources > system > decision > person who checks; nothing to draw while no source is known."""
    state = known.state
    if not state.sources or state.description is None:
        return None
    role = state.description.role_in_decisions
    decision = DECIDING.get(role or "", A_PERSON if role else UNKNOWN)
    does = words.word(words.ROLES_IN_DECISIONS, role) if role != "none" else _("Beslist niets")
    after = [Station(Kind.COMPUTER, _short(known.row["name"]), does), decision, _check(state)]
    sources = _sources(state)
    return Flow("stroom", _("Van bron tot besluit"), _description([*sources, *after]), sources, after)


def _sources(state: System) -> list[Station]:
    """All of them, or the first few and how many more."""
    stations = [_source(source) for source in state.sources.values()]
    if len(stations) <= MOST_SOURCES:
        return stations
    rest = len(stations) - MOST_SOURCES + 1
    return [
        *stations[: MOST_SOURCES - 1],
        Station(Kind.DATA, _("Nog {rest} bronnen", rest=rest), _("Zie de tabel hieronder.")),
    ]


def _source(source: DataSource) -> Station:
    held = {data.kind for data in source.personal_data}
    kinds = [label for kind, label, *_ in words.PERSONAL_DATA if kind in held]
    kind = Kind.SENSOR if source.kind == "sensor" else Kind.DATA
    return Station(kind, _short(source.name, 40), joined(", ", kinds) or _("Geen persoonsgegevens genoemd"))


def _check(state: System) -> Station:
    if state.oversight is None:
        return Station(Kind.PERSON, _("Wie kijkt mee?"), _("Het toezicht is nog niet beschreven."))
    return Station(Kind.PERSON, _short(state.oversight.role), _("Controleert, en kan het stoppen."))


def _description(stations: list[Station]) -> str:
    return reduce(lambda before, then: _("{before} Dan: {then}", before=before, then=then), map(_told, stations))


def _told(station: Station) -> str:
    label = joined("", (station.label, "."))
    return joined(" ", (label, station.line)) if station.line else label


def _short(text: str, most: int = 60) -> str:
    """A label fits; the table below has the whole."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
