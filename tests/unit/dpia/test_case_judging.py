"""A version after it was submitted: advice, answers to it, and the decision."""

from typing import Any

import pytest

from contracts.dpia import AdviceAnswered, AdviceGiven, DecisionTaken
from contracts.envelope import Event
from tests.samples_dpia import (
    ADOPTED,
    ADVICE,
    ADVISED,
    APPROVED,
    OPENED,
    POINT,
    REQUIRED,
    text,
)
from tests.spec import Fact, by
from tests.unit.dpia.case_commands import (
    ADOPT,
    ADVISE,
    AGREE,
    ANSWER,
    APPROVE,
    COMPLETE,
    READY,
    RECORD,
    SCREEN,
    SENT,
    SUBMIT,
    given,
)


@pytest.mark.parametrize("command", [ADVISE, ADOPT, APPROVE], ids=lambda command: type(command).__name__)
def test_nobody_judges_what_was_not_submitted(command: Any) -> None:
    given(*COMPLETE).when(command).rejected("not-submitted")


def test_the_fg_advises_with_points() -> None:
    given(*SENT).when(ADVISE).then(ADVISED)


def test_advice_comes_from_who_holds_the_role() -> None:
    given(*SENT).when(ADVISE.model_copy(update={"roles": ("ciso",)})).rejected("not-adviser")


def test_an_adviser_advises_once_on_a_version() -> None:
    given(*SENT, ADVISED).when(ADVISE).then()
    given(*SENT, ADVISED).when(ADVISE.model_copy(update={"advice_id": "advice-2"})).rejected("advised")


def test_a_positive_advice_with_points_has_a_point() -> None:
    given(*SENT).when(ADVISE.model_copy(update={"points": ()})).rejected("points-missing")


def test_a_negative_advice_says_why_in_a_text_or_in_points() -> None:
    negative = ADVISE.model_copy(update={"opinion": "negative"})
    given(*SENT).when(negative.model_copy(update={"text": None, "points": ()})).rejected("advice-unexplained")
    for one in ({"text": None}, {"points": ()}):
        said = negative.model_copy(update=one)
        given(*SENT).when(said).then(ADVISED.model_copy(update={"opinion": "negative", **one}))


def test_a_point_is_adopted_without_a_reason() -> None:
    given(*SENT, ADVISED).when(ADOPT).then(ADOPTED)


def test_a_point_that_is_not_adopted_needs_a_reason() -> None:
    refuse = ADOPT.model_copy(update={"adopted": False})
    given(*SENT, ADVISED).when(refuse).rejected("reason-missing")
    given(*SENT, ADVISED).when(refuse.model_copy(update={"reason": text(62)})).then(
        AdviceAnswered(advice_id=ADVICE, point=POINT, adopted=False, reason=text(62))
    )


@pytest.mark.parametrize("wrong", [{"advice_id": "advice-2"}, {"point": "point-2"}])
def test_only_points_that_were_given_are_answered(wrong: dict[str, str]) -> None:
    given(*SENT, ADVISED).when(ADOPT.model_copy(update=wrong)).rejected("unknown-point")


def test_a_point_is_answered_once() -> None:
    given(*READY).when(ADOPT).rejected("answered")


@pytest.mark.parametrize("outcome", ["approved", "rejected"])
def test_the_decision_names_the_version_and_the_day(outcome: str) -> None:
    decision = DecisionTaken.model_validate(APPROVED.model_dump() | {"outcome": outcome})
    given(*READY).when(APPROVE.model_copy(update={"outcome": outcome})).then(decision)


def test_a_decision_waits_for_the_advice_of_the_fg() -> None:
    given(*SENT).when(APPROVE).rejected("advice-missing", ["advice-fg"])


def test_advice_of_the_ciso_does_not_stand_for_that_of_the_fg() -> None:
    ciso = AdviceGiven(advice_id="advice-2", adviser="ciso", opinion="positive")
    given(*SENT, ciso).when(APPROVE).rejected("advice-missing")


def test_a_decision_waits_for_an_answer_to_every_point() -> None:
    given(*SENT, ADVISED).when(APPROVE).rejected("points-open", [POINT])


def test_the_fg_never_decides() -> None:
    both = APPROVE.model_copy(update={"roles": ("decision-maker", "fg")})
    given(*READY).when(both).rejected("fg-decides-not")


@pytest.mark.parametrize("place", range(len(READY)))
def test_who_wrote_submitted_or_advised_anything_does_not_decide(place: int) -> None:
    facts: list[Event | Fact] = list(READY)
    found = facts[place]
    fact = found.event if isinstance(found, Fact) else found
    facts[place] = by("dirk", fact)
    if fact in (OPENED, REQUIRED):
        given(*facts).when(APPROVE).then(APPROVED)
    else:
        given(*facts).when(APPROVE).rejected("four-eyes")


EVERYTHING = (SCREEN, ANSWER, RECORD, AGREE, SUBMIT, ADVISE, ADOPT, APPROVE)


@pytest.mark.parametrize("command", EVERYTHING, ids=lambda command: type(command).__name__)
def test_after_the_decision_nothing_changes(command: Any) -> None:
    given(*READY, by("dirk", APPROVED)).when(command).rejected("decided")


@pytest.mark.parametrize("command", EVERYTHING, ids=lambda command: type(command).__name__)
def test_a_case_that_does_not_exist_is_unknown(command: Any) -> None:
    given().when(command).rejected("unknown")
