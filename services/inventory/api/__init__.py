"""HTTP in: what clients may ask of inventory."""

from fastapi import APIRouter

from services.chassis.web import join
from services.chassis.work import api_route
from services.inventory.api import consultations, evaluations, imports, life_cycle, organisations, systems
from services.inventory.queries.work import look

router = APIRouter()
for part in (organisations, systems, life_cycle, consultations, evaluations, imports):
    join(router, part.router)
join(router, api_route(look))
