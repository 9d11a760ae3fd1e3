"""The life of one AI system: what is known of it, and the gate before its use."""

from services.inventory.domain.system import (
    assessment,
    changes,
    classification,
    consulting,
    description,
    evaluating,
    imports,
    life_cycle,
    months,
)
from services.inventory.domain.system.changes import suggested_change
from services.inventory.domain.system.commands import (
    ArrangeOversight,
    ClassifyChange,
    ClassifySystem,
    CompleteEvaluation,
    ConfirmClassification,
    CorrectMonth,
    DescribeSystem,
    DocumentConsultation,
    DocumentDataSource,
    ImportSystem,
    NoteAssessment,
    PlanEvaluation,
    RegisterSystem,
    RemoveConsultation,
    RemoveDataSource,
    Step,
    TakeStep,
)
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.evolution import evolve
from services.inventory.domain.system.gate import readiness
from services.inventory.domain.system.imports import described_by
from services.inventory.domain.system.life_cycle import possible_steps
from services.inventory.domain.system.months import known_months
from services.inventory.domain.system.state import System, initial

AGGREGATE = "system"
RULES = (assessment, changes, classification, consulting, description, evaluating, imports, life_cycle, months)
"""The modules whose rules `decide` knows: importing them registers the rules."""

__all__ = [
    "AGGREGATE",
    "ArrangeOversight",
    "ClassifyChange",
    "ClassifySystem",
    "CompleteEvaluation",
    "ConfirmClassification",
    "CorrectMonth",
    "DescribeSystem",
    "DocumentConsultation",
    "DocumentDataSource",
    "ImportSystem",
    "NoteAssessment",
    "PlanEvaluation",
    "RegisterSystem",
    "RemoveConsultation",
    "RemoveDataSource",
    "Step",
    "System",
    "TakeStep",
    "decide",
    "described_by",
    "evolve",
    "initial",
    "known_months",
    "possible_steps",
    "readiness",
    "suggested_change",
]
