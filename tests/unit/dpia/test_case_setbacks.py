"""What takes the ground away from under the use of a system, and how the process owner says that it goes on."""

import pytest

from contracts.dpia import Told, UseContinued, setback_of
from contracts.envelope import Event
from services.dpia.domain import case
from tests.samples_dpia import APPROVED, CONTINUED, EXEMPTED, OPENED, REOPENED, RESUMED, SUSPENDED, WITHDRAWN, text
from tests.spec import Fact, by
from tests.unit.dpia.case_commands import CONTINUE, READY, UNCONFIRMED, given
from tests.unit.dpia.case_states import HISTORIES, REJECTED

DECIDED: tuple[Event | Fact, ...] = (*READY, by("dirk", APPROVED))
SET_BACK = {
    "rejected": HISTORIES["rejected"],
    "suspended": HISTORIES["suspended"],
    "withdrawn": (OPENED, by("femke", WITHDRAWN)),
    "reopened": (*DECIDED, by("femke", REOPENED)),
}


@pytest.mark.parametrize("setback", SET_BACK)
def test_after_each_setback_the_process_owner_says_how_the_use_goes_on(setback: str) -> None:
    said = UseContinued(setback=setback, reason=text(86))
    given(*SET_BACK[setback]).when(CONTINUE).then(said)
    given(*SET_BACK[setback], said).when(CONTINUE).rejected("use-explained")


@pytest.mark.parametrize("stage", ["", "idea", "development", "suspended", "retired"])
def test_of_what_is_not_used_nothing_is_to_be_said(stage: str) -> None:
    given(*SET_BACK["suspended"]).when(CONTINUE.model_copy(update={"stage": stage})).rejected("not-in-use")


def test_a_pilot_is_use() -> None:
    given(*SET_BACK["suspended"]).when(CONTINUE.model_copy(update={"stage": "pilot"})).then(CONTINUED)


@pytest.mark.parametrize("history", [(OPENED,), DECIDED, (*UNCONFIRMED, by("dirk", EXEMPTED))])
def test_without_a_setback_nothing_is_to_be_said(history: tuple[Event | Fact, ...]) -> None:
    given(*history).when(CONTINUE).rejected("no-setback")


@pytest.mark.parametrize("facts", [(SUSPENDED, RESUMED), (REOPENED, *READY[1:], by("dirk", APPROVED))])
def test_what_carries_the_use_again_ends_the_setback(facts: tuple[Event | Fact, ...]) -> None:
    assert given(*DECIDED, *facts).state.setback is None


def test_what_was_said_holds_until_the_next_setback() -> None:
    again = (*SET_BACK["suspended"], CONTINUED, by("femke", WITHDRAWN))
    given(*again).when(CONTINUE).then(UseContinued(setback="withdrawn", reason=text(86)))


def test_who_says_how_the_use_goes_on_has_no_hand_in_the_version() -> None:
    assert "olga" not in given(*SET_BACK["reopened"], by("olga", CONTINUED)).state.hands


@pytest.mark.parametrize(
    ("fact", "setback"),
    [
        (REJECTED, "rejected"),
        (SUSPENDED, "suspended"),
        (WITHDRAWN, "withdrawn"),
        (REOPENED, "reopened"),
        (APPROVED, None),
        (RESUMED, None),
        (EXEMPTED, None),
    ],
)
def test_others_hear_a_setback_as_the_rules_take_it(fact: Told, setback: str | None) -> None:
    assert setback_of(fact) == setback


def test_only_the_process_owner_says_it() -> None:
    assert case.who(case.ContinueUse) == ("process-owner",)
