"""The wiring of inventory."""

from contracts import topics
from services.chassis.service import Service
from services.inventory.agents import OWN, SUBSCRIPTIONS
from services.inventory.api import router as api
from services.inventory.pages import router as pages
from services.inventory.pages.imports import UPLOADS
from services.inventory.policies.importing import go_on
from services.inventory.tables import TABLES

SERVICE = Service(
    "inventory",
    (topics.INVENTORY,),
    api,
    {"/inventory": pages},
    OWN,
    SUBSCRIPTIONS,
    TABLES,
    chores=(go_on,),
    uploads=UPLOADS,
)
