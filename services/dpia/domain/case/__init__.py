"""The life of one case: screened, answered, submitted, advised and decided."""

from services.dpia.domain.case import (
    conditions,
    consulting,
    drafting,
    exempting,
    judging,
    reopening,
    submitting,
    summarising,
)
from services.dpia.domain.case.commands import (
    AgreeMeasure,
    Answer,
    AnswerAdvice,
    AnswerConsultation,
    AnswerQuestions,
    AskConsultation,
    ChooseAssessment,
    ConfirmExemption,
    ContinueUse,
    Decide,
    Exempt,
    ExtendConsultation,
    GiveAdvice,
    JudgeEvidence,
    LapseConsultation,
    NoteChange,
    OpenCase,
    RecordRisk,
    ReleaseSummary,
    Reopen,
    ReportCondition,
    Resume,
    Return,
    Screen,
    Submit,
    Suspend,
    WeighResidual,
    Withdraw,
    WriteSummary,
)
from services.dpia.domain.case.deciding import decide
from services.dpia.domain.case.evolution import evolve
from services.dpia.domain.case.lacking import to_submit
from services.dpia.domain.case.state import IN_USE, Case, initial
from services.dpia.domain.case.transitions import is_allowed, who

AGGREGATE = "case"
RULES = (conditions, consulting, drafting, exempting, judging, reopening, submitting, summarising)
"""The modules whose rules `decide` knows: importing them registers the rules."""

__all__ = [
    "AGGREGATE",
    "IN_USE",
    "AgreeMeasure",
    "Answer",
    "AnswerAdvice",
    "AnswerConsultation",
    "AnswerQuestions",
    "AskConsultation",
    "Case",
    "ChooseAssessment",
    "ConfirmExemption",
    "ContinueUse",
    "Decide",
    "Exempt",
    "ExtendConsultation",
    "GiveAdvice",
    "JudgeEvidence",
    "LapseConsultation",
    "NoteChange",
    "OpenCase",
    "RecordRisk",
    "ReleaseSummary",
    "Reopen",
    "ReportCondition",
    "Resume",
    "Return",
    "Screen",
    "Submit",
    "Suspend",
    "WeighResidual",
    "Withdraw",
    "WriteSummary",
    "decide",
    "evolve",
    "initial",
    "is_allowed",
    "to_submit",
    "who",
]
