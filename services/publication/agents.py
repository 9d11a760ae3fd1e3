"""What publication listens to."""

from contracts import topics
from services.chassis.service import Handlers
from services.chassis.tenants import project_roles, project_tenants
from services.publication import policies, projections

OWN = Handlers(
    (
        projections.project_entries,
        projections.project_waiting,
        projections.project_writers,
        projections.project_register,
        projections.project_public_changes,
    )
)
SUBSCRIPTIONS = {
    topics.INVENTORY: Handlers(
        (project_tenants, project_roles, projections.project_public_changes, projections.project_sources),
        (
            policies.DRAFT_ENTRY,
            policies.TAKE_UP_DESCRIPTION,
            policies.TAKE_UP_SOURCES,
            policies.TAKE_UP_OVERSIGHT,
            policies.NOTE_LIFE_CYCLE,
            policies.NOTE_MONTH,
            policies.NOTE_ORGANISATION,
        ),
    ),
    topics.DPIA: Handlers(policies=(policies.NOTE_ASSESSMENT, policies.NOTE_CONTINUATION, policies.NOTE_SUMMARY)),
}
