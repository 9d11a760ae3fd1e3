"""The state of a case after one more fact."""

from dataclasses import replace
from functools import singledispatch

from contracts.dpia import (
    AdviceAnswered,
    AdviceGiven,
    AnswersRecorded,
    AssessmentNotRequired,
    AssessmentRequired,
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
    ChangeNoted,
    ConditionMet,
    ConditionReported,
    DecisionTaken,
    EvidenceRefused,
    ExemptionProposed,
    MeasureAgreed,
    MeasureRemoved,
    PriorConsultationAnswered,
    PriorConsultationExtended,
    PriorConsultationLapsed,
    PriorConsultationSubmitted,
    ResidualWeighed,
    RiskRecorded,
    RiskRemoved,
    ScreeningCompleted,
    SummaryReleased,
    SummaryWritten,
    UseContinued,
    VersionReturned,
    VersionSubmitted,
)
from contracts.envelope import Event
from services.chassis.decider import Stamp
from services.dpia.domain.case.state import Case, Consultation, Summary
from services.dpia.domain.risks import to_weigh, without


@singledispatch
def evolve(event: Event, state: Case, stamp: Stamp) -> Case:
    """The state after one more fact; an unknown one changes nothing."""
    return state


@evolve.register
def opened(event: CaseOpened, state: Case, stamp: Stamp) -> Case:
    """Whoever registered the system has no hand in the version."""
    return replace(state, opened=True)


@evolve.register
def screened(event: ScreeningCompleted, state: Case, stamp: Stamp) -> Case:
    """The newest screening holds."""
    return _written(replace(state, screened=event), stamp)


@evolve.register
def required(event: AssessmentRequired, state: Case, stamp: Stamp) -> Case:
    """An assessment is due, on whatever ground."""
    return replace(state, required=True, exemption=None, exempted=None)


@evolve.register
def answered(event: AnswersRecorded, state: Case, stamp: Stamp) -> Case:
    """The newest answer to a question holds."""
    return _written(replace(state, answers={**state.answers, event.question: event}), stamp)


@evolve.register
def risk_recorded(event: RiskRecorded, state: Case, stamp: Stamp) -> Case:
    """One risk more, or how one is now: what is left of it is weighed anew."""
    residuals = without(state.residuals, event.risk_id)
    return _written(replace(state, risks={**state.risks, event.risk_id: event}, residuals=residuals), stamp)


@evolve.register
def risk_removed(event: RiskRemoved, state: Case, stamp: Stamp) -> Case:
    """One risk less; facts before this one say what became of its measures."""
    risks, residuals = without(state.risks, event.risk_id), without(state.residuals, event.risk_id)
    return _written(replace(state, risks=risks, residuals=residuals), stamp)


@evolve.register
def measure_agreed(event: MeasureAgreed, state: Case, stamp: Stamp) -> Case:
    """One measure more, or how one is now."""
    before = state.measures.get(event.measure_id)
    anew = to_weigh(before.risks, event.risks, before.text == event.text) if before else ()
    measures = {**state.measures, event.measure_id: event}
    return _written(replace(state, measures=measures, residuals=without(state.residuals, *anew)), stamp)


@evolve.register
def measure_removed(event: MeasureRemoved, state: Case, stamp: Stamp) -> Case:
    """One measure less: what is left of the risks that it helped against is weighed anew."""
    before = state.measures.get(event.measure_id)
    residuals = without(state.residuals, *(before.risks if before else ()))
    return _written(replace(state, measures=without(state.measures, event.measure_id), residuals=residuals), stamp)


@evolve.register
def residual_weighed(event: ResidualWeighed, state: Case, stamp: Stamp) -> Case:
    """The newest holds."""
    return _written(replace(state, residuals={**state.residuals, event.risk_id: event}), stamp)


def _written(state: Case, stamp: Stamp) -> Case:
    return replace(state, untouched=False, hands=state.hands | {stamp.by})


@evolve.register
def submitted(event: VersionSubmitted, state: Case, stamp: Stamp) -> Case:
    """The version is frozen."""
    return replace(_written(state, stamp), submitted=event, number=event.number)


@evolve.register
def advised(event: AdviceGiven, state: Case, stamp: Stamp) -> Case:
    """One advice more."""
    advised_as = {**state.advised_as, stamp.by: event.adviser}
    advices = {**state.advices, event.advice_id: event}
    return replace(state, advices=advices, advised_as=advised_as, hands=state.hands | {stamp.by})


@evolve.register
def advice_answered(event: AdviceAnswered, state: Case, stamp: Stamp) -> Case:
    """Who answers advice writes in the version too."""
    replies = {**state.replies, (event.advice_id, event.point): event}
    return replace(state, replies=replies, hands=state.hands | {stamp.by})


@evolve.register
def consulted(event: PriorConsultationSubmitted, state: Case, stamp: Stamp) -> Case:
    """Who asks the authority writes nothing in the version."""
    return replace(state, consultation=Consultation(event.until))


@evolve.register
def extended(event: PriorConsultationExtended, state: Case, stamp: Stamp) -> Case:
    """The term ends later."""
    return replace(state, consultation=Consultation(event.until, extended=True))


@evolve.register
def replied(event: PriorConsultationAnswered, state: Case, stamp: Stamp) -> Case:
    """The decision can be taken."""
    return _ended(event.outcome, state)


@evolve.register
def lapsed(event: PriorConsultationLapsed, state: Case, stamp: Stamp) -> Case:
    """The decision can be taken, without a reply."""
    return _ended("lapsed", state)


def _ended(outcome: str, state: Case) -> Case:
    asked = state.consultation
    return replace(state, consultation=replace(asked, outcome=outcome)) if asked else state


@evolve.register
def decided(event: DecisionTaken, state: Case, stamp: Stamp) -> Case:
    """The case is closed for changes."""
    return _set_back(replace(state, decision=event), "rejected" if event.outcome == "rejected" else None)


@evolve.register
def reported(event: ConditionReported, state: Case, stamp: Stamp) -> Case:
    """Who said so is not the one who looks."""
    return replace(state, reported={**state.reported, event.condition_id: stamp.by})


@evolve.register
def evidence_refused(event: EvidenceRefused, state: Case, stamp: Stamp) -> Case:
    """It can be reported again."""
    return replace(state, reported=without(state.reported, event.condition_id))


@evolve.register
def condition_met(event: ConditionMet, state: Case, stamp: Stamp) -> Case:
    """One condition less is open."""
    return replace(state, reported=without(state.reported, event.condition_id), met=state.met | {event.condition_id})


@evolve.register
def returned(event: VersionReturned, state: Case, stamp: Stamp) -> Case:
    """The version can be written in again; advice on it was on what will be another one."""
    return _anew(state)


@evolve.register
def reopened(event: CaseReopened, state: Case, stamp: Stamp) -> Case:
    """A new version begins with what was written before."""
    begun = replace(
        _anew(state), decision=None, reported={}, met=frozenset(), exemption=None, exempted=None, halted=None,
        summary=None, untouched=bool(state.number), asked_for=event.assessment_version, changed_again=False,
    )  # fmt: skip
    return _set_back(begun, "reopened")


@evolve.register
def change_noted(event: ChangeNoted, state: Case, stamp: Stamp) -> Case:
    """What was written before it does not answer it."""
    return replace(state, untouched=True, asked_for=event.assessment_version, changed_again=True)


def _anew(state: Case) -> Case:
    return replace(state, submitted=None, advices={}, advised_as={}, replies={}, consultation=None)


@evolve.register
def exemption_proposed(event: ExemptionProposed, state: Case, stamp: Stamp) -> Case:
    """Who proposes it has a hand in it."""
    return replace(state, exemption=event, hands=state.hands | {stamp.by})


@evolve.register
def exempted(event: AssessmentNotRequired, state: Case, stamp: Stamp) -> Case:
    """Closed without an assessment."""
    return _set_back(replace(state, exempted=event), None)


@evolve.register
def suspended(event: CaseSuspended, state: Case, stamp: Stamp) -> Case:
    """The decision stands, but does not count."""
    return _set_back(replace(state, halted="suspended"), "suspended")


@evolve.register
def resumed(event: CaseResumed, state: Case, stamp: Stamp) -> Case:
    """The decision counts again."""
    return _set_back(replace(state, halted=None), None)


@evolve.register
def withdrawn(event: CaseWithdrawn, state: Case, stamp: Stamp) -> Case:
    """Stopped; what was written stays."""
    return _set_back(replace(state, halted="withdrawn"), "withdrawn")


@evolve.register
def use_continued(event: UseContinued, state: Case, stamp: Stamp) -> Case:
    """It is said until the next setback."""
    return replace(state, use_explained=True)


@evolve.register
def summary_written(event: SummaryWritten, state: Case, stamp: Stamp) -> Case:
    """Who wrote in it before stays one of its writers until it is released."""
    before = state.summary.writers if state.summary and not state.summary.released else frozenset()
    return replace(state, summary=Summary(event.text, event.left_out, before | {stamp.by}))


@evolve.register
def summary_released(event: SummaryReleased, state: Case, stamp: Stamp) -> Case:
    """Writing it anew begins another one."""
    return replace(state, summary=replace(state.summary, released=True)) if state.summary else state


def _set_back(state: Case, setback: str | None) -> Case:
    return replace(state, setback=setback, use_explained=False)
