"""The summary of a case for everyone: as it was written, what of it is public, and who wrote in it."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import CaseReopened, SummaryReleased, SummaryWritten
from contracts.envelope import Envelope, Event
from services.chassis import days
from services.chassis.database import upsert
from services.chassis.execute import stamp
from services.chassis.rows import change
from services.dpia.tables import authors, cases


async def project_summaries(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Follows after `project_cases`; a reopened case has no summary of its own yet, but what is public stays."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    by = stamp(envelope, event).by
    fact = event.data() | {"at": days.on(envelope.time).isoformat(), "by": by}
    match event:
        case SummaryWritten():
            await change(tx, cases, key, {"summary": fact})
            await upsert(tx, authors, key | {"member": by})
        case SummaryReleased():
            await change(tx, cases, key, {"released": fact})
            await tx.execute(delete(authors).filter_by(**key))
        case CaseReopened():
            await change(tx, cases, key, {"summary": None})
            await tx.execute(delete(authors).filter_by(**key))
