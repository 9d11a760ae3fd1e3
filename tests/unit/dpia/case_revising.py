"""Of the machine of a case: risks and measures that change or go, and what always holds of them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from contracts.dpia import ResidualWeighed, RiskRecorded, RiskRemoved
from contracts.envelope import Event
from services.chassis.decider import Command
from services.dpia.domain import case
from tests.samples_dpia import text
from tests.unit.dpia.case_strategies import levels, people, risk_ids


class Revising(RuleBasedStateMachine):
    state: case.Case
    log: list[tuple[str, Event]]

    def send(self, kind: type[Command], by: str, /, **fields: Any) -> None:
        raise NotImplementedError

    @rule(who=people, risk=risk_ids, size=levels)
    def change_risk(self, who: str, risk: str, size: str) -> None:
        self.send(case.ChangeRisk, who, risk_id=risk, text=text(11), likelihood=size, impact=size)

    @rule(who=people, risk=risk_ids)
    def remove_risk(self, who: str, risk: str) -> None:
        self.send(case.RemoveRisk, who, risk_id=risk)

    @rule(who=people, risks=st.sampled_from([("risk-1",), ("risk-2",), ("risk-1", "risk-2")]))
    def change_measure(self, who: str, risks: tuple[str, ...]) -> None:
        self.send(case.ChangeMeasure, who, measure_id="measure-1", risks=risks, text=text(1))

    @rule(who=people)
    def remove_measure(self, who: str) -> None:
        self.send(case.RemoveMeasure, who, measure_id="measure-1")

    def left(self, place: int) -> dict[str, str]:
        """Risk -> the level that was weighed last, of the risks that are there before a place."""
        left: dict[str, str] = {}
        for _, fact in self.log[:place]:
            if isinstance(fact, ResidualWeighed):
                left[fact.risk_id] = fact.level
            elif isinstance(fact, RiskRecorded | RiskRemoved):
                left.pop(fact.risk_id, None)
        return left

    @invariant()
    def what_is_weighed_below_its_risk_has_a_measure_and_no_measure_is_against_what_is_not_there(self) -> None:
        against = {risk for measure in self.state.measures.values() for risk in measure.risks}
        assert against <= set(self.state.risks)
        for id, left in self.state.residuals.items():
            risk = self.state.risks[id]
            assert id in against or (left.likelihood, left.impact) == (risk.likelihood, risk.impact)
