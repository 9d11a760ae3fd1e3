"""Pages for people: what residents say and follow, the agenda of dialogues, and the desk of moderators."""

from fastapi import APIRouter

from services.chassis.finding import search_routes
from services.chassis.web import join
from services.chassis.work import page_routes
from services.feedback.pages import agenda, corrections, desk, dialogues, outcomes, public
from services.feedback.queries.finding import find
from services.feedback.queries.work import look

router = APIRouter()
for part in (public, agenda, desk, corrections, dialogues, outcomes):
    join(router, part.router)
join(router, page_routes("feedback", look), search_routes("feedback", find))
