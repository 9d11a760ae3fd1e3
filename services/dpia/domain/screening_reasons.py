"""Why a score or a rule of the pre-scan came out as it did: plain Dutch sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from contracts.dpia import Screening
from services.dpia.domain import prescan_labels as labels
from services.dpia.domain.prescan import DTIA_MECHANISMS, EDPB_LIST_FROM, REQUIRED_ABOVE, Weighing

Ticks = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Wording:
    """How one score is told: its subject, what is said when nothing is ticked, and where points begin."""

    subject: str
    nothing: str
    begins: str
    labels: Mapping[str, str]


WORDINGS: Mapping[str, Wording] = {
    "ordinary": Wording("Gewone gegevens", "Geen gewone gegevens.", "6 soorten", labels.ORDINARY),
    "special": Wording("Bijzondere gegevens", "Geen bijzondere gegevens.", "1 soort", labels.SPECIAL),
    "sensitive": Wording("Gevoelige gegevens", "Geen gevoelige gegevens.", "1 soort", labels.SENSITIVE),
    "people": Wording("Over wie", "Niet ingevuld over wie de gegevens gaan.", "een gewicht van 3", labels.PEOPLE),
    "tenThousand": Wording("Aantal", "Minder dan 10.000 mensen.", "10.000 mensen", labels.TEN_THOUSAND),
    "frequency": Wording("Hoe vaak", "Niet ingevuld hoe vaak.", "elke maand", labels.FREQUENCY),
    "retention": Wording("Bewaren", "Niet ingevuld hoe lang u bewaart.", "een jaar", labels.RETENTION),
    "transfer": Wording("Doorgifte", "Geen doorgifte naar buiten de EER.", "elke doorgifte", labels.TRANSFER),
    "apList": Wording("Lijst van de AP", "Niets van de lijst van de AP.", "2 soorten", labels.AP_LIST),
    "edpbList": Wording("Lijst van de EDPB", "Niets van de lijst van de EDPB.", "1 kenmerk", labels.EDPB_LIST),
    "baseRegisters": Wording(
        "Basisregistraties", "Geen basisregistratie.", "BRI, BRK, BRP, BRV, WOZ of HR", labels.BASE_REGISTERS
    ),
    "digitalService": Wording(
        "Digitale dienst",
        "Geen digitale dienst.",
        "een dienst die minderjarigen kunnen gebruiken",
        labels.DIGITAL_SERVICE,
    ),
}


def score(weighing: Weighing, ticked: tuple[str, ...], points: int) -> str:
    """The ticked codes by name and what they give."""
    wording = WORDINGS[weighing.key]
    if not ticked:
        return f"{wording.nothing} Dat geeft 0 punten."
    named = _and(_weighed(weighing, wording, code) for code in ticked)
    begins = "" if points else f" Punten beginnen bij {wording.begins}."
    own = "" if weighing.summed else " Deze score telt niet mee in het totaal: de lijst beslist zelf."
    return f"{wording.subject}: {named}. Dat geeft {_points(points)}.{begins}{own}"


def _weighed(weighing: Weighing, wording: Wording, code: str) -> str:
    weighty = weighing.key == "people"
    return f"{wording.labels[code]} (gewicht {weighing.weights[code]})" if weighty else wording.labels[code]


def _points(number: int) -> str:
    return "1 punt" if number == 1 else f"{number} punten"


def _and(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} en {last}" if first else last


def rule(name: str, screening: Screening, ticks: Ticks, total: int) -> str:
    """The facts that the rule looked at, and what it says of them."""
    return _RULES[name](screening, ticks, total)


def _new_law(screening: Screening, ticks: Ticks, total: int) -> str:
    if screening.new_law:
        return "Het gaat om een nieuwe wet of regeling. Dan is een DPIA verplicht."
    return "Het gaat niet om een nieuwe wet of regeling."


def _total(screening: Screening, ticks: Ticks, total: int) -> str:
    follows = "Dan is een DPIA verplicht." if total > REQUIRED_ABOVE else "Deze regel vraagt dan geen DPIA."
    more = "meer" if total > REQUIRED_ABOVE else "niet meer"
    return f"Het totaal is {_points(total)}, {more} dan {REQUIRED_ABOVE}. {follows}"


def _ap_list(screening: Screening, ticks: Ticks, total: int) -> str:
    if not ticks["apList"]:
        return "De verwerking staat niet op de lijst van de Autoriteit Persoonsgegevens."
    named = _and(labels.AP_LIST[code] for code in ticks["apList"])
    return f"Op de lijst van de Autoriteit Persoonsgegevens staat: {named}. Dan is een DPIA verplicht."


def _edpb(screening: Screening, ticks: Ticks, total: int) -> str:
    codes = ticks["edpbList"]
    if not codes:
        return "Geen kenmerk van de lijst van de EDPB past."
    named = f"Van de lijst van de EDPB past: {_and(labels.EDPB_LIST[code] for code in codes)}."
    verb = "verplicht" if len(codes) >= EDPB_LIST_FROM else "aanbevolen"
    count = "1 kenmerk" if len(codes) == 1 else f"{len(codes)} kenmerken"
    return f"{named} Met {count} is een DPIA {verb}."


def _dtia(screening: Screening, ticks: Ticks, total: int) -> str:
    transfer = screening.transfer
    if transfer is None:
        return "Er gaan geen gegevens naar buiten de EER."
    if "outside-eea" not in (transfer.storage, transfer.support):
        return "Opslag en ondersteuning blijven binnen de EER."
    if transfer.mechanism is None:
        return "Gegevens gaan naar buiten de EER en de grond daarvoor is niet bekend. Dan is een DTIA verplicht."
    via = f"Gegevens gaan naar buiten de EER via: {labels.MECHANISM[transfer.mechanism]}."
    follows = "Dan is een DTIA verplicht." if transfer.mechanism in DTIA_MECHANISMS else "Dat vraagt geen DTIA."
    return f"{via} {follows}"


def _iama(screening: Screening, ticks: Ticks, total: int) -> str:
    if screening.high_risk_ai:
        return "Het is AI met een hoog risico. Een IAMA is aanbevolen."
    if screening.impactful:
        return "Het algoritme heeft veel invloed op mensen. Een IAMA is aanbevolen."
    return "Het is geen AI met een hoog risico en geen ander algoritme met veel invloed op mensen."


def _kia(screening: Screening, ticks: Ticks, total: int) -> str:
    codes = ticks["digitalService"]
    if not codes:
        return "Er is geen digitale dienst."
    follows = "Een KIA is dan niet nodig." if codes == ("adults-only",) else "Een KIA is aanbevolen."
    return f"Er is {labels.DIGITAL_SERVICE[codes[0]]}. {follows}"


_RULES: Mapping[str, Callable[[Screening, Ticks, int], str]] = {
    "new-law": _new_law,
    "total": _total,
    "ap-list": _ap_list,
    "edpb-list": _edpb,
    "edpb-single": _edpb,
    "dtia": _dtia,
    "iama": _iama,
    "kia": _kia,
}
