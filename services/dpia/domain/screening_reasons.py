"""Why a score or a rule of the pre-scan came out as it did: plain sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from contracts.dpia import Screening
from services.chassis.wording import _, joined
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
    "ordinary": Wording(_("Gewone gegevens"), _("Geen gewone gegevens."), _("6 soorten"), labels.ORDINARY),
    "special": Wording(_("Bijzondere gegevens"), _("Geen bijzondere gegevens."), "1 soort", labels.SPECIAL),
    "sensitive": Wording(_("Gevoelige gegevens"), _("Geen gevoelige gegevens."), "1 soort", labels.SENSITIVE),
    "people": Wording(
        _("Over wie"), _("Niet ingevuld over wie de gegevens gaan."), _("een gewicht van 3"), labels.PEOPLE
    ),
    "tenThousand": Wording(_("Aantal"), _("Minder dan 10.000 mensen."), _("10.000 mensen"), labels.TEN_THOUSAND),
    "frequency": Wording(_("Hoe vaak"), _("Niet ingevuld hoe vaak."), _("elke maand"), labels.FREQUENCY),
    "retention": Wording(_("Bewaren"), _("Niet ingevuld hoe lang u bewaart."), _("een jaar"), labels.RETENTION),
    "transfer": Wording(_("Doorgifte"), _("Geen doorgifte naar buiten de EER."), _("elke doorgifte"), labels.TRANSFER),
    "apList": Wording(_("Lijst van de AP"), _("Niets van de lijst van de AP."), _("2 soorten"), labels.AP_LIST),
    "edpbList": Wording(_("Lijst van de EDPB"), _("Niets van de lijst van de EDPB."), _("1 kenmerk"), labels.EDPB_LIST),
    "baseRegisters": Wording(
        _("Basisregistraties"), _("Geen basisregistratie."), _("BRI, BRK, BRP, BRV, WOZ of HR"), labels.BASE_REGISTERS
    ),
    "digitalService": Wording(
        _("Digitale dienst"),
        _("Geen digitale dienst."),
        _("een dienst die minderjarigen kunnen gebruiken"),
        labels.DIGITAL_SERVICE,
    ),
}


def score(weighing: Weighing, ticked: tuple[str, ...], points: int) -> str:
    """The ticked codes by name and what they give."""
    wording = WORDINGS[weighing.key]
    if not ticked:
        return _("{nothing} Dat geeft 0 punten.", nothing=wording.nothing)
    named = _and(_weighed(weighing, wording, code) for code in ticked)
    gives = _("{subject}: {named}. Dat geeft {points}.", subject=wording.subject, named=named, points=_points(points))
    begins = () if points else (_("Punten beginnen bij {begins}.", begins=wording.begins),)
    own = () if weighing.summed else (_("Deze score telt niet mee in het totaal: de lijst beslist zelf."),)
    return joined(" ", (gives, *begins, *own))


def _weighed(weighing: Weighing, wording: Wording, code: str) -> str:
    named = wording.labels[code]
    return _("{named} (gewicht {n})", named=named, n=weighing.weights[code]) if weighing.key == "people" else named


def _points(number: int) -> str:
    return _("1 punt") if number == 1 else _("{number} punten", number=number)


def _and(names: Iterable[str]) -> str:
    *first, last = names
    return _("{first} en {last}", first=joined(", ", first), last=last) if first else last


def rule(name: str, screening: Screening, ticks: Ticks, total: int) -> str:
    """The facts that the rule looked at, and what it says of them."""
    return _RULES[name](screening, ticks, total)


def _new_law(screening: Screening, ticks: Ticks, total: int) -> str:
    if screening.new_law:
        return _("Het gaat om een nieuwe wet of regeling. Dan is een DPIA verplicht.")
    return _("Het gaat niet om een nieuwe wet of regeling.")


def _total(screening: Screening, ticks: Ticks, total: int) -> str:
    known = {"points": _points(total), "limit": REQUIRED_ABOVE}
    if total > REQUIRED_ABOVE:
        return _("Het totaal is {points}, meer dan {limit}. Dan is een DPIA verplicht.", **known)
    return _("Het totaal is {points}, niet meer dan {limit}. Deze regel vraagt dan geen DPIA.", **known)


def _ap_list(screening: Screening, ticks: Ticks, total: int) -> str:
    if not ticks["apList"]:
        return _("De verwerking staat niet op de lijst van de Autoriteit Persoonsgegevens.")
    named = _and(labels.AP_LIST[code] for code in ticks["apList"])
    return _("Op de lijst van de Autoriteit Persoonsgegevens staat: {named}. Dan is een DPIA verplicht.", named=named)


def _edpb(screening: Screening, ticks: Ticks, total: int) -> str:
    codes = ticks["edpbList"]
    if not codes:
        return _("Geen kenmerk van de lijst van de EDPB past.")
    fits = _("Van de lijst van de EDPB past: {named}.", named=_and(labels.EDPB_LIST[code] for code in codes))
    if len(codes) < EDPB_LIST_FROM:
        return joined(" ", (fits, _("Met 1 kenmerk is een DPIA aanbevolen.")))
    return joined(" ", (fits, _("Met {count} kenmerken is een DPIA verplicht.", count=len(codes))))


def _dtia(screening: Screening, ticks: Ticks, total: int) -> str:
    transfer = screening.transfer
    if transfer is None:
        return _("Er gaan geen gegevens naar buiten de EER.")
    if "outside-eea" not in (transfer.storage, transfer.support):
        return _("Opslag en ondersteuning blijven binnen de EER.")
    if transfer.mechanism is None:
        return _("Gegevens gaan naar buiten de EER en de grond daarvoor is niet bekend. Dan is een DTIA verplicht.")
    via = _("Gegevens gaan naar buiten de EER via: {mechanism}.", mechanism=labels.MECHANISM[transfer.mechanism])
    follows = _("Dan is een DTIA verplicht.") if transfer.mechanism in DTIA_MECHANISMS else _("Dat vraagt geen DTIA.")
    return joined(" ", (via, follows))


def _iama(screening: Screening, ticks: Ticks, total: int) -> str:
    if screening.high_risk_ai:
        return _("Het is AI met een hoog risico. Een IAMA is aanbevolen.")
    if screening.impactful:
        return _("Het algoritme heeft veel invloed op mensen. Een IAMA is aanbevolen.")
    return _("Het is geen AI met een hoog risico en geen ander algoritme met veel invloed op mensen.")


def _kia(screening: Screening, ticks: Ticks, total: int) -> str:
    codes = ticks["digitalService"]
    if not codes:
        return _("Er is geen digitale dienst.")
    follows = _("Een KIA is dan niet nodig.") if codes == ("adults-only",) else _("Een KIA is aanbevolen.")
    return joined(" ", (_("Er is {service}.", service=labels.DIGITAL_SERVICE[codes[0]]), follows))


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
