"""What codes are called on pages. Plain Dutch; the templates translate it."""

from services.feedback.domain.fields import FIELDS

KINDS = {
    "question": ("Een vraag stellen", "Vraag", ""),
    "correction-request": ("Iets melden dat niet klopt", "Melding", "Bijvoorbeeld een fout in de tekst."),
    "remark": ("Een idee of mening geven", "Idee of mening", ""),
    "complaint": ("Een klacht over het algoritme", "Klacht", "Over hoe het werkt of wordt gebruikt."),
}
"""Kind -> as the choice of a resident, as a name in a list, and what belongs to it."""

GROUNDS = {
    "personal-data": "Er staan gegevens van personen in.",
    "insult": "Er staan beledigende woorden in.",
    "off-topic": "Het gaat niet over dit algoritme.",
    "duplicate": "Dezelfde opmerking staat er al.",
    "other": "Een andere reden.",
}
STATES = {
    "received": "Te beoordelen",
    "accepted": "Te beantwoorden",
    "answered": "Beantwoord",
    "refused": "Niet geplaatst",
}
"""State -> the name of the list of remarks in it, in the order of the work."""

CITIZEN_NUMBER = (
    "In uw tekst lijkt een burgerservicenummer te staan. Haal het weg: wij hebben het niet nodig."
    " Is het iets anders, verstuur uw opmerking dan nog een keer."
)
FILLED_BY_MACHINE = (
    "Er was iets ingevuld op een plek die leeg moet blijven. Dat is nu weg. Verstuur uw opmerking nog een keer."
)
ASKED = {
    "kind": "Kies wat u wilt doen.",
    "text": "Schrijf op wat u wilt zeggen.",
    "ground": "Kies waarom deze reactie niet openbaar wordt. De inzender leest die reden.",
    "public": "Kies wie het antwoord mag lezen.",
    "answer": "Schrijf het antwoord op.",
}
"""What to do about a field that was left empty."""


def kind(code: str) -> str:
    """A kind in a list; one of a later release stays its code."""
    return KINDS[code][1] if code in KINDS else code


def field(key: str | None) -> str:
    """A field by its label; empty when a remark is about the whole entry."""
    return FIELDS.get(key, key) if key else ""


def ask(errors: dict[str, str], values: dict[str, object]) -> None:
    """Says at an empty field what to fill in."""
    errors |= {name: ASKED[name] for name in errors if name in ASKED and not values.get(name)}
