"""The page for operators: how far each organisation's log is, here, on Kafka and in what was heard. No contents."""

from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Operator, running_of
from services.chassis.pages import desk_of_all, render
from services.chassis.tables import checkpoints, due, inbox, parked, streams, tenants
from services.chassis.wording import _

router = APIRouter()


@dataclass
class Standing:
    """One organisation in one service; events by topic."""

    tenant: str
    name: str
    last: dict[str, int] = field(default_factory=dict)
    unsent: int = 0
    heard: dict[str, int] = field(default_factory=dict)
    due: int = 0
    failing: int = 0
    parked: int = 0
    signed_at: str = ""

    @property
    def fine(self) -> bool:
        """Nothing here asks for a person."""
        return not (self.parked or self.failing)


@router.get("/health")
async def show(request: Request, person: Operator) -> Response:
    """Every organisation that this service knows."""
    running = running_of(request)
    async with running.db.view() as tx:
        names = {row.tenant: row.name or row.tenant for row in await tx.execute(select(tenants))}
    async with running.db.view(*names) as tx:
        found = await _standings(tx, names)
    sends = not running.db.embedded
    page = desk_of_all(person, _("Beheer van de installatie"), request, "health")
    return render(
        "chassis", "operations.html", page=page, service=running.service.name, rows=found, sends=sends,
        alarms=sorted(running.alarms.items()),
    )  # fmt: skip


async def _standings(tx: AsyncConnection, names: dict[str, str]) -> list[Standing]:
    """One question for each table, whatever the number of organisations."""
    found = {tenant: Standing(tenant, name) for tenant, name in sorted(names.items(), key=lambda item: item[1])}
    for row in await tx.execute(select(streams)):
        found[row.tenant].last[row.topic] = row.last
        found[row.tenant].unsent += row.last - row.relayed
    for row in await tx.execute(select(inbox)):
        found[row.tenant].heard[row.topic] = row.sequence
    for row in await tx.execute(select(due.c.tenant, func.count(), func.max(due.c.attempts)).group_by(due.c.tenant)):
        found[row.tenant].due, found[row.tenant].failing = row[1], row[2]
    for row in await tx.execute(select(parked.c.tenant, func.count()).group_by(parked.c.tenant)):
        if row.tenant in found:  # what has no readable envelope belongs to nobody
            found[row.tenant].parked = row[1]
    signed = select(checkpoints.c.tenant, func.max(checkpoints.c.made_at)).group_by(checkpoints.c.tenant)
    for row in await tx.execute(signed):
        found[row.tenant].signed_at = row[1]
    return list(found.values())
