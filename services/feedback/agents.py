"""What feedback listens to."""

from contracts import topics
from services.chassis.service import Handlers
from services.chassis.tenants import project_roles, project_tenants
from services.feedback import policies, projections

OWN = Handlers(
    (
        projections.project_remarks,
        projections.project_ends,
        projections.project_corrections,
        projections.project_erasures,
        projections.project_dialogues,
        projections.project_sign_ups,
        projections.project_outcomes,
    )
)
SUBSCRIPTIONS = {
    topics.INVENTORY: Handlers((project_tenants, project_roles, projections.project_oversights)),
    topics.REGISTER: Handlers((projections.project_channels,), (policies.OPEN_CHANNEL, policies.CLOSE_CHANNEL)),
}
