"""What codes are called on pages."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

from sqlalchemy import RowMapping

from services.chassis import days
from services.chassis.formats import moment
from services.chassis.problems import Invalid
from services.chassis.roles import ROLES
from services.chassis.wording import _, joined
from services.feedback.domain.dialogue import OWNERS
from services.feedback.domain.fields import FIELDS
from services.feedback.domain.terms import TERMS


def _within(kind: str, said: str = "") -> str:
    term = _("U krijgt antwoord binnen {weeks} weken.", weeks=TERMS[kind].days // 7)
    return joined(" ", (said, term)) if said else term


KINDS = {
    "question": (_("Een vraag stellen"), _("Vraag"), _within("question")),
    "correction-request": (
        _("Iets melden dat niet klopt"),
        _("Melding"),
        _within("correction-request", _("Bijvoorbeeld een fout in de tekst.")),
    ),
    "remark": (_("Een idee of mening geven"), _("Idee of mening"), _within("remark", _("Wij lezen alles."))),
    "complaint": (
        _("Een klacht over het algoritme"),
        _("Klacht"),
        _within("complaint", _("Over hoe het werkt of wordt gebruikt.")),
    ),
}
"""Kind -> as the choice of a resident, as a name in a list, and what belongs to it."""

GROUNDS = {
    "personal-data": _("Er staan gegevens van personen in."),
    "insult": _("Er staan beledigende woorden in."),
    "off-topic": _("Het gaat niet over dit algoritme."),
    "duplicate": _("Dezelfde opmerking staat er al."),
    "other": _("Een andere reden."),
}
STATES = {
    "received": _("Te beoordelen"),
    "accepted": _("Te beantwoorden"),
    "answered": _("Beantwoord"),
    "refused": _("Niet geplaatst"),
    "forwarded": _("Doorgestuurd"),
    "closed": _("Gesloten"),
}
"""State -> the name of the list of remarks in it, in the order of the work."""

DIALOGUES = {
    "information-evening": (_("Informatieavond"), _("Wij vertellen, en bewoners stellen vragen.")),
    "dialogue-table": (_("Dialoogtafel"), _("Een kleine groep praat samen over wat goed is en wat beter kan.")),
}
"""Kind of dialogue -> its name, and what happens there."""

DIALOGUE_STATES = {
    "planned": ("draft", _("Nog niet openbaar")),
    "published": ("public", _("In de agenda")),
    "held": ("answered", _("Geweest")),
    "cancelled": ("withdrawn", _("Gaat niet door")),
    "dropped": ("withdrawn", _("Gaat niet door")),
}
"""State of a dialogue -> the shape and the word of its status."""

FOUND = {
    "upheld": _("Ja, het klopt"),
    "privacy": _("Ja, en het raakt de bescherming van persoonsgegevens"),
    "dismissed": _("Nee, het klopt niet"),
}
"""What who watches over a system found of a correction request."""

EXTENDED = {
    "once": _("De termijn is één keer met vier weken verlengd."),
    "agreed": _("De termijn is verlengd tot een dag die met de inzender is afgesproken."),
}
"""How the term of a complaint became longer."""

ERASED = {
    "contact": _("de contactgegevens"),
    "everything": _("alles wat er over deze opmerking geschreven is, met de contactgegevens"),
}
"""What was erased, as words of a sentence."""

PERSONAL = {
    "citizen-number": _("een burgerservicenummer"),
    "phone": _("een telefoonnummer"),
    "address": _("een adres"),
}
"""What looks like it is about one person -> how it is called."""
FILLED_BY_MACHINE = _(
    "Er was iets ingevuld op een plek die leeg moet blijven. Dat is nu weg. Verstuur uw opmerking nog een keer."
)
ASKED = {
    "kind": _("Kies wat u wilt doen."),
    "text": _("Schrijf op wat u wilt zeggen."),
    "ground": _("Kies waarom deze reactie niet openbaar wordt. De inzender leest die reden."),
    "public": _("Kies wie het antwoord mag lezen."),
    "answer": _("Schrijf het antwoord op."),
    "title": _("Schrijf waar het over gaat, in een paar woorden."),
    "day": _("Kies de dag."),
    "time": _("Vul in hoe laat het begint, bijvoorbeeld 19:30."),
    "place": _("Vul in waar het is."),
    "about": _("Schrijf op wat er gebeurt en waarom mensen komen."),
    "name": _("Vul uw naam in."),
    "email": _("Vul uw e-mailadres in. Zo kunnen wij u bereiken als er iets verandert."),
    "report": _("Schrijf op wat er is besproken."),
    "cancelled_why": _("Schrijf op waarom de bijeenkomst niet doorgaat."),
    "said": _("Schrijf op wat mensen zeiden."),
    "promise": _("Schrijf op wat de organisatie ermee gaat doen."),
    "owner": _("Kies wie ervoor zorgt."),
    "due": _("Kies wanneer het klaar is."),
    "to": _("Vul in naar wie u de reactie doorstuurt. De inzender leest dat."),
    "reason": _("Schrijf op waarom. Zonder reden weet de ander niet wat er nodig is."),
    "found": _("Kies wat u vond."),
    "finding": _("Schrijf op wat u zag. De moderator gebruikt het voor het antwoord."),
    "why": _("Schrijf op waarom de tekst blijft staan. De inzender leest dat."),
    "how": _("Kies hoeveel langer het duurt."),
    "delay": _("Schrijf op waarom het langer duurt. De inzender leest dat."),
    "committee": _("Schrijf op wie de klacht behandelt, en waarom. De inzender leest dat."),
    "scope": _("Kies wat er gewist moet worden."),
    "outcome": _("Kies over welke uitkomst het gaat."),
    "did": _("Schrijf op wat er is gedaan."),
    "done": _("Kies of het klaar is."),
}
"""What to do about a field that was left empty."""


def days_left(due: str) -> int:
    """How many days there are until this day (ISO); below zero when it is past."""
    return (date.fromisoformat(due) - days.today()).days


def kind(code: str) -> str:
    """A kind in a list; one of a later release stays its code."""
    return KINDS[code][1] if code in KINDS else code


def personal(kinds: Sequence[str]) -> str:
    """Een adres, een telefoonnummer: what a text seems to hold, as words of a sentence."""
    return reduce(
        lambda first, last: _("{first} of {last}", first=first, last=last), (PERSONAL[kind] for kind in kinds)
    )


def warning(kinds: Sequence[str]) -> str:
    """What a visitor reads before such a text is sent."""
    return _(
        "In uw tekst lijkt {what} te staan. Haal dat weg: wij hebben het niet nodig, en iedereen kan uw opmerking"
        " straks lezen. Is het iets anders, of wilt u het zo laten? Verstuur uw opmerking dan toch.",
        what=personal(kinds),
    )


def dialogue(code: str) -> str:
    """A kind of dialogue; one of a later release stays its code."""
    return DIALOGUES[code][0] if code in DIALOGUES else code


def role(code: str) -> str:
    """Who sees to something, after `de`; a role of a later release stays its code."""
    return ROLES.get(code, code)


def owners(held: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """To choose who sees to a promise: a person in a role (role and reference), or everyone in a role."""
    people = [
        (f"{code}/{member}", _("{role}, met kenmerk {member}", role=role(code), member=member), member, role(code))
        for code, member in held
    ]
    return [*people, *((code, _("iedereen die {role} is", role=role(code))) for code in OWNERS)]


def field(key: str | None) -> str:
    """A field by its label; empty when a remark is about the whole entry."""
    return FIELDS.get(key, key) if key else ""


def subject(title: str) -> str:
    """Of the mail to who signed up for a dialogue that was cancelled."""
    return _("Gaat niet door: {title}", title=title)


def ask(errors: dict[str, str], values: dict[str, object]) -> None:
    """Says at an empty field what to fill in."""
    errors |= {name: ASKED[name] for name in errors if name in ASKED and not values.get(name)}


def extended(code: str) -> str:
    """How a term became longer; a word of a later release says only that it did."""
    return EXTENDED.get(code, _("De termijn is verlengd."))


def found(code: str) -> tuple[bool, bool]:
    """Whether a correction request is right and touches personal data; raises Invalid for any other word."""
    if code not in FOUND:
        raise Invalid({"found": ASKED["found"]})
    return code != "dismissed", code == "privacy"


def erased(scope: str) -> str:
    """What was erased; a word of a later release says only that something was."""
    return ERASED.get(scope, _("een deel van de gegevens"))


def receipt(organisation: str, remark: str, erasures: Iterable[RowMapping]) -> str:
    """What was erased of one remark, and when, as a plain text in Dutch; without a word of what was written."""
    title = _(
        "{organisation}\nBewijs dat gegevens zijn gewist\n\nOpmerking: {remark}\n",
        organisation=organisation,
        remark=remark,
    )
    return "\n".join([title, *map(_line, erasures), _LOGGED])


def _line(one: RowMapping) -> str:
    return _(
        "Gewist op {moment}: {what}.\nDoor: {who}.\n"
        "Kenmerk in ons logboek: {id}\nKenmerken van de gewiste teksten:\n{ids}\n",
        moment=moment(one["erased_at"]),
        what=erased(one["scope"]),
        who=_("de inzender, met de geheime link") if one["by_sender"] else _("een medewerker, op verzoek"),
        id=one["id"],
        ids="\n".join(f"  {id}" for id in one["texts"]),
    )


_LOGGED = _("In ons logboek staat dat er iets is gewist, en wanneer. Wat er stond, staat er niet bij.\n")
