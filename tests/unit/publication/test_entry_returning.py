"""An approver sends a submitted entry back with a reason; its writers mend it and submit it again."""

from datetime import date
from typing import Any

import pytest

from services.publication.domain import entry
from services.publication.domain.entry import ReturnEntry, SubmitEntry
from tests.samples_publication import (
    DRAFTED,
    EDITED,
    IN_USE_NOTED,
    PUBLISHED,
    REASON,
    RETURNED,
    SUBMITTED,
)
from tests.spec import by, spec

given = spec(entry)
TODAY = date(2026, 11, 24)
READY = (DRAFTED, by("anna", EDITED), by("anna", SUBMITTED))


def returning(who: str = "bram") -> ReturnEntry:
    return ReturnEntry(by=who, today=TODAY, reason=REASON)


class TestReturning:
    def test_sends_the_draft_back_with_the_reason(self) -> None:
        given(*READY).when(returning()).then(RETURNED)

    def test_waits_for_a_submission(self) -> None:
        given(DRAFTED, EDITED).when(returning()).rejected("not-submitted")

    def test_twice_is_refused(self) -> None:
        given(*READY, by("bram", RETURNED)).when(returning()).rejected("not-submitted")

    @pytest.mark.parametrize("writer", ["anna", "cora"])
    def test_is_not_for_who_wrote_or_described_it(self, writer: str) -> None:
        given(*READY).when(returning(writer)).rejected("own-work")

    def test_needs_a_draft(self) -> None:
        given(*READY, PUBLISHED).when(returning()).rejected("no-draft")

    @pytest.mark.parametrize("history", [(), (IN_USE_NOTED,)])
    def test_does_not_come_before_the_first_draft(self, history: tuple[Any, ...]) -> None:
        given(*history).when(returning()).rejected("unknown")


class TestAfterIt:
    def test_the_entry_can_be_submitted_again(self) -> None:
        again = SubmitEntry(by="anna", today=TODAY)
        given(*READY, by("bram", RETURNED)).when(again).then(SUBMITTED)

    def test_the_reason_stays_while_it_is_mended_and_goes_when_it_is_submitted(self) -> None:
        back = (*READY, by("bram", RETURNED))
        assert given(*back, by("anna", EDITED)).state.draft.returned == REASON
        assert given(*back, by("anna", EDITED), by("anna", SUBMITTED)).state.draft.returned is None

    def test_who_sent_it_back_may_approve_what_was_mended(self) -> None:
        state = given(*READY, by("bram", RETURNED), by("anna", EDITED), by("anna", SUBMITTED)).state
        assert "bram" not in state.draft.persons | state.draft.written_by
