"""What an organisation that begins still has to arrange, in five steps, each with who does it and where."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from services.inventory import queries
from services.inventory.pages import words
from services.inventory.pages.here import WRITERS, Here

NEEDED = ("process-owner", "fg", "decision-maker", "editor", "approver", "moderator")
"""Without somebody in each of these roles a system does not come to the end of its road; one may hold several."""
COORDINATOR = ("coordinator",)
Step = dict[str, str]
"""One row of the list that `parts.gate` draws."""


async def first_run(at: Here, tx: AsyncConnection) -> list[Step] | None:
    """The steps in the order in which they are taken; None when all are done."""
    tenant = at.ask.tenant
    row, held = await queries.organisation(tx, tenant), await queries.role_holders(tx, tenant)
    registered, published = await queries.begun(tx, tenant)
    steps = [_organisation(row), _people(at, held), _policy(at, row), _system(at, registered), _entry(published)]
    return None if all(step["state"] == "done" for step in steps) else steps


def _organisation(row: Mapping[str, Any] | None) -> Step:
    contact = ((row or {}).get("organisation") or {}).get("contact")
    detail = "Bewoners kunnen nog niet zien hoe zij u bereiken. De beheerder vult het adres in."
    return _step(bool(contact), "De gegevens van uw organisatie kloppen", detail, ("operator",))


def _people(at: Here, held: Iterable[RowMapping]) -> Step:
    today = datetime.now(UTC).date()
    arranged = {one["role"] for one in held if not one["until"] or one["until"] >= today}
    lacking = [role for role in NEEDED if role not in arranged]
    detail = f"Nog niemand is {words.some(lacking)}. Eén persoon mag meer rollen hebben." if lacking else ""
    link = _link(at, COORDINATOR, "/organisation/roles", "Geef iemand een rol")
    return _step(not lacking, "Uw collega’s hebben een rol", detail, COORDINATOR, link)


def _policy(at: Here, row: Mapping[str, Any] | None) -> Step:
    detail = "Zolang het er niet is, geldt: voor elk systeem een DPIA."
    link = _link(at, COORDINATOR, "/organisation/policy", "Leg het beleid vast")
    return _step(bool(row and row["policy"]), "Het beleid voor algoritmes en AI ligt vast", detail, COORDINATOR, link)


def _system(at: Here, found: bool) -> Step:
    detail = "Alleen de naam is nodig. Vraag elk team ook naar wat al jaren draait."
    return _step(
        found, "Het eerste systeem staat erin", detail, WRITERS, _link(at, WRITERS, "/systems/new", "Voer het in")
    )


def _entry(found: bool) -> Step:
    detail = "Bij elk systeem staat een vermelding klaar om aan te vullen."
    return _step(found, "De eerste vermelding is openbaar", detail, ("editor",))


def _step(done: bool, title: str, detail: str, who: Iterable[str], link: Step | None = None) -> Step:
    if done:
        return {"state": "done", "title": title}
    waits = {"state": "waiting", "word": "Nog te doen", "who": words.some(who)}
    return {"title": title, "detail": detail, **waits, **(link or {})}


def _link(at: Here, roles: tuple[str, ...], path: str, text: str) -> Step:
    return {"link": at.organisation + path, "link_text": text} if at.may(*roles) else {}
