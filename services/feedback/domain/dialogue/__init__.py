"""The life of a dialogue with residents: planned, published, held, and its outcomes followed up until done."""

from datetime import timedelta

from services.feedback.domain.dialogue import meeting, promises
from services.feedback.domain.dialogue.commands import (
    CancelDialogue,
    ChangeDialogue,
    EraseSignUp,
    FollowUpOutcome,
    HoldDialogue,
    PlanDialogue,
    PublishDialogue,
    RecordOutcome,
    SignUp,
)
from services.feedback.domain.dialogue.deciding import decide
from services.feedback.domain.dialogue.evolution import evolve
from services.feedback.domain.dialogue.promises import MODERATOR, OWNERS, sees_to
from services.feedback.domain.dialogue.state import Dialogue, initial

AGGREGATE = "dialogue"
RULES = (meeting, promises)
"""The modules whose rules `decide` knows: importing them registers the rules."""
KEPT = timedelta(weeks=4)
"""So long after the day of a dialogue it is known who signed up."""

__all__ = [
    "AGGREGATE",
    "KEPT",
    "MODERATOR",
    "OWNERS",
    "CancelDialogue",
    "ChangeDialogue",
    "Dialogue",
    "EraseSignUp",
    "FollowUpOutcome",
    "HoldDialogue",
    "PlanDialogue",
    "PublishDialogue",
    "RecordOutcome",
    "SignUp",
    "decide",
    "evolve",
    "initial",
    "sees_to",
]
