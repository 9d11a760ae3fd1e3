"""Who sees to a promise of a dialogue, and says what was done with it."""

from datetime import date

import pytest

from contracts.feedback import OutcomeRecorded
from services.feedback.domain import dialogue
from services.feedback.domain.dialogue import OWNERS, FollowUpOutcome, RecordOutcome, sees_to
from services.feedback.pages import words
from tests.samples_feedback import DONE, HELD, OUTCOME, PLANNED, PUBLISHED
from tests.spec import spec

given = spec(dialogue)
TODAY = date(2026, 12, 11)
NAMED = OUTCOME.model_copy(update={"owner_member": "femke"})
THERE = (PLANNED, PUBLISHED, HELD)


def promising(known: bool = True, **named: str) -> RecordOutcome:
    fields = OUTCOME.model_dump() | named
    return RecordOutcome(by="mo", today=TODAY, owner_known=known, **fields)


def telling(who: str, *roles: str) -> FollowUpOutcome:
    return FollowUpOutcome(by=who, roles=roles, today=TODAY, outcome="brief", did=DONE.did, done=True)


def test_a_promise_is_of_one_person_in_a_role_or_of_everyone_in_it() -> None:
    given(*THERE).when(promising(owner_member="femke")).then(NAMED)
    given(*THERE).when(promising()).then(OUTCOME)


def test_who_is_named_holds_the_role() -> None:
    given(*THERE).when(promising(known=False, owner_member="femke")).rejected("unknown-owner")


def test_an_auditor_sees_to_nothing() -> None:
    given(*THERE).when(promising(owner="auditor")).rejected("unknown-owner")
    assert {code for code, *_rest in words.owners(())} == set(OWNERS)


@pytest.mark.parametrize(
    ("made", "who", "roles"),
    [
        (NAMED, "femke", ("process-owner",)),
        (NAMED, "femke", ("editor",)),
        (NAMED, "mo", ("moderator",)),
        (OUTCOME, "piet", ("process-owner", "editor")),
        (OUTCOME, "mo", ("moderator",)),
    ],
)
def test_who_sees_to_it_says_what_was_done_and_a_moderator_may_too(
    made: OutcomeRecorded, who: str, roles: tuple[str, ...]
) -> None:
    given(*THERE, made).when(telling(who, *roles)).then(DONE)
    assert sees_to(who, roles, made.owner, made.owner_member)


@pytest.mark.parametrize(("made", "who", "roles"), [(NAMED, "piet", ("process-owner",)), (OUTCOME, "ed", ("editor",))])
def test_nobody_else_does(made: OutcomeRecorded, who: str, roles: tuple[str, ...]) -> None:
    given(*THERE, made).when(telling(who, *roles)).rejected("not-yours")
    assert not sees_to(who, roles, made.owner, made.owner_member)
