"""The wiring of publication."""

from contracts import topics
from services.chassis.service import Service
from services.publication.agents import OWN, SUBSCRIPTIONS
from services.publication.api import router as api
from services.publication.pages import desk, permanent, site
from services.publication.tables import TABLES

TOPICS = (topics.PUBLICATION, topics.REGISTER)
PAGES = {"/publication": desk.router, "/register": site.router, "/id": permanent.router}

SERVICE = Service("publication", TOPICS, api, PAGES, OWN, SUBSCRIPTIONS, TABLES)
