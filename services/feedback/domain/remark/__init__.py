"""The life of one remark: received, moderated, answered or forwarded, closed, perhaps reopened; erased on request."""

from services.feedback.domain.remark import correcting, erasing, extending, handling
from services.feedback.domain.remark.commands import (
    AnswerRemark,
    AskErasure,
    CloseRemark,
    EngageCommittee,
    EraseWords,
    ExtendTerm,
    ForwardRemark,
    KeepWords,
    ModerateRemark,
    ReceiveRemark,
    ReopenRemark,
    ResolveCorrection,
)
from services.feedback.domain.remark.deciding import decide
from services.feedback.domain.remark.erasing import DECIDED, decide_by
from services.feedback.domain.remark.evolution import evolve
from services.feedback.domain.remark.handling import TO_REOPEN
from services.feedback.domain.remark.state import Remark, initial

AGGREGATE = "remark"
RULES = (correcting, erasing, extending, handling)
"""The modules whose rules `decide` knows: importing them registers the rules."""

__all__ = [
    "AGGREGATE",
    "DECIDED",
    "TO_REOPEN",
    "AnswerRemark",
    "AskErasure",
    "CloseRemark",
    "EngageCommittee",
    "EraseWords",
    "ExtendTerm",
    "ForwardRemark",
    "KeepWords",
    "ModerateRemark",
    "ReceiveRemark",
    "Remark",
    "ReopenRemark",
    "ResolveCorrection",
    "decide",
    "decide_by",
    "evolve",
    "initial",
]
