"""Before it may go live: every condition of the gate, who must act, and where it is mended."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.chassis.wording import _, joined
from services.inventory.pages import words
from services.inventory.pages.classification import waits_for_me
from services.inventory.pages.here import CLASSIFIERS, CONFIRMERS, STEPPERS, WRITERS, Here, Known


@dataclass(frozen=True)
class Lack:
    """What to say of a code that `readiness` gives: what is missing, what there is to do, and how long that takes."""

    title: str
    todo: str
    detail: str
    roles: tuple[str, ...]
    page: str
    link_text: str
    minutes: int


ASSESSMENT = _("Besluit over de DPIA")
LACKS: dict[str, Lack] = {
    "assessment-missing": Lack(
        ASSESSMENT,
        _("Beantwoord de vragen van de DPIA"),
        _("De vragen van de DPIA zijn nog niet beantwoord."),
        STEPPERS,
        "dpia",
        _("Ga naar de DPIA"),
        60,
    ),
    "assessment-outdated": Lack(
        _("Nieuwe DPIA na een wezenlijke wijziging"),
        _("Doe de DPIA opnieuw"),
        _("Het besluit gaat over het systeem zoals het was voor de wijziging."),
        STEPPERS,
        "dpia",
        _("Ga naar de DPIA"),
        60,
    ),
    "change-unclassified": Lack(
        _("Wijzigingen waarvan niemand zei hoe groot zij zijn"),
        _("Zeg hoe groot de wijzigingen zijn"),
        _("Het systeem veranderde na de DPIA. Zeg of er een nieuwe DPIA nodig is."),
        WRITERS,
        "changes",
        _("Weeg de wijzigingen"),
        5,
    ),
    "condition-open": Lack(
        _("Voorwaarden uit het besluit over de DPIA"),
        _("Vervul de voorwaarden uit het besluit"),
        _("Niet alle voorwaarden zijn vervuld."),
        STEPPERS,
        "dpia",
        _("Bekijk de voorwaarden"),
        15,
    ),
    "oversight-missing": Lack(
        _("Toezicht en herstel"),
        _("Beschrijf wie toezicht houdt"),
        _("Wie kijkt naar de uitkomst, hoe stoppen zij, en waar kan een inwoner terecht?"),
        WRITERS,
        "oversight",
        _("Beschrijf het toezicht"),
        10,
    ),
    "classification-missing": Lack(
        _("Indeling volgens de AI-verordening"),
        _("Deel het systeem in volgens de AI-verordening"),
        _("Kies de klasse en schrijf op waarom."),
        CLASSIFIERS,
        "classification",
        _("Deel het systeem in"),
        10,
    ),
    "classification-unconfirmed": Lack(
        _("Tweede persoon bevestigt de indeling"),
        _("Kijk mee: klopt de klasse?"),
        _("Iemand anders dan wie de klasse koos, kijkt mee."),
        CONFIRMERS,
        "classification",
        _("Bekijk de indeling"),
        5,
    ),
    "prohibited": Lack(
        _("Dit gebruik is verboden"),
        _("Kijk of de klasse ‘verboden’ klopt"),
        _("De AI-verordening verbiedt dit. Stop ermee, of deel het opnieuw in als de klasse niet klopt."),
        CLASSIFIERS,
        "classification",
        _("Bekijk de indeling"),
        10,
    ),
}
STANDING_LACKS: dict[str | None, Lack] = {
    "submitted": Lack(
        ASSESSMENT,
        _("Geef advies, of beslis over de DPIA"),
        _("De DPIA is ingediend. De FG adviseert, daarna valt het besluit."),
        ("fg", "decision-maker"),
        "dpia",
        _("Bekijk de DPIA"),
        20,
    ),
    "rejected": Lack(
        ASSESSMENT,
        _("Pas het plan aan en dien opnieuw in"),
        _("De DPIA is afgekeurd. Zo mag het systeem niet verder."),
        STEPPERS,
        "dpia",
        _("Ga naar de DPIA"),
        60,
    ),
    "not-required": Lack(
        ASSESSMENT,
        _("Beantwoord de vragen van de DPIA"),
        _("De wet verplicht geen DPIA, maar uw beleid vraagt er een voor elk systeem."),
        STEPPERS,
        "dpia",
        _("Ga naar de DPIA"),
        60,
    ),
    "suspended": Lack(
        ASSESSMENT,
        _("Hervat of heropen de DPIA"),
        _("Het akkoord is opgeschort en telt nu niet."),
        ("decision-maker", *STEPPERS),
        "dpia",
        _("Bekijk de DPIA"),
        20,
    ),
    "withdrawn": Lack(
        ASSESSMENT,
        _("Heropen de DPIA"),
        _("De DPIA is ingetrokken, dus er is geen besluit."),
        STEPPERS,
        "dpia",
        _("Ga naar de DPIA"),
        60,
    ),
}
REOPENED = Lack(
    ASSESSMENT,
    _("Kijk wat er nu anders is en werk de DPIA bij"),
    _("De DPIA is heropend, dus het vorige besluit telt niet meer. Kijk wat er nu anders is dan toen."),
    STEPPERS,
    "dpia",
    _("Ga naar de DPIA"),
    60,
)
"""Of an assessment that was decided on before, and is written anew."""
MET = (
    ({"assessment-missing", "assessment-outdated"}, ASSESSMENT, _("Er is een besluit dat nog klopt.")),
    ({"change-unclassified"}, _("Wijzigingen na de DPIA"), _("Van elke wijziging is gezegd hoe groot zij is.")),
    ({"condition-open"}, _("Voorwaarden uit het besluit over de DPIA"), _("Er staat geen voorwaarde meer open.")),
    ({"oversight-missing"}, _("Toezicht en herstel"), _("Beschreven, met een route voor inwoners.")),
    (
        {"classification-missing", "classification-unconfirmed", "prohibited"},
        _("Indeling volgens de AI-verordening"),
        _("Bevestigd door een tweede persoon."),
    ),
)
"""What to say of conditions that hold: the codes that would deny it, and the words."""


def lack(code: str, known: Known) -> Lack:
    """What to say of a code, for this system."""
    if code != "assessment-missing" or known.state.assessment is None:
        return LACKS[code]
    standing = known.state.assessment.standing
    if standing == "in-progress" and known.row["reopened_on"]:
        return REOPENED
    return STANDING_LACKS.get(standing, LACKS[code])


def detail(code: str, known: Known) -> str:
    """What is missing; conditions of the decision are named by who sees to them and by when."""
    awaited = known.state.assessment.awaited if known.state.assessment and code == "condition-open" else ()
    named = [_("{role}, uiterlijk {due}", role=one.owner_role, due=date.fromisoformat(one.due)) for one in awaited]
    return _("Nog niet vervuld: {conditions}.", conditions=joined("; ", named)) if named else lack(code, known).detail


def mine(at: Here, known: Known, code: str) -> bool:
    """Can this person mend it?"""
    return waits_for_me(at, known) if code == "classification-unconfirmed" else at.may(*lack(code, known).roles)


def address(at: Here, page: str) -> str:
    """Where it is mended."""
    return f"/dpia/{at.ask.tenant}/cases/{at.id}" if page == "dpia" else f"{at.hub}/{page}"


def reachable(at: Here, known: Known, code: str) -> bool:
    """May this person at least look there? Only the pages that write are closed to others."""
    return lack(code, known).page in ("dpia", "classification") or mine(at, known, code)


def conditions(at: Here, known: Known) -> list[dict[str, Any]]:
    """Everything the gate asks before use, in its own order: first what is missing."""
    missing = known.missing()
    held = [
        {"state": "done", "title": title, "detail": detail, "open": False} for title, detail in _met(missing, known)
    ]
    return [_item(at, known, code) for code in missing] + held


def _item(at: Here, known: Known, code: str) -> dict[str, Any]:
    said, can = lack(code, known), mine(at, known, code)
    roles = [role for role in said.roles if role in at.ask.roles] if can else said.roles
    return {
        "state": "missing" if can else "waiting",
        "title": said.title,
        "detail": detail(code, known),
        "open": True,
        "you": can,
        "roles": words.some(roles),
        "link": address(at, said.page) if reachable(at, known, code) else "",
        "link_text": said.link_text,
    }


def _met(missing: tuple[str, ...], known: Known) -> list[tuple[str, str]]:
    """Changes and conditions only mean something after an assessment was submitted, or decided."""
    silent = set() if known.state.submitted else {"change-unclassified", "condition-open"}
    return [(title, detail) for codes, title, detail in MET if not codes & (set(missing) | silent)]
