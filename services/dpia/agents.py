"""What dpia listens to."""

from contracts import topics
from services.chassis.service import Handlers
from services.chassis.tenants import project_roles, project_tenants
from services.dpia import policies, projections
from services.dpia.projections import heard, setbacks, summaries

OWN = Handlers(
    (
        projections.project_cases,
        projections.project_hands,
        projections.project_reports,
        setbacks.project_setbacks,
        summaries.project_summaries,
    )
)
SUBSCRIPTIONS = {
    topics.INVENTORY: Handlers(
        (project_tenants, project_roles, heard.project_policies, heard.project_systems),
        (policies.OPEN_CASE, policies.REOPEN, policies.NOTE_CHANGE, policies.REOPEN_ON_CORRECTION),
    ),
}
