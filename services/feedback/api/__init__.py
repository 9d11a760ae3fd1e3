"""HTTP in: what clients may ask of feedback."""

from fastapi import APIRouter

from services.chassis.web import join
from services.feedback.api import agenda, dialogues, public, remarks

router = APIRouter()
for part in (public, remarks, dialogues, agenda):
    join(router, part.router)
