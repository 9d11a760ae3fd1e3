"""What each fact makes of the system."""

from dataclasses import replace
from functools import singledispatch
from typing import Any

from contracts.envelope import Event
from contracts.inventory import (
    AssessmentNoted,
    ChangeClassified,
    ClassificationConfirmed,
    ConsultationDocumented,
    ConsultationRemoved,
    DataSourceDocumented,
    DataSourceRemoved,
    DevelopmentStarted,
    EvaluationCompleted,
    EvaluationPlanned,
    MonthCorrected,
    OversightArranged,
    PilotStarted,
    SystemClassified,
    SystemDescribed,
    SystemDescription,
    SystemRegistered,
    SystemRetired,
    SystemSuspended,
    SystemTakenIntoUse,
)
from services.chassis.decider import Stamp
from services.inventory.domain.system.state import Classification, System

_Changed = SystemDescribed | DataSourceDocumented | DataSourceRemoved | OversightArranged


def evolve(event: Event, state: System, stamp: Stamp) -> System:
    """The state after one more fact."""
    return replace(_evolve(event, state, stamp), version=stamp.version)


@singledispatch
def _evolve(event: Event, state: System, stamp: Stamp) -> System:
    return state


@_evolve.register
def _registered(event: SystemRegistered, state: System, stamp: Stamp) -> System:
    """A system that a person registered is that person's word; an imported one its register's."""
    edited = frozenset[str]() if event.found_record else _told(event.description)
    return replace(
        state,
        description=event.description,
        stage=event.found_as or "idea",
        used=event.found_as == "in-use",
        began=event.since if event.found_as == "in-use" else None,
        ended=event.since if event.found_as == "retired" else None,
        assessment_version=event.assessment_version,
        found_record=event.found_record,
        edited=edited,
    )


@_evolve.register
def _described(event: SystemDescribed, state: System, stamp: Stamp) -> System:
    if event.found_record:
        return _changed(event, state, stamp, description=event.description, found_record=event.found_record)
    edited = state.edited | _differing(state.description, event.description)
    return _changed(event, state, stamp, description=event.description, edited=edited)


@_evolve.register
def _source_documented(event: DataSourceDocumented, state: System, stamp: Stamp) -> System:
    return _changed(event, state, stamp, sources={**state.sources, event.source_id: event.source})


@_evolve.register
def _source_removed(event: DataSourceRemoved, state: System, stamp: Stamp) -> System:
    left = {key: source for key, source in state.sources.items() if key != event.source_id}
    return _changed(event, state, stamp, sources=left)


@_evolve.register
def _oversight_arranged(event: OversightArranged, state: System, stamp: Stamp) -> System:
    return _changed(event, state, stamp, oversight=event.oversight)


@_evolve.register
def _consulted(event: ConsultationDocumented, state: System, stamp: Stamp) -> System:
    return replace(state, consultations={**state.consultations, event.consultation_id: event.consultation})


@_evolve.register
def _consultation_removed(event: ConsultationRemoved, state: System, stamp: Stamp) -> System:
    left = {key: one for key, one in state.consultations.items() if key != event.consultation_id}
    return replace(state, consultations=left)


@_evolve.register
def _change_classified(event: ChangeClassified, state: System, stamp: Stamp) -> System:
    left = frozenset(version for version in state.unclassified if version > event.up_to)
    return replace(state, unclassified=left, assessment_version=event.assessment_version)


@_evolve.register
def _classified(event: SystemClassified, state: System, stamp: Stamp) -> System:
    return replace(state, classification=Classification(event.ai_act_class, stamp.by))


@_evolve.register
def _confirmed(event: ClassificationConfirmed, state: System, stamp: Stamp) -> System:
    given = state.classification
    return replace(state, classification=replace(given, confirmed=True)) if given else state


@_evolve.register
def _assessment_noted(event: AssessmentNoted, state: System, stamp: Stamp) -> System:
    """An assessment under way or withdrawn froze nothing: only what was submitted, or decided, has seen a version."""
    seen = state.seen if event.standing in ("in-progress", "withdrawn") else event.system_version
    return replace(state, assessment=event, seen=seen)


@_evolve.register
def _evaluation_planned(event: EvaluationPlanned, state: System, stamp: Stamp) -> System:
    return replace(state, evaluations=(*state.evaluations, event))


@_evolve.register
def _evaluation_completed(event: EvaluationCompleted, state: System, stamp: Stamp) -> System:
    return replace(state, evaluations=())


@_evolve.register
def _development_started(event: DevelopmentStarted, state: System, stamp: Stamp) -> System:
    return replace(state, stage="development", personal_data=event.personal_data)


@_evolve.register
def _pilot_started(event: PilotStarted, state: System, stamp: Stamp) -> System:
    return replace(state, stage="pilot")


@_evolve.register
def _taken_into_use(event: SystemTakenIntoUse, state: System, stamp: Stamp) -> System:
    return replace(state, stage="in-use", used=True, began=state.began if state.used else event.since)


@_evolve.register
def _suspended(event: SystemSuspended, state: System, stamp: Stamp) -> System:
    return replace(state, stage="suspended")


@_evolve.register
def _retired(event: SystemRetired, state: System, stamp: Stamp) -> System:
    return replace(state, stage="retired", ended=event.since)


@_evolve.register
def _month_corrected(event: MonthCorrected, state: System, stamp: Stamp) -> System:
    return replace(state, began=event.since) if event.step == "in-use" else replace(state, ended=event.since)


def _changed(event: _Changed, state: System, stamp: Stamp, **news: Any) -> System:
    """A change that carries no weight waits until someone gives it one, or an assessment has seen it."""
    waiting = state.unclassified if event.change else state.unclassified | {stamp.version}
    return replace(state, assessment_version=event.assessment_version, unclassified=waiting, **news)


def _told(description: SystemDescription) -> frozenset[str]:
    fields = SystemDescription.model_fields.items()
    return frozenset(name for name, field in fields if getattr(description, name) != field.default)


def _differing(before: SystemDescription | None, after: SystemDescription) -> frozenset[str]:
    names = SystemDescription.model_fields
    return frozenset(name for name in names if getattr(before, name, None) != getattr(after, name))
