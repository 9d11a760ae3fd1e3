"""The closed lists of publication standard 1.0, spelled as its API spells them, and how ours map onto them."""

from collections.abc import Mapping

THEMES = (
    "Organisatie en bedrijfsvoering",
    "Cultuur en recreatie",
    "Economie",
    "Overheidsfinanciën",
    "Wonen",
    "Internationaal",
    "Migratie en integratie",
    "Natuur en milieu",
    "Onderwijs en wetenschap",
    "Openbare orde en veiligheid",
    "Recht",
    "Ruimte en infrastructuur",
    "Sociale zekerheid",
    "Verkeer",
    "Werk",
    "Zorg en gezondheid",
)

CATEGORIES: Mapping[str, str] = {
    "high-risk": "Hoog-risico AI-systeem",
    "impactful": "Impactvolle algoritmes",
    "other": "Overige algoritmes",
}
"""The inventory's publication category -> the standard's."""

IN_DEVELOPMENT, IN_USE, OUT_OF_USE = STATUSES = ("In ontwikkeling", "In gebruik", "Buiten gebruik")

SUGGESTED_ASSESSMENTS = (
    "AI Impact Assesment (AIIA)",
    "Data Protection Impact Assessment (DPIA)",
    "De Ethische Bijsluiter",
    "De Ethische Data Assistant (DEDA)",
    "Fundamentele Rechten en Algoritme Impact Assessment (FRAIA)",
    "Impact Assessment Mensenrechten en Algoritmes (IAMA)",
    "Pre-scan DPIA",
    "Privacy Quickscan",
    "Toetsingskader Algemene Rekenkamer",
    "Utrecht Uthiek Assessment",
    "Z-Inspection",
)
"""Offered, not enforced; the first is spelled so in the standard."""

_STATUS: Mapping[str, str] = {
    "idea": IN_DEVELOPMENT,
    "development": IN_DEVELOPMENT,
    "pilot": IN_DEVELOPMENT,  # a trial; shown beside the status as what it is
    "in-use": IN_USE,
    "suspended": IN_USE,  # the page says beside it that it stands still
    "retired": OUT_OF_USE,
}


def status_of(life_cycle: str) -> str:
    """The standard's status of a system in this state of its life; KeyError for a state that is not known here."""
    return _STATUS[life_cycle]


def category_name(code: str) -> str:
    """`impactful` -> `Impactvolle algoritmes`; KeyError for another code."""
    return CATEGORIES[code]


def category_code(name: str) -> str | None:
    """`Impactvolle algoritmes` -> `impactful`; None for what is not in the standard."""
    return next((code for code, official in CATEGORIES.items() if official == name), None)
