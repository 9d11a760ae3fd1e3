"""How a remark ends: forwarded or closed, and reopened by who sent it while that can be done."""

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.envelope import Event
from contracts.feedback import FeedbackAnswered, FeedbackClosed, FeedbackForwarded, FeedbackReopened
from services.chassis.decider import Command, Rejected, Stamp
from services.feedback.domain import remark
from services.feedback.domain.remark import AnswerRemark, CloseRemark, ForwardRemark, ModerateRemark, ReopenRemark
from tests.samples_feedback import (
    ACCEPTED,
    ANSWERED_PRIVATELY,
    ANSWERED_PUBLICLY,
    CLOSED,
    FORWARDED,
    PRIVATE_WORDS,
    PUBLIC_WORDS,
    RECEIVED,
    REFUSED,
    REOPENED,
    WORDS,
)
from tests.spec import WHEN, spec

given = spec(remark)
TODAY = WHEN.date()
FORWARD = ForwardRemark(by="mo", today=TODAY, to=WORDS, reason=PRIVATE_WORDS)
CLOSE = CloseRemark(by="mo", today=TODAY)
ANSWER = AnswerRemark(by="mo", today=TODAY, public=False, answer=PRIVATE_WORDS)
IN_PUBLIC = AnswerRemark(by="mo", today=TODAY, public=True, published_answer=PUBLIC_WORDS)
ACCEPT = ModerateRemark(by="mo", today=TODAY, outcome="accepted")
REFUSE = ModerateRemark(by="mo", today=TODAY, outcome="refused", ground="insult")


def reopening(today: date = TODAY) -> ReopenRemark:
    return ReopenRemark(by="", today=today, reason=WORDS)


@pytest.mark.parametrize("before", [(), (ACCEPTED,), (REFUSED,)])
def test_what_another_decides_on_is_forwarded_with_the_reason(before: tuple[Event, ...]) -> None:
    given(RECEIVED, *before).when(FORWARD).then(FORWARDED)


def test_what_was_forwarded_is_neither_answered_nor_forwarded_again() -> None:
    for step in (ANSWER, FORWARD):
        given(RECEIVED, FORWARDED).when(step).rejected("already-forwarded")


def test_what_was_answered_needs_no_forwarding() -> None:
    given(RECEIVED, ANSWERED_PRIVATELY).when(FORWARD).rejected("already-answered")


@pytest.mark.parametrize("before", [(ACCEPTED, ANSWERED_PUBLICLY), (ANSWERED_PRIVATELY,), (FORWARDED,), (REFUSED,)])
def test_a_remark_is_closed_when_its_sender_knows_what_became_of_it(before: tuple[Event, ...]) -> None:
    given(RECEIVED, *before).when(CLOSE).then(CLOSED)
    given(RECEIVED, *before, CLOSED).when(CLOSE).then()


@pytest.mark.parametrize("before", [(), (ACCEPTED,)])
def test_what_nobody_answered_is_not_closed(before: tuple[Event, ...]) -> None:
    given(RECEIVED, *before).when(CLOSE).rejected("not-answered")


@pytest.mark.parametrize("step", [ANSWER, FORWARD])
def test_what_was_closed_waits_for_its_sender(step: Command) -> None:
    given(RECEIVED, REFUSED, CLOSED).when(step).rejected("already-closed")


ENDED = [(ACCEPTED, ANSWERED_PUBLICLY), (FORWARDED,), (REFUSED,), (REFUSED, CLOSED)]


@pytest.mark.parametrize("before", ENDED)
@pytest.mark.parametrize(("days", "refused"), [(0, None), (14, None), (15, "too-late")])
def test_a_remark_is_reopened_within_fourteen_days(before: tuple[Event, ...], days: int, refused: str | None) -> None:
    asked = given(RECEIVED, *before).when(reopening(TODAY + timedelta(days=days)))
    if refused:
        asked.rejected(refused)
    else:
        asked.then(REOPENED)


@pytest.mark.parametrize("before", [(), (ACCEPTED,)])
def test_what_did_not_end_is_not_reopened(before: tuple[Event, ...]) -> None:
    given(RECEIVED, *before).when(reopening()).rejected("not-ended")


def test_what_was_reopened_is_answered_or_judged_anew() -> None:
    given(RECEIVED, ACCEPTED, ANSWERED_PUBLICLY, REOPENED).when(IN_PUBLIC).then(ANSWERED_PUBLICLY)
    given(RECEIVED, ACCEPTED, ANSWERED_PUBLICLY, REOPENED).when(ACCEPT).rejected("already-moderated")
    given(RECEIVED, REFUSED, CLOSED, REOPENED).when(ACCEPT).then(ACCEPTED)


@pytest.mark.parametrize("step", [FORWARD, CLOSE, reopening()])
def test_what_nobody_said_does_not_end(step: Command) -> None:
    given().when(step).rejected("unknown")


STEPS = [ACCEPT, REFUSE, ANSWER, IN_PUBLIC, FORWARD, CLOSE, reopening()]


@for_all(st.lists(st.sampled_from(STEPS), max_size=20))
def test_between_two_ends_a_remark_was_reopened(steps: list[Command]) -> None:
    state, since = remark.evolve(RECEIVED, remark.initial(), Stamp(by="", version=1, at=WHEN)), list[type[Event]]()
    for step in steps:
        try:
            facts = remark.decide(step, state)
        except Rejected:
            continue
        for fact in facts:
            assert not isinstance(fact, FeedbackAnswered) or not {FeedbackClosed, FeedbackForwarded} & set(since)
            assert type(fact) not in since
            since = [] if isinstance(fact, FeedbackReopened) else [*since, type(fact)]
            state = remark.evolve(fact, state, Stamp(by=step.by, version=2, at=WHEN))
