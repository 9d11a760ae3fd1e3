"""Permanent addresses: they stay when the site is arranged otherwise."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from services.chassis.access import running_of
from services.publication import queries

router = APIRouter()


@router.get("/algorithm/{id}")
async def algorithm(request: Request, id: Annotated[str, Path(max_length=100)]) -> Response:
    """To the page of a public entry, or of what is left of it."""
    async with running_of(request).db.glance() as tx:
        row = await queries.get_published(tx, id)
    return RedirectResponse(f"/register/{row['tenant']}/entries/{id}", 303)
