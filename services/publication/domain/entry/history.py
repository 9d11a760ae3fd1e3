"""From the facts of an entry to its state."""

from dataclasses import replace
from functools import singledispatch

from contracts.envelope import Event
from contracts.publication import (
    AssessmentNoted,
    ContinuationNoted,
    DescriptionNoted,
    EntryChanged,
    EntryDrafted,
    EntryPublished,
    EntryReturned,
    EntryRevised,
    EntrySubmitted,
    EntryWithdrawn,
    LifeCycleNoted,
    PublicAssessment,
    PublicStanding,
    SummaryNoted,
)  # fmt: skip
from services.chassis.decider import Stamp
from services.publication.domain.entry.state import (
    DESCRIPTION,
    Draft,
    Entry,
    Record,
    Withdrawal,
    described_anew,
    editable,
    looked_at,
)
from services.publication.domain.redress import redress_in

STANDINGS: dict[str, PublicStanding] = {
    "in-progress": "in-progress",
    "submitted": "in-progress",
    "not-required": "decided",
    "no-personal-data": "decided",
    "approved": "decided",
    "rejected": "decided",
    "suspended": "in-progress",
    "withdrawn": "none",
}
"""How dpia says that an assessment stands -> how the public reads it."""


@singledispatch
def evolve(event: Event, state: Entry, stamp: Stamp) -> Entry:
    """The state after one more fact; a fact that is unknown here changes nothing."""
    return state


@evolve.register
def _(event: EntryDrafted, state: Entry, stamp: Stamp) -> Entry:
    own = {key: event.record[key] for key in DESCRIPTION if key in event.record}
    described = own if event.described is None else event.described
    draft = Draft(
        event.record, event.origin, written_by=frozenset({event.written_by or stamp.by}), description=described
    )
    found = event.record if event.origin == "import" else None
    return replace(
        state, draft=draft, found=found, description=described, register=event.register, provenance=event.provenance,
        system_version=event.noted_version,
    )  # fmt: skip


@evolve.register
def _(event: EntryRevised, state: Entry, stamp: Stamp) -> Entry:
    if event.origin == "inventory" and state.untouched:
        state = replace(state, description={**event.record, **redress_in(event.extension)})
    revised = replace(state, draft=_revised(event, state, stamp))
    if event.noted_version is not None:
        revised = replace(revised, system_version=event.noted_version)
    if event.origin == "import":
        return replace(revised, found=event.record, provenance=event.provenance)
    changed = _changed(state.whole, editable(event.record) | redress_in(event.extension))
    if event.origin == "person":
        return replace(revised, edited=state.edited | changed)
    return replace(revised, described=state.described | changed)


@evolve.register
def _(event: EntrySubmitted, state: Entry, stamp: Stamp) -> Entry:
    if state.draft is None:
        return state
    persons = state.draft.persons | {stamp.by}
    draft = replace(state.draft, submitted=True, persons=persons, description=state.description, returned=None)
    return replace(state, draft=draft)


@evolve.register
def _(event: EntryReturned, state: Entry, stamp: Stamp) -> Entry:
    if state.draft is None:
        return state
    return replace(state, draft=replace(state.draft, submitted=False, returned=event.reason))


@evolve.register
def _(event: EntryPublished, state: Entry, stamp: Stamp) -> Entry:
    return _public(event, state)


@evolve.register
def _(event: EntryChanged, state: Entry, stamp: Stamp) -> Entry:
    if event.written_by is None:
        return _public(event, state)
    return replace(state, published=event.record, number=event.number, taken_over=event.taken_over)


@evolve.register
def _(event: EntryWithdrawn, state: Entry, stamp: Stamp) -> Entry:
    """What was public and what was written for it are gone."""
    withdrawn = Withdrawal(event.ground, stamp.day)
    return replace(
        state, draft=None, published=None, extension=None, outdated_since=None, number=event.number, withdrawn=withdrawn
    )  # fmt: skip


@evolve.register
def life_cycle_noted(event: LifeCycleNoted, state: Entry, stamp: Stamp | None = None) -> Entry:
    """The first month of use stays the beginning; an end is only known of what has ended. Both may be corrected."""
    if event.corrects:
        began = event.month if event.corrects == "in-use" else state.began
        ended = event.month if event.corrects == "retired" else state.ended
        return replace(
            state, life_cycle=event.state, life_cycle_version=event.noted_version, began=began, ended=ended
        )  # fmt: skip
    first_use = event.state == "in-use" and not state.used
    known_end = state.ended if state.life_cycle == "retired" else None
    return replace(
        state, life_cycle=event.state, life_cycle_version=event.noted_version, used=state.used or first_use,
        began=event.month if first_use else state.began,
        ended=(event.month or known_end) if event.state == "retired" else None,
    )  # fmt: skip


@evolve.register
def assessment_noted(event: AssessmentNoted, state: Entry, stamp: Stamp | None = None) -> Entry:
    """A day is public once there is a decision; a setback until something carries the use again."""
    standing = STANDINGS.get(event.standing, "in-progress")
    on = event.decided_on if standing == "decided" else None
    before = state.assessment if standing == "in-progress" and event.setback is None else event
    continued = before.continued if isinstance(before, PublicAssessment) else None
    assessment = PublicAssessment(
        standing=standing, on=on, setback=before.setback, since=before.since, continued=continued
    )
    return replace(state, assessment=assessment, assessment_version=event.noted_version)


@evolve.register
def continuation_noted(event: ContinuationNoted, state: Entry, stamp: Stamp | None = None) -> Entry:
    """It is about the setback that stands, until another comes."""
    assessment = state.assessment.model_copy(update={"continued": event.continued_on})
    return replace(state, assessment=assessment, assessment_version=event.noted_version)


@evolve.register
def summary_noted(event: SummaryNoted, state: Entry, stamp: Stamp | None = None) -> Entry:
    """The newest that was released holds."""
    return replace(state, summary=event.summary, summary_version=event.noted_version)


@evolve.register
def description_noted(event: DescriptionNoted, state: Entry, stamp: Stamp | None = None) -> Entry:
    """What the inventory says holds from the day on which it is noted."""
    return replace(described_anew(state, event.described, event.noted_on), system_version=event.noted_version)


def _revised(event: EntryRevised, state: Entry, stamp: Stamp) -> Draft:
    """Whoever wrote in this revision before stays one of its writers; what was submitted is not any more."""
    before = state.draft
    person = event.origin == "person"
    persons = before.persons if before else frozenset()
    written_by = before.written_by if before else frozenset()
    return Draft(
        event.record, event.origin, event.extension, edited=person or (before is not None and before.edited),
        persons=persons | {stamp.by} if person else persons,
        written_by=written_by | {event.written_by or stamp.by}, description=state.description,
        returned=before.returned if before else None,
    )  # fmt: skip


def _public(event: EntryPublished | EntryChanged, state: Entry) -> Entry:
    return replace(
        looked_at(state, event.record), draft=None, number=event.number, public_found=state.found,
        taken_over=event.taken_over,
    )  # fmt: skip


def _changed(before: Record, after: Record) -> frozenset[str]:
    return frozenset(key for key in {*before, *after} if before.get(key) != after.get(key))
