"""Why an assessment does not carry the use of its system now, and what the process owner said of it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import AssessmentNotRequired, CaseResumed, DecisionTaken, Told, UseContinued, setback_of
from contracts.envelope import Envelope, Event
from services.chassis import days
from services.chassis.execute import stamp
from services.chassis.rows import change
from services.dpia.tables import cases

CARRIES = (DecisionTaken, CaseResumed, AssessmentNotRequired)
"""Facts after which an assessment carries the use again, but for a decision that is a setback itself."""


async def project_setbacks(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Follows after `project_cases`."""
    key, day = {"tenant": envelope.tenant, "id": envelope.subject_id}, days.on(envelope.time)
    if isinstance(event, UseContinued):
        logged = {"at": day.isoformat(), "by": stamp(envelope, event).by}
        await change(tx, cases, key, {"continued": event.data() | logged})
    elif isinstance(event, Told) and (setback := setback_of(event)):
        await change(tx, cases, key, {"setback": setback, "setback_on": day, "continued": None})
    elif isinstance(event, CARRIES):
        await change(tx, cases, key, {"setback": None, "setback_on": None, "continued": None})
