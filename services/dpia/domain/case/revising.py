"""While a version is written: a risk or a measure as it is now, or taken out of it."""

from contracts.dpia import MeasureAgreed, MeasureRemoved, RiskRemoved
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import ChangeMeasure, ChangeRisk, RemoveMeasure, RemoveRisk
from services.dpia.domain.case.deciding import rule
from services.dpia.domain.case.drafting import agreed, recorded
from services.dpia.domain.case.state import Case


@rule.register
def change_risk(command: ChangeRisk, state: Case) -> list[Event]:
    """The level follows again; the same again changes nothing."""
    _known_risk(command.risk_id, state)
    now = recorded(command)
    return [] if state.risks[command.risk_id] == now else [now]


@rule.register
def remove_risk(command: RemoveRisk, state: Case) -> list[Event]:
    """A measure against this risk alone goes with it; others go on without it."""
    _known_risk(command.risk_id, state)
    against = [measure for measure in state.measures.values() if command.risk_id in measure.risks]
    return [*(_without(measure, command.risk_id) for measure in against), RiskRemoved(risk_id=command.risk_id)]


def _without(measure: MeasureAgreed, risk: str) -> MeasureAgreed | MeasureRemoved:
    left = tuple(one for one in measure.risks if one != risk)
    return measure.model_copy(update={"risks": left}) if left else MeasureRemoved(measure_id=measure.measure_id)


@rule.register
def change_measure(command: ChangeMeasure, state: Case) -> list[Event]:
    """As when it was agreed; the same again changes nothing."""
    _known_measure(command.measure_id, state)
    now = agreed(command, state)
    return [] if state.measures[command.measure_id] == now else [now]


@rule.register
def remove_measure(command: RemoveMeasure, state: Case) -> list[Event]:
    """The risks that it helped against are weighed anew."""
    _known_measure(command.measure_id, state)
    return [MeasureRemoved(measure_id=command.measure_id)]


def _known_risk(risk: str, state: Case) -> None:
    if risk not in state.risks:
        raise Rejected("unknown-risk", _("Dit risico staat niet in deze DPIA. Kies een risico uit de lijst."))


def _known_measure(measure: str, state: Case) -> None:
    if measure not in state.measures:
        raise Rejected("unknown-measure", _("Deze maatregel staat niet in deze DPIA. Kies een uit de lijst."))
