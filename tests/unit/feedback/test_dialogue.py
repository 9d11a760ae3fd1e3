"""A dialogue with residents, from a plan to a promise that was kept."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.envelope import Event
from contracts.feedback import DialogueChanged, DialogueHeld, DialogueSignedUp, OutcomeRecorded, SignUpErased
from services.chassis.decider import Command, Rejected, Stamp
from services.feedback.domain import dialogue
from services.feedback.domain.dialogue import (
    ChangeDialogue,
    EraseSignUp,
    FollowUpOutcome,
    HoldDialogue,
    PlanDialogue,
    PublishDialogue,
    RecordOutcome,
    SignUp,
)
from tests.samples_feedback import (
    CONTACT,
    DONE,
    FOLLOWED_UP,
    HELD,
    OUTCOME,
    PLAN,
    PLANNED,
    PUBLISHED,
    RECEIVED,
    SIGNED_UP,
    SIGNED_UP_TOO,
    WORDS,
)
from tests.spec import WHEN, spec

given = spec(dialogue)
TODAY, THE_DAY, AFTER = date(2026, 11, 24), date(2026, 12, 10), date(2026, 12, 11)


def planning(kind: type[PlanDialogue] = PlanDialogue, known: bool = True, **changes: Any) -> PlanDialogue:
    return kind(by="mo", today=TODAY, plan=PLAN.model_copy(update=changes), entry_known=known)


def signing_up(who: str = "nora", today: date = TODAY) -> SignUp:
    return SignUp(by="", today=today, sign_up=who, name=WORDS, email=CONTACT)


def erasing(who: str = "nora") -> EraseSignUp:
    return EraseSignUp(by="", today=TODAY, sign_up=who)


def holding(today: date = THE_DAY) -> HoldDialogue:
    return HoldDialogue(by="mo", today=today, published_report=HELD.published_report, attendance=23)


def recording(today: date = AFTER, outcome: str = "brief") -> RecordOutcome:
    fields = OUTCOME.model_dump() | {"outcome": outcome, "owner_known": True}
    return RecordOutcome(by="mo", today=today, **fields)


def following(done: bool, outcome: str = "brief") -> FollowUpOutcome:
    did = DONE.did if done else FOLLOWED_UP.did
    return FollowUpOutcome(by="mo", roles=("moderator",), today=AFTER, outcome=outcome, did=did, done=done)


PUBLISH = PublishDialogue(by="mo", today=TODAY)


def test_an_evening_is_planned() -> None:
    given().when(planning()).then(PLANNED)


def test_planning_may_make_the_dialogue_and_nothing_else_may() -> None:
    steps = (PlanDialogue, ChangeDialogue, PublishDialogue, SignUp, EraseSignUp, HoldDialogue, RecordOutcome)
    assert [step.CREATES for step in steps] == [True, False, False, False, False, False, False]


def test_the_same_dialogue_is_planned_once() -> None:
    given(PLANNED).when(planning()).rejected("already-planned")


@pytest.mark.parametrize("kind", [PlanDialogue, ChangeDialogue])
def test_a_day_that_is_over_cannot_be_planned(kind: type[PlanDialogue]) -> None:
    before = [] if kind is PlanDialogue else [PLANNED]
    given(*before).when(planning(kind, day="2026-11-23")).rejected("day-past")
    assert dialogue.decide(planning(kind, day="2026-11-24"), given(*before).state)


@pytest.mark.parametrize("kind", [PlanDialogue, ChangeDialogue])
def test_it_is_about_an_entry_that_is_public(kind: type[PlanDialogue]) -> None:
    before = [] if kind is PlanDialogue else [PLANNED]
    given(*before).when(planning(kind, known=False, entry="other")).rejected("unknown-entry")


def test_a_plan_can_be_changed_before_and_after_it_is_public() -> None:
    for before in ([PLANNED], [PLANNED, PUBLISHED]):
        changed = DialogueChanged(plan=PLAN.model_copy(update={"time": "20:00"}))
        given(*before).when(planning(ChangeDialogue, time="20:00")).then(changed)


def test_the_same_plan_changes_nothing() -> None:
    given(PLANNED).when(planning(ChangeDialogue)).then()


def test_what_was_held_keeps_its_plan() -> None:
    given(PLANNED, PUBLISHED, HELD).when(planning(ChangeDialogue, time="20:00")).rejected("already-held")


def test_nobody_loses_a_seat_by_a_change() -> None:
    before = [PLANNED, PUBLISHED, SIGNED_UP, SIGNED_UP_TOO]
    given(*before).when(planning(ChangeDialogue, seats=1)).rejected("seats-too-few")


def test_it_is_put_in_the_agenda_once() -> None:
    given(PLANNED).when(PUBLISH).then(PUBLISHED)
    given(PLANNED, PUBLISHED).when(PUBLISH).rejected("already-published")


def test_what_is_over_is_not_put_in_the_agenda() -> None:
    given(PLANNED).when(PublishDialogue(by="mo", today=AFTER)).rejected("day-past")


def test_a_resident_signs_up_until_the_day_itself() -> None:
    for today in (TODAY, THE_DAY):
        given(PLANNED, PUBLISHED).when(signing_up(today=today)).then(SIGNED_UP)
    given(PLANNED, PUBLISHED).when(signing_up(today=AFTER)).rejected("day-past")
    given(PLANNED, PUBLISHED, HELD).when(signing_up(today=THE_DAY)).rejected("day-past")


def test_nobody_signs_up_for_what_is_not_in_the_agenda() -> None:
    given(PLANNED).when(signing_up()).rejected("not-published")


def test_the_same_sign_up_counts_once() -> None:
    given(PLANNED, PUBLISHED, SIGNED_UP).when(signing_up()).then()


def test_a_full_room_takes_nobody_until_someone_stays_away() -> None:
    full = [PLANNED, PUBLISHED, SIGNED_UP, SIGNED_UP_TOO]
    given(*full).when(signing_up("ada")).rejected("full")
    given(*full, SignUpErased(sign_up="sem")).when(signing_up("ada")).then(
        DialogueSignedUp(sign_up="ada", name=WORDS, email=CONTACT)
    )


def test_who_signed_up_is_forgotten_on_request_also_afterwards() -> None:
    for before in ([], [HELD]):
        given(PLANNED, PUBLISHED, SIGNED_UP, *before).when(erasing()).then(SignUpErased(sign_up="nora"))


def test_forgetting_twice_changes_nothing() -> None:
    given(PLANNED, PUBLISHED, SIGNED_UP, SignUpErased(sign_up="nora")).when(erasing()).then()


def test_the_report_comes_on_the_day_or_later() -> None:
    given(PLANNED, PUBLISHED).when(holding()).then(HELD)
    given(PLANNED, PUBLISHED).when(holding(TODAY)).rejected("day-to-come")


def test_what_nobody_could_know_of_has_no_report() -> None:
    given(PLANNED).when(holding()).rejected("not-published")


def test_there_is_one_report() -> None:
    given(PLANNED, PUBLISHED, HELD).when(holding()).rejected("already-held")


def test_what_people_said_is_recorded_with_who_sees_to_it_and_until_when() -> None:
    given(PLANNED, PUBLISHED, HELD).when(recording()).then(OUTCOME)


@pytest.mark.parametrize("step", [recording(), following(True)])
def test_outcomes_come_after_the_report(step: Command) -> None:
    given(PLANNED, PUBLISHED).when(step).rejected("not-held")


def test_a_promise_has_a_day_that_is_still_to_come() -> None:
    given(PLANNED, PUBLISHED, HELD).when(recording(date(2027, 2, 2))).rejected("due-past")
    given(PLANNED, PUBLISHED, HELD).when(recording(date(2027, 2, 1))).then(OUTCOME)


def test_the_same_outcome_is_recorded_once() -> None:
    given(PLANNED, PUBLISHED, HELD, OUTCOME).when(recording()).then()


def test_an_outcome_is_followed_up_until_it_is_done() -> None:
    told = [PLANNED, PUBLISHED, HELD, OUTCOME]
    given(*told).when(following(False)).then(FOLLOWED_UP)
    given(*told, FOLLOWED_UP).when(following(True)).then(DONE)
    given(*told, FOLLOWED_UP, DONE).when(following(False)).rejected("already-done")


def test_only_a_known_outcome_is_followed_up() -> None:
    given(PLANNED, PUBLISHED, HELD).when(following(True, "other")).rejected("unknown-outcome")


STEPS = [
    planning(), planning(ChangeDialogue, seats=1), planning(ChangeDialogue, time="20:00"), PUBLISH, signing_up(),
    signing_up("sem"), signing_up("ada"), erasing(), erasing("sem"), holding(), recording(),
    recording(outcome="other"), following(False), following(True), following(True, "other"),
]  # fmt: skip


@pytest.mark.parametrize("step", [step for step in STEPS if type(step) is not PlanDialogue])
def test_what_nobody_planned_cannot_be_done(step: Command) -> None:
    given().when(step).rejected("unknown")


@for_all(st.lists(st.sampled_from(STEPS), max_size=25))
def test_no_order_of_steps_breaks_a_promise_of_the_agenda(steps: list[Command]) -> None:
    state, past = dialogue.initial(), list[Event]()
    for step in [planning(), *steps]:
        try:
            facts = dialogue.decide(step, state)
        except Rejected:
            continue
        for fact in facts:
            assert not isinstance(fact, DialogueSignedUp | DialogueHeld) or PUBLISHED in past
            assert not isinstance(fact, OutcomeRecorded) or any(isinstance(one, DialogueHeld) for one in past)
            state = dialogue.evolve(fact, state, Stamp(by=step.by, version=len(past) + 1, at=WHEN))
            past.append(fact)
        assert state.plan is not None
        assert state.plan.seats is None or len(state.sign_ups) <= state.plan.seats


def test_a_fact_of_another_subject_changes_nothing() -> None:
    stamp = Stamp(by="someone", version=1, at=WHEN)
    assert dialogue.evolve(RECEIVED, dialogue.initial(), stamp) == dialogue.initial()


def test_a_command_without_a_rule_is_a_mistake_in_the_program() -> None:
    with pytest.raises(TypeError):
        dialogue.decide(Command(by="mo", today=TODAY), dialogue.initial())
