"""What other services decided: noted at any time, and public at once where it shows."""

from datetime import date
from typing import Any

import pytest

from contracts.publication import (
    AlgorithmChanged,
    AssessmentNoted,
    ContinuationNoted,
    EntryChanged,
    EntryRevised,
    LifeCycleNoted,
    PublicAssessment,
    PublicExtension,
)
from services.publication.domain import entry
from services.publication.domain.entry import (
    NoteAssessment,
    NoteContinuation,
    NoteLifeCycle,
    NoteMonth,
    NoteOrganisation,
)  # fmt: skip
from services.publication.domain.entry.state import public_record
from tests.samples_publication import (
    ALGORITHM_PUBLISHED,
    APPROVED_NOTED,
    DECIDED,
    DRAFTED,
    EDITED,
    FOUND,
    IMPORTED,
    IN_PROGRESS_NOTED,
    IN_USE_NOTED,
    ORGANISATION,
    ORGANISATION_NAME,
    PUBLIC,
    PUBLISHED,
    PUBLISHED_AT,
    RETIRED_NOTED,
    SUBMITTED,
    SUSPENDED_NOTED,
    TAKEN_OVER,
    TAKEN_OVER_PUBLISHED,
    URI,
)
from tests.spec import by, spec

given = spec(entry)
OUTSIDE: dict[str, Any] = {"organisation": ORGANISATION, "organisation_name": ORGANISATION_NAME, "uri": URI,
                           "published_at": PUBLISHED_AT, "by": "system:note", "today": date(2026, 11, 24)}  # fmt: skip
ONLINE = (DRAFTED, by("anna", EDITED), by("anna", SUBMITTED), PUBLISHED)
IN_USE = PUBLIC | {"status": "In gebruik", "begin_date": "2026-12"}


def noting(fact: LifeCycleNoted | AssessmentNoted) -> NoteLifeCycle | NoteAssessment:
    """The command that leads to this fact."""
    command = NoteLifeCycle if isinstance(fact, LifeCycleNoted) else NoteAssessment
    return command(**fact.model_dump(exclude_none=True), **OUTSIDE)


def shown(
    number: int, record: dict[str, Any], extension: PublicExtension, who: str
) -> tuple[EntryChanged, AlgorithmChanged]:
    public = ALGORITHM_PUBLISHED.public.model_copy(update={"version": number, "record": record, "extension": extension})
    changed = EntryChanged(number=number, record=record, taken_over=extension.taken_over, written_by=who)
    return changed, AlgorithmChanged(version=number, public=public)


@pytest.mark.parametrize("fact", [IN_USE_NOTED, APPROVED_NOTED])
@pytest.mark.parametrize("history", [(), (DRAFTED,), (IMPORTED,)])
def test_a_fact_of_another_service_is_noted_before_the_entry_is_public(fact: Any, history: tuple[Any, ...]) -> None:
    given(*history).when(noting(fact)).then(fact)


def test_noting_may_make_the_subject() -> None:
    assert (NoteLifeCycle.CREATES, NoteAssessment.CREATES) == (True, True)


def test_the_status_of_a_public_entry_follows_without_approval() -> None:
    given(*ONLINE).when(noting(IN_USE_NOTED)).then(IN_USE_NOTED, *shown(2, IN_USE, PublicExtension(), "piet"))


def test_a_decision_shows_with_its_day() -> None:
    extension = PublicExtension(assessment=DECIDED)
    given(*ONLINE).when(noting(APPROVED_NOTED)).then(APPROVED_NOTED, *shown(2, PUBLIC, extension, "dirk"))


@pytest.mark.parametrize(
    ("standing", "public"),
    [
        ("in-progress", PublicAssessment(standing="in-progress")),
        ("submitted", PublicAssessment(standing="in-progress")),
        ("not-required", DECIDED),
        ("no-personal-data", DECIDED),
        ("suspended", PublicAssessment(standing="in-progress")),
        ("withdrawn", PublicAssessment(standing="none")),
        ("approved", DECIDED),
        ("rejected", DECIDED),
    ],
)
def test_the_public_reads_none_in_progress_or_decided(standing: str, public: PublicAssessment) -> None:
    assert given().state.assessment == PublicAssessment(standing="none")
    fact = AssessmentNoted(standing=standing, decided_on="2026-11-20", noted_version=1)
    assert given(fact).state.assessment == public


@pytest.mark.parametrize("setback", ["rejected", "suspended", "withdrawn", "reopened"])
def test_a_setback_shows_with_its_day_until_something_carries_the_use_again(setback: str) -> None:
    standing = "in-progress" if setback == "reopened" else setback
    fact = AssessmentNoted(standing=standing, setback=setback, since="2027-01-12", noted_version=20)
    shown = given(APPROVED_NOTED, fact).state.assessment
    assert (shown.setback, shown.since) == (setback, "2027-01-12")
    submitted = AssessmentNoted(standing="submitted", noted_version=21)
    assert given(APPROVED_NOTED, fact, submitted).state.assessment.setback == setback
    approved = APPROVED_NOTED.model_copy(update={"noted_version": 22})
    assert given(APPROVED_NOTED, fact, submitted, approved).state.assessment == DECIDED


CONTINUED = ContinuationNoted(setback="withdrawn", continued_on="2027-01-14", noted_version=21, written_by="dirk")


def going_on(version: int = 21, setback: str = "withdrawn") -> NoteContinuation:
    return NoteContinuation(
        setback=setback, continued_on="2027-01-14", noted_version=version, written_by="dirk", **OUTSIDE
    )


def test_that_was_recorded_how_use_goes_on_shows_with_its_day_until_there_is_another_setback() -> None:
    setback = AssessmentNoted(standing="withdrawn", setback="withdrawn", since="2027-01-12", noted_version=20)
    told = PublicAssessment(standing="none", setback="withdrawn", since="2027-01-12", continued="2027-01-14")
    published = shown(2, PUBLIC, PublicExtension(assessment=told), "dirk")
    given(*ONLINE, setback).when(going_on()).then(CONTINUED, *published)
    submitted = AssessmentNoted(standing="submitted", noted_version=22)
    assert given(setback, CONTINUED, submitted).state.assessment.continued == "2027-01-14"
    again = setback.model_copy(update={"noted_version": 22})
    for later in (again, APPROVED_NOTED.model_copy(update={"noted_version": 22})):
        assert given(setback, CONTINUED, later).state.assessment.continued is None


def test_of_a_setback_that_is_over_or_that_was_told_before_nothing_is_said() -> None:
    setback = AssessmentNoted(standing="withdrawn", setback="withdrawn", since="2027-01-12", noted_version=20)
    given(*ONLINE).when(going_on()).then()
    given(*ONLINE, setback).when(going_on(setback="rejected")).then()
    given(*ONLINE, setback, CONTINUED).when(going_on()).then()


def test_a_setback_changes_the_public_record_without_approval() -> None:
    fact = AssessmentNoted(
        standing="rejected", decided_on="2027-01-12", setback="rejected", since="2027-01-12", noted_version=20,
        written_by="dirk",
    )  # fmt: skip
    told = PublicAssessment(standing="decided", on="2027-01-12", setback="rejected", since="2027-01-12")
    extension = PublicExtension(assessment=told)
    given(*ONLINE).when(noting(fact)).then(fact, *shown(2, PUBLIC, extension, "dirk"))


def test_what_does_not_show_gives_no_new_version() -> None:
    submitted = AssessmentNoted(standing="submitted", noted_version=5)
    given(*ONLINE, IN_PROGRESS_NOTED, *shown(2, PUBLIC, PublicExtension(), "piet")).when(noting(submitted)).then(
        submitted
    )


def test_a_suspended_system_is_in_use_with_a_line_that_says_so() -> None:
    history = (IN_USE_NOTED, DRAFTED, EDITED, SUBMITTED, PUBLISHED.model_copy(update={"record": IN_USE}))
    extension = PublicExtension(suspended=True)
    given(*history).when(noting(SUSPENDED_NOTED)).then(SUSPENDED_NOTED, *shown(2, IN_USE, extension, "piet"))


def mending(step: str, month: str, version: int) -> NoteMonth:
    """The inventory corrected a month."""
    return NoteMonth(**OUTSIDE, step=step, month=month, noted_version=version, written_by="piet")


def test_a_month_that_was_corrected_follows_and_where_the_system_stands_does_not() -> None:
    began = LifeCycleNoted(state="suspended", month="2026-10", corrects="in-use", noted_version=60, written_by="piet")
    published = PUBLISHED.model_copy(update={"record": IN_USE})
    history = (IN_USE_NOTED, SUSPENDED_NOTED, DRAFTED, EDITED, SUBMITTED, published)
    record = IN_USE | {"begin_date": "2026-10"}
    extension = PublicExtension(suspended=True)
    given(*history).when(mending("in-use", "2026-10", 60)).then(began, *shown(2, record, extension, "piet"))
    given(*history, began).when(mending("in-use", "2026-11", 59)).then()
    ended = LifeCycleNoted(state="retired", month="2027-12", corrects="retired", noted_version=61, written_by="piet")
    assert given(IN_USE_NOTED, RETIRED_NOTED, ended).state.ended == "2027-12"


def test_another_name_of_the_organisation_shows_in_what_is_public_and_nowhere_else() -> None:
    renamed = NoteOrganisation(**OUTSIDE | {"organisation_name": "Gemeente Ooldermark"})
    record = PUBLIC | {"organization": "Gemeente Ooldermark"}
    given(*ONLINE).when(renamed).then(*shown(2, record, PublicExtension(), "system:note"))
    given(*ONLINE).when(NoteOrganisation(**OUTSIDE)).then()
    given(DRAFTED).when(renamed).then()


def test_a_retired_system_stays_public_with_its_last_month() -> None:
    record = PUBLIC | {"status": "Buiten gebruik", "end_date": "2028-01"}
    given(*ONLINE).when(noting(RETIRED_NOTED)).then(RETIRED_NOTED, *shown(2, record, PublicExtension(), "piet"))


@pytest.mark.parametrize("fact", [IN_USE_NOTED, APPROVED_NOTED])
@pytest.mark.parametrize("behind", [0, 1])
def test_an_older_or_repeated_fact_changes_nothing(fact: Any, behind: int) -> None:
    older = fact.model_copy(update={"noted_version": fact.noted_version - behind})
    given(*ONLINE, fact).when(noting(older)).then()


def test_an_open_draft_has_no_part_in_it_and_stays() -> None:
    revision = EntryRevised(record={"name": "Half"}, origin="person")
    facts = shown(2, IN_USE, PublicExtension(), "piet")
    given(*ONLINE, revision).when(noting(IN_USE_NOTED)).then(IN_USE_NOTED, *facts)
    assert given(*ONLINE, revision, IN_USE_NOTED, facts[0]).state.draft.record == {"name": "Half"}


def test_an_open_draft_stays_also_when_nobody_is_known_behind_the_fact() -> None:
    unknown = IN_USE_NOTED.model_copy(update={"written_by": None})
    facts = entry.decide(noting(unknown), given(*ONLINE, EDITED).state)
    assert given(*ONLINE, EDITED, facts[0], facts[1]).state.draft is not None


def test_an_import_that_waits_for_approval_does_not_show_through() -> None:
    later = EntryRevised(record=FOUND.record | {"begin_date": "2019-01", "lars": "99999999"}, origin="import")
    fact = APPROVED_NOTED
    _, changed, _ = entry.decide(noting(fact), given(IMPORTED, TAKEN_OVER_PUBLISHED, later).state)
    assert changed.record == TAKEN_OVER_PUBLISHED.record


def test_what_was_taken_over_stays_so() -> None:
    _, changed, algorithm = entry.decide(noting(RETIRED_NOTED), given(IMPORTED, TAKEN_OVER_PUBLISHED).state)
    assert (changed.taken_over, algorithm.public.extension.taken_over) == (TAKEN_OVER, TAKEN_OVER)
    state = given(IMPORTED, TAKEN_OVER_PUBLISHED, changed).state
    assert state.taken_over == TAKEN_OVER


class TestTheMonths:
    def test_begin_with_the_first_use(self) -> None:
        again = LifeCycleNoted(state="in-use", month="2027-09", noted_version=10)
        assert given(IN_USE_NOTED, SUSPENDED_NOTED, again).state.began == "2026-12"

    def test_do_not_begin_with_a_later_use_when_the_first_is_unknown(self) -> None:
        unknown = LifeCycleNoted(state="in-use", noted_version=1)
        assert given(unknown, SUSPENDED_NOTED, IN_USE_NOTED).state.began is None

    def test_end_only_of_what_has_ended(self) -> None:
        again = LifeCycleNoted(state="in-use", month="2029-01", noted_version=12)
        assert given(RETIRED_NOTED).state.ended == "2028-01"
        assert given(RETIRED_NOTED, again).state.ended is None

    def test_keep_a_known_end_when_it_is_told_again_without_a_month(self) -> None:
        again = LifeCycleNoted(state="retired", noted_version=12)
        assert given(RETIRED_NOTED, again).state.ended == "2028-01"

    @pytest.mark.parametrize(
        ("record", "expected"),
        [
            ({"status": "Buiten gebruik", "end_date": "2025-06"}, ("Buiten gebruik", "2025-06")),
            ({"status": "In gebruik", "end_date": "2025-06"}, ("In gebruik", None)),
            ({"status": "in_gebruik"}, ("In ontwikkeling", None)),
            ({}, ("In ontwikkeling", None)),
        ],
    )
    def test_and_the_status_of_another_register_hold_until_a_fact_says_otherwise(
        self, record: dict[str, Any], expected: tuple[str, str | None]
    ) -> None:
        public = public_record(given().state, {}, record, ORGANISATION_NAME)
        assert (public["status"], public.get("end_date")) == expected


@pytest.mark.parametrize(
    ("life_cycle", "status"),
    [
        ("idea", "In ontwikkeling"),
        ("development", "In ontwikkeling"),
        ("in-use", "In gebruik"),
        ("suspended", "In gebruik"),
        ("retired", "Buiten gebruik"),
    ],
)
def test_every_state_of_its_life_has_a_status_of_the_standard(life_cycle: str, status: str) -> None:
    state = given(LifeCycleNoted(state=life_cycle, noted_version=1)).state
    assert public_record(state, {}, {}, ORGANISATION_NAME)["status"] == status
