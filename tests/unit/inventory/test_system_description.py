"""A system is registered and described: what it does, its data, and who looks at its output."""

import pytest

from contracts.inventory import DataSourceDocumented, DataSourceRemoved, SystemDescription, SystemRegistered
from services.inventory.domain import system
from services.inventory.domain.system import (
    ArrangeOversight,
    ClassifyChange,
    ClassifySystem,
    ConfirmClassification,
    DescribeSystem,
    DocumentDataSource,
    RegisterSystem,
    RemoveDataSource,
    TakeStep,
)
from tests.samples import (
    APPLICATIONS,
    FOUND_IN_USE,
    OVERSIGHT,
    OVERSIGHT_ARRANGED,
    REASON,
    REGISTERED,
    SORTING,
    SOURCE_DOCUMENTED,
    SUBMITTED,
)
from tests.unit.inventory.system_commands import DESCRIBED, RENAMED, ask, given

DOCUMENT = ask(DocumentDataSource, source_id="source-1", source=APPLICATIONS)
ARRANGE = ask(ArrangeOversight, oversight=OVERSIGHT)


def test_a_system_is_registered():
    given().when(ask(RegisterSystem, description=SORTING)).then(REGISTERED)


def test_only_the_name_must_be_known():
    only_a_name = SystemDescription(name="Iets met rekenen")
    given().when(ask(RegisterSystem, description=only_a_name)).then(SystemRegistered(description=only_a_name))


def test_a_system_that_runs_already_is_registered_as_it_is_found():
    given().when(ask(RegisterSystem, description=SORTING, found_as="in-use", since="2024-02")).then(FOUND_IN_USE)


def test_registering_again_meets_the_system_that_exists():
    given(REGISTERED).when(ask(RegisterSystem, description=SORTING)).then()


def test_a_noted_assessment_does_not_keep_a_system_from_being_registered():
    given(SUBMITTED).when(ask(RegisterSystem, description=SORTING)).then(REGISTERED)


def test_a_description_is_replaced():
    given(REGISTERED).when(ask(DescribeSystem, description=RENAMED)).then(DESCRIBED)
    assert given(REGISTERED, DESCRIBED).state.description == RENAMED


def test_the_same_description_changes_nothing():
    given(REGISTERED).when(ask(DescribeSystem, description=SORTING)).then()


def test_a_data_source_is_documented():
    given(REGISTERED).when(DOCUMENT).then(SOURCE_DOCUMENTED)


def test_the_same_data_source_again_changes_nothing():
    given(REGISTERED, SOURCE_DOCUMENTED).when(DOCUMENT).then()


def test_a_data_source_can_be_described_anew():
    kept = APPLICATIONS.model_copy(update={"retention": "vijf jaar"})
    anew = DataSourceDocumented(source_id="source-1", source=kept, assessment_version=1)
    given(REGISTERED, SOURCE_DOCUMENTED).when(DOCUMENT.model_copy(update={"source": kept})).then(anew)


def test_a_data_source_is_removed():
    removed = DataSourceRemoved(source_id="source-1", assessment_version=1)
    given(REGISTERED, SOURCE_DOCUMENTED).when(ask(RemoveDataSource, source_id="source-1")).then(removed)
    assert not given(REGISTERED, SOURCE_DOCUMENTED, removed).state.sources


def test_a_data_source_that_is_not_used_cannot_be_removed():
    given(REGISTERED).when(ask(RemoveDataSource, source_id="source-1")).rejected("data-source-unknown")


def test_oversight_is_arranged():
    given(REGISTERED).when(ARRANGE).then(OVERSIGHT_ARRANGED)


def test_arranging_the_same_oversight_again_changes_nothing():
    given(REGISTERED, OVERSIGHT_ARRANGED).when(ARRANGE).then()


@pytest.mark.parametrize("history", [(), (SUBMITTED,)], ids=["no fact", "only a noted fact"])
@pytest.mark.parametrize(
    "command",
    [
        ask(DescribeSystem, description=SORTING),
        DOCUMENT,
        ask(RemoveDataSource, source_id="source-1"),
        ARRANGE,
        ask(ClassifyChange, up_to=1, change="minor", reason=REASON),
        ask(ClassifySystem, ai_act_class="minimal", reason=REASON),
        ask(ConfirmClassification),
        ask(TakeStep, step="retired"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_can_be_done_with_a_system_that_is_not_registered(history, command):
    given(*history).when(command).rejected("unknown")


def test_a_command_of_another_subject_is_a_mistake_in_the_program():
    with pytest.raises(TypeError, match="int"):
        system.decide(1, system.initial())
