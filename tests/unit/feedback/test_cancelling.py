"""A dialogue that will not take place."""

from datetime import date

import pytest

from contracts.envelope import Event
from services.feedback.domain import dialogue
from services.feedback.domain.dialogue import (
    CancelDialogue,
    ChangeDialogue,
    EraseSignUp,
    HoldDialogue,
    PublishDialogue,
    SignUp,
)
from tests.samples_feedback import CANCELLED, CONTACT, HELD, PLAN, PLANNED, PUBLISHED, SIGNED_UP, WORDS
from tests.spec import spec

given = spec(dialogue)
TODAY, THE_DAY = date(2026, 11, 24), date(2026, 12, 10)
CANCEL = CancelDialogue(by="mo", today=TODAY, published_reason="De zaal is ondergelopen.")
OTHERWISE = ChangeDialogue(by="mo", today=TODAY, plan=PLAN.model_copy(update={"time": "20:00"}), entry_known=True)
PUBLISH = PublishDialogue(by="mo", today=TODAY)
COME = SignUp(by="", today=TODAY, sign_up="sem", name=WORDS, email=CONTACT)
HOLD = HoldDialogue(by="mo", today=THE_DAY, published_report="Er is gepraat over de brief.")


@pytest.mark.parametrize("before", [(), (PUBLISHED,), (PUBLISHED, SIGNED_UP)])
def test_a_dialogue_is_cancelled_once_with_a_reason(before: tuple[Event, ...]) -> None:
    given(PLANNED, *before).when(CANCEL).then(CANCELLED)
    given(PLANNED, *before, CANCELLED).when(CANCEL).then()


def test_what_took_place_or_was_never_planned_is_not_cancelled() -> None:
    given(PLANNED, PUBLISHED, HELD).when(CANCEL).rejected("already-held")
    given().when(CANCEL).rejected("unknown")


@pytest.mark.parametrize("step", [OTHERWISE, COME, HOLD])
def test_after_that_nothing_follows(step: object) -> None:
    given(PLANNED, PUBLISHED, CANCELLED).when(step).rejected("cancelled")


def test_what_was_cancelled_comes_in_no_agenda() -> None:
    given(PLANNED, CANCELLED).when(PUBLISH).rejected("cancelled")


def test_who_signed_up_can_still_be_forgotten() -> None:
    erase = EraseSignUp(by="", today=TODAY, sign_up=SIGNED_UP.sign_up)
    assert dialogue.decide(erase, given(PLANNED, PUBLISHED, SIGNED_UP, CANCELLED).state)
