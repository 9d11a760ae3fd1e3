"""Whatever commands come, in any order and repeated: what a decision on a case always rests on."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from contracts.dpia import AdviceGiven, AdvicePoint, AnswersRecorded, DecisionTaken, VersionSubmitted
from contracts.envelope import Event
from services.chassis.decider import Command, Rejected, Stamp
from services.dpia.domain import case
from services.dpia.domain.questions import NEEDED, QUESTIONS
from tests.samples_dpia import WELFARE, text
from tests.spec import WHEN
from tests.unit.dpia.prescan_answers import NOTHING

TODAY = date(2026, 11, 24)
ROLES: dict[str, tuple[str, ...]] = {
    "femke": ("process-owner", "decision-maker"),
    "farid": ("fg", "decision-maker"),
    "dirk": ("decision-maker",),
    "fatma": ("fg", "decision-maker"),
}
people = st.sampled_from(list(ROLES))
risk_ids = st.sampled_from(["risk-1", "risk-2"])
advice_ids = st.sampled_from(["advice-1", "advice-2"])
points = st.lists(st.sampled_from(["point-1", "point-2"]), unique=True)


class AnyWay(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.state = case.initial()
        self.log: list[tuple[str, Event]] = []

    def send(self, kind: type[Command], by: str, **fields: Any) -> None:
        command = kind.model_validate({"by": by, "roles": ROLES.get(by, ()), "today": TODAY, **fields})
        try:
            facts = case.decide(command, self.state)
        except Rejected:
            return
        for fact in facts:
            self.log.append((by, fact))
            self.state = case.evolve(fact, self.state, Stamp(by, len(self.log), WHEN))

    @initialize(stage=st.sampled_from(range(5)), who=people, named=points)
    def begin(self, stage: int, who: str, named: list[str]) -> None:
        """Some way along the road, so that its end is met often."""
        steps = (
            lambda: self.send(case.OpenCase, "system:open-case", assessment_version=1),
            lambda: self.screen(who, True),
            lambda: (self.answer_all(who), self.record_risk(who, "risk-1"), self.submit(who)),
            lambda: self.advise("farid", "advice-1", "fg", named),
        )
        for step in steps[:stage]:
            step()

    @rule(who=people, heavy=st.booleans())
    def screen(self, who: str, heavy: bool) -> None:
        screening = WELFARE if heavy else NOTHING
        self.send(case.Screen, who, screening=screening, assessment_version=1, system_version=1)

    @rule(who=people)
    def answer_all(self, who: str) -> None:
        for number, question in enumerate(QUESTIONS):
            self.send(case.AnswerQuestion, who, question=question, answer=text(number))

    @rule(who=people, risk=risk_ids)
    def record_risk(self, who: str, risk: str) -> None:
        self.send(case.RecordRisk, who, risk_id=risk, text=text(1), likelihood="high", impact="high")

    @rule(who=people, risk=risk_ids)
    def agree_measure(self, who: str, risk: str) -> None:
        self.send(case.AgreeMeasure, who, measure_id="measure-1", risks=(risk,), text=text(1))

    @rule(who=people)
    def submit(self, who: str) -> None:
        self.send(case.Submit, who, assessment_version=1, system_version=1)

    @rule(who=people, advice=advice_ids, adviser=st.sampled_from(["fg", "ciso"]), named=points)
    def advise(self, who: str, advice: str, adviser: str, named: list[str]) -> None:
        given = tuple(AdvicePoint(id=point, text=text(2)) for point in named)
        self.send(case.GiveAdvice, who, advice_id=advice, adviser=adviser, opinion="negative", points=given)

    @rule(who=people, advice=advice_ids, point=st.sampled_from(["point-1", "point-2"]), adopted=st.booleans())
    def answer_advice(self, who: str, advice: str, point: str, adopted: bool) -> None:
        self.send(case.AnswerAdvice, who, advice_id=advice, point=point, adopted=adopted)

    @rule(who=people, outcome=st.sampled_from(["approved", "rejected"]))
    def decide(self, who: str, outcome: str) -> None:
        self.send(case.Decide, who, outcome=outcome, reason=text(3))

    def of(self, kind: type[Event]) -> list[int]:
        return [place for place, (_, fact) in enumerate(self.log) if isinstance(fact, kind)]

    @invariant()
    def a_decision_is_the_last_fact_and_rests_on_advice_and_answers(self) -> None:
        for place in self.of(DecisionTaken):
            who, _ = self.log[place]
            assert place == len(self.log) - 1
            assert "fg" in {fact.adviser for _, fact in self.log if isinstance(fact, AdviceGiven)}
            assert not self.state.open_points
            assert "fg" not in ROLES[who]
            assert who not in {author for author, _ in self.log[:place]}

    @invariant()
    def a_version_is_complete_when_it_is_submitted_and_changes_no_more(self) -> None:
        for place in self.of(VersionSubmitted):
            assert set(NEEDED) <= {fact.question for _, fact in self.log if isinstance(fact, AnswersRecorded)}
            assert self.state.risks
            assert len(self.of(VersionSubmitted)) == 1
            assert all(later < place for later in self.of(AnswersRecorded))


TestAnyWay = AnyWay.TestCase
