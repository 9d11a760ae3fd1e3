"""Conditions of an approval: given, reported, looked at by another person, met; and what others hear of it."""

from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from contracts.dpia import Condition, ConditionMet, DecisionTaken, Told, awaited_after, standing_of
from contracts.envelope import Event
from services.chassis.decider import Rejected, fold
from services.dpia.domain import case
from services.dpia.domain.case import Case
from tests.samples_dpia import (
    APPROVED,
    AWAITED,
    CONDITIONAL,
    MEASURED,
    MET,
    REFUSED,
    REPORTED,
    RESUMED,
    SUSPENDED,
    TRAINED,
    text,
)
from tests.spec import Fact, by, logged
from tests.unit.dpia.case_commands import APPROVE, DIRK, FEMKE, JUDGE, READY, REOPEN, REPORT, RESUME, given

DECIDED: tuple[Event | Fact, ...] = (*READY, by("dirk", CONDITIONAL))
TOLD: tuple[Event | Fact, ...] = (*DECIDED, by("femke", REPORTED))
SECOND = REPORTED.model_copy(update={"condition_id": "condition-2"})


def folded(*facts: Event | Fact) -> Case:
    state: Case = fold(case, logged(facts))
    return state


def test_an_approval_may_have_conditions() -> None:
    given(*READY).when(APPROVE.model_copy(update={"conditions": (TRAINED, MEASURED)})).then(CONDITIONAL)
    assert folded(*DECIDED).phase == "conditional"


def test_a_rejection_has_no_conditions() -> None:
    wrong = APPROVE.model_copy(update={"outcome": "rejected", "conditions": (TRAINED,)})
    given(*READY).when(wrong).rejected("conditions-of-approval")


def test_the_process_owner_says_that_a_condition_is_met_and_what_shows_it() -> None:
    given(*DECIDED).when(REPORT).then(REPORTED)


def test_what_is_no_open_condition_is_not_reported() -> None:
    given(*DECIDED).when(REPORT.model_copy(update={"condition": "condition-9"})).rejected("unknown-condition")
    given(*TOLD, by("dirk", MET)).when(REPORT).rejected("unknown-condition")


def test_what_someone_is_looking_at_is_not_reported_again() -> None:
    given(*TOLD).when(REPORT).rejected("reported")


def test_another_person_finds_that_it_is_met() -> None:
    given(*TOLD).when(JUDGE).then(MET)


def test_what_is_still_awaited_is_told_without_its_words() -> None:
    other = JUDGE.model_copy(update={"condition": "condition-2"})
    expected = MET.model_copy(update={"condition_id": "condition-2", "awaited": AWAITED})
    given(*DECIDED, by("femke", SECOND)).when(other).then(expected)


def test_who_reported_it_does_not_look() -> None:
    given(*TOLD).when(JUDGE.model_copy(update={"by": "femke"})).rejected("four-eyes")


def test_the_fg_does_not_look() -> None:
    given(*TOLD).when(JUDGE.model_copy(update={"roles": ("decision-maker", "fg")})).rejected("fg-decides-not")


def test_what_was_not_reported_is_not_looked_at() -> None:
    given(*TOLD).when(JUDGE.model_copy(update={"condition": "condition-2"})).rejected("not-reported")


def test_what_is_not_met_is_said_with_a_reason_and_reported_again() -> None:
    refuse = JUDGE.model_copy(update={"met": False})
    given(*TOLD).when(refuse).rejected("reason-missing")
    given(*TOLD).when(refuse.model_copy(update={"reason": text(74)})).then(REFUSED)
    given(*TOLD, REFUSED).when(REPORT).then(REPORTED)


def test_the_approval_is_whole_when_each_condition_is_met() -> None:
    one = (*TOLD, by("dirk", MET))
    assert folded(*one).phase == "conditional"
    last = MET.model_copy(update={"condition_id": "condition-2"})
    assert folded(*one, SECOND, last).phase == "approved"


def test_what_is_resumed_still_waits_for_its_conditions() -> None:
    halted = (*DECIDED, by("dirk", SUSPENDED))
    given(*halted).when(RESUME).then(RESUMED.model_copy(update={"awaited": AWAITED}))
    assert folded(*halted, RESUMED).phase == "conditional"


def test_a_condition_is_to_be_met_today_or_later() -> None:
    today = TRAINED.model_copy(update={"due": "2026-11-24"})
    yesterday = TRAINED.model_copy(update={"due": "2026-11-23"})
    given(*READY).when(APPROVE.model_copy(update={"conditions": (today, yesterday)})).rejected("due-past")
    given(*READY).when(APPROVE.model_copy(update={"conditions": (today,)})).then(
        CONDITIONAL.model_copy(update={"conditions": (today,)})
    )


@pytest.mark.parametrize("history", [DECIDED, TOLD, (*TOLD, by("dirk", MET))])
def test_a_new_version_begins_without_the_conditions_of_the_one_before(history: tuple[Event | Fact, ...]) -> None:
    [reopened] = case.decide(REOPEN, folded(*history))
    state = folded(*history, reopened)
    assert (state.open_conditions, dict(state.reported), state.met) == ((), {}, frozenset())


@pytest.mark.parametrize(
    ("fact", "standing", "awaited"),
    [
        (CONDITIONAL, ("approved", "2026-11-24"), AWAITED),
        (APPROVED, ("approved", "2026-11-24"), ()),
        (MET, ("approved", "2026-11-24"), ()),
        (RESUMED.model_copy(update={"awaited": AWAITED}), ("approved", "2026-11-24"), AWAITED),
        (SUSPENDED, ("suspended", None), ()),
    ],
)
def test_others_hear_how_it_stands_and_which_conditions_block_use(fact: Told, standing: Any, awaited: Any) -> None:
    assert standing_of(fact) == standing
    assert awaited_after(fact) == awaited


IDS = ("condition-1", "condition-2")
TRIES = st.lists(
    st.one_of(
        st.builds(lambda id: REPORT.model_copy(update={"condition": id}), st.sampled_from(IDS)),
        st.builds(
            lambda id, met, who: JUDGE.model_copy(update={"condition": id, "met": met, "reason": text(74)} | who),
            st.sampled_from(IDS),
            st.booleans(),
            st.sampled_from([DIRK, FEMKE]),
        ),
    )
)


@over(st.tuples(st.booleans(), st.booleans()), TRIES)
def test_whatever_is_tried_what_is_awaited_are_the_blocking_conditions_that_nobody_else_found_met(
    blocking: tuple[bool, bool], tries: list[Any]
) -> None:
    pairs = zip((TRAINED, MEASURED), blocking, strict=True)
    conditions = tuple(one.model_copy(update={"blocks_use": blocks}) for one, blocks in pairs)
    facts: list[Event | Fact] = [*READY, by("dirk", CONDITIONAL.model_copy(update={"conditions": conditions}))]
    for command in tries:
        try:
            made = case.decide(command, folded(*facts))
        except Rejected:
            continue
        facts += [by(command.by, fact) for fact in made]
        assert not isinstance(made[0], ConditionMet) or command.by != "femke"
    assert awaited_after(_last(facts)) == tuple(_named(one) for one in _unmet(conditions, facts) if one.blocks_use)


def _named(condition: Condition) -> Any:
    return AWAITED[0].model_copy(update={"owner_role": condition.owner_role, "due": condition.due})


def _unmet(conditions: tuple[Condition, ...], facts: list[Event | Fact]) -> list[Condition]:
    events = [fact.event if isinstance(fact, Fact) else fact for fact in facts]
    met = {event.condition_id for event in events if isinstance(event, ConditionMet)}
    return [condition for condition in conditions if condition.id not in met]


def _last(facts: list[Event | Fact]) -> Told:
    events = [fact.event if isinstance(fact, Fact) else fact for fact in facts]
    return next(event for event in reversed(events) if isinstance(event, DecisionTaken | ConditionMet))
