"""The summary for everyone: written after the decision by one person, released by another."""

import pytest

from services.dpia.domain.case import ReleaseSummary, WriteSummary, who
from tests.samples_dpia import APPROVED, RELEASED, REOPENED, SUMMARISED, SUMMARY, text
from tests.spec import by
from tests.unit.dpia.case_commands import DIRK, READY, RELEASE, WRITE, given

DECIDED = (*READY, by("dirk", APPROVED))
WRITTEN = (*DECIDED, by("femke", SUMMARISED))


def test_after_the_decision_it_is_written_and_the_same_again_changes_nothing() -> None:
    given(*DECIDED).when(WRITE).then(SUMMARISED)
    given(*WRITTEN).when(WRITE).then()


def test_another_person_releases_its_words() -> None:
    given(*WRITTEN).when(RELEASE).then(RELEASED)


@pytest.mark.parametrize("writer", ["dirk", "petra"])
def test_who_wrote_in_it_since_the_last_release_does_not_release_it(writer: str) -> None:
    other = SUMMARISED.model_copy(update={"text": text(88)})
    given(*DECIDED, by(writer, SUMMARISED), by("femke", other)).when(
        RELEASE.model_copy(update={"by": writer})
    ).rejected("four-eyes")


def test_who_wrote_an_earlier_one_may_release_the_next() -> None:
    other = SUMMARISED.model_copy(update={"text": text(88)})
    history = (*DECIDED, by("dirk", SUMMARISED), by("petra", RELEASED), by("femke", other))
    given(*history).when(RELEASE).then(RELEASED)


def test_the_fg_never_releases() -> None:
    given(*WRITTEN).when(RELEASE.model_copy(update={"roles": ("fg", "privacy-officer")})).rejected("fg-decides-not")


def test_what_is_public_is_not_released_again() -> None:
    given(*WRITTEN, by("dirk", RELEASED)).when(RELEASE).rejected("summary-released")


@pytest.mark.parametrize("words", [None, SUMMARY])
def test_without_words_there_is_nothing_to_release(words: str | None) -> None:
    history = WRITTEN if words is None else DECIDED
    given(*history).when(RELEASE.model_copy(update={"words": words})).rejected("summary-missing")


def test_before_a_decision_there_is_nothing_to_tell() -> None:
    for command in (WRITE, RELEASE):
        given(*READY).when(command).rejected("undecided")


def test_a_reopened_case_has_no_summary_until_the_next_decision() -> None:
    assert given(*WRITTEN, by("femke", REOPENED)).state.summary is None
    assert given(*WRITTEN, by("dirk", RELEASED), by("femke", REOPENED)).state.summary is None


def test_who_writes_the_summary_has_no_hand_in_the_version() -> None:
    assert "olga" not in given(*DECIDED, by("olga", SUMMARISED)).state.hands


def test_its_roles() -> None:
    assert who(WriteSummary) == ("process-owner", "privacy-officer")
    assert who(ReleaseSummary) == ("decision-maker", "privacy-officer")
    assert DIRK["roles"] == ("decision-maker",)
