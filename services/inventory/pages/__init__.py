"""Pages for people: the same commands and queries as the API."""

from fastapi import APIRouter

from services.chassis.finding import search_routes
from services.chassis.web import join
from services.chassis.work import page_routes
from services.inventory.pages import (
    changes,
    classification,
    consultations,
    data_sources,
    description,
    enrolling,
    evaluation,
    hub,
    imports,
    month,
    organisation,
    oversight,
    roles,
    steps,
    systems,
)
from services.inventory.queries.finding import find
from services.inventory.queries.work import look

router = APIRouter()
for part in (
    enrolling, systems, imports, hub, description, data_sources, oversight, consultations, classification, steps,
    month, changes, evaluation, organisation, roles,
):  # fmt: skip
    join(router, part.router)
join(router, page_routes("inventory", look), search_routes("inventory", find))
