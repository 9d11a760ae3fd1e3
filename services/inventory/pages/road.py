"""The road of a system, from idea to evaluation, with what the register shows beside it."""

from typing import Any

from services.inventory.pages.here import Known

BUILT = ("pilot", "in-use", "suspended", "retired")
USED = ("in-use", "suspended", "retired")


def found_without_decision(row: Any) -> bool:
    """Did it already run when it was registered, and has nobody decided on it since?"""
    return bool(row["found_as"] == row["stage"] == "in-use" and row["standing"] in (None, "in-progress", "submitted"))


def steps(known: Known) -> list[dict[str, str]]:
    """Five steps: what is done, where it stands now, and what comes."""
    done = {
        "idea": bool(known.state.description and known.state.description.purpose) or known.state.stage != "idea",
        "assessment": not {"assessment-missing", "assessment-outdated"}.intersection(known.missing()),
        "build": known.state.stage in USED,
        "use": known.state.stage in USED,
        "evaluation": False,
    }
    titles = ("Idee of inkoop", "DPIA", "Bouw of proef", "In gebruik", "Evaluatie")
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
        "idea": "Geregistreerd",
        "assessment": _assessment(known),
        "build": {"development": "In ontwikkeling", "pilot": "De proef loopt"}.get(stage, ""),
        "use": {"in-use": "In gebruik", "suspended": "Stilgelegd", "retired": "Gestopt"}.get(stage, ""),
        "evaluation": "Na ingebruikname",
    }
    if name == "use" and found_without_decision(known.row):
        return "In gebruik, zonder besluit"
    return notes[name]


def _assessment(known: Known) -> str:
    noted = known.state.assessment
    if noted is None:
        return "Nog niet begonnen"
    if noted.standing == "approved" and noted.assessment_version != known.state.assessment_version:
        return "Opnieuw nodig na een wijziging"
    said = {
        "in-progress": "De vragen worden beantwoord",
        "submitted": "Wacht op advies en besluit",
        "approved": "Goedgekeurd",
        "rejected": "Afgekeurd",
        "not-required": "Niet verplicht volgens de vooraf-toets",
        "no-personal-data": "Niet nodig: geen persoonsgegevens",
        "suspended": "Opgeschort",
        "withdrawn": "Ingetrokken",
    }
    return said.get(noted.standing, noted.standing)


def _lane(name: str, known: Known) -> str:
    """What the public register says there; a pilot counts as development there."""
    public = known.row["published_on"] is not None
    lanes = {
        "idea": "Register: openbaar" if public else "Register: nog niet openbaar",
        "assessment": "Toont hoe het met de DPIA staat" if public else "Straks: hoe het met de DPIA staat",
        "build": "Toont: ‘in ontwikkeling’"
        if public and known.state.stage in ("development", "pilot")
        else "Straks: ‘in ontwikkeling’",
        "use": "Toont: ‘in gebruik’" if public and known.state.stage == "in-use" else "Straks: ‘in gebruik’, vanzelf",
        "evaluation": "Straks: uitkomsten erbij",
    }
    return lanes[name]
