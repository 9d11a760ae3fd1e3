"""Before it may go live: every condition of the gate, who must act, and where it is mended."""

from dataclasses import dataclass
from typing import Any

from services.chassis.formats import day
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


ASSESSMENT = "Besluit over de DPIA"
LACKS: dict[str, Lack] = {
    "assessment-missing": Lack(
        ASSESSMENT,
        "Beantwoord de vragen van de DPIA",
        "De vragen van de DPIA zijn nog niet beantwoord.",
        STEPPERS,
        "dpia",
        "Ga naar de DPIA",
        60,
    ),
    "assessment-outdated": Lack(
        "Nieuwe DPIA na een wezenlijke wijziging",
        "Doe de DPIA opnieuw",
        "Het besluit gaat over het systeem zoals het was voor de wijziging.",
        STEPPERS,
        "dpia",
        "Ga naar de DPIA",
        60,
    ),
    "change-unclassified": Lack(
        "Wijzigingen waarvan niemand zei hoe groot zij zijn",
        "Zeg hoe groot de wijzigingen zijn",
        "Het systeem veranderde na de DPIA. Zeg of er een nieuwe DPIA nodig is.",
        WRITERS,
        "changes",
        "Weeg de wijzigingen",
        5,
    ),
    "condition-open": Lack(
        "Voorwaarden uit het besluit over de DPIA",
        "Vervul de voorwaarden uit het besluit",
        "Niet alle voorwaarden zijn vervuld.",
        STEPPERS,
        "dpia",
        "Bekijk de voorwaarden",
        15,
    ),
    "oversight-missing": Lack(
        "Toezicht en herstel",
        "Beschrijf wie toezicht houdt",
        "Wie kijkt naar de uitkomst, hoe stoppen zij, en waar kan een inwoner terecht?",
        WRITERS,
        "oversight",
        "Beschrijf het toezicht",
        10,
    ),
    "classification-missing": Lack(
        "Indeling volgens de AI-verordening",
        "Deel het systeem in volgens de AI-verordening",
        "Kies de klasse en schrijf op waarom.",
        CLASSIFIERS,
        "classification",
        "Deel het systeem in",
        10,
    ),
    "classification-unconfirmed": Lack(
        "Tweede persoon bevestigt de indeling",
        "Kijk mee: klopt de klasse?",
        "Iemand anders dan wie de klasse koos, kijkt mee.",
        CONFIRMERS,
        "classification",
        "Bekijk de indeling",
        5,
    ),
    "prohibited": Lack(
        "Dit gebruik is verboden",
        "Kijk of de klasse ‘verboden’ klopt",
        "De AI-verordening verbiedt dit. Stop ermee, of deel het opnieuw in als de klasse niet klopt.",
        CLASSIFIERS,
        "classification",
        "Bekijk de indeling",
        10,
    ),
}
STANDING_LACKS: dict[str | None, Lack] = {
    "submitted": Lack(
        ASSESSMENT,
        "Geef advies, of beslis over de DPIA",
        "De DPIA is ingediend. De FG adviseert, daarna valt het besluit.",
        ("fg", "decision-maker"),
        "dpia",
        "Bekijk de DPIA",
        20,
    ),
    "rejected": Lack(
        ASSESSMENT,
        "Pas het plan aan en dien opnieuw in",
        "De DPIA is afgekeurd. Zo mag het systeem niet verder.",
        STEPPERS,
        "dpia",
        "Ga naar de DPIA",
        60,
    ),
    "not-required": Lack(
        ASSESSMENT,
        "Beantwoord de vragen van de DPIA",
        "De wet verplicht geen DPIA, maar uw beleid vraagt er een voor elk systeem.",
        STEPPERS,
        "dpia",
        "Ga naar de DPIA",
        60,
    ),
    "suspended": Lack(
        ASSESSMENT,
        "Hervat of heropen de DPIA",
        "Het akkoord is opgeschort en telt nu niet.",
        ("decision-maker", *STEPPERS),
        "dpia",
        "Bekijk de DPIA",
        20,
    ),
    "withdrawn": Lack(
        ASSESSMENT,
        "Heropen de DPIA",
        "De DPIA is ingetrokken, dus er is geen besluit.",
        STEPPERS,
        "dpia",
        "Ga naar de DPIA",
        60,
    ),
}
MET = (
    ({"assessment-missing", "assessment-outdated"}, ASSESSMENT, "Er is een besluit dat nog klopt."),
    ({"change-unclassified"}, "Wijzigingen na de DPIA", "Van elke wijziging is gezegd hoe groot zij is."),
    ({"condition-open"}, "Voorwaarden uit het besluit over de DPIA", "Er staat geen voorwaarde meer open."),
    ({"oversight-missing"}, "Toezicht en herstel", "Beschreven, met een route voor inwoners."),
    (
        {"classification-missing", "classification-unconfirmed", "prohibited"},
        "Indeling volgens de AI-verordening",
        "Bevestigd door een tweede persoon.",
    ),
)
"""What to say of conditions that hold: the codes that would deny it, and the words."""


def lack(code: str, known: Known) -> Lack:
    """What to say of a code, for this system."""
    if code == "assessment-missing" and known.state.assessment:
        return STANDING_LACKS.get(known.state.assessment.standing, LACKS[code])
    return LACKS[code]


def detail(code: str, known: Known) -> str:
    """What is missing; conditions of the decision are named by who sees to them and by when."""
    awaited = known.state.assessment.awaited if known.state.assessment and code == "condition-open" else ()
    named = [f"{condition.owner_role}, uiterlijk {day(condition.due)}" for condition in awaited]
    return f"Nog niet vervuld: {'; '.join(named)}." if named else lack(code, known).detail


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
