"""Evaluating a system: planned when a resident's correction request was right, done by who works with it."""

from datetime import timedelta

from contracts.envelope import Event
from contracts.inventory import EvaluationCompleted, EvaluationPlanned
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.inventory.domain.system.commands import CompleteEvaluation, PlanEvaluation
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.state import System, described

WITHIN = timedelta(weeks=4)


@decide.register
def plan(command: PlanEvaluation, state: System) -> list[Event]:
    """Once for each request that waits; what is out of use is not evaluated any more."""
    if state.stage == "retired" or command.remark in [planned.remark for planned in state.evaluations]:
        return []
    due = (command.today + WITHIN).isoformat()
    return [EvaluationPlanned(remark=command.remark, privacy=command.privacy, due=due, written_by=command.written_by)]


@decide.register
def complete(command: CompleteEvaluation, state: System) -> list[Event]:
    """One evaluation answers everything that was planned."""
    described(state)
    if not state.evaluations:
        raise Rejected("no-evaluation", _("Er is geen evaluatie gepland. U hoeft nu niets op te schrijven."))
    return [EvaluationCompleted(findings=command.findings)]
