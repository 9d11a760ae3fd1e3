"""A remark from a resident's hand to an answer, and what the public may see of it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.envelope import Event
from contracts.feedback import FeedbackAnswered
from services.chassis.decider import Command, Rejected, Stamp
from services.feedback.domain import remark
from services.feedback.domain.remark import AnswerRemark, ModerateRemark, ReceiveRemark
from tests.samples_feedback import (
    ACCEPTED,
    ANSWERED_PRIVATELY,
    ANSWERED_PUBLICLY,
    CHANNEL_OPENED,
    CONTACT,
    ENTRY,
    PRIVATE_WORDS,
    PUBLIC_WORDS,
    RECEIVED,
    RECEIVED_ON_GOAL,
    REFUSED,
    WORDS,
)
from tests.spec import WHEN, spec

given = spec(remark)
TODAY = date(2026, 11, 24)


def receiving(**changes: Any) -> ReceiveRemark:
    fields: dict[str, Any] = {"entry": ENTRY, "channel_open": True, "fields": ("name", "goal"), "kind": "question",
                              "text": WORDS, "contact": CONTACT}  # fmt: skip
    return ReceiveRemark(by="", today=TODAY, **(fields | changes))


def moderating(outcome: str, ground: str | None = None) -> ModerateRemark:
    return ModerateRemark(by="mo", today=TODAY, outcome=outcome, ground=ground)


ACCEPT, REFUSE = moderating("accepted"), moderating("refused", "insult")
IN_PUBLIC = AnswerRemark(by="mo", today=TODAY, public=True, published_answer=PUBLIC_WORDS)
IN_PRIVATE = AnswerRemark(by="mo", today=TODAY, public=False, answer=PRIVATE_WORDS)


def test_a_resident_asks_about_an_entry() -> None:
    given().when(receiving()).then(RECEIVED)


def test_a_resident_remarks_on_one_field_without_leaving_a_contact() -> None:
    given().when(receiving(field="goal", kind="remark", contact=None)).then(RECEIVED_ON_GOAL)


def test_receiving_may_make_the_remark_and_nothing_else_may() -> None:
    assert (ReceiveRemark.CREATES, ModerateRemark.CREATES, AnswerRemark.CREATES) == (True, False, False)


def test_nothing_is_received_when_the_channel_is_closed() -> None:
    given().when(receiving(channel_open=False)).rejected("channel-closed")


def test_a_field_must_stand_in_the_public_entry() -> None:
    given().when(receiving(field="provider")).rejected("unknown-field")


def test_the_same_remark_is_received_once() -> None:
    given(RECEIVED).when(receiving()).rejected("already-received")


def test_a_moderator_lets_all_see_it() -> None:
    given(RECEIVED).when(ACCEPT).then(ACCEPTED)


def test_a_moderator_refuses_on_a_ground() -> None:
    given(RECEIVED).when(REFUSE).then(REFUSED)


def test_a_refusal_names_its_ground() -> None:
    given(RECEIVED).when(moderating("refused")).rejected("ground-missing")


def test_what_all_may_see_has_no_ground() -> None:
    given(RECEIVED).when(moderating("accepted", "insult")).rejected("ground-needless")


@pytest.mark.parametrize("before", [ACCEPTED, REFUSED])
@pytest.mark.parametrize("again", [ACCEPT, REFUSE])
def test_moderating_twice_is_refused(before: Event, again: ModerateRemark) -> None:
    given(RECEIVED, before).when(again).rejected("already-moderated")


@pytest.mark.parametrize("step", [ACCEPT, IN_PUBLIC, IN_PRIVATE])
def test_what_nobody_said_cannot_be_moderated_or_answered(step: Command) -> None:
    given().when(step).rejected("unknown")


def test_an_accepted_remark_is_answered_in_public() -> None:
    given(RECEIVED, ACCEPTED).when(IN_PUBLIC).then(ANSWERED_PUBLICLY)


@pytest.mark.parametrize("before", [(), (ACCEPTED,), (REFUSED,)])
def test_a_private_answer_does_not_wait_for_moderation(before: tuple[Event, ...]) -> None:
    given(RECEIVED, *before).when(IN_PRIVATE).then(ANSWERED_PRIVATELY)


def test_a_public_answer_waits_for_moderation() -> None:
    given(RECEIVED).when(IN_PUBLIC).rejected("not-moderated")


def test_a_refused_remark_gets_no_public_answer() -> None:
    given(RECEIVED, REFUSED).when(IN_PUBLIC).rejected("remark-refused")


@pytest.mark.parametrize("before", [ANSWERED_PUBLICLY, ANSWERED_PRIVATELY])
@pytest.mark.parametrize("again", [IN_PUBLIC, IN_PRIVATE])
def test_answering_twice_is_refused(before: Event, again: AnswerRemark) -> None:
    given(RECEIVED, ACCEPTED, before).when(again).rejected("already-answered")


def test_a_remark_that_was_answered_in_private_can_still_be_moderated() -> None:
    given(RECEIVED, ANSWERED_PRIVATELY).when(ACCEPT).then(ACCEPTED)


@pytest.mark.parametrize(
    "words",
    [
        {"public": True},
        {"public": False},
        {"public": True, "answer": PRIVATE_WORDS},
        {"public": False, "published_answer": PUBLIC_WORDS},
        {"public": True, "published_answer": PUBLIC_WORDS, "answer": PRIVATE_WORDS},
    ],
)
def test_words_for_one_person_and_words_for_all_are_kept_apart(words: dict[str, Any]) -> None:
    given(RECEIVED, ACCEPTED).when(AnswerRemark(by="mo", today=TODAY, **words)).rejected("answer-missing")


STEPS = [receiving(), ACCEPT, REFUSE, IN_PUBLIC, IN_PRIVATE]


def walk(steps: Iterable[Command], each: Callable[[Event, list[Event]], None]) -> None:
    """Every step in turn, those that are refused left out; each new fact with those before it."""
    state, past = remark.initial(), list[Event]()
    for step in steps:
        try:
            facts = remark.decide(step, state)
        except Rejected:
            continue
        for fact in facts:
            each(fact, past)
            state = remark.evolve(fact, state, Stamp(by=step.by, version=len(past) + 1, at=WHEN))
            past.append(fact)


@for_all(st.lists(st.sampled_from(STEPS), max_size=12))
def test_no_order_of_steps_answers_in_public_what_was_not_accepted(steps: list[Command]) -> None:
    def each(fact: Event, past: list[Event]) -> None:
        if isinstance(fact, FeedbackAnswered) and fact.public:
            assert ACCEPTED in past

    walk(steps, each)


@for_all(st.lists(st.sampled_from(STEPS), max_size=12))
def test_every_step_happens_at_most_once(steps: list[Command]) -> None:
    def each(fact: Event, past: list[Event]) -> None:
        assert type(fact) not in map(type, past)

    walk(steps, each)


def test_a_fact_of_another_subject_changes_nothing() -> None:
    stamp = Stamp(by="someone", version=1, at=WHEN)
    assert remark.evolve(CHANNEL_OPENED, remark.initial(), stamp) == remark.initial()


def test_a_command_without_a_rule_is_a_mistake_in_the_program() -> None:
    with pytest.raises(TypeError):
        remark.decide(Command(by="mo", today=TODAY), remark.initial())
