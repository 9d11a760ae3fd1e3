"""HTTP in: what clients may ask of dpia."""

from fastapi import APIRouter

from services.chassis.web import join
from services.chassis.work import api_route
from services.dpia.api import cases, conditions, consulting, drafting, judging, revising, summary, ways
from services.dpia.queries.work import look

router = APIRouter()
for part in (cases, drafting, revising, judging, consulting, conditions, ways, summary):
    join(router, part.router)
join(router, api_route(look))
