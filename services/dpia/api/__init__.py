"""HTTP in: what clients may ask of dpia."""

from fastapi import APIRouter

from services.chassis.web import join
from services.dpia.api import cases, drafting, judging, ways

router = APIRouter()
for part in (cases, drafting, judging, ways):
    join(router, part.router)
