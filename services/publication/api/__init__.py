"""HTTP in: what clients may ask of publication."""

from fastapi import APIRouter

from services.chassis.web import join
from services.publication.api import entries, public

router = APIRouter()
for part in (entries, public):
    join(router, part.router)
