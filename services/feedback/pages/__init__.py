"""Pages for people: what residents say about an entry and follow, and the desk of moderators."""

from fastapi import APIRouter

from services.chassis.web import join
from services.feedback.pages import desk, public

router = APIRouter()
for part in (public, desk):
    join(router, part.router)
