"""What inventory listens to."""

from contracts import topics
from services.chassis.service import Handlers
from services.chassis.tenants import project_roles, project_tenants
from services.inventory import policies, projections

OWN = Handlers(
    (
        project_tenants,
        project_roles,
        projections.project_organisations,
        projections.project_people,
        projections.project_systems,
        projections.project_to_do,
    )
)
SUBSCRIPTIONS = {
    topics.DPIA: Handlers(policies=(policies.NOTE_ASSESSMENT,)),
    topics.FEEDBACK: Handlers(policies=(policies.PLAN_EVALUATION,)),
    topics.PUBLICATION: Handlers((projections.project_publications,)),
}
