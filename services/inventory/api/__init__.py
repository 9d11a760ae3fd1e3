"""HTTP in: what clients may ask of inventory."""

from fastapi import APIRouter

from services.chassis.web import join
from services.inventory.api import imports, life_cycle, organisations, systems

router = APIRouter()
for part in (organisations, systems, life_cycle, imports):
    join(router, part.router)
