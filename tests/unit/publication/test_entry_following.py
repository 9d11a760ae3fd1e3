"""Where a system's data come from and who looks at its outcome reach the entry as its description does."""

from datetime import date
from typing import Any

from contracts.envelope import Event
from contracts.inventory import DataSource
from contracts.publication import (
    AlgorithmChanged,
    AlgorithmPublished,
    DescriptionNoted,
    EntryRevised,
    PublicLag,
    PublicRedress,
)  # fmt: skip
from services.publication.domain import entry
from services.publication.domain.entry import (
    ApproveEntry,
    NoteLifeCycle,
    TakeUpDescription,
    TakeUpOversight,
    TakeUpSources,
)  # fmt: skip
from services.publication.domain.entry.composing import of_oversight, of_sources
from tests.samples import APPLICATIONS, OVERSIGHT
from tests.samples_publication import (
    COMPLETE,
    COMPOSED,
    DESCRIPTION,
    DRAFTED,
    EDITED,
    FOUND,
    FOUND_DESCRIBED,
    IMPORTED,
    IN_USE_NOTED,
    ORGANISATION,
    ORGANISATION_NAME,
    PUBLIC,
    PUBLISHED,
    PUBLISHED_AT,
    SUBMITTED,
    TAKEN_OVER_PUBLISHED,
    URI,
    WITHDRAWN,
)
from tests.spec import Fact, by, spec

given = spec(entry)
NEWS: dict[str, Any] = {
    "organisation": ORGANISATION, "organisation_name": ORGANISATION_NAME, "uri": URI, "published_at": PUBLISHED_AT,
    "by": "system:x", "written_by": "piet", "today": date(2026, 11, 24),
}  # fmt: skip
FORM = DataSource(name="Het formulier", kind="resident")
ONE, BOTH = of_sources([APPLICATIONS]), of_sources([APPLICATIONS, FORM])
LOOKED_AT = of_oversight(OVERSIGHT)
REDRESS = {key: LOOKED_AT[key] for key in ("explanation", "correction", "objection")}
LOOKED_AT_RECORD = {"human_intervention": LOOKED_AT["human_intervention"]}
NO_OBJECTION = "Er is geen besluit: bezwaar maken kan niet."
ONLINE: tuple[Event | Fact, ...] = (DRAFTED, by("anna", EDITED), by("anna", SUBMITTED), PUBLISHED)

APPROVAL = ApproveEntry(**{**NEWS, "by": "omar", "written_by": None})
LIFE = NoteLifeCycle(state="in-use", noted_version=9, **NEWS)


def sources(*known: DataSource, version: int = 2) -> TakeUpSources:
    return TakeUpSources(system="s", sources=known, noted_version=version, **NEWS)


def oversight(version: int = 2, **changed: Any) -> TakeUpOversight:
    return TakeUpOversight(oversight=OVERSIGHT.model_copy(update=changed), noted_version=version, **NEWS)


def revised(record: dict[str, Any], version: int = 2) -> EntryRevised:
    """What a resident can do stands beside the record."""
    return EntryRevised(
        record={key: value for key, value in record.items() if key not in REDRESS},
        extension={"redress": REDRESS} if "objection" in record else None,
        origin="inventory", noted_version=version, written_by="piet",
    )  # fmt: skip


def noted(described: dict[str, Any], version: int = 2) -> DescriptionNoted:
    return DescriptionNoted(described=described, noted_on="2026-11-24", noted_version=version, written_by="piet")


def public(**own: str) -> tuple[Event | Fact, ...]:
    """Made public with these words of an editor."""
    typed = EntryRevised(record=COMPLETE | own, origin="person")
    return DRAFTED, by("anna", typed), by("anna", SUBMITTED), PUBLISHED.model_copy(update={"record": PUBLIC | own})


class TestADraftThatNobodyEdited:
    def test_says_where_the_data_come_from(self) -> None:
        given(DRAFTED).when(sources(APPLICATIONS)).then(revised(COMPOSED | ONE))

    def test_says_it_of_all_sources_each_time(self) -> None:
        given(DRAFTED, revised(COMPOSED | ONE)).when(sources(APPLICATIONS, FORM, version=3)).then(
            revised(COMPOSED | BOTH, 3)
        )

    def test_says_nothing_more_of_a_source_that_is_gone(self) -> None:
        before = (DRAFTED, revised(COMPOSED | BOTH))
        given(*before).when(sources(APPLICATIONS, version=3)).then(revised(COMPOSED | ONE, 3))
        given(*before).when(sources(version=3)).then(revised(COMPOSED, 3))

    def test_says_who_looks_at_the_outcome(self) -> None:
        given(DRAFTED).when(oversight()).then(revised(COMPOSED | LOOKED_AT))

    def test_keeps_what_was_said_in_another_place(self) -> None:
        renamed = DESCRIPTION.model_copy(update={"name": "Aanvragen op volgorde"})
        command = TakeUpDescription(description=renamed, noted_version=4, **NEWS)
        before = (DRAFTED, revised(COMPOSED | ONE), revised(COMPOSED | ONE | LOOKED_AT, 3))
        fact = revised(COMPOSED | ONE | LOOKED_AT | {"name": "Aanvragen op volgorde"}, 4)
        given(*before).when(command).then(fact)

    def test_stays_as_it_is_when_that_reads_the_same(self) -> None:
        same = APPLICATIONS.model_copy(update={"legal_basis": "Participatiewet", "known_bias": "Vooral ouderen."})
        given(DRAFTED, revised(COMPOSED | ONE)).when(sources(same, version=3)).then()
        given(DRAFTED, revised(COMPOSED | LOOKED_AT)).when(
            oversight(3, contact="balie", competence="Volgde een cursus.")
        ).then()

    def test_stays_as_it_is_when_the_news_is_not_newer(self) -> None:
        given(DRAFTED, revised(COMPOSED | ONE)).when(sources(APPLICATIONS, FORM)).then()


def test_a_draft_that_a_person_edited_is_left_alone_and_it_is_noted() -> None:
    given(DRAFTED, by("anna", EDITED)).when(sources(APPLICATIONS)).then(noted(COMPOSED | ONE))
    given(DRAFTED, by("anna", EDITED), noted(COMPOSED | ONE)).when(oversight(3)).then(
        noted(COMPOSED | ONE | LOOKED_AT, 3)
    )


def test_words_that_a_person_chose_stay_and_everyone_reads_that_they_lag() -> None:
    facts = entry.decide(sources(APPLICATIONS), given(*public(source_data="Wat u invult.")).state)
    assert facts[0] == noted(COMPOSED | ONE)
    assert [type(fact).__name__ for fact in facts[1:]] == ["EntryChanged", "AlgorithmChanged"]
    assert facts[1].record["source_data"] == "Wat u invult."
    assert facts[2].public.extension.outdated == PublicLag(since="2026-11-24", keys=("source_data",))


def test_words_of_the_inventory_follow_in_a_revision() -> None:
    record = PUBLIC | ONE
    before = (DRAFTED, revised(COMPOSED | ONE), by("anna", EntryRevised(record=COMPLETE | ONE, origin="person")),
              by("anna", SUBMITTED), PUBLISHED.model_copy(update={"record": record}))  # fmt: skip
    facts = entry.decide(sources(APPLICATIONS, FORM, version=3), given(*before).state)
    assert facts[:2] == [noted(COMPOSED | BOTH, 3), revised(COMPLETE | BOTH, 3)]
    assert facts[3].public.record == record
    assert facts[3].public.extension.outdated.keys == ("source_data",)


def test_of_sources_that_are_not_known_nothing_is_said() -> None:
    for history in ((DRAFTED,), ONLINE):
        given(*history).when(TakeUpSources(system="s", noted_version=2, **NEWS)).then()


def test_what_another_register_says_of_it_is_kept_and_what_it_lacks_is_filled_in() -> None:
    theirs = FOUND.record | {"source_data": "<p>Kentekens.</p>"}
    drafted = IMPORTED.model_copy(update={"record": theirs})
    given(drafted).when(sources(APPLICATIONS)).then(noted(FOUND_DESCRIBED | ONE))
    filled = revised({"name": theirs["name"], "goal": theirs["goal"]} | ONE)
    given(IMPORTED).when(sources(APPLICATIONS)).then(noted(FOUND_DESCRIBED | ONE), filled)


def test_over_a_found_record_only_what_is_new_is_laid() -> None:
    """What an import made of the goal is without its markup: it is no news."""
    rich = IMPORTED.model_copy(update={"record": FOUND.record | {"goal": "<p>Wie een vergunning heeft.</p>"}})
    (_, fact) = entry.decide(sources(APPLICATIONS), given(rich).state)
    assert fact.record["goal"] == "<p>Wie een vergunning heeft.</p>"


def test_it_waits_for_the_entry_and_comes_too_late_for_one_that_was_taken_off() -> None:
    for command in (sources(APPLICATIONS, version=8), oversight(8)):
        given(IN_USE_NOTED).when(command).rejected("unknown")
        given(*ONLINE, WITHDRAWN).when(command).then()


def test_what_older_logs_tell_of_a_found_record_is_what_its_description_held() -> None:
    """Before 1.1 a draft did not say how the inventory described what was found elsewhere."""
    old = IMPORTED.model_copy(
        update={"described": None, "record": FOUND.record | {"source_data": "Kentekens.", "risks": "Een fout."}}
    )
    over = TAKEN_OVER_PUBLISHED.model_copy(update={"record": TAKEN_OVER_PUBLISHED.record | old.record})
    state = given(old, over, noted(FOUND_DESCRIBED | {"name": "Kentekens lezen"})).state
    assert (state.outdated, given(old).state.description) == (("name",), FOUND_DESCRIBED)


class TestWhatAResidentCanDo:
    """It follows the inventory beside the record, in the words of who wrote it there."""

    def edited(self, **own: str) -> tuple[Event | Fact, ...]:
        """Public, with these words of an editor in place of what the inventory says."""
        told = {"redress": REDRESS | own}
        fact = EntryRevised(record=COMPLETE | LOOKED_AT_RECORD, extension=told, origin="person")
        before = (DRAFTED, revised(COMPOSED | LOOKED_AT), by("anna", fact), by("anna", SUBMITTED))
        return *before, PUBLISHED.model_copy(update={"record": PUBLIC | LOOKED_AT_RECORD})

    def test_is_public_once_approved(self) -> None:
        facts = entry.decide(APPROVAL, given(*self.edited()[:-1]).state)
        redress = next(fact.public.extension.redress for fact in facts if isinstance(fact, AlgorithmPublished))
        assert redress == PublicRedress(**REDRESS)
        assert not set(REDRESS) & set(facts[0].model_dump()["record"])

    def test_follows_while_nobody_wrote_in_it_and_says_meanwhile_that_it_lags(self) -> None:
        facts = entry.decide(oversight(3, objection=NO_OBJECTION), given(*self.edited()).state)
        assert [type(fact).__name__ for fact in facts] == [
            "DescriptionNoted", "EntryRevised", "EntryChanged", "AlgorithmChanged",
        ]  # fmt: skip
        assert facts[1].extension == {"redress": REDRESS | {"objection": NO_OBJECTION}}
        extension = facts[3].public.extension
        assert (extension.outdated.keys, extension.redress.objection) == (("objection",), OVERSIGHT.objection)

    def test_of_an_editor_stays_and_lags_until_someone_looked(self) -> None:
        state = given(*self.edited(objection="Bel ons.")).state
        facts = entry.decide(oversight(3, objection=NO_OBJECTION), state)
        assert [type(fact).__name__ for fact in facts] == ["DescriptionNoted", "EntryChanged", "AlgorithmChanged"]
        extension = facts[2].public.extension
        assert (extension.outdated.keys, extension.redress.objection) == (("objection",), "Bel ons.")

    def test_that_reads_as_the_inventory_says_it_now_does_not_lag(self) -> None:
        state = given(*self.edited(objection=NO_OBJECTION)).state
        assert [type(fact) for fact in entry.decide(oversight(3, objection=NO_OBJECTION), state)] == [DescriptionNoted]

    def test_stays_when_another_service_tells_something(self) -> None:
        shown = entry.decide(LIFE, given(*self.edited()).state)
        assert next(f for f in shown if isinstance(f, AlgorithmChanged)).public.extension.redress == PublicRedress(
            **REDRESS
        )

    def test_is_left_alone_by_an_import(self) -> None:
        before = (IMPORTED, EntryRevised(record=FOUND.record, extension={"redress": REDRESS}, origin="person"))
        renamed = FOUND.model_copy(update={"record": FOUND.record | {"risks": "Een fout."}})
        command = TakeUpDescription(description=DESCRIPTION, found_record=renamed, noted_version=3, **NEWS)
        revisions = [fact for fact in entry.decide(command, given(*before).state) if isinstance(fact, EntryRevised)]
        assert [fact.extension for fact in revisions] == [{"redress": REDRESS}]
