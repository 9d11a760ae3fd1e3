"""HTTP in: what clients may ask of feedback."""

from fastapi import APIRouter

from services.chassis.web import join
from services.chassis.work import api_route
from services.feedback.api import agenda, corrections, dialogues, outcomes, public, remarks
from services.feedback.queries.work import look

router = APIRouter()
for part in (public, remarks, corrections, dialogues, outcomes, agenda):
    join(router, part.router)
join(router, api_route(look))
