"""What the machine of a case also does: use that goes on after a setback, and the summary for everyone."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from contracts.dpia import (
    AssessmentNotRequired,
    CaseReopened,
    CaseResumed,
    ChangeNoted,
    DecisionTaken,
    SummaryReleased,
    SummaryWritten,
    Told,
    UseContinued,
    VersionSubmitted,
    setback_of,
)
from services.dpia.domain import case
from tests.samples_dpia import text
from tests.unit.dpia.case_strategies import ROLES, WRITTEN, people
from tests.unit.dpia.test_case_machine import AnyWay

STAGES = ["development", "pilot", "in-use", "retired"]


def turns(fact: Told) -> bool:
    """Does it take the ground away from under the use of a system, or give it back?"""
    return setback_of(fact) is not None or isinstance(fact, DecisionTaken | CaseResumed | AssessmentNotRequired)


class AlsoInUse(AnyWay):
    @rule(who=people, stage=st.sampled_from(STAGES))
    def continue_use(self, who: str, stage: str) -> None:
        before = len(self.log)
        self.send(case.ContinueUse, who, reason=text(9), stage=stage)
        assert len(self.log) == before or stage in case.IN_USE

    @rule(who=people, number=st.sampled_from([20, 21]))
    def summarise(self, who: str, number: int) -> None:
        self.send(case.WriteSummary, who, text=text(number))

    @rule(who=people)
    def release(self, who: str) -> None:
        self.send(case.ReleaseSummary, who, words="Voor iedereen.")

    @invariant()
    def what_was_reopened_is_submitted_changed_or_with_a_word_on_why_not(self) -> None:
        for place in self.of(VersionSubmitted):
            submitted = self.log[place][1]
            assert isinstance(submitted, VersionSubmitted)
            version = self.since(place, VersionSubmitted, CaseReopened, ChangeNoted)
            is_as_it_was = isinstance(next(iter(version), None), CaseReopened | ChangeNoted) and submitted.number > 1
            written = [fact for fact in version if isinstance(fact, WRITTEN)]
            assert (submitted.unchanged is not None) == (is_as_it_was and not written)

    @invariant()
    def who_releases_a_summary_did_not_write_it_and_it_is_of_the_decision_that_stands(self) -> None:
        for place in self.of(SummaryReleased):
            who, _ = self.log[place]
            begin = max((at for at in self.of(SummaryReleased) if at < place), default=0)
            written = {by for by, fact in self.log[begin:place] if isinstance(fact, SummaryWritten)}
            assert written
            assert who not in written
            assert "fg" not in ROLES[who]
            assert not [fact for fact in self.since(place, DecisionTaken) if isinstance(fact, CaseReopened)]

    @invariant()
    def use_goes_on_once_after_what_others_heard_as_a_setback(self) -> None:
        for place in self.of(UseContinued):
            said = self.log[place][1]
            assert isinstance(said, UseContinued)
            log = enumerate(self.log[:place])
            at, fact = [(at, fact) for at, (_, fact) in log if isinstance(fact, Told) and turns(fact)][-1]
            assert said.setback == setback_of(fact)
            assert not [one for one in self.of(UseContinued) if at < one < place]


TestAlsoInUse = AlsoInUse.TestCase
TestAlsoInUse.settings = settings(max_examples=min(60, settings().max_examples))
