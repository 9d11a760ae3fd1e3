"""Words that pages of publication share."""

from collections.abc import Mapping

from services.publication.domain.record import STATUSES

N_ = str
"""Marks a text for the catalogue; it is translated where it is shown."""

KINDS: Mapping[str, str] = dict(zip(STATUSES, ("development", "in-use", "retired"), strict=True))
"""Status of the standard -> the sign that goes with it."""

THEMES: Mapping[str, str] = {
    "Organisatie en bedrijfsvoering": N_("Hoe de organisatie zelf werkt"),
    "Cultuur en recreatie": N_("Kunst, sport en vrije tijd"),
    "Economie": N_("Winkels, markten en bedrijven"),
    "Overheidsfinanciën": N_("Belasting en WOZ-waarde"),
    "Wonen": N_("Woningen en leegstand"),
    "Internationaal": N_("Wat over de grens gaat"),
    "Migratie en integratie": N_("Verblijf en inburgering"),
    "Natuur en milieu": N_("Afval, groen en water"),
    "Onderwijs en wetenschap": N_("School, vervoer van leerlingen en onderzoek"),
    "Openbare orde en veiligheid": N_("Handhaving, toezicht en inschrijving"),
    "Recht": N_("Rechters, boetes en besluiten"),
    "Ruimte en infrastructuur": N_("Straten, wegen en meldingen"),
    "Sociale zekerheid": N_("Bijstand en andere hulp met geld"),
    "Verkeer": N_("Parkeren en drukte op de weg"),
    "Werk": N_("Banen en hulp bij werk zoeken"),
    "Zorg en gezondheid": N_("Zorg, jeugd en ondersteuning thuis"),
}
"""Theme of the standard -> what a resident would look for under it."""

QUESTIONS: Mapping[str, str] = {
    "goal": N_("Waarom gebruiken wij dit?"),
    "source_data": N_("Welke gegevens worden gebruikt?"),
    "human_intervention": N_("Wie beslist en wie controleert?"),
    "risks": N_("Wat kan er misgaan, en wat doen wij daaraan?"),
}
"""Key of the standard -> the question of a resident that it answers."""

LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "business": (N_("vertrouwelijke gegevens van een bedrijf"), N_("Woo artikel 5.1, eerste lid, onder c")),
    "privacy": (N_("iemands persoonlijke levenssfeer"), N_("Woo artikel 5.1, tweede lid, onder e")),
    "security": (N_("de beveiliging van mensen en systemen"), N_("Woo artikel 5.1, tweede lid, onder h")),
    "opinions": (N_("meningen in intern overleg"), N_("Woo artikel 5.2")),
}
"""Why something is not in the summary of a DPIA -> in words, and the article."""

REGISTERS: Mapping[str, str] = {"algoritmes.overheid.nl": N_("het landelijke Algoritmeregister")}

FROM_REGISTER = N_("Uit het andere register")
FROM_INVENTORY = N_("Uit de inventaris")
