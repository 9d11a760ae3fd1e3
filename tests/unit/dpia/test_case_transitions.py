"""Every command from every state: what the table allows changes the case, anything else is refused and explained."""

from itertools import product
from pathlib import Path

import pytest

from services.chassis.decider import Command, Rejected, fold
from services.dpia.domain import case
from services.dpia.domain.case import picture
from services.dpia.domain.case.deciding import rule
from services.dpia.domain.case.transitions import EXCEPTIONS, REFUSALS, TRANSITIONS, is_allowed
from services.dpia.pages.words import STATES
from services.dpia.projections import TURNS
from tests.spec import logged
from tests.unit.dpia.case_states import BEFORE, HISTORIES, SAMPLES, anew

DOCS = Path(__file__).parents[3] / "docs"
PAIRS = list(product(HISTORIES, SAMPLES))
ALLOWED = [pair for pair in PAIRS if is_allowed(pair[1], pair[0])]


def named(pairs: list[tuple[str, type[Command]]]) -> list[str]:
    return [f"{kind.__name__}-{state}" for state, kind in pairs]


def refusing(kind: type[Command]) -> list[str]:
    return [state for state in HISTORIES if not is_allowed(kind, state)]


def at(state: str) -> case.Case:
    folded: case.Case = fold(case, logged(HISTORIES[state]))
    return folded


@pytest.mark.parametrize("state", HISTORIES)
def test_each_history_leads_to_its_state(state: str) -> None:
    assert at(state).phase == state


def test_the_table_knows_every_command_and_every_state_and_says_nothing_twice() -> None:
    ruled = {kind for kind in rule.registry if kind not in (object, Command)}
    assert {t.command for t in TRANSITIONS} == set(SAMPLES) == ruled
    pairs = [(t.command, source) for t in TRANSITIONS for source in t.sources]
    assert len(pairs) == len(set(pairs))
    states = {state for t in TRANSITIONS for state in (*t.sources, *t.targets)}
    assert states == set(HISTORIES) == set(REFUSALS)
    assert states - {"unopened"} == set(STATES)
    assert set(TURNS) <= states


@pytest.mark.parametrize(("state", "kind"), ALLOWED, ids=named(ALLOWED))
def test_what_the_table_allows_changes_the_case_and_leads_where_it_says(state: str, kind: type[Command]) -> None:
    [transition] = [t for t in TRANSITIONS if t.command is kind and state in t.sources]
    history = BEFORE.get((state, kind), HISTORIES[state])
    before: case.Case = fold(case, logged(history))
    facts = case.decide(anew(SAMPLES[kind], state), before)
    after = fold(case, logged((*history, *facts)))
    assert facts
    assert after != before
    assert after.phase in (transition.targets or (state,))


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_what_the_table_does_not_allow_is_refused_and_explained(kind: type[Command]) -> None:
    for state in refusing(kind):
        with pytest.raises(Rejected) as refusal:
            case.decide(SAMPLES[kind], at(state))
        assert refusal.value.code.replace("-", "").isalpha(), state
        assert refusal.value.sentence[0].isupper(), state
        assert refusal.value.sentence.endswith("."), state


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_what_a_policy_asks_too_late_is_passed_over(kind: type[Command]) -> None:
    for state in refusing(kind):
        assert case.decide(SAMPLES[kind].model_copy(update={"by": "system:x"}), at(state)) == [], state


def test_no_exception_hides_what_the_table_allows() -> None:
    assert [pair for pair in EXCEPTIONS if is_allowed(pair[1], pair[0])] == []


def test_every_state_but_the_first_is_reached() -> None:
    assert {target for t in TRANSITIONS for target in t.targets} == set(HISTORIES) - {"unopened"}


def test_the_picture_in_the_documents_is_drawn_from_the_table() -> None:
    assert (DOCS / "states-of-a-case.md").read_text(encoding="utf-8") == picture.page()
