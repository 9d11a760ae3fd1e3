"""Pages for people: what residents say and follow, the agenda of dialogues, and the desk of moderators."""

from fastapi import APIRouter

from services.chassis.web import join
from services.feedback.pages import agenda, desk, dialogues, public

router = APIRouter()
for part in (public, agenda, desk, dialogues):
    join(router, part.router)
