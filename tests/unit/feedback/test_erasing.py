"""Erasing what was written about a remark: at once, or after a decision with a reason."""

from datetime import date

import pytest
from hypothesis import example
from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.envelope import Event, TextReference
from contracts.feedback import FeedbackAnswered, FeedbackClosed, FeedbackReceived, PersonalDataErased
from services.chassis.decider import Rejected
from services.feedback.domain import remark
from services.feedback.domain.remark import (
    DECIDED,
    AnswerRemark,
    AskErasure,
    CloseRemark,
    EngageCommittee,
    EraseWords,
    ExtendTerm,
    ForwardRemark,
    KeepWords,
    ModerateRemark,
    ReopenRemark,
    decide_by,
)
from tests.samples_feedback import (
    ACCEPTED,
    ALL_ERASED,
    ANSWERED_PRIVATELY,
    ANSWERED_PUBLICLY,
    CLOSED,
    COMPLAINT,
    CONTACT,
    CONTACT_ERASED,
    ENTRY,
    ERASURE_ASKED,
    FORWARDED,
    KEPT,
    PRIVATE_WORDS,
    RECEIVED,
    REFUSED,
    REOPENED,
    WORDS,
)
from tests.spec import WHEN, spec

given = spec(remark)
TODAY = WHEN.date()
THIRD, FOURTH = (TextReference(id=id, commitment="0" * 64) for id in ("third", "fourth"))


def asking(scope: str) -> AskErasure:
    return AskErasure(by="", today=TODAY, scope=scope)


def erasing(scope: str) -> EraseWords:
    return EraseWords(by="mo", today=TODAY, scope=scope)


KEEP = KeepWords(by="mo", today=TODAY, reason=PRIVATE_WORDS)


@pytest.mark.parametrize("received", [RECEIVED, COMPLAINT])
def test_who_sent_a_remark_erases_the_contact_at_once(received: Event) -> None:
    given(received).when(asking("contact")).then(CONTACT_ERASED)
    given(received, CONTACT_ERASED).when(asking("contact")).then()


def test_a_remark_without_contact_has_none_to_erase() -> None:
    given(FeedbackReceived(entry=ENTRY, kind="question", text=WORDS)).when(asking("contact")).then()


def test_who_asked_a_question_erases_everything_and_it_waits_no_more() -> None:
    given(RECEIVED).when(asking("everything")).then(ALL_ERASED, CLOSED)
    given(RECEIVED, ALL_ERASED, CLOSED).when(asking("everything")).then()


@pytest.mark.parametrize("before", [(REFUSED,), (ACCEPTED, ANSWERED_PUBLICLY)])
def test_what_had_ended_does_not_end_again(before: tuple[Event, ...]) -> None:
    given(RECEIVED, *before).when(asking("everything")).then(ALL_ERASED)


def test_answers_reasons_and_a_second_request_are_erased_too() -> None:
    again = FeedbackAnswered(public=False, answer=THIRD)
    gone = (CONTACT.id, WORDS.id, PRIVATE_WORDS.id, WORDS.id, THIRD.id)
    history = (RECEIVED, ANSWERED_PRIVATELY, REOPENED, again)
    given(*history).when(asking("everything")).then(PersonalDataErased(scope="everything", texts=gone))
    forwarded = (CONTACT.id, WORDS.id, WORDS.id, PRIVATE_WORDS.id)
    given(RECEIVED, FORWARDED).when(erasing("everything")).then(PersonalDataErased(scope="everything", texts=forwarded))


def test_whether_a_complaint_is_erased_is_decided() -> None:
    given(COMPLAINT).when(asking("everything")).then(ERASURE_ASKED)
    given(COMPLAINT, ERASURE_ASKED).when(asking("everything")).then()
    given(COMPLAINT, ERASURE_ASKED).when(erasing("everything")).then(ALL_ERASED, CLOSED)
    given(COMPLAINT, ERASURE_ASKED).when(KEEP).then(KEPT)


def test_a_request_stays_open_while_only_the_contact_went_and_may_come_again_after_a_refusal() -> None:
    given(COMPLAINT, ERASURE_ASKED, CONTACT_ERASED).when(KEEP).then(KEPT)
    given(COMPLAINT, ERASURE_ASKED, KEPT).when(KEEP).rejected("erasure-not-asked")
    given(COMPLAINT, ERASURE_ASKED, KEPT).when(asking("everything")).then(ERASURE_ASKED)


def test_only_what_was_asked_is_refused() -> None:
    given(COMPLAINT).when(KEEP).rejected("erasure-not-asked")
    given(COMPLAINT, ERASURE_ASKED, ALL_ERASED, CLOSED).when(KEEP).rejected("erasure-not-asked")
    given(COMPLAINT, ERASURE_ASKED, ALL_ERASED, CLOSED).when(asking("everything")).then()


def test_a_moderator_erases_a_complaint_on_a_request_by_another_way() -> None:
    given(COMPLAINT).when(erasing("contact")).then(CONTACT_ERASED)
    given(COMPLAINT, CONTACT_ERASED).when(erasing("everything")).then(
        PersonalDataErased(scope="everything", texts=(WORDS.id,)), FeedbackClosed()
    )


def test_what_was_erased_is_neither_shown_nor_answered_nor_opened_again() -> None:
    gone = given(RECEIVED, ALL_ERASED, CLOSED)
    gone.when(ModerateRemark(by="mo", today=TODAY, outcome="accepted")).rejected("erased")
    gone.when(AnswerRemark(by="mo", today=TODAY, public=False, answer=WORDS)).rejected("already-closed")
    gone.when(ForwardRemark(by="mo", today=TODAY, to=WORDS, reason=WORDS)).rejected("already-closed")
    refused = given(RECEIVED, REFUSED, ALL_ERASED)
    refused.when(AnswerRemark(by="mo", today=TODAY, public=False, answer=WORDS)).rejected("erased")
    refused.when(ForwardRemark(by="mo", today=TODAY, to=WORDS, reason=WORDS)).rejected("erased")
    gone.when(ReopenRemark(by="", today=TODAY, reason=WORDS)).rejected("erased")


def test_what_was_answered_before_it_was_erased_is_not_opened_again_either() -> None:
    given(RECEIVED, ACCEPTED, ANSWERED_PUBLICLY, ALL_ERASED).when(
        ReopenRemark(by="", today=TODAY, reason=WORDS)
    ).rejected("erased")


def test_nobody_erases_what_was_never_sent() -> None:
    for command in (asking("contact"), erasing("everything"), KEEP):
        given().when(command).rejected("unknown")


def test_a_request_is_decided_within_a_month() -> None:
    assert decide_by(date(2026, 2, 1)) == date(2026, 3, 1)


STEPS = (
    ModerateRemark(by="mo", today=TODAY, outcome="refused", ground="other"),
    ModerateRemark(by="mo", today=TODAY, outcome="accepted"),
    AnswerRemark(by="mo", today=TODAY, public=False, answer=PRIVATE_WORDS),
    ForwardRemark(by="mo", today=TODAY, to=WORDS, reason=PRIVATE_WORDS),
    CloseRemark(by="mo", today=TODAY),
    ReopenRemark(by="", today=TODAY, reason=WORDS),
    asking("contact"), asking("everything"), erasing("contact"), KEEP,
    ExtendTerm(by="mo", today=TODAY, since=TODAY, reason=THIRD),
    EngageCommittee(by="mo", today=TODAY, since=TODAY, reason=FOURTH),
)  # fmt: skip


@for_all(st.sampled_from(["remark", "question", "complaint", "correction-request"]), st.lists(st.sampled_from(STEPS)))
@example("complaint", list(STEPS[-1:]))
@example("complaint", list(STEPS[:-3:-1]))
def test_whatever_happened_everything_that_a_fact_points_at_can_be_erased_once(kind: str, steps: list[object]) -> None:
    history: list[Event] = [FeedbackReceived(entry=ENTRY, kind=kind, text=WORDS, contact=CONTACT)]
    for step in steps:
        try:
            history += remark.decide(step, given(*history).state)  # type: ignore[arg-type]
        except Rejected:
            continue
    last = remark.decide(erasing("everything"), given(*history).state)
    gone = {id for event in [*history, *last] if isinstance(event, PersonalDataErased) for id in event.texts}
    assert gone == {id for event in history for id in _pointed_at(event)}
    given(*history, *last).when(erasing("everything")).then()
    if kind in DECIDED:
        assert not any(isinstance(event, PersonalDataErased) and event.scope == "everything" for event in history)


def _pointed_at(event: Event) -> list[str]:
    return [value.id for _, value in event if isinstance(value, TextReference)]
