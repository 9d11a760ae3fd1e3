"""What policies have asked for: one row for each policy, subject and cause, whatever is heard twice."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from services.chassis import canonical, days
from services.chassis.database import insert_all_new
from services.chassis.decider import POLICY, Command
from services.chassis.service import Policy
from services.chassis.tables import due


async def wanted(
    tx: AsyncConnection, policies: Iterable[Policy], envelope: Envelope, event: Event
) -> list[dict[str, Any]]:
    """The rows that policies want because of this fact."""
    rows = list[dict[str, Any]]()
    for policy in policies:
        if command := policy.react(envelope, event):
            id = policy.of(event) if policy.of else envelope.subject_id
            commands = await policy.each(tx, command) if policy.each else {id: command}
            rows += [_row(policy, subject, one, envelope) for subject, one in commands.items()]
    return rows


def _row(policy: Policy, id: str, command: Command, envelope: Envelope) -> dict[str, Any]:
    return {
        "tenant": envelope.tenant,
        "policy": policy.name,
        "subject": f"{policy.decider.AGGREGATE}/{id}",
        "command": command.model_dump_json(by_alias=True, exclude_none=True),
        "cause": envelope.id,
        "correlation": envelope.correlationid,
        "traceparent": envelope.traceparent,
        "made_at": canonical.moment(datetime.now(UTC)),
    }


async def write(tx: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Writes them down, unless they were before."""
    await insert_all_new(tx, due, rows)


def because_of(policy: str, envelope: Envelope, event: Event) -> dict[str, Any]:
    """The common fields of a policy's command: who asks, on which day, and the person behind the causing fact."""
    actor = envelope.authid or ""
    person = getattr(event, "written_by", None) if actor.startswith(POLICY) else actor or None
    return {"by": POLICY + policy, "written_by": person, "today": days.on(envelope.time)}


async def waiting(tx: AsyncConnection, tenant: str) -> int:
    """How many rows of this tenant are not carried out yet."""
    return int((await tx.execute(select(func.count()).select_from(due).where(due.c.tenant == tenant))).scalar_one())
