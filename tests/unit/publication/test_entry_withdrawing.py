"""An approver takes off the public site what should not have been public; it does not come back."""

from datetime import date
from typing import Any

import pytest

from contracts.publication import AlgorithmWithdrawn
from services.chassis.decider import Command
from services.publication.domain import entry
from services.publication.domain.entry import (
    ApproveEntry,
    DraftEntry,
    EditEntry,
    NoteAssessment,
    NoteLifeCycle,
    ReturnEntry,
    SubmitEntry,
    TakeOver,
    TakeUpDescription,
    WithdrawEntry,
)
from services.publication.domain.grounds import GROUNDS, OTHER, said
from tests.samples_publication import (
    ALGORITHM_WITHDRAWN,
    APPROVED_NOTED,
    COMPLETE,
    DESCRIPTION,
    DRAFTED,
    EDITED,
    FOUND,
    IMPORTED,
    IN_USE_NOTED,
    ORGANISATION,
    ORGANISATION_NAME,
    PUBLISHED,
    PUBLISHED_AT,
    REASON,
    RETIRED_NOTED,
    SUBMITTED,
    TAKEN_OVER_PUBLISHED,
    URI,
    WITHDRAWN,
)
from tests.spec import WHEN, by, spec

given = spec(entry)
TODAY: dict[str, Any] = {"today": date(2026, 11, 24)}
PUBLIC = (DRAFTED, by("anna", EDITED), by("anna", SUBMITTED), by("bram", PUBLISHED))
GONE = (*PUBLIC, by("bram", WITHDRAWN))
OUTSIDE = TODAY | {
    "organisation": ORGANISATION, "organisation_name": ORGANISATION_NAME, "uri": URI, "published_at": PUBLISHED_AT,
}  # fmt: skip
POLICY = {"by": "system:policy", "written_by": "cora"}


def withdrawing(ground: str = "by-mistake", who: str = "bram") -> WithdrawEntry:
    return WithdrawEntry(by=who, ground=ground, **OUTSIDE)


class TestWithdrawing:
    def test_leaves_what_it_was_since_when_it_is_gone_and_why(self) -> None:
        given(*PUBLIC).when(withdrawing()).then(WITHDRAWN, ALGORITHM_WITHDRAWN)

    @pytest.mark.parametrize("who", ["anna", "bram", "cora", "dora"])
    def test_is_for_any_approver_also_of_own_work(self, who: str) -> None:
        given(*PUBLIC).when(withdrawing(who=who)).then(WITHDRAWN, ALGORITHM_WITHDRAWN)

    @pytest.mark.parametrize("ground", GROUNDS)
    def test_does_not_repeat_a_name_that_may_be_the_trouble(self, ground: str) -> None:
        _, left = entry.decide(withdrawing(ground), given(*PUBLIC).state)
        assert isinstance(left, AlgorithmWithdrawn)
        assert left.public.name == (None if ground in {"personal-data", "confidential"} else COMPLETE["name"])

    def test_of_a_record_without_a_name_names_nothing(self) -> None:
        bare = TAKEN_OVER_PUBLISHED.model_copy(update={"record": {}})
        _, left = entry.decide(withdrawing(), given(IMPORTED, bare).state)
        assert isinstance(left, AlgorithmWithdrawn)
        assert left.public.name is None

    def test_also_drops_a_revision_that_waits(self) -> None:
        history = (*PUBLIC, by("anna", EDITED), by("anna", SUBMITTED))
        given(*history).when(withdrawing()).then(WITHDRAWN, ALGORITHM_WITHDRAWN)
        state = given(*history, by("bram", WITHDRAWN)).state
        assert (state.draft, state.published, state.content) == (None, None, {})

    @pytest.mark.parametrize("history", [(DRAFTED,), (DRAFTED, EDITED, SUBMITTED), (IMPORTED,)])
    def test_needs_something_public(self, history: tuple[Any, ...]) -> None:
        given(*history).when(withdrawing()).rejected("not-public")

    @pytest.mark.parametrize("history", [(), (IN_USE_NOTED,)])
    def test_does_not_come_before_the_first_draft(self, history: tuple[Any, ...]) -> None:
        given(*history).when(withdrawing()).rejected("unknown")

    def test_twice_is_refused(self) -> None:
        given(*GONE).when(withdrawing()).rejected("withdrawn")


class TestAfterIt:
    @pytest.mark.parametrize(
        "command",
        [
            EditEntry(record=COMPLETE, by="anna", **TODAY),
            SubmitEntry(by="anna", **TODAY),
            ReturnEntry(by="bram", reason=REASON, **TODAY),
            ApproveEntry(by="bram", **OUTSIDE),
            TakeOver(by="bram", **OUTSIDE),
        ],
        ids=lambda command: type(command).__name__,
    )
    def test_it_does_not_come_back(self, command: Command) -> None:
        given(*GONE).when(command).rejected("withdrawn")

    @pytest.mark.parametrize(
        "command",
        [
            DraftEntry(description=DESCRIPTION, noted_version=1, **POLICY, **TODAY),
            TakeUpDescription(description=DESCRIPTION, noted_version=9, **POLICY, **OUTSIDE),
            TakeUpDescription(description=DESCRIPTION, found_record=FOUND, noted_version=9, **POLICY, **OUTSIDE),
        ],
        ids=["drafted", "described", "imported"],
    )
    def test_what_the_inventory_tells_makes_no_new_draft(self, command: Command) -> None:
        given(*GONE).when(command).then()

    def test_what_others_decide_is_noted_and_not_shown(self) -> None:
        retired = NoteLifeCycle(
            state="retired", month="2028-01", noted_version=11, by="system:policy", written_by="piet", **OUTSIDE
        )
        approved = NoteAssessment(
            standing="approved",
            decided_on="2026-11-20",
            noted_version=14,
            by="system:policy",
            written_by="dirk",
            **OUTSIDE,
        )
        given(*GONE).when(retired).then(RETIRED_NOTED)
        given(*GONE).when(approved).then(APPROVED_NOTED)

    def test_the_desk_knows_since_when_and_why(self) -> None:
        withdrawn = given(*GONE).state.withdrawn
        assert (withdrawn.ground, withdrawn.on) == ("by-mistake", WHEN.date())
        assert given(*GONE).state.exists


def test_every_ground_is_said_and_one_of_a_later_release_too() -> None:
    for ground in GROUNDS:
        assert WithdrawEntry(by="bram", ground=ground, **OUTSIDE).ground == ground
        assert said(ground).endswith(".")
    assert said("later-word") == OTHER
