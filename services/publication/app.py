"""The wiring of publication."""

from contracts import topics
from services.chassis.service import Public, Service
from services.publication import queries
from services.publication.agents import OWN, SUBSCRIPTIONS
from services.publication.api import router as api
from services.publication.pages import desk, permanent, site
from services.publication.tables import TABLES

TOPICS = (topics.PUBLICATION, topics.REGISTER)
PAGES = {"/publication": desk.router, "/register": site.router, "/id": permanent.router}
PUBLIC = Public(("/register", "/publication/v1/public/"), queries.public_changes_so_far)

SERVICE = Service("publication", TOPICS, api, PAGES, OWN, SUBSCRIPTIONS, TABLES, PUBLIC)
