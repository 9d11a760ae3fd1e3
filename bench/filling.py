"""Fills inventory with systems: facts decided by the real rules, through the real projections, into the real log."""

from collections.abc import Sequence
from datetime import date

from contracts.envelope import Envelope, Event
from contracts.inventory import SystemDescription
from services.chassis import execute, store, tenants
from services.chassis.access import Keys
from services.chassis.database import Database
from services.chassis.execute import Origin, Wrap
from services.inventory.agents import OWN
from services.inventory.domain import system
from services.inventory.domain.system import RegisterSystem

OIN = "00000099000000001000"
TENANT = "eskerwold"
DAY = date(2026, 1, 5)
BATCH = 500
CATEGORIES = ("high-risk", "impactful", "other")
PURPOSE = (
    "Legt binnengekomen aanvragen op volgorde, zodat een medewerker de aanvraag met de meeste haast als eerste ziet. "
    "De medewerker beslist zelf; het systeem wijst niets af en kent niets toe. Elk kwartaal kijkt het team of de "
    "volgorde klopt met wat medewerkers achteraf het dringendst vonden. "
)


def description(number: int) -> SystemDescription:
    """A description as long as real ones are."""
    return SystemDescription(
        name=f"Voorsorteren aanvragen {number:05}",
        purpose=PURPOSE * 2,
        owner_role="Teamleider Inkomen",
        process="Behandelen van aanvragen",
        department="Werk en Inkomen",
        themes=("Sociaal domein", "Werk"),
        publication_category=CATEGORIES[number % 3],
        supplier=f"Leverancier {number % 40}",
        product="Voorsorteerder",
        self_learning=False,
        affected_groups=("Aanvragers van bijstand",),
        people_per_year=1200,
    )


def oin_of(number: int) -> str:
    """The OIN of an organisation."""
    return f"{int(OIN) + number:020}"


def registration(tenant: str, id: str, number: int, today: date = DAY, oin: str = OIN) -> list[tuple[Envelope, Event]]:
    """The facts of one registration in their envelopes."""
    command = RegisterSystem(by="a" * 26, today=today, description=description(number))
    cause = execute.uuid7()
    wrap = Wrap(Origin(tenant, "a" * 26, cause, cause), oin, id, 0)
    return [(wrap(event), event) for event in system.decide(command, system.initial())]


def token(keys: Keys, tenants: Sequence[str]) -> str:
    """For a coordinator of these organisations."""
    return keys.token("anna", {tenant: ["coordinator"] for tenant in tenants}, 12)[0]


async def fill(url: str, count: int) -> list[str]:
    """Registers so many systems for one organisation; their ids."""
    return await fill_each(url, [TENANT], count)


async def fill_each(url: str, tenants: Sequence[str], count: int) -> list[str]:
    """Registers so many systems for each organisation; their ids, in turn of the organisations."""
    db = Database(url)
    try:
        await add(db, tenants)
        made = [await _fill(db, tenant, oin_of(number), count) for number, tenant in enumerate(tenants)]
        return [id for ids in zip(*made, strict=True) for id in ids]
    finally:
        await db.close()


async def add(db: Database, names: Sequence[str]) -> None:
    """Makes the organisations known."""
    async with db.session(*names) as tx:
        for number, name in enumerate(names):
            await tenants.add(tx, name, oin_of(number))


async def _fill(db: Database, tenant: str, oin: str, count: int) -> list[str]:
    ids = [execute.uuid7() for _ in range(count)]
    for start in range(0, count, BATCH):
        await _register(db, tenant, oin, list(enumerate(ids))[start : start + BATCH])
    return ids


async def _register(db: Database, tenant: str, oin: str, numbered: Sequence[tuple[int, str]]) -> None:
    facts = [fact for number, id in numbered for fact in registration(tenant, id, number, oin=oin)]
    async with db.session(tenant) as tx:
        for envelope, event in facts:
            for project in OWN.projections:
                await project(tx, envelope, event)
        await store.append(tx, execute.TOPIC_OF, [envelope for envelope, _ in facts])
