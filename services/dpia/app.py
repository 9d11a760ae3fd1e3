"""The wiring of dpia."""

from contracts import topics
from services.chassis.service import Service
from services.dpia.agents import OWN, SUBSCRIPTIONS
from services.dpia.api import router as api
from services.dpia.pages import router as pages
from services.dpia.tables import TABLES

SERVICE = Service("dpia", (topics.DPIA,), api, {"/dpia": pages}, OWN, SUBSCRIPTIONS, TABLES)
