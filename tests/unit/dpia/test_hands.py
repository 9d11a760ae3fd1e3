"""Who had a hand in a case: the rows that the work list reads come from the same facts as the rule of four eyes."""

import pytest

from contracts.envelope import Event
from services.chassis.decider import Stamp
from services.dpia.domain import case
from services.dpia.projections import HANDS
from tests import samples_dpia
from tests.spec import WHEN

FACTS = [
    fact
    for value in vars(samples_dpia).values()
    for fact in (value if isinstance(value, tuple) else (value,))
    if isinstance(fact, Event)
]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_gives_a_hand_to_the_rule_and_to_the_list_alike(fact: Event) -> None:
    state = case.evolve(fact, case.initial(), Stamp("femke", 1, WHEN))
    assert ("femke" in state.hands) == isinstance(fact, HANDS)


def test_every_fact_that_gives_a_hand_has_a_sample() -> None:
    assert set(HANDS) <= {type(fact) for fact in FACTS}
