"""What codes are called on pages. Plain Dutch; the templates translate it."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import RowMapping

from services.chassis.formats import moment
from services.chassis.problems import Invalid
from services.feedback.domain.fields import FIELDS
from services.feedback.domain.terms import TERMS
from services.feedback.queries.dialogues import today


def _within(kind: str) -> str:
    return f"U krijgt antwoord binnen {TERMS[kind].days // 7} weken."


KINDS = {
    "question": ("Een vraag stellen", "Vraag", _within("question")),
    "correction-request": (
        "Iets melden dat niet klopt", "Melding", f"Bijvoorbeeld een fout in de tekst. {_within('correction-request')}",
    ),
    "remark": ("Een idee of mening geven", "Idee of mening", f"Wij lezen alles. {_within('remark')}"),
    "complaint": (
        "Een klacht over het algoritme", "Klacht", f"Over hoe het werkt of wordt gebruikt. {_within('complaint')}",
    ),
}  # fmt: skip
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
    "forwarded": "Doorgestuurd",
    "closed": "Gesloten",
}
"""State -> the name of the list of remarks in it, in the order of the work."""

DIALOGUES = {
    "information-evening": ("Informatieavond", "Wij vertellen, en bewoners stellen vragen."),
    "dialogue-table": ("Dialoogtafel", "Een kleine groep praat samen over wat goed is en wat beter kan."),
}
"""Kind of dialogue -> its name, and what happens there."""

DIALOGUE_STATES = {
    "planned": ("draft", "Nog niet openbaar"),
    "published": ("public", "In de agenda"),
    "held": ("answered", "Geweest"),
    "cancelled": ("withdrawn", "Gaat niet door"),
    "dropped": ("withdrawn", "Gaat niet door"),
}
"""State of a dialogue -> the shape and the word of its status."""

FOUND = {
    "upheld": "Ja, het klopt",
    "privacy": "Ja, en het raakt de bescherming van persoonsgegevens",
    "dismissed": "Nee, het klopt niet",
}
"""What who watches over a system found of a correction request."""

ERASED = {
    "contact": "de contactgegevens",
    "everything": "alles wat er over deze opmerking geschreven is, met de contactgegevens",
}
"""What was erased, as words of a sentence."""

ROLES = {
    "coordinator": "Coördinator",
    "process-owner": "Proceseigenaar",
    "editor": "Redacteur",
    "approver": "Wie vermeldingen goedkeurt",
    "privacy-officer": "Privacy officer",
    "fg": "Functionaris gegevensbescherming",
    "ciso": "Adviseur informatieveiligheid (CISO)",
    "decision-maker": "Wie over de DPIA besluit",
    "moderator": "Wie reacties beantwoordt",
    "trainer": "Trainer",
}
"""Who can see to it that a promise is kept."""

PERSONAL = {
    "citizen-number": "een burgerservicenummer",
    "phone": "een telefoonnummer",
    "address": "een adres",
}
"""What looks like it is about one person -> how it is called."""
FILLED_BY_MACHINE = (
    "Er was iets ingevuld op een plek die leeg moet blijven. Dat is nu weg. Verstuur uw opmerking nog een keer."
)
ASKED = {
    "kind": "Kies wat u wilt doen.",
    "text": "Schrijf op wat u wilt zeggen.",
    "ground": "Kies waarom deze reactie niet openbaar wordt. De inzender leest die reden.",
    "public": "Kies wie het antwoord mag lezen.",
    "answer": "Schrijf het antwoord op.",
    "title": "Schrijf waar het over gaat, in een paar woorden.",
    "day": "Kies de dag.",
    "time": "Vul in hoe laat het begint, bijvoorbeeld 19:30.",
    "place": "Vul in waar het is.",
    "about": "Schrijf op wat er gebeurt en waarom mensen komen.",
    "name": "Vul uw naam in.",
    "email": "Vul uw e-mailadres in. Zo kunnen wij u bereiken als er iets verandert.",
    "report": "Schrijf op wat er is besproken.",
    "cancelled_why": "Schrijf op waarom de bijeenkomst niet doorgaat.",
    "said": "Schrijf op wat mensen zeiden.",
    "promise": "Schrijf op wat de organisatie ermee gaat doen.",
    "owner": "Kies wie ervoor zorgt.",
    "due": "Kies wanneer het klaar is.",
    "to": "Vul in naar wie u de reactie doorstuurt. De inzender leest dat.",
    "reason": "Schrijf op waarom. Zonder reden weet de ander niet wat er nodig is.",
    "found": "Kies wat u vond.",
    "finding": "Schrijf op wat u zag. De moderator gebruikt het voor het antwoord.",
    "why": "Schrijf op waarom de tekst blijft staan. De inzender leest dat.",
    "scope": "Kies wat er gewist moet worden.",
    "outcome": "Kies over welke uitkomst het gaat.",
    "did": "Schrijf op wat er is gedaan.",
    "done": "Kies of het klaar is.",
}
"""What to do about a field that was left empty."""


def days_left(due: str) -> int:
    """How many days there are until this day (ISO); below zero when it is past."""
    return (date.fromisoformat(due) - today()).days


def kind(code: str) -> str:
    """A kind in a list; one of a later release stays its code."""
    return KINDS[code][1] if code in KINDS else code


def personal(kinds: Sequence[str]) -> str:
    """Een adres, een telefoonnummer: what a text seems to hold, as words of a sentence."""
    return " of ".join(PERSONAL[kind] for kind in kinds)


def warning(kinds: Sequence[str]) -> str:
    """What a visitor reads before such a text is sent."""
    return (
        f"In uw tekst lijkt {personal(kinds)} te staan. Haal dat weg: wij hebben het niet nodig, en iedereen kan uw"
        " opmerking straks lezen. Is het iets anders, of wilt u het zo laten? Verstuur uw opmerking dan toch."
    )


def dialogue(code: str) -> str:
    """A kind of dialogue; one of a later release stays its code."""
    return DIALOGUES[code][0] if code in DIALOGUES else code


def role(code: str) -> str:
    """Who sees to something; a role of a later release stays its code."""
    return ROLES.get(code, code)


def field(key: str | None) -> str:
    """A field by its label; empty when a remark is about the whole entry."""
    return FIELDS.get(key, key) if key else ""


def ask(errors: dict[str, str], values: dict[str, object]) -> None:
    """Says at an empty field what to fill in."""
    errors |= {name: ASKED[name] for name in errors if name in ASKED and not values.get(name)}


def found(code: str) -> tuple[bool, bool]:
    """Whether a correction request is right and touches personal data; raises Invalid for any other word."""
    if code not in FOUND:
        raise Invalid({"found": ASKED["found"]})
    return code != "dismissed", code == "privacy"


def erased(scope: str) -> str:
    """What was erased; a word of a later release says only that something was."""
    return ERASED.get(scope, "een deel van de gegevens")


def receipt(organisation: str, remark: str, erasures: Iterable[RowMapping]) -> str:
    """What was erased of one remark, and when, as a plain text; without a word of what was written."""
    parts = [f"{organisation}\nBewijs dat gegevens zijn gewist\n\nOpmerking: {remark}\n"]
    for one in erasures:
        who = "de inzender, met de geheime link" if one["by_sender"] else "een medewerker, op verzoek"
        ids = "\n".join(f"  {id}" for id in one["texts"])
        parts.append(
            f"Gewist op {moment(one['erased_at'])}: {erased(one['scope'])}.\nDoor: {who}.\n"
            f"Kenmerk in ons logboek: {one['id']}\nKenmerken van de gewiste teksten:\n{ids}\n"
        )
    parts.append("In ons logboek staat dat er iets is gewist, en wanneer. Wat er stond, staat er niet bij.\n")
    return "\n".join(parts)
