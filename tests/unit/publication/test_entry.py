"""How a draft comes about: from the inventory, from another register, or by a person's hand."""

from datetime import date
from typing import Any

import pytest

from contracts.feedback import ChannelOpened
from contracts.inventory import FoundRecord, Provenance, SystemDescription
from contracts.publication import EntryDrafted, EntryRevised, LifeCycleNoted
from services.chassis.decider import Command, Stamp
from services.publication.domain import entry
from services.publication.domain.entry import DraftEntry, EditEntry, TakeUpDescription
from tests.samples_publication import (
    COMPLETE,
    COMPOSED,
    DESCRIPTION,
    DRAFTED,
    EDITED,
    FOUND,
    FOUND_DESCRIBED,
    FOUND_DESCRIPTION,
    IMPORTED,
    IN_USE_NOTED,
    ORGANISATION,
    ORGANISATION_NAME,
    PUBLISHED,
    PUBLISHED_AT,
    RENAMED_NOTED,
    SUBMITTED,
    TAKEN_OVER_PUBLISHED,
    URI,
)
from tests.spec import WHEN, by, spec

given = spec(entry)
OUTSIDE: dict[str, Any] = {
    "organisation": ORGANISATION, "organisation_name": ORGANISATION_NAME, "uri": URI, "published_at": PUBLISHED_AT,
}  # fmt: skip
POLICY: dict[str, Any] = {"by": "system:draft-entry", "today": date(2026, 11, 24), "written_by": "cora"}

DRAFT = DraftEntry(description=DESCRIPTION, noted_version=1, **POLICY)
DRAFT_FOUND = DraftEntry(description=FOUND_DESCRIPTION, found_record=FOUND, noted_version=1, **POLICY)

RENAMED = DESCRIPTION.model_copy(update={"name": "Aanvragen op volgorde"})
RENAMED_RECORD = COMPOSED | {"name": "Aanvragen op volgorde"}
FOUND_GOAL = FOUND.model_copy(update={"record": FOUND.record | {"goal": "Geen slagbomen meer."}})


def described(description: SystemDescription, version: int = 2) -> TakeUpDescription:
    return TakeUpDescription(description=description, noted_version=version, **POLICY, **OUTSIDE)


def found(record: FoundRecord, version: int = 2) -> TakeUpDescription:
    return TakeUpDescription(
        description=FOUND_DESCRIPTION, found_record=record, noted_version=version, **POLICY, **OUTSIDE
    )


def editing(record: dict[str, Any], who: str = "anna", **more: Any) -> EditEntry:
    return EditEntry(record=record, by=who, today=POLICY["today"], **more)


def revised(record: dict[str, Any], origin: str, version: int = 2, **more: Any) -> EntryRevised:
    return EntryRevised(record=record, origin=origin, noted_version=version, written_by="cora", **more)


def imported(record: dict[str, Any], version: int = 2) -> EntryRevised:
    return revised(record, "import", version, provenance=FOUND.provenance)


class TestTheFirstDraft:
    def test_is_what_the_inventory_knows_in_the_keys_of_the_standard(self) -> None:
        given().when(DRAFT).then(DRAFTED)

    def test_makes_nothing_up(self) -> None:
        command = DraftEntry(description=SystemDescription(name="Chatbot"), noted_version=1, **POLICY)
        fact = EntryDrafted(record={"name": "Chatbot"}, origin="inventory", noted_version=1, written_by="cora")
        given().when(command).then(fact)

    def test_of_a_found_record_is_that_record(self) -> None:
        given().when(DRAFT_FOUND).then(IMPORTED)

    def test_of_a_found_record_has_no_keys_outside_the_standard(self) -> None:
        odd = FOUND.model_copy(update={"record": FOUND.record | {"uuid": "x", "tags": ""}})
        given().when(DRAFT_FOUND.model_copy(update={"found_record": odd})).then(IMPORTED)

    @pytest.mark.parametrize("before", [DRAFTED, IMPORTED])
    def test_is_made_once(self, before: EntryDrafted) -> None:
        given(before).when(DRAFT).then()

    def test_is_not_made_again_of_a_public_entry(self) -> None:
        given(DRAFTED, EDITED, SUBMITTED, PUBLISHED).when(DRAFT).then()

    def test_may_make_the_entry_and_a_person_may_not(self) -> None:
        assert (DraftEntry.CREATES, TakeUpDescription.CREATES, EditEntry.CREATES) == (True, False, False)

    def test_also_notes_as_what_the_system_was_found(self) -> None:
        noted = LifeCycleNoted(state="in-use", month="2021-03", noted_version=1, written_by="cora")
        command = DRAFT.model_copy(update={"found_as": "in-use", "since": "2021-03"})
        given().when(command).then(noted, DRAFTED)

    def test_leaves_a_later_step_of_its_life_as_it_is(self) -> None:
        command = DRAFT.model_copy(update={"found_as": "development"})
        given(IN_USE_NOTED).when(command).then(DRAFTED)


class TestWhatTheInventorySaysLater:
    def test_is_followed_by_a_draft_that_nobody_edited(self) -> None:
        given(DRAFTED).when(described(RENAMED)).then(revised(RENAMED_RECORD, "inventory"))

    def test_changes_nothing_when_it_reads_the_same(self) -> None:
        given(DRAFTED).when(described(DESCRIPTION.model_copy(update={"owner_role": "Teamleider"}))).then()

    @pytest.mark.parametrize("version", [1, 2])
    def test_changes_nothing_when_it_is_not_newer(self, version: int) -> None:
        given(DRAFTED, revised(RENAMED_RECORD, "inventory")).when(described(DESCRIPTION, version)).then()

    def test_leaves_a_draft_alone_that_a_person_edited(self) -> None:
        given(DRAFTED, by("anna", EDITED)).when(described(RENAMED)).then(RENAMED_NOTED)

    def test_leaves_a_submitted_draft_alone(self) -> None:
        given(DRAFTED, SUBMITTED).when(described(RENAMED)).then(RENAMED_NOTED)

    def test_makes_a_draft_revision_of_a_public_entry_with_what_people_filled_in(self) -> None:
        fact = revised(COMPLETE | {"name": "Aanvragen op volgorde"}, "inventory")
        facts = entry.decide(described(RENAMED), given(DRAFTED, by("anna", EDITED), SUBMITTED, PUBLISHED).state)
        assert facts[:2] == [RENAMED_NOTED, fact]

    def test_does_not_bring_back_what_a_person_took_out(self) -> None:
        without = {key: value for key, value in COMPLETE.items() if key != "provider"}
        history = (DRAFTED, EntryRevised(record=without, origin="person"), SUBMITTED,
                   PUBLISHED.model_copy(update={"record": without}))  # fmt: skip
        facts = entry.decide(described(RENAMED), given(*history).state)
        assert facts[1] == revised(without | {"name": "Aanvragen op volgorde"}, "inventory")

    def test_is_laid_over_an_imported_draft(self) -> None:
        renamed = FOUND_DESCRIPTION.model_copy(update={"name": "Kentekens lezen"})
        drafted = IMPORTED.model_copy(update={"record": FOUND.record | {"risks": "Een kenteken wordt fout gelezen."}})
        record = {"name": "Kentekens lezen", "goal": FOUND.record["goal"], "risks": drafted.record["risks"]}
        noted = RENAMED_NOTED.model_copy(update={"described": FOUND_DESCRIBED | {"name": "Kentekens lezen"}})
        given(drafted).when(described(renamed)).then(noted, revised(record, "inventory"))

    def test_is_not_undone_by_a_later_import(self) -> None:
        ours = revised({"name": "Kentekens lezen", "goal": FOUND.record["goal"]}, "inventory")
        fact = imported(FOUND_GOAL.record | {"name": "Kentekens lezen"}, 3)
        given(IMPORTED, ours).when(found(FOUND_GOAL, 3)).then(fact)

    def test_waits_for_the_entry(self) -> None:
        given(IN_USE_NOTED).when(described(RENAMED)).rejected("unknown")


class TestWhatAnImportFindsLater:
    def test_makes_a_draft_revision(self) -> None:
        given(IMPORTED).when(found(FOUND_GOAL)).then(imported(FOUND_GOAL.record))

    def test_makes_a_draft_revision_of_a_public_entry(self) -> None:
        given(IMPORTED, TAKEN_OVER_PUBLISHED).when(found(FOUND_GOAL)).then(imported(FOUND_GOAL.record))

    def test_counts_also_in_the_keys_that_nobody_edits(self) -> None:
        other = FOUND.model_copy(update={"record": FOUND.record | {"begin_date": "2020-01"}})
        given(IMPORTED, TAKEN_OVER_PUBLISHED).when(found(other)).then(imported(other.record))

    @pytest.mark.parametrize("history", [(IMPORTED,), (IMPORTED, TAKEN_OVER_PUBLISHED)])
    def test_changes_nothing_when_only_the_provenance_differs(self, history: tuple[Any, ...]) -> None:
        moved = FOUND.model_copy(
            update={"provenance": Provenance(url="https://elsewhere.example", exported_on="2026-06-24")}
        )
        given(*history).when(found(moved)).then()

    def test_changes_nothing_when_it_finds_the_same_again(self) -> None:
        other = FOUND.model_copy(update={"record": FOUND.record | {"begin_date": "2020-01"}})
        given(IMPORTED, imported(other.record)).when(found(other, 3)).then()

    def test_keeps_every_field_that_a_person_changed(self) -> None:
        ours = EntryRevised(record={"name": "Kentekens lezen", "goal": FOUND.record["goal"]}, origin="person")
        fact = imported(FOUND_GOAL.record | {"name": "Kentekens lezen"})
        given(IMPORTED, by("anna", ours)).when(found(FOUND_GOAL)).then(fact)

    def test_keeps_a_field_that_a_person_emptied(self) -> None:
        ours = EntryRevised(record={"goal": FOUND.record["goal"]}, origin="person")
        fact = imported({key: value for key, value in FOUND_GOAL.record.items() if key != "name"})
        given(IMPORTED, by("anna", ours)).when(found(FOUND_GOAL)).then(fact)

    def test_keeps_what_a_person_changed_in_an_earlier_revision(self) -> None:
        ours = EntryRevised(record={"name": "Kentekens lezen", "goal": FOUND.record["goal"]}, origin="person")
        public = TAKEN_OVER_PUBLISHED.model_copy(update={"record": FOUND.record | ours.record})
        fact = imported(FOUND_GOAL.record | {"name": "Kentekens lezen"})
        given(IMPORTED, by("anna", ours), SUBMITTED, public).when(found(FOUND_GOAL)).then(fact)

    def test_keeps_the_extension(self) -> None:
        ours = EntryRevised(record=FOUND.record, extension={"oversight": "Teamleider"}, origin="person")
        fact = imported(FOUND_GOAL.record).model_copy(update={"extension": {"oversight": "Teamleider"}})
        given(IMPORTED, by("anna", ours)).when(found(FOUND_GOAL)).then(fact)

    def test_takes_back_a_submission(self) -> None:
        draft = given(IMPORTED, by("anna", SUBMITTED), imported(FOUND_GOAL.record)).state.draft
        assert (draft.submitted, draft.persons) == (False, {"anna"})

    @pytest.mark.parametrize("version", [1, 2])
    def test_changes_nothing_when_it_is_not_newer(self, version: int) -> None:
        given(IMPORTED, imported(FOUND_GOAL.record)).when(found(FOUND, version)).then()


class TestEditing:
    def test_replaces_the_whole(self) -> None:
        given(DRAFTED).when(editing({"name": "Chatbot"})).then(
            EntryRevised(record={"name": "Chatbot"}, origin="person")
        )

    def test_keeps_an_extension_beside_the_official_keys(self) -> None:
        extension = {"oversight": "Teamleider"}
        fact = EntryRevised(record=COMPLETE, extension=extension, origin="person")
        given(DRAFTED).when(editing(COMPLETE, extension=extension)).then(fact)

    def test_leaves_out_what_is_blank(self) -> None:
        blank = {"website": "  ", "tags": None, "category": []}
        given(DRAFTED).when(editing({"name": "Chatbot", **blank})).then(
            EntryRevised(record={"name": "Chatbot"}, origin="person")
        )

    def test_saving_the_same_again_changes_nothing(self) -> None:
        given(DRAFTED, EDITED).when(editing(COMPLETE)).then()
        given(DRAFTED, EDITED, SUBMITTED, PUBLISHED).when(editing(COMPLETE)).then()

    @pytest.mark.parametrize("key", ["colour", "status", "begin_date", "end_date", "organization", "lang", "lars"])
    def test_takes_only_keys_that_people_fill_in(self, key: str) -> None:
        given(DRAFTED).when(editing({"name": "Chatbot", key: "x"})).rejected("unfit", [key])

    def test_takes_back_a_submission(self) -> None:
        draft = given(DRAFTED, by("anna", EDITED), by("anna", SUBMITTED), by("bram", EDITED)).state.draft
        assert (draft.submitted, draft.persons) == (False, {"anna", "bram"})

    def test_of_a_public_entry_makes_a_draft_revision_and_leaves_the_public_record(self) -> None:
        history = (DRAFTED, EDITED, SUBMITTED, PUBLISHED)
        change = EntryRevised(record=COMPLETE | {"provider": "Intern ontwikkeld"}, origin="person")
        given(*history).when(editing(dict(change.record))).then(change)
        assert given(*history, change).state.published == PUBLISHED.record

    def test_waits_for_the_entry(self) -> None:
        given().when(editing(COMPLETE)).rejected("unknown")


def test_a_fact_of_another_subject_changes_nothing() -> None:
    stamp = Stamp(by="someone", version=1, at=WHEN)
    assert entry.evolve(ChannelOpened(noted_version=1), entry.initial(), stamp) == entry.initial()


def test_a_command_without_a_rule_is_a_mistake_in_the_program() -> None:
    with pytest.raises(TypeError):
        entry.decide(Command(by="anna", today=date(2026, 11, 24)), entry.initial())
