"""Registering a system and describing it: what it does, which data it uses, who looks at its output."""

from contracts.envelope import Event
from contracts.inventory import (
    DataSourceDocumented,
    DataSourceRemoved,
    OversightArranged,
    SystemDescribed,
    SystemRegistered,
)
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.inventory.domain.system.changes import weighed
from services.inventory.domain.system.commands import (
    ArrangeOversight,
    DescribeSystem,
    DocumentDataSource,
    RegisterSystem,
    RemoveDataSource,
)
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.state import System, described


@decide.register
def register(command: RegisterSystem, state: System) -> list[Event]:
    """A repeat (the same request again has the same id) meets the system that exists."""
    if state.description is not None:
        return []
    return [SystemRegistered(description=command.description, found_as=command.found_as, since=command.since)]


@decide.register
def describe(command: DescribeSystem, state: System) -> list[Event]:
    """The same description again changes nothing."""
    if command.description == described(state):
        return []
    return [SystemDescribed.model_validate({"description": command.description, **weighed(command, state)})]


@decide.register
def document_data_source(command: DocumentDataSource, state: System) -> list[Event]:
    """The same source again changes nothing; a known id with another content replaces it."""
    described(state)
    if state.sources.get(command.source_id) == command.source:
        return []
    said = {"source_id": command.source_id, "source": command.source, **weighed(command, state)}
    return [DataSourceDocumented.model_validate(said)]


@decide.register
def remove_data_source(command: RemoveDataSource, state: System) -> list[Event]:
    """Carries no weight: after a submission someone says later how much it matters."""
    described(state)
    if command.source_id not in state.sources:
        raise Rejected("data-source-unknown", _("Dit systeem gebruikt deze gegevensbron niet (meer)."))
    return [DataSourceRemoved(source_id=command.source_id, assessment_version=state.assessment_version)]


@decide.register
def arrange_oversight(command: ArrangeOversight, state: System) -> list[Event]:
    """The same arrangement again changes nothing."""
    described(state)
    if command.oversight == state.oversight:
        return []
    return [OversightArranged.model_validate({"oversight": command.oversight, **weighed(command, state)})]
