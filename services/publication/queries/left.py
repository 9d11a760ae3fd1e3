"""What is left of entries that were taken off the public site."""

from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.execute import Gone
from services.chassis.statements import Statement
from services.chassis.tables import tenants
from services.chassis.wording import _
from services.publication.domain import grounds
from services.publication.tables import withdrawn

_LEFT = Statement(
    select(withdrawn, tenants.c.name.label("organisation_name"))
    .select_from(withdrawn.outerjoin(tenants, tenants.c.tenant == withdrawn.c.tenant))
    .where(withdrawn.c.id == bindparam("wanted"))
)


async def left_of(tx: AsyncConnection, id: str) -> dict[str, Any] | None:
    """The tombstone of an entry, with the name of the organisation; None for one that was never taken off."""
    return await _LEFT.first(tx, {"wanted": id})


async def newest_withdrawn(tx: AsyncConnection, organisation: str | None, limit: int) -> list[RowMapping]:
    """Tombstones, the latest first."""
    query = select(withdrawn).where(withdrawn.c.tenant == organisation if organisation else true())
    rows = await tx.execute(query.order_by(withdrawn.c.withdrawn_at.desc(), withdrawn.c.id.desc()).limit(limit))
    return list(rows.mappings().all())


def gone(row: dict[str, Any]) -> Gone:
    """The refusal that says what a tombstone says."""
    on = datetime.fromisoformat(row["withdrawn_at"])
    sentence = _("Op {day} van de publieke site gehaald. {why}", day=on, why=grounds.said(row["ground"]))
    known = {"organisation": row["tenant"], "uri": row["uri"], "version": row["version"], "ground": row["ground"]}
    named = {"name": row["name"]} if row["name"] else {}
    return Gone(sentence, code="withdrawn", withdrawnAt=row["withdrawn_at"], **known, **named)
