"""HTTP in: what clients may ask of feedback."""

from fastapi import APIRouter

from services.chassis.web import join
from services.feedback.api import public, remarks

router = APIRouter()
for part in (public, remarks):
    join(router, part.router)
