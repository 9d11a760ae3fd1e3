"""The page of one system: where it stands, what is next for this reader, and everything that is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Response

from services.chassis.wording import _
from services.inventory import queries
from services.inventory.pages import drawing, gate, road, timeline, words
from services.inventory.pages.here import STEPPERS, WRITERS, Here, Known, here, know, show_system

router = APIRouter()
QUICK = (
    "change-unclassified", "classification-unconfirmed", "oversight-missing", "classification-missing", "prohibited",
    "condition-open", "assessment-outdated", "assessment-missing",
)  # fmt: skip
"""What to mend first: what others wait for, then what is done soonest."""


@dataclass(frozen=True)
class Next:
    """What is next: for this reader with a link, or for others with who they are."""

    title: str
    text: str = ""
    link: str = ""
    link_text: str = ""
    minutes: int = 0
    waits_for: str = ""


@router.get("/{organisation}/systems/{id}")
async def system_page(at: Annotated[Here, here()]) -> Response:
    """The hub of everything about one system."""
    known = await know(at)
    given = known.row["classification"]
    shown: dict[str, Any] = await _stored(at, given) | {
        "sentence": _sentence(known),
        "road": road.steps(known),
        "next": next_step(at, known),
        "conditions": gate.conditions(at, known),
        "drawing": drawing.flow(known),
        "timeline": timeline.entries(known.history),
        "given": given,
    }
    return await show_system(at, "system.html", known, None, **shown)


async def _stored(at: Here, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """What stands in no fact: why the class was given, and the names of people."""
    tenant = at.ask.tenant
    async with at.ask.running.db.view(tenant) as tx:
        reason = await queries.reason(tx, tenant, given["reason"]) if given else None
        return {"reason": reason, "names": await queries.known_members(tx, tenant)}


def _sentence(known: Known, most: int = 300) -> str:
    """The first sentence of what it is for; the whole stands below."""
    purpose = (known.state.description and known.state.description.purpose) or ""
    first = re.split(r"(?<=[.!?])\s", purpose.strip(), maxsplit=1)[0]
    return first if len(first) <= most else f"{first[: most - 1].rstrip()}…"


def next_step(at: Here, known: Known) -> Next:
    """Exactly one next step: the first that this person can take, else who others wait for."""
    if known.state.stage == "retired":
        return Next(_("Dit systeem is buiten gebruik"), _("U hoeft niets te doen."))
    steps = _describing(at, known) + _mending(at, known) + _evaluating(at, known) + _moving(at, known)
    return steps[0] if steps else _waiting(known)


def _describing(at: Here, known: Known) -> list[Next]:
    described = known.state.description
    if not at.may(*WRITERS) or (described and described.purpose):
        return []
    text = _("Nu staat er alleen een naam. Wat u nog niet weet, laat u leeg.")
    return [Next(_("Beschrijf wat dit systeem doet"), text, f"{at.hub}/describe", _("Beschrijf het systeem"), 5)]


def _mending(at: Here, known: Known) -> list[Next]:
    missing = [code for code in QUICK if code in known.missing() and gate.mine(at, known, code)]
    steps = [_mend(at, known, code) for code in missing]
    if at.may(*WRITERS) and not known.state.sources:
        text = _("Waar komen de gegevens vandaan, en welke zijn het? De DPIA gaat daarop verder.")
        sources = Next(
            _("Beschrijf welke gegevens het gebruikt"), text, f"{at.hub}/data-sources", _("Voeg een bron toe"), 5
        )
        steps.insert(len([code for code in missing if not code.startswith("assessment")]), sources)
    return steps


def _mend(at: Here, known: Known, code: str) -> Next:
    said = gate.lack(code, known)
    return Next(said.todo, gate.detail(code, known), gate.address(at, said.page), said.link_text, said.minutes)


def _evaluating(at: Here, known: Known) -> list[Next]:
    if not at.may(*WRITERS) or not known.state.evaluations:
        return []
    text = _("Een inwoner meldde iets dat niet klopte, en had gelijk. Kijk wat er misging, en schrijf op wat u vond.")
    return [Next(_("Evalueer dit systeem"), text, f"{at.hub}/evaluation", _("Schrijf op wat u vond"), 15)]


def _moving(at: Here, known: Known) -> list[Next]:
    if not at.may(*STEPPERS) or known.missing() or known.state.stage == "in-use":
        return []
    text = _("Alles is geregeld. U kunt een proef beginnen of het in gebruik nemen.")
    return [Next(_("Zet de volgende stap"), text, f"{at.hub}/steps", _("Kies de stap"), 2)]


def _waiting(known: Known) -> Next:
    missing = [code for code in QUICK if code in known.missing()]
    if missing:
        said = gate.lack(missing[0], known)
        return Next(said.title, said.detail, waits_for=words.some(said.roles))
    if known.state.stage != "in-use":
        return Next(_("De volgende stap"), _("Alles is geregeld."), waits_for=words.some(STEPPERS))
    return Next(_("Alles is geregeld"), _("Er wacht niets. Verandert er iets aan het systeem, pas het dan hier aan."))
