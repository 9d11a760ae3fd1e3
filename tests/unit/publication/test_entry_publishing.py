"""How an entry becomes public: submitted and approved by another person, or taken over as it stood elsewhere."""

from datetime import date
from typing import Any

import pytest

from contracts.publication import (
    AlgorithmChanged,
    EntryChanged,
    EntryDrafted,
    EntryPublished,
    EntryRevised,
    PublicExtension,
    PublicRecord,
    TakenOver,
)
from services.chassis.decider import Command
from services.publication.domain import entry
from services.publication.domain.entry import ApproveEntry, SubmitEntry, TakeOver
from tests.samples_publication import (
    ALGORITHM_PUBLISHED,
    APPROVED_NOTED,
    COMPLETE,
    COMPOSED,
    DECIDED,
    DRAFTED,
    EDITED,
    FOUND,
    IMPORTED,
    IN_USE_NOTED,
    ORGANISATION,
    ORGANISATION_NAME,
    PUBLIC,
    PUBLISHED,
    PUBLISHED_AT,
    SUBMITTED,
    TAKEN_OVER,
    TAKEN_OVER_PUBLISHED,
    TAKEN_OVER_RECORD,
    URI,
)
from tests.spec import by, spec

given = spec(entry)
TODAY = date(2026, 11, 24)
OUTSIDE: dict[str, Any] = {"organisation": ORGANISATION, "organisation_name": ORGANISATION_NAME, "uri": URI,
                           "published_at": PUBLISHED_AT, "today": TODAY}  # fmt: skip
READY = (DRAFTED, by("anna", EDITED), by("anna", SUBMITTED))
FOUND_ANEW = FOUND.record | {"goal": "Geen slagbomen meer."}
IMPORTED_ANEW = EntryRevised(record=FOUND_ANEW, origin="import", provenance=FOUND.provenance, written_by="cora")


def submitting(who: str = "anna") -> SubmitEntry:
    return SubmitEntry(by=who, today=TODAY)


def approving(who: str = "bram") -> ApproveEntry:
    return ApproveEntry(by=who, **OUTSIDE)


def taking_over(who: str = "bram") -> TakeOver:
    return TakeOver(by=who, **OUTSIDE)


def public(record: dict[str, Any], number: int, taken_over: TakenOver | None = None) -> PublicRecord:
    return ALGORITHM_PUBLISHED.public.model_copy(
        update={"record": record, "version": number, "extension": PublicExtension(taken_over=taken_over)}
    )


class TestSubmitting:
    def test_sends_a_complete_draft_to_an_approver(self) -> None:
        given(DRAFTED, EDITED).when(submitting()).then(SUBMITTED)

    def test_asks_for_what_the_standard_requires_of_people(self) -> None:
        given(DRAFTED).when(submitting()).rejected("incomplete", ["description_short", "contact_email"])

    def test_asks_it_also_of_an_imported_draft(self) -> None:
        lacking = ["description_short", "contact_email", "publication_category"]
        given(IMPORTED).when(submitting()).rejected("incomplete", lacking)

    def test_refuses_what_does_not_fit_the_standard(self) -> None:
        long = EntryRevised(record=COMPLETE | {"name": "n" * 101}, origin="person")
        given(DRAFTED, long).when(submitting()).rejected("unfit", ["name"])

    def test_twice_is_refused(self) -> None:
        given(*READY).when(submitting()).rejected("already-submitted")

    def test_needs_something_to_submit(self) -> None:
        given(*READY, PUBLISHED).when(submitting()).rejected("no-draft")


class TestApproving:
    def test_makes_the_entry_public_for_us_and_for_outsiders(self) -> None:
        given(*READY).when(approving()).then(PUBLISHED, ALGORITHM_PUBLISHED)

    def test_is_not_for_who_edited(self) -> None:
        given(DRAFTED, by("bram", EDITED), by("anna", SUBMITTED)).when(approving("bram")).rejected("own-work")

    def test_is_not_for_who_submitted(self) -> None:
        given(DRAFTED, by("bram", EDITED), by("anna", SUBMITTED)).when(approving("anna")).rejected("own-work")

    def test_is_not_for_who_edited_before_an_import_came_between(self) -> None:
        complete = IMPORTED_ANEW.model_copy(update={"record": FOUND_ANEW | COMPLETE})
        history = (IMPORTED, by("bram", EDITED), complete, by("anna", SUBMITTED))
        given(*history).when(approving("bram")).rejected("own-work")

    def test_is_not_for_who_described_the_system_in_the_inventory(self) -> None:
        given(*READY).when(approving("cora")).rejected("own-work")

    def test_is_for_who_wrote_only_an_earlier_revision(self) -> None:
        history = (*READY, PUBLISHED, by("bram", EDITED), by("bram", SUBMITTED))
        changed = EntryChanged(number=2, record=PUBLIC)
        given(*history).when(approving("anna")).then(changed, AlgorithmChanged(version=2, public=public(PUBLIC, 2)))

    def test_waits_for_a_submission(self) -> None:
        given(DRAFTED, EDITED).when(approving()).rejected("not-submitted")

    def test_waits_for_a_new_submission_after_an_edit(self) -> None:
        given(*READY, by("anna", EDITED)).when(approving()).rejected("not-submitted")

    def test_needs_every_required_key(self) -> None:
        given(DRAFTED, by("anna", SUBMITTED)).when(approving()).rejected(
            "incomplete", ["description_short", "contact_email"]
        )

    def test_twice_is_refused(self) -> None:
        given(*READY, PUBLISHED).when(approving()).rejected("no-draft")

    def test_says_what_was_noted_before(self) -> None:
        record = PUBLIC | {"status": "In gebruik", "begin_date": "2026-12"}
        published, algorithm = entry.decide(approving(), given(IN_USE_NOTED, APPROVED_NOTED, *READY).state)
        assert published == EntryPublished(number=1, record=record)
        assert (algorithm.public.record, algorithm.public.extension.assessment) == (record, DECIDED)

    def test_keeps_what_the_national_register_gave(self) -> None:
        published, _ = entry.decide(approving(), given(IMPORTED, by("anna", EDITED), by("anna", SUBMITTED)).state)
        assert published.record == PUBLIC | {"status": "In gebruik", "begin_date": "2021-03", "lars": "11243658"}

    def test_ends_a_taking_over(self) -> None:
        history = (IMPORTED, TAKEN_OVER_PUBLISHED, by("anna", EDITED), by("anna", SUBMITTED))
        changed, algorithm = entry.decide(approving(), given(*history).state)
        assert (changed.taken_over, algorithm.public.extension.taken_over) == (None, None)

    def test_says_who_wrote_to_nobody(self) -> None:
        changed, _ = entry.decide(
            approving(), given(*READY, PUBLISHED, by("anna", EDITED), by("anna", SUBMITTED)).state
        )
        assert changed.written_by is None

    def test_keeps_the_extension_for_the_next_revision(self) -> None:
        edited = EDITED.model_copy(update={"extension": {"oversight": "Teamleider"}})
        assert given(DRAFTED, edited, SUBMITTED, PUBLISHED).state.extension == {"oversight": "Teamleider"}


class TestTakingOver:
    def test_makes_an_import_public_as_it_stood_there(self) -> None:
        algorithm = ALGORITHM_PUBLISHED.model_copy(update={"public": public(TAKEN_OVER_RECORD, 1, TAKEN_OVER)})
        given(IMPORTED).when(taking_over()).then(TAKEN_OVER_PUBLISHED, algorithm)

    def test_makes_an_imported_revision_public(self) -> None:
        record = TAKEN_OVER_RECORD | {"goal": "Geen slagbomen meer."}
        facts = (
            EntryChanged(number=2, record=record, taken_over=TAKEN_OVER),
            AlgorithmChanged(version=2, public=public(record, 2, TAKEN_OVER)),
        )
        given(IMPORTED, TAKEN_OVER_PUBLISHED, IMPORTED_ANEW).when(taking_over()).then(*facts)

    def test_is_not_for_who_imported_it(self) -> None:
        given(IMPORTED).when(taking_over("cora")).rejected("own-work")

    def test_is_not_for_who_submitted_it(self) -> None:
        given(IMPORTED, by("bram", SUBMITTED)).when(taking_over("bram")).rejected("own-work")

    def test_counts_everyone_who_imported_this_revision(self) -> None:
        again = IMPORTED_ANEW.model_copy(update={"written_by": "piet"})
        given(IMPORTED, again).when(taking_over("cora")).rejected("own-work")
        given(IMPORTED, again).when(taking_over("piet")).rejected("own-work")

    def test_does_not_count_who_imported_an_earlier_revision(self) -> None:
        again = IMPORTED_ANEW.model_copy(update={"written_by": "piet"})
        assert entry.decide(taking_over("cora"), given(IMPORTED, TAKEN_OVER_PUBLISHED, again).state)

    @pytest.mark.parametrize(
        "history",
        [
            (DRAFTED,),
            (IMPORTED, EDITED),
            (IMPORTED, EDITED, IMPORTED_ANEW),
            (IMPORTED, EntryRevised(record=FOUND.record, extension={"a": "b"}, origin="person"), IMPORTED_ANEW),
            (IMPORTED, EDITED, EntryRevised(record=FOUND.record, origin="person")),
            (IMPORTED, EntryRevised(record=COMPOSED, origin="inventory")),
            (IMPORTED, EntryRevised(record=COMPOSED, origin="inventory"), IMPORTED_ANEW),
            (IMPORTED, EDITED, SUBMITTED, PUBLISHED, IMPORTED_ANEW),
        ],
    )
    def test_is_only_for_what_stands_in_the_other_register(self, history: tuple[Any, ...]) -> None:
        given(*history).when(taking_over("zoe")).rejected("not-imported")

    def test_needs_to_know_which_register_that_was(self) -> None:
        nowhere: EntryDrafted = IMPORTED.model_copy(update={"register": None})
        given(nowhere).when(taking_over()).rejected("not-imported")

    def test_twice_is_refused(self) -> None:
        given(IMPORTED, TAKEN_OVER_PUBLISHED).when(taking_over()).rejected("no-draft")


@pytest.mark.parametrize("step", [submitting(), approving(), taking_over()])
@pytest.mark.parametrize("history", [(), (IN_USE_NOTED,)])
def test_no_step_comes_before_the_first_draft(step: Command, history: tuple[Any, ...]) -> None:
    given(*history).when(step).rejected("unknown")
