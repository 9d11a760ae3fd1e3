"""What policies have asked for: one row for each policy, subject and cause, whatever is heard twice."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from services.chassis import canonical
from services.chassis.database import insert_new
from services.chassis.decider import POLICY
from services.chassis.service import Policy
from services.chassis.tables import due


async def react(tx: AsyncConnection, policies: Iterable[Policy], envelope: Envelope, event: Event) -> None:
    """Writes what each policy wants because of this fact."""
    for policy in policies:
        if command := policy.react(envelope, event):
            row = {
                "tenant": envelope.tenant,
                "policy": policy.name,
                "subject": f"{policy.decider.AGGREGATE}/{envelope.subject_id}",
                "command": command.model_dump_json(by_alias=True, exclude_none=True),
                "cause": envelope.id,
                "correlation": envelope.correlationid,
                "traceparent": envelope.traceparent,
                "made_at": canonical.moment(datetime.now(UTC)),
            }
            await insert_new(tx, due, row)


def because_of(policy: str, envelope: Envelope, event: Event) -> dict[str, Any]:
    """The common fields of a policy's command: who asks, on which day, and the person behind the causing fact."""
    actor = envelope.authid or ""
    person = getattr(event, "written_by", None) if actor.startswith(POLICY) else actor or None
    return {"by": POLICY + policy, "written_by": person, "today": envelope.time.date()}


async def waiting(tx: AsyncConnection, tenant: str) -> int:
    """How many rows of this tenant are not carried out yet."""
    return int((await tx.execute(select(func.count()).select_from(due).where(due.c.tenant == tenant))).scalar_one())
