"""Words that pages of publication share."""

from collections.abc import Iterable, Mapping

from services.chassis.wording import _, joined

KINDS: Mapping[str, str] = {
    _("In ontwikkeling"): "development",
    _("In gebruik"): "in-use",
    _("Buiten gebruik"): "retired",
}
"""Status of the standard -> the sign that goes with it."""

THEMES: Mapping[str, str] = {
    _("Organisatie en bedrijfsvoering"): _("Hoe de organisatie zelf werkt"),
    _("Cultuur en recreatie"): _("Kunst, sport en vrije tijd"),
    _("Economie"): _("Winkels, markten en bedrijven"),
    _("Overheidsfinanciën"): _("Belasting en WOZ-waarde"),
    _("Wonen"): _("Woningen en leegstand"),
    _("Internationaal"): _("Wat over de grens gaat"),
    _("Migratie en integratie"): _("Verblijf en inburgering"),
    _("Natuur en milieu"): _("Afval, groen en water"),
    _("Onderwijs en wetenschap"): _("School, vervoer van leerlingen en onderzoek"),
    _("Openbare orde en veiligheid"): _("Handhaving, toezicht en inschrijving"),
    _("Recht"): _("Rechters, boetes en besluiten"),
    _("Ruimte en infrastructuur"): _("Straten, wegen en meldingen"),
    _("Sociale zekerheid"): _("Bijstand en andere hulp met geld"),
    _("Verkeer"): _("Parkeren en drukte op de weg"),
    _("Werk"): _("Banen en hulp bij werk zoeken"),
    _("Zorg en gezondheid"): _("Zorg, jeugd en ondersteuning thuis"),
}
"""Theme of the standard -> what a resident would look for under it."""

CATEGORIES = (_("Hoog-risico AI-systeem"), _("Impactvolle algoritmes"), _("Overige algoritmes"))
STANDARD: Mapping[str, str] = {word: word for word in (*KINDS, *THEMES, *CATEGORIES)}
"""The closed lists of the standard -> how a page says each word."""


def standard(word: str) -> str:
    """A word of the standard's lists as a page says it; what is in none of them stays as it is."""
    return STANDARD.get(word, word)


def listed(words: Iterable[object]) -> str:
    """Several of those."""
    return joined(", ", (standard(str(word)) for word in words))


QUESTIONS: Mapping[str, str] = {
    "goal": _("Waarom gebruiken wij dit?"),
    "source_data": _("Welke gegevens worden gebruikt?"),
    "human_intervention": _("Wie beslist en wie controleert?"),
    "risks": _("Wat kan er misgaan, en wat doen wij daaraan?"),
}
"""Key of the standard -> the question of a resident that it answers."""

REDRESS: Mapping[str, str] = {
    "explanation": _("Hoe u uitleg krijgt"),
    "correction": _("Hoe u een fout laat herstellen"),
    "objection": _("Hoe u bezwaar maakt"),
    "term": _("Binnen welke termijn"),
}
"""What a resident can do, beside the standard's keys -> its label."""

LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "business": (_("vertrouwelijke gegevens van een bedrijf"), _("Woo artikel 5.1, eerste lid, onder c")),
    "privacy": (_("iemands persoonlijke levenssfeer"), _("Woo artikel 5.1, tweede lid, onder e")),
    "security": (_("de beveiliging van mensen en systemen"), _("Woo artikel 5.1, tweede lid, onder h")),
    "opinions": (_("meningen in intern overleg"), _("Woo artikel 5.2")),
}
"""Why something is not in the summary of a DPIA -> in words, and the article."""

REGISTERS: Mapping[str, str] = {"algoritmes.overheid.nl": _("het landelijke Algoritmeregister")}

FROM_REGISTER = _("Uit het andere register")
FROM_INVENTORY = _("Uit de inventaris")
