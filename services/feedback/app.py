"""The wiring of feedback."""

from contracts import topics
from services.chassis.service import Service
from services.feedback.agents import OWN, SUBSCRIPTIONS
from services.feedback.api import router as api
from services.feedback.pages import router as pages
from services.feedback.policies import forget_sign_ups
from services.feedback.tables import TABLES

SERVICE = Service(
    "feedback",
    (topics.FEEDBACK,),
    api,
    {"/feedback": pages},
    OWN,
    SUBSCRIPTIONS,
    TABLES,
    chores=(forget_sign_ups,),
)
