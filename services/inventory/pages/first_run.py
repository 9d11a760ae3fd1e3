"""What an organisation that begins still has to arrange, in five steps, each with who does it and where."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import days
from services.chassis.wording import _
from services.inventory import queries
from services.inventory.pages import words
from services.inventory.pages.here import WRITERS, Here

NEEDED = ("process-owner", "fg", "decision-maker", "editor", "approver", "moderator")
"""Without somebody in each of these roles a system does not come to the end of its road; one may hold several."""
COORDINATOR = ("coordinator",)
Step = dict[str, str]
"""One row of the list that `parts.gate` draws."""


async def first_run(at: Here, tx: AsyncConnection) -> list[Step] | None:
    """The steps in the order in which they are taken; None when all are done.

    The first was taken when the organisation was enrolled; what is not right in it, is mended on the same page.
    """
    tenant = at.ask.tenant
    row, held = await queries.organisation(tx, tenant), await queries.role_holders(tx, tenant)
    registered, published = await queries.begun(tx, tenant)
    enrolled = {"state": "done", "title": _("De gegevens van uw organisatie kloppen")}
    steps = [enrolled, _people(at, held), _policy(at, row), _system(at, registered), _entry(published)]
    return None if all(step["state"] == "done" for step in steps) else steps


def _people(at: Here, held: Iterable[RowMapping]) -> Step:
    today = days.today()
    arranged = {one["role"] for one in held if not one["until"] or one["until"] >= today}
    lacking = [role for role in NEEDED if role not in arranged]
    roles = words.some(lacking) if lacking else ""
    detail = _("Nog niemand is {roles}. Eén persoon mag meer rollen hebben.", roles=roles)
    link = _link(at, COORDINATOR, "/organisation/roles", _("Geef iemand een rol"))
    return _step(not lacking, _("Uw collega’s hebben een rol"), detail, COORDINATOR, link)


def _policy(at: Here, row: Mapping[str, Any] | None) -> Step:
    detail = _("Zolang het er niet is, geldt: voor elk systeem een DPIA.")
    link = _link(at, COORDINATOR, "/organisation/policy", _("Leg het beleid vast"))
    return _step(
        bool(row and row["policy"]), _("Het beleid voor algoritmes en AI ligt vast"), detail, COORDINATOR, link
    )


def _system(at: Here, found: bool) -> Step:
    detail = _("Alleen de naam is nodig. Vraag elk team ook naar wat al jaren draait.")
    return _step(
        found, _("Het eerste systeem staat erin"), detail, WRITERS, _link(at, WRITERS, "/systems/new", _("Voer het in"))
    )


def _entry(found: bool) -> Step:
    detail = _("Bij elk systeem staat een vermelding klaar om aan te vullen.")
    return _step(found, _("De eerste vermelding is openbaar"), detail, ("editor",))


def _step(done: bool, title: str, detail: str, who: Iterable[str], link: Step | None = None) -> Step:
    if done:
        return {"state": "done", "title": title}
    waits = {"state": "waiting", "word": _("Nog te doen"), "who": words.some(who)}
    return {"title": title, "detail": detail, **waits, **(link or {})}


def _link(at: Here, roles: tuple[str, ...], path: str, text: str) -> Step:
    return {"link": at.organisation + path, "link_text": text} if at.may(*roles) else {}
