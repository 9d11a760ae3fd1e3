"""What codes are called on the pages, in plain Dutch."""

from services.dpia.queries.work import SET_BACK

ROLES = {
    "process-owner": "de proceseigenaar",
    "privacy-officer": "de privacy officer",
    "fg": "de FG",
    "ciso": "de CISO",
    "decision-maker": "de beslisser",
}
STATES = {
    "screening": ("draft", "Toets vooraf"),
    "drafting": ("draft", "Wordt ingevuld"),
    "advising": ("submitted", "Wacht op advies"),
    "answering": ("in-progress", "Advies wordt beantwoord"),
    "deciding": ("submitted", "Wacht op besluit"),
    "consulting": ("submitted", "Wacht op de Autoriteit Persoonsgegevens"),
    "approved": ("decided", "Akkoord"),
    "conditional": ("in-progress", "Akkoord, voorwaarden open"),
    "verifying": ("submitted", "Voorwaarde wordt nagekeken"),
    "rejected": ("rejected", "Niet akkoord"),
    "unconfirmed": ("submitted", "Wacht op bevestiging"),
    "not-required": ("not-needed", "Geen DPIA nodig"),
    "suspended": ("suspended", "Opgeschort"),
    "withdrawn": ("withdrawn", "Ingetrokken"),
}
"""State -> (kind of status, word)."""
LEFT_OUT = (
    ("business", "Vertrouwelijke gegevens van een bedrijf", "Woo artikel 5.1, eerste lid, onder c"),
    ("privacy", "Iemands persoonlijke levenssfeer", "Woo artikel 5.1, tweede lid, onder e"),
    ("security", "De beveiliging van mensen en systemen", "Woo artikel 5.1, tweede lid, onder h"),
    ("opinions", "Meningen in intern overleg", "Woo artikel 5.2"),
)
"""Why something is not in a summary: code, words, article."""
SETBACKS = SET_BACK
LEVELS = {"low": ("minimal", "Laag"), "middle": ("limited", "Midden"), "high": ("high", "Hoog")}
SIZES = {"low": "klein", "middle": "middel", "high": "groot"}
REPLIES = {
    "no-objection": "De Autoriteit heeft geen bezwaar.",
    "advice": "De Autoriteit gaf advies.",
    "prohibited": "De Autoriteit verbiedt dit gebruik.",
    "lapsed": "De Autoriteit antwoordde niet binnen de termijn. Dat is geen akkoord.",
}
WHY_CISO = {
    "special-data": "Er zijn bijzondere persoonsgegevens.",
    "outside-eea": "Gegevens staan buiten de EER, of iemand daar kan erbij.",
    "high-risk": "Er blijft een hoog risico over.",
}
LIKELIHOODS = (("low", "Klein"), ("middle", "Middel"), ("high", "Groot"))
IMPACTS = (
    ("low", "Klein", "Lastig, maar snel voorbij."),
    ("middle", "Middel", "Merkbare schade of moeite."),
    ("high", "Groot", "Ernstige of blijvende schade."),
)
OUTCOMES = {
    "required": ("warning", "DPIA verplicht"),
    "recommended": ("in-progress", "DPIA aanbevolen"),
    "not-required": ("not-needed", "DPIA niet verplicht"),
}
EXEMPTIONS = {
    "not-required": "Volgens de toets is geen DPIA verplicht, en het beleid vraagt er geen.",
    "no-personal-data": "Er zijn helemaal geen persoonsgegevens.",
}
GROUNDS = {
    "screening": "De regels van de toets vragen om een DPIA.",
    "policy": "De regels vragen geen DPIA, maar het beleid van uw organisatie wel: een DPIA voor elk systeem.",
    "choice": "Niemand vroeg om een DPIA; uw organisatie koos er zelf voor.",
}
RULES = {
    "new-law": "Nieuwe wet of regeling",
    "total": "Het totaal van de scores",
    "ap-list": "Lijst van de Autoriteit Persoonsgegevens",
    "edpb-list": "Twee of meer kenmerken van de EDPB",
    "edpb-single": "Eén kenmerk van de EDPB",
    "dtia": "Doorgifte naar buiten de EER (DTIA)",
    "iama": "Mensenrechten en algoritmes (IAMA)",
    "kia": "Kinderrechten (KIA)",
}
OPINIONS = {
    "positive": "Positief",
    "positive-with-points": "Positief, met punten",
    "negative": "Negatief",
}
STAGES = {
    "idea": "idee",
    "development": "in ontwikkeling",
    "pilot": "proef",
    "in-use": "in gebruik",
    "suspended": "stilgelegd",
    "retired": "buiten gebruik",
}


def listed(names: list[str]) -> str:
    """a, b en c."""
    *first, last = names
    return f"{', '.join(first)} en {last}" if first else last
