"""What an organisation that begins still has to arrange, in five steps, each with who does it and where."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.inventory import queries
from services.inventory.pages import words
from services.inventory.pages.here import WRITERS, Here

NEEDED = ("process-owner", "fg", "decision-maker", "editor", "approver", "moderator")
"""Without somebody in each of these roles a system does not come to the end of its road; one may hold several."""
COORDINATOR = ("coordinator",)


async def first_run(at: Here, tx: AsyncConnection) -> list[dict[str, str]] | None:
    """The steps in the order in which they are taken; None when all are done."""
    tenant = at.ask.tenant
    row, held = await queries.organisation(tx, tenant), await queries.role_holders(tx, tenant)
    registered, published = await queries.begun(tx, tenant)
    steps = [_organisation(at, row), _people(at, held), _policy(at, row), _system(at, registered), _entry(published)]
    return None if all(step["state"] == "done" for step in steps) else steps


def _organisation(at: Here, row: Mapping[str, Any] | None) -> dict[str, str]:
    contact = ((row or {}).get("organisation") or {}).get("contact")
    detail = "" if contact else "Bewoners kunnen nog niet zien hoe zij u bereiken. De beheerder vult het adres in."
    link = {"link": f"{at.organisation}/organisation#gegevens", "link_text": "Bekijk de gegevens"}
    return _step(bool(contact), "De gegevens van uw organisatie kloppen", ("operator",), detail) | link


def _people(at: Here, held: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    today = datetime.now(UTC).date()
    arranged = {one["role"] for one in held if not one["until"] or one["until"] >= today}
    lacking = [role for role in NEEDED if role not in arranged]
    detail = f"Nog niemand is {words.some(lacking)}. Eén persoon mag meer rollen hebben." if lacking else ""
    step = _step(not lacking, "Uw collega’s hebben een rol", COORDINATOR, detail)
    return step | _link(at, COORDINATOR, "/organisation/roles", "Geef iemand een rol")


def _policy(at: Here, row: Mapping[str, Any] | None) -> dict[str, str]:
    adopted = bool(row and row["policy"])
    detail = "" if adopted else "Zolang het er niet is, geldt: voor elk systeem een DPIA."
    step = _step(adopted, "Het beleid voor algoritmes en AI ligt vast", COORDINATOR, detail)
    return step | _link(at, COORDINATOR, "/organisation/policy", "Leg het beleid vast")


def _system(at: Here, found: bool) -> dict[str, str]:
    detail = "" if found else "Alleen de naam is nodig. Vraag elk team ook naar wat al jaren draait."
    step = _step(found, "Het eerste systeem staat erin", WRITERS, detail)
    return step | _link(at, WRITERS, "/systems/new", "Voer het in")


def _entry(found: bool) -> dict[str, str]:
    detail = "" if found else "Bij elk systeem staat een vermelding klaar om aan te vullen."
    return _step(found, "De eerste vermelding is openbaar", ("editor",), detail)


def _step(done: bool, title: str, who: Iterable[str], detail: str) -> dict[str, str]:
    """One row of the list that `parts.gate` draws."""
    waits = {"state": "missing", "word": "Nog te doen", "who": words.some(who)}
    return {"title": title, "detail": detail, **({"state": "done"} if done else waits)}


def _link(at: Here, roles: tuple[str, ...], path: str, text: str) -> dict[str, str]:
    return {"link": at.organisation + path, "link_text": text} if at.may(*roles) else {}
