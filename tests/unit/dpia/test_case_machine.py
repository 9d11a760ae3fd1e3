"""Whatever commands come, in any order and repeated: what a decision always rests on, and what others hear."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from contracts.dpia import (
    AdviceAnswered,
    AdviceGiven,
    AdvicePoint,
    AnswersRecorded,
    AssessmentNotRequired,
    CaseReopened,
    Condition,
    ConditionMet,
    ConditionReported,
    DecisionTaken,
    PriorConsultationAnswered,
    PriorConsultationLapsed,
    PriorConsultationSubmitted,
    Told,
    VersionReturned,
    VersionSubmitted,
    awaited_after,
    blocking,
    standing_of,
)
from contracts.envelope import Event, TextReference
from services.chassis.decider import Command, Rejected, Stamp
from services.dpia.domain import case
from services.dpia.domain.questions import NEEDED, QUESTIONS
from tests.samples_dpia import WELFARE, text
from tests.spec import WHEN
from tests.unit.dpia.case_revising import Revising
from tests.unit.dpia.case_strategies import (
    BY_HAND,
    HEARD_AS,
    ROLES,
    SEEN,
    TODAY,
    WRITTEN,
    advice_ids,
    condition_ids,
    conditions,
    levels,
    people,
    points,
    risk_ids,
    rules_of_policy,
    some,
)
from tests.unit.dpia.prescan_answers import NOTHING


class AnyWay(Revising):
    def __init__(self) -> None:
        super().__init__()
        self.state = case.initial()
        self.log: list[tuple[str, Event]] = []
        self.today = TODAY

    def send(self, kind: type[Command], by: str, /, **fields: Any) -> None:
        command = kind.model_validate({"by": by, "roles": ROLES.get(by, ()), "today": self.today, **fields})
        try:
            facts = case.decide(command, self.state)
        except Rejected:
            return
        for fact in facts:
            self.log.append((by, fact))
            self.state = case.evolve(fact, self.state, Stamp(by, len(self.log), WHEN))

    @initialize(stage=st.sampled_from((*range(6), 6, 6, 6)), who=people, left=levels, named=points, given=some)
    def begin(self, stage: int, who: str, left: str, named: list[str], given: list[Condition]) -> None:
        """Some way along the road, so that its end is met often."""
        steps = (
            lambda: self.send(case.OpenCase, "system:open-case", assessment_version=1),
            lambda: self.screen(who, True),
            lambda: self.write_all(who, left),
            lambda: self.advise("farid", "advice-1", "fg", named),
            lambda: (
                self.advise("cees", "advice-2", "ciso", []),
                [self.answer_advice("petra", "advice-1", point, True) for point in named],
                self.decide("dirk", "approved", given),
            ),
            lambda: self.report("petra", "condition-1"),
        )
        for step in steps[:stage]:
            step()

    @rule(who=people, heavy=st.booleans())
    def screen(self, who: str, heavy: bool) -> None:
        self.send(case.Screen, who, screening=WELFARE if heavy else NOTHING, **SEEN)

    @rule(who=people)
    def answer_all(self, who: str) -> None:
        answers = tuple(case.Answer(question=one, answer=text(number)) for number, one in enumerate(QUESTIONS))
        self.send(case.AnswerQuestions, who, answers=answers)

    @rule(who=people, risk=risk_ids)
    def record_risk(self, who: str, risk: str) -> None:
        self.send(case.RecordRisk, who, risk_id=risk, text=text(1), likelihood="high", impact="high")

    @rule(who=people, risk=risk_ids)
    def agree_measure(self, who: str, risk: str) -> None:
        self.send(case.AgreeMeasure, who, measure_id="measure-1", risks=(risk,), text=text(1))

    @rule(who=people, risk=risk_ids, left=levels)
    def weigh(self, who: str, risk: str, left: str) -> None:
        self.send(case.WeighResidual, who, risk_id=risk, likelihood=left, impact=left)

    def write_all(self, who: str, left: str) -> None:
        self.answer_all(who)
        self.record_risk(who, "risk-1")
        self.agree_measure(who, "risk-1")
        self.weigh(who, "risk-1", left)
        self.submit(who)

    @rule(who=people)
    def consult(self, who: str) -> None:
        self.send(case.AskConsultation, who, reason=text(8))

    @rule(who=people, outcome=st.sampled_from(["no-objection", "advice", "prohibited"]))
    def reply(self, who: str, outcome: str) -> None:
        self.send(case.AnswerConsultation, who, outcome=outcome, reason=text(8))

    @rule(who=people, kind=st.sampled_from([case.ExtendConsultation, case.LapseConsultation]))
    def keep_term(self, who: str, kind: type[Command]) -> None:
        self.send(kind, who, reason=text(8))

    @rule(weeks=st.sampled_from([1, 7, 9]))
    def time_passes(self, weeks: int) -> None:
        self.today += timedelta(weeks=weeks)

    @rule(who=people, unchanged=st.sampled_from([None, text(10)]))
    def submit(self, who: str, unchanged: TextReference | None = None) -> None:
        self.send(case.Submit, who, unchanged=unchanged, **SEEN)

    @rule(who=people, advice=advice_ids, adviser=st.sampled_from(["fg", "ciso"]), named=points)
    def advise(self, who: str, advice: str, adviser: str, named: list[str]) -> None:
        given = tuple(AdvicePoint(id=point, text=text(2)) for point in named)
        self.send(case.GiveAdvice, who, advice_id=advice, adviser=adviser, opinion="negative", points=given)

    @rule(who=people, advice=advice_ids, point=st.sampled_from(["point-1", "point-2"]), adopted=st.booleans())
    def answer_advice(self, who: str, advice: str, point: str, adopted: bool) -> None:
        self.send(case.AnswerAdvice, who, advice_id=advice, point=point, adopted=adopted)

    @rule(who=people, outcome=st.sampled_from(["approved", "rejected"]), given=conditions)
    def decide(self, who: str, outcome: str, given: list[Condition]) -> None:
        self.send(case.Decide, who, outcome=outcome, reason=text(3), conditions=tuple(given))

    @rule(who=people, condition=condition_ids)
    def report(self, who: str, condition: str) -> None:
        self.send(case.ReportCondition, who, condition=condition, evidence=text(4))

    @rule(who=people, condition=condition_ids, met=st.booleans())
    def judge(self, who: str, condition: str, met: bool) -> None:
        self.send(case.JudgeEvidence, who, condition=condition, met=met, reason=text(5))

    @rule(who=people, condition=condition_ids)
    def report_and_judge(self, who: str, condition: str) -> None:
        """By one person, which must come to nothing more than a report."""
        self.report(who, condition)
        self.judge(who, condition, True)

    @rule(who=people, kind=st.sampled_from([case.Return, case.Suspend, case.Resume]))
    def turn(self, who: str, kind: type[Command]) -> None:
        self.send(kind, who, reason=text(6))

    @rule(who=people, kind=st.sampled_from([case.Reopen, case.Withdraw]))
    def turn_seeing(self, who: str, kind: type[Command]) -> None:
        self.send(kind, who, reason=text(6), **SEEN)

    @rule(version=st.sampled_from([1, 2, 3]))
    def change_substantially(self, version: int) -> None:
        seen = {"assessment_version": version, "system_version": 3}
        self.send(case.Reopen, "system:reopen", occasion="substantial-change", **seen)
        self.send(case.NoteChange, "system:note-change", **seen)

    @rule(who=people, kind=st.sampled_from(["not-required", "no-personal-data"]), policy=rules_of_policy)
    def exempt(self, who: str, kind: str, policy: str) -> None:
        self.send(case.Exempt, who, kind=kind, reason=text(7), assessment_rule=policy)

    @rule(who=people, policy=rules_of_policy)
    def confirm(self, who: str, policy: str) -> None:
        self.send(case.ConfirmExemption, who, assessment_rule=policy, **SEEN)

    @rule(who=people)
    def choose(self, who: str) -> None:
        self.send(case.ChooseAssessment, who, **SEEN)

    def of(self, *kinds: type[Event]) -> list[int]:
        return [place for place, (_, fact) in enumerate(self.log) if isinstance(fact, kinds)]

    def since(self, place: int, *kinds: type[Event]) -> list[Event]:
        """The facts before a place, from the last one of these kinds on."""
        begin = max((at for at in self.of(*kinds) if at < place), default=0)
        return [fact for _, fact in self.log[begin:place]]

    @invariant()
    def a_decision_rests_on_advice_and_answers_to_it(self) -> None:
        for place in self.of(DecisionTaken):
            version = self.since(place, VersionSubmitted)
            assert isinstance(version[0], VersionSubmitted)
            advices = [fact for fact in version if isinstance(fact, AdviceGiven)]
            assert set(version[0].advisers) <= {advice.adviser for advice in advices}
            asked = {(advice.advice_id, point.id) for advice in advices for point in advice.points}
            assert asked == {(fact.advice_id, fact.point) for fact in version if isinstance(fact, AdviceAnswered)}

    @invariant()
    def the_fg_always_advises_and_the_ciso_is_someone_else(self) -> None:
        for place in self.of(VersionSubmitted):
            submitted = self.log[place][1]
            assert isinstance(submitted, VersionSubmitted)
            weighed = self.left(place)
            assert "fg" in submitted.advisers
            assert ("ciso" in submitted.advisers) == ("high" in weighed.values())
        for place in self.of(AdviceGiven):
            who, advice = self.log[place]
            assert isinstance(advice, AdviceGiven)
            assert advice.adviser in ROLES[who]
            assert not {"fg", "ciso"} <= set(ROLES[who])

    @invariant()
    def a_risk_that_stays_high_is_approved_only_after_the_authority_answered_or_let_its_term_pass(self) -> None:
        for place in self.of(DecisionTaken):
            decision = self.log[place][1]
            assert isinstance(decision, DecisionTaken)
            weighed = self.left(place)
            version = self.since(place, VersionSubmitted)
            replies = [fact for fact in version if isinstance(fact, PriorConsultationAnswered)]
            lapses = [fact for fact in version if isinstance(fact, PriorConsultationLapsed)]
            if decision.outcome == "approved":
                assert "high" not in weighed.values() or replies or lapses
                assert "prohibited" not in {reply.outcome for reply in replies}

    @invariant()
    def a_term_lapses_after_eight_weeks_at_the_least(self) -> None:
        for place in self.of(PriorConsultationLapsed):
            lapsed = self.log[place][1]
            asked = self.since(place, PriorConsultationSubmitted)[0]
            assert isinstance(lapsed, PriorConsultationLapsed)
            assert isinstance(asked, PriorConsultationSubmitted)
            passed = date.fromisoformat(lapsed.lapsed_on) - date.fromisoformat(asked.submitted_on)
            assert passed > timedelta(weeks=8)

    @invariant()
    def who_closes_a_case_kept_apart_and_is_not_the_fg(self) -> None:
        for place in self.of(DecisionTaken, AssessmentNotRequired):
            who, _ = self.log[place]
            assert "fg" not in ROLES[who]
            assert who not in {author for author, fact in self.log[:place] if isinstance(fact, BY_HAND)}

    @invariant()
    def a_version_is_complete_when_it_is_submitted_and_changes_no_more_until_it_is_begun_anew(self) -> None:
        submitted = self.of(VersionSubmitted)
        for number, place in enumerate(submitted, 1):
            before = [fact for _, fact in self.log[:place]]
            assert set(NEEDED) <= {fact.question for fact in before if isinstance(fact, AnswersRecorded)}
            assert self.left(place)
            fact = self.log[place][1]
            assert isinstance(fact, VersionSubmitted)
            assert fact.number == number
        for place in self.of(*WRITTEN):
            version = self.since(place, VersionSubmitted)
            is_frozen = isinstance(next(iter(version), None), VersionSubmitted)
            assert not is_frozen or [fact for fact in version if isinstance(fact, VersionReturned | CaseReopened)]

    @invariant()
    def what_is_met_was_reported_by_someone_else(self) -> None:
        for place in self.of(ConditionMet):
            who, met = self.log[place]
            assert isinstance(met, ConditionMet)
            reports = [
                author
                for author, fact in self.log[:place]
                if isinstance(fact, ConditionReported) and fact.condition_id == met.condition_id
            ]
            assert reports[-1] != who
            assert "fg" not in ROLES[who]

    @invariant()
    def others_hear_how_the_case_stands(self) -> None:
        told = [fact for _, fact in self.log if isinstance(fact, Told)]
        if not told:
            assert self.state.phase in ("unopened", "screening", "drafting", "unconfirmed")
            return
        kind = self.state.exempted.kind if self.state.exempted else None
        expected = kind if self.state.phase == "not-required" else HEARD_AS.get(self.state.phase, "in-progress")
        assert standing_of(told[-1])[0] == expected
        if expected == "approved":
            assert awaited_after(told[-1]) == blocking(self.state.open_conditions)


TestAnyWay = AnyWay.TestCase
