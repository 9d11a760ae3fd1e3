"""The life of one case: screened, answered, submitted, advised and decided."""

from services.dpia.domain.case import drafting, judging, submitting
from services.dpia.domain.case.commands import (
    AgreeMeasure,
    AnswerAdvice,
    AnswerQuestion,
    Decide,
    GiveAdvice,
    OpenCase,
    RecordRisk,
    Screen,
    Submit,
)
from services.dpia.domain.case.deciding import decide
from services.dpia.domain.case.evolution import evolve
from services.dpia.domain.case.lacking import to_submit
from services.dpia.domain.case.state import Case, initial
from services.dpia.domain.case.transitions import who

AGGREGATE = "case"
RULES = (drafting, judging, submitting)
"""The modules whose rules `decide` knows: importing them registers the rules."""

__all__ = [
    "AGGREGATE",
    "AgreeMeasure",
    "AnswerAdvice",
    "AnswerQuestion",
    "Case",
    "Decide",
    "GiveAdvice",
    "OpenCase",
    "RecordRisk",
    "Screen",
    "Submit",
    "decide",
    "evolve",
    "initial",
    "to_submit",
    "who",
]
