"""The road of a system, from idea to evaluation, with what the register shows beside it."""

from typing import Any

from services.chassis.formats import day
from services.chassis.wording import _
from services.inventory.pages.here import Known

BUILT = ("pilot", "in-use", "suspended", "retired")
USED = ("in-use", "suspended", "retired")


def found_without_decision(row: Any) -> bool:
    """Did it already run when it was registered, and has nobody decided on it since?"""
    is_open = row["standing"] in (None, "in-progress", "submitted") and row["decided_on"] is None
    return bool(row["found_as"] == row["stage"] == "in-use" and is_open)


def steps(known: Known) -> list[dict[str, str]]:
    """Five steps: what is done, where it stands now, and what comes."""
    done = {
        "idea": bool(known.state.description and known.state.description.purpose) or known.state.stage != "idea",
        "assessment": not {"assessment-missing", "assessment-outdated"}.intersection(known.missing()),
        "build": known.state.stage in USED,
        "use": known.state.stage in USED,
        "evaluation": False,
    }
    titles = (_("Idee of inkoop"), _("DPIA"), _("Bouw of proef"), _("In gebruik"), _("Evaluatie"))
    now = "use" if all(list(done.values())[:4]) else next(name for name, is_done in done.items() if not is_done)
    now = "" if known.state.stage == "retired" else now
    return [
        {
            "title": title,
            "note": _note(name, known),
            "lane": _lane(name, known),
            "state": _state(name == now, done[name]),
        }
        for title, name in zip(titles, done, strict=True)
    ]


def _state(now: bool, done: bool) -> str:
    return "now" if now else "done" if done else "todo"


def _note(name: str, known: Known) -> str:
    stage = known.state.stage
    notes = {
        "idea": _("Geregistreerd"),
        "assessment": _assessment(known),
        "build": {"development": _("In ontwikkeling"), "pilot": _("De proef loopt")}.get(stage, ""),
        "use": {"in-use": _("In gebruik"), "suspended": _("Stilgelegd"), "retired": _("Gestopt")}.get(stage, ""),
        "evaluation": _("Na ingebruikname"),
    }
    if name == "use" and found_without_decision(known.row):
        return _("In gebruik, zonder besluit")
    if name == "use" and stage == "in-use" and known.row["reopened_on"]:
        return _("In gebruik, DPIA loopt opnieuw")
    return notes[name]


def _assessment(known: Known) -> str:
    noted = known.state.assessment
    if noted is None:
        return _("Nog niet begonnen")
    if noted.standing == "approved" and noted.assessment_version != known.state.assessment_version:
        return _("Opnieuw nodig na een wijziging")
    if known.row["reopened_on"]:
        since, decided = day(known.row["reopened_on"]), day(known.row["decided_on"])
        return _("Opnieuw sinds {since}. Het besluit van {decided} telt niet meer.", since=since, decided=decided)
    said = {
        "in-progress": _("De vragen worden beantwoord"),
        "submitted": _("Wacht op advies en besluit"),
        "approved": _("Goedgekeurd"),
        "rejected": _("Afgekeurd"),
        "not-required": _("Niet verplicht volgens de vooraf-toets"),
        "no-personal-data": _("Niet nodig: geen persoonsgegevens"),
        "suspended": _("Opgeschort"),
        "withdrawn": _("Ingetrokken"),
    }
    return said.get(noted.standing, noted.standing)


def _lane(name: str, known: Known) -> str:
    """What the public register says there; a pilot counts as development there."""
    public = known.row["published_on"] is not None
    lanes = {
        "idea": _("Register: openbaar") if public else _("Register: nog niet openbaar"),
        "assessment": _("Toont hoe het met de DPIA staat") if public else _("Straks: hoe het met de DPIA staat"),
        "build": _("Toont: ‘in ontwikkeling’")
        if public and known.state.stage in ("development", "pilot")
        else _("Straks: ‘in ontwikkeling’"),
        "use": _("Toont: ‘in gebruik’")
        if public and known.state.stage == "in-use"
        else _("Straks: ‘in gebruik’, vanzelf"),
        "evaluation": _("Straks: uitkomsten erbij"),
    }
    return lanes[name]
