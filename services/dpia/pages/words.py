"""What codes are called on the pages."""

from services.chassis.wording import _
from services.dpia.queries.work import SET_BACK

ROLES = {
    "process-owner": _("de proceseigenaar"),
    "privacy-officer": _("de privacy officer"),
    "fg": _("de FG"),
    "ciso": _("de CISO"),
    "decision-maker": _("de beslisser"),
}
TURNS = {
    "process-owner": _("De proceseigenaar is aan zet"),
    "privacy-officer": _("De privacy officer is aan zet"),
    "fg": _("De FG is aan zet"),
    "ciso": _("De CISO is aan zet"),
    "decision-maker": _("De beslisser is aan zet"),
}
HELD = {
    "process-owner": _("proceseigenaar"),
    "privacy-officer": _("privacy officer"),
    "fg": _("FG"),
    "ciso": _("CISO"),
    "decision-maker": _("beslisser"),
}
"""Role -> what someone is who holds it."""
ADVISERS = {"fg": _("FG"), "ciso": _("CISO")}
STATES = {
    "screening": ("draft", _("Toets vooraf")),
    "drafting": ("draft", _("Wordt ingevuld")),
    "advising": ("submitted", _("Wacht op advies")),
    "answering": ("in-progress", _("Advies wordt beantwoord")),
    "deciding": ("submitted", _("Wacht op besluit")),
    "consulting": ("submitted", _("Wacht op de Autoriteit Persoonsgegevens")),
    "approved": ("decided", _("Akkoord")),
    "conditional": ("in-progress", _("Akkoord, voorwaarden open")),
    "verifying": ("submitted", _("Voorwaarde wordt nagekeken")),
    "rejected": ("rejected", _("Niet akkoord")),
    "unconfirmed": ("submitted", _("Wacht op bevestiging")),
    "not-required": ("not-needed", _("Geen DPIA nodig")),
    "suspended": ("suspended", _("Opgeschort")),
    "withdrawn": ("withdrawn", _("Ingetrokken")),
}
"""State -> (kind of status, word)."""
LEFT_OUT = (
    ("business", _("Vertrouwelijke gegevens van een bedrijf"), _("Woo artikel 5.1, eerste lid, onder c")),
    ("privacy", _("Iemands persoonlijke levenssfeer"), _("Woo artikel 5.1, tweede lid, onder e")),
    ("security", _("De beveiliging van mensen en systemen"), _("Woo artikel 5.1, tweede lid, onder h")),
    ("opinions", _("Meningen in intern overleg"), _("Woo artikel 5.2")),
)
"""Why something is not in a summary: code, words, article."""
ASKED = {
    "risk": _("Schrijf op wat er mis kan gaan, en voor wie."),
    "likelihood": _("Kies hoe groot de kans is."),
    "impact": _("Kies hoe groot het gevolg is."),
    "against": _("Kies tegen welk risico het helpt."),
    "measure": _("Schrijf op wat u gaat doen."),
    "opinion": _("Kies uw oordeel."),
    "advice": _("Schrijf uw advies op."),
    "outcome": _("Kies wat u besluit."),
    "reason": _("Schrijf op waarom."),
    "condition": _("Schrijf op wat er moet gebeuren."),
    "ownerRole": _("Schrijf op wie ervoor zorgt: een functie, geen naam."),
    "due": _("Kies wanneer het klaar is."),
    "blocks": _("Kies of het systeem tot die tijd mag worden gebruikt."),
    "evidence": _("Schrijf op waaruit blijkt dat de voorwaarde is vervuld."),
    "newLaw": _("Kies of het om een nieuwe wet of regeling gaat."),
    "tenThousand": _("Kies of het om 10.000 mensen of meer gaat."),
    "frequency": _("Kies hoe vaak u de gegevens gebruikt."),
    "retention": _("Kies hoe lang u de gegevens bewaart."),
    "highRiskAi": _("Kies of het AI met een hoog risico is."),
    "impactful": _("Kies of het algoritme veel invloed op mensen heeft."),
}
"""What to do about a field that was left empty; one that is there several times is called `<field>-<of what>`."""
SETBACKS = SET_BACK
LEVELS = {"low": ("minimal", _("Laag")), "middle": ("limited", _("Midden")), "high": ("high", _("Hoog"))}
SIZES = {"low": _("klein"), "middle": _("middel"), "high": _("groot")}
REPLIES = {
    "no-objection": _("De Autoriteit heeft geen bezwaar."),
    "advice": _("De Autoriteit gaf advies."),
    "prohibited": _("De Autoriteit verbiedt dit gebruik."),
    "lapsed": _("De Autoriteit antwoordde niet binnen de termijn. Dat is geen akkoord."),
}
WHY_CISO = {
    "special-data": _("Er zijn bijzondere persoonsgegevens."),
    "outside-eea": _("Gegevens staan buiten de EER, of iemand daar kan erbij."),
    "high-risk": _("Er blijft een hoog risico over."),
}
LIKELIHOODS = (("low", _("Klein")), ("middle", _("Middel")), ("high", _("Groot")))
IMPACTS = (
    ("low", _("Klein"), _("Lastig, maar snel voorbij.")),
    ("middle", _("Middel"), _("Merkbare schade of moeite.")),
    ("high", _("Groot"), _("Ernstige of blijvende schade.")),
)
OUTCOMES = {
    "required": ("warning", _("DPIA verplicht")),
    "recommended": ("in-progress", _("DPIA aanbevolen")),
    "not-required": ("not-needed", _("DPIA niet verplicht")),
}
EXEMPTIONS = {
    "not-required": _("Volgens de toets is geen DPIA verplicht, en het beleid vraagt er geen."),
    "no-personal-data": _("Er zijn helemaal geen persoonsgegevens."),
}
GROUNDS = {
    "screening": _("De regels van de toets vragen om een DPIA."),
    "policy": _("De regels vragen geen DPIA, maar het beleid van uw organisatie wel: een DPIA voor elk systeem."),
    "choice": _("Niemand vroeg om een DPIA; uw organisatie koos er zelf voor."),
}
RULES = {
    "new-law": _("Nieuwe wet of regeling"),
    "total": _("Het totaal van de scores"),
    "ap-list": _("Lijst van de Autoriteit Persoonsgegevens"),
    "edpb-list": _("Twee of meer kenmerken van de EDPB"),
    "edpb-single": _("Eén kenmerk van de EDPB"),
    "dtia": _("Doorgifte naar buiten de EER (DTIA)"),
    "iama": _("Mensenrechten en algoritmes (IAMA)"),
    "kia": _("Kinderrechten (KIA)"),
}
OPINIONS = {
    "positive": _("Positief"),
    "positive-with-points": _("Positief, met punten"),
    "negative": _("Negatief"),
}
STAGES = {
    "idea": _("idee"),
    "development": _("in ontwikkeling"),
    "pilot": _("proef"),
    "in-use": _("in gebruik"),
    "suspended": _("stilgelegd"),
    "retired": _("buiten gebruik"),
}
