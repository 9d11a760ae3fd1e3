"""HTTP in: what clients may ask of dpia."""

from fastapi import APIRouter

from services.chassis.web import join
from services.dpia.api import cases, drafting, judging

router = APIRouter()
for part in (cases, drafting, judging):
    join(router, part.router)
