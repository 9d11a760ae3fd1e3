"""How much a change matters: it belongs to the assessment that is being made, or a person weighs it."""

import pytest

from contracts.inventory import (
    ChangeClassified,
    DataSourceDocumented,
    DataSourceRemoved,
    OversightArranged,
    SystemDescribed,
)
from services.inventory.domain.system import (
    ArrangeOversight,
    ClassifyChange,
    DescribeSystem,
    DocumentDataSource,
    RemoveDataSource,
    suggested_change,
)
from tests.samples import APPLICATIONS, OVERSIGHT, REASON, REGISTERED, SORTING, SOURCE_DOCUMENTED, SUBMITTED
from tests.unit.inventory.system_commands import DESCRIBED, RENAMED, ask, given, noted

CHANGING = (
    (ask(DescribeSystem, description=RENAMED), SystemDescribed, {"description": RENAMED}),
    (
        ask(DocumentDataSource, source_id="source-1", source=APPLICATIONS),
        DataSourceDocumented,
        {"source_id": "source-1", "source": APPLICATIONS},
    ),
    (ask(ArrangeOversight, oversight=OVERSIGHT), OversightArranged, {"oversight": OVERSIGHT}),
)
each_change = pytest.mark.parametrize(
    ("command", "fact", "content"), CHANGING, ids=lambda part: getattr(part, "by", "")
)


def weighed(command, change, reason=REASON):
    return command.model_copy(update={"change": change, "reason": reason})


@each_change
def test_before_a_submission_a_change_belongs_to_the_coming_version(command, fact, content):
    under_way, withdrawn = noted("in-progress", seen=1), noted("withdrawn", seen=1)
    for history in ((REGISTERED,), (REGISTERED, under_way), (REGISTERED, withdrawn)):
        given(*history).when(command).then(fact(**content, assessment_version=1))


@each_change
def test_what_is_said_of_a_change_before_a_submission_is_ignored(command, fact, content):
    given(REGISTERED).when(weighed(command, "substantial")).then(fact(**content, assessment_version=1))


@each_change
@pytest.mark.parametrize("standing", ["submitted", "approved", "rejected", "not-required"])
def test_once_a_version_was_submitted_a_change_is_weighed(command, fact, content, standing):
    submitted = given(REGISTERED, noted(standing, seen=1))
    submitted.when(command).rejected("change-required", ["change", "reason"])
    submitted.when(weighed(command, "minor", None)).rejected("change-required", ["reason"])


@each_change
@pytest.mark.parametrize(("change", "version"), [("correction", 1), ("minor", 1), ("substantial", 2)])
def test_only_a_substantial_change_asks_for_a_new_assessment(command, fact, content, change, version):
    changed = fact(**content, change=change, reason=REASON, assessment_version=version)
    given(REGISTERED, SUBMITTED).when(weighed(command, change)).then(changed)
    state = given(REGISTERED, SUBMITTED, changed).state
    assert (state.assessment_version, state.open_changes) == (version, ())


def test_changes_are_weighed_also_while_a_next_version_is_under_way():
    history = REGISTERED, SUBMITTED, noted("in-progress", seen=2, noted_version=20)
    given(*history).when(ask(DescribeSystem, description=RENAMED)).rejected("change-required")


def test_a_second_substantial_change_raises_the_version_again():
    raised = SystemDescribed(description=RENAMED, change="substantial", reason=REASON, assessment_version=2)
    back = weighed(ask(DescribeSystem, description=SORTING), "substantial")
    again = raised.model_copy(update={"description": SORTING, "assessment_version": 3})
    given(REGISTERED, SUBMITTED, raised).when(back).then(again)


def test_removing_a_data_source_is_not_weighed_and_stays_open():
    removed = DataSourceRemoved(source_id="source-1", assessment_version=1)
    history = REGISTERED, SOURCE_DOCUMENTED, noted("submitted", seen=2)
    given(*history).when(ask(RemoveDataSource, source_id="source-1")).then(removed)
    assert given(*history, removed).state.open_changes == (4,)


def test_a_change_that_the_submission_did_not_see_stays_open():
    assert given(REGISTERED, DESCRIBED, noted("submitted", seen=1)).state.open_changes == (2,)
    assert given(REGISTERED, DESCRIBED, noted("submitted", seen=2)).state.open_changes == ()


def test_before_a_submission_no_change_is_open():
    assert given(REGISTERED, DESCRIBED, noted("in-progress", seen=1)).state.open_changes == ()


def test_an_assessment_under_way_has_not_seen_what_it_may_still_freeze():
    under_way = noted("in-progress", seen=9, noted_version=20)
    assert given(REGISTERED, DESCRIBED, noted("approved", seen=1), under_way).state.open_changes == (2,)


OPEN = (REGISTERED, noted("submitted", seen=1), DESCRIBED, DESCRIBED)
"""Two changes, versions 3 and 4, of which nobody said how much they matter."""


def classify(up_to: int, change: str = "minor") -> ClassifyChange:
    return ask(ClassifyChange, up_to=up_to, change=change, reason=REASON)


def classified(up_to: int, change: str = "minor", version: int = 1) -> ChangeClassified:
    return ChangeClassified(up_to=up_to, change=change, reason=REASON, assessment_version=version)


def test_open_changes_are_classified_up_to_a_version():
    given(*OPEN).when(classify(3)).then(classified(3))
    assert given(*OPEN, classified(3)).state.open_changes == (4,)
    assert given(*OPEN, classified(4)).state.open_changes == ()


@pytest.mark.parametrize(("change", "version"), [("correction", 1), ("minor", 1), ("substantial", 2)])
def test_classifying_as_substantial_asks_for_a_new_assessment(change, version):
    given(*OPEN).when(classify(4, change)).then(classified(4, change, version))
    assert given(*OPEN, classified(4, change, version)).state.assessment_version == version


def test_what_is_classified_already_is_not_classified_again():
    given(*OPEN, classified(4)).when(classify(4)).rejected("nothing-to-classify")
    given(*OPEN, classified(3)).when(classify(3)).rejected("nothing-to-classify")


def test_what_belongs_to_the_coming_version_is_not_classified():
    given(REGISTERED, DESCRIBED).when(classify(2)).rejected("nothing-to-classify")


def test_what_the_submission_saw_is_not_classified():
    given(REGISTERED, DESCRIBED, noted("submitted", seen=2)).when(classify(2)).rejected("nothing-to-classify")


def test_nobody_classifies_changes_that_are_still_to_come():
    given(*OPEN).when(classify(5)).rejected("version-unknown")


@pytest.mark.parametrize(
    ("field", "value", "change"),
    [
        ("purpose", "Iets anders.", "substantial"),
        ("technique", "generative", "substantial"),
        ("role_in_decisions", "decides", "substantial"),
        ("affected_groups", ("iedereen",), "substantial"),
        ("name", "Anders", "minor"),
        ("product_version", "2.0", "minor"),
    ],
)
def test_a_form_suggests_substantial_for_what_an_assessment_rests_on(field, value, change):
    assert suggested_change(SORTING, SORTING.model_copy(update={field: value})) == change
