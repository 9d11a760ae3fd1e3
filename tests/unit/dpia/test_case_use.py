"""What the machine of a case also does: use that goes on after a setback."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from contracts.dpia import AssessmentNotRequired, CaseResumed, DecisionTaken, Told, UseContinued, setback_of
from services.dpia.domain import case
from tests.samples_dpia import text
from tests.unit.dpia.case_strategies import people
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

    @invariant()
    def use_goes_on_once_after_what_others_heard_as_a_setback(self) -> None:
        for place in self.of(UseContinued):
            said = self.log[place][1]
            assert isinstance(said, UseContinued)
            turned = [at for at in self.of(*Told.__args__) if at < place and turns(self.log[at][1])]
            assert said.setback == setback_of(self.log[turned[-1]][1])
            assert self.of(UseContinued)[-1] == place or not [
                at for at in self.of(UseContinued) if turned[-1] < at < place
            ]


TestAlsoInUse = AlsoInUse.TestCase
TestAlsoInUse.settings = settings(max_examples=60)
