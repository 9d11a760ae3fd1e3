"""Pages for people: what residents say about an entry and follow, and the desk of moderators."""

from fastapi import APIRouter

from services.feedback.pages import desk, public

router = APIRouter()
for part in (public, desk):
    router.include_router(part.router)
