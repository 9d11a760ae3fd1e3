"""HTTP in: what clients may ask of publication."""

from fastapi import APIRouter

from services.chassis.web import join
from services.chassis.work import api_route
from services.publication.api import entries, exports, public
from services.publication.queries.work import look

router = APIRouter()
for part in (entries, public, exports):
    join(router, part.router)
join(router, api_route(look))
