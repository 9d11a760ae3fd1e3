"""What the inventory knows of a system in the keys of the standard; nothing is cut short or made up.

These texts become part of an entry, so they are Dutch whoever reads the page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from contracts.inventory import DataSource, Oversight, SystemDescription
from services.publication.domain.record import CATEGORIES, THEMES, is_known, is_link
from services.publication.domain.redress import REDRESS

DATA_KINDS = {
    "ordinary": "gewone persoonsgegevens",
    "sensitive": "gevoelige gegevens",
    "special": "bijzondere persoonsgegevens",
    "criminal": "strafrechtelijke gegevens",
    "national-number": "nationaal nummer",
}
ORIGINS = {
    "resident": "Van de inwoner zelf",
    "own-register": "Uit een eigen administratie",
    "base-register": "Uit een basisregistratie",
    "supplier": "Van een leverancier of andere organisatie",
    "sensor": "Van een sensor of camera",
    "open-data": "Uit open data",
}
USES = {
    frozenset({"operation"}): "Nodig bij het gebruik",
    frozenset({"training"}): "Nodig bij het maken",
    frozenset({"operation", "training"}): "Nodig bij het maken en bij het gebruik",
}


def of_description(description: SystemDescription) -> dict[str, Any]:
    """Name, goal, themes, publication category and supplier."""
    return _known(
        {
            "name": description.name,
            "goal": description.purpose,
            "category": [theme for theme in description.themes if theme in THEMES],
            "publication_category": CATEGORIES.get(description.publication_category or ""),
            "provider": description.supplier,
        }
    )


def of_sources(sources: Iterable[DataSource]) -> dict[str, Any]:
    """A line for each data source; a reference for each that is described elsewhere."""
    told = list(sources)
    linked = [{"title": source.name, "link": source.link} for source in told if source.link and is_link(source.link)]
    return _known({"source_data": "\n".join(map(_line, told)), "source_data_grouping": linked})


def of_oversight(oversight: Oversight) -> dict[str, Any]:
    """Who looks at the outcome and what they do, and what a resident can do; where to turn to may name someone."""
    parts = (
        f"Wie kijkt naar de uitkomst: {_sentence(oversight.role)}",
        f"Wat zij controleren: {_sentence(oversight.checks)}",
        f"Hoe zij ervan afwijken of het stoppen: {_sentence(oversight.stop)}",
    )
    redress = {key: getattr(oversight, key) for key in REDRESS}
    return _known({"human_intervention": "\n\n".join(parts), **redress})


def _line(source: DataSource) -> str:
    """Name, what it holds of people, where it comes from, what it is for, how long it is kept: one item of a list."""
    origin = ORIGINS.get(source.kind, "")
    told = (
        _personal(source),
        f"{origin} ({source.origin})" if origin and source.origin else origin or source.origin,
        USES.get(frozenset(source.use)),
        source.original_purpose and f"Eerst verzameld voor: {source.original_purpose}",
        source.retention and f"Bewaartermijn: {source.retention}",
    )
    line = f"- {source.name}: {' '.join(_sentence(part) for part in told if part)}"
    return " ".join(line.split())


def _personal(source: DataSource) -> str:
    """The kinds in the order in which they are first named, each with what it is."""
    held = dict[str, list[str]]()
    for data in source.personal_data:
        held.setdefault(data.kind, []).append(data.what)
    kinds = [f"{DATA_KINDS.get(kind, kind)} ({', '.join(what)})" for kind, what in held.items()]
    return ", ".join(kinds) or "geen persoonsgegevens genoemd"


def _sentence(text: str) -> str:
    ended = text.strip()
    return ended if ended.endswith((".", "!", "?", "…")) else f"{ended}."


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if is_known(value)}
