"""Pages for people: the same commands and queries as the API."""

from fastapi import APIRouter

from services.chassis.web import join
from services.inventory.pages import (
    changes,
    classification,
    data_sources,
    description,
    hub,
    organisation,
    oversight,
    roles,
    steps,
    systems,
)

router = APIRouter()
for part in (systems, hub, description, data_sources, oversight, classification, steps, changes, organisation, roles):
    join(router, part.router)
