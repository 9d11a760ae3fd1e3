"""Fills the public register: a thousand entries through the real projections, and more as copies of their rows."""

from typing import Any

from sqlalchemy import text

from contracts.envelope import Envelope
from contracts.publication import AlgorithmPublished, PublicAssessment, PublicExtension, PublicRecord
from services.chassis import execute, tenants
from services.chassis.database import Database
from services.chassis.execute import Origin, Wrap
from services.publication.domain.record import STATUSES, THEMES
from services.publication.projections import project_public_changes, project_register

OIN, TENANT, ORIGINALS = "00000099000000001000", "eskerwold", 1_000
WHAT = ("Uitkering berekenen", "Aanvraag parkeervergunning", "Meldingen openbare ruimte", "Leerlingenvervoer plannen")
HOW = ("met voorsorteren", "met risicomodel", "met tekstherkenning", "met beslisregels", "met camera's")
GOAL = (
    "Een medewerker ziet welke aanvraag haast heeft en beslist zelf. Het systeem wijst niets af en kent niets toe; elk "
    "kwartaal kijkt een team of de volgorde klopt met wat achteraf dringend bleek."
)
_PUBLISHED = """
insert into published (id, tenant, version, uri, published_at, first_published_at, record, extension, name, summary,
  sort, search, status, category, themes, standing)
select id || '-' || n, tenant, version, uri || '-' || n, published_at, first_published_at, record, extension,
  name || ' ' || n, summary, sort || ' ' || n, search, status, category, themes, standing
from published, (select cast(:n as text) as n) copy where id not like '%-%-%-%-%-%'
"""
_HISTORY = """
insert into history (id, version, tenant, uri, published_at, record, extension)
select id || '-' || n, version, tenant, uri || '-' || n, published_at, record, extension
from history, (select cast(:n as text) as n) copy where id not like '%-%-%-%-%-%'
"""
_COPIES = _PUBLISHED, _HISTORY
_TALLIES = "update tallies set n = n * :times, decided = decided * :times"


async def fill(url: str, count: int) -> list[str]:
    """So many entries, a multiple of a thousand, of one organisation; ids of some."""
    ids = await _originals(url, count // ORIGINALS)
    for number in range(2, count // ORIGINALS + 1):
        await _copy(url, str(number))
    return ids


async def _originals(url: str, times: int) -> list[str]:
    db = Database(url)
    async with db.session(TENANT) as tx:
        await tenants.add(tx, TENANT, OIN)
        facts = [_fact(number) for number in range(ORIGINALS)]
        for envelope, event in facts:
            await project_register(tx, envelope, event)
            await project_public_changes(tx, envelope, event)
        await tx.execute(text(_TALLIES), {"times": times})
    await db.close()
    return [envelope.subject_id for envelope, _ in facts]


async def _copy(url: str, number: str) -> None:
    """On a connection of its own, so that the database plans its work by the rows that are there by then."""
    db = Database(url, 1)
    async with db.session(TENANT) as tx:
        for statement in _COPIES:
            await tx.execute(text(statement), {"n": number})
    await db.close()


def _fact(number: int) -> tuple[Envelope, AlgorithmPublished]:
    id, cause = execute.uuid7(), execute.uuid7()
    public = PublicRecord(
        organisation=TENANT,
        uri=f"/id/algorithm/{id}",
        version=1,
        published_at=f"2026-11-24T09:{number // 60 % 60:02}:{number % 60:02}Z",
        record=record(number),
        extension=PublicExtension(assessment=PublicAssessment(standing="decided" if number % 5 == 0 else "none")),
    )
    event = AlgorithmPublished(version=1, public=public)
    return Wrap(Origin(TENANT, "a" * 26, cause, cause), OIN, id, 0)(event), event


def record(number: int) -> dict[str, Any]:
    """A record as long as real ones are."""
    name = f"{WHAT[number % len(WHAT)]} {HOW[number % len(HOW)]} {number:04}"
    return {
        "name": name,
        "organization": "Gemeente Eskerwold",
        "description_short": f"{name}. {GOAL}",
        "goal": GOAL * 2,
        "status": STATUSES[number % len(STATUSES)],
        "category": [THEMES[number % len(THEMES)], THEMES[number * 7 % len(THEMES)]],
        "publication_category": "Impactvolle algoritmes",
        "contact_email": "algoritmes@eskerwold.example",
        "source_data": GOAL,
        "human_intervention": GOAL,
        "risks": GOAL,
    }
