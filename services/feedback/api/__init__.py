"""HTTP in: what clients may ask of feedback."""

from fastapi import APIRouter

from services.feedback.api import public, remarks

router = APIRouter()
for part in (public, remarks):
    router.include_router(part.router)
