"""HTTP in: what clients may ask of publication."""

from fastapi import APIRouter

from services.publication.api import entries, public

router = APIRouter()
for part in (entries, public):
    router.include_router(part.router)
