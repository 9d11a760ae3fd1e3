"""What happened to a system, in words: who did it is not told."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from contracts.envelope import Envelope, Event
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
    SystemRegistered,
    SystemRetired,
    SystemSuspended,
    SystemTakenIntoUse,
)
from services.chassis.execute import stamp
from services.chassis.formats import month
from services.chassis.wording import _
from services.inventory.pages import words

PLAIN: Mapping[type[Event], str] = {
    SystemRegistered: _("Geregistreerd"),
    SystemDescribed: _("Beschrijving aangepast"),
    ChangeClassified: _("Gezegd hoe groot de wijzigingen zijn"),
    DataSourceDocumented: _("Gegevensbron beschreven"),
    DataSourceRemoved: _("Gegevensbron verwijderd"),
    OversightArranged: _("Toezicht en herstel beschreven"),
    ConsultationDocumented: _("Raadpleging vastgelegd"),
    ConsultationRemoved: _("Raadpleging verwijderd"),
    SystemClassified: _("Ingedeeld volgens de AI-verordening"),
    ClassificationConfirmed: _("Indeling bevestigd door een tweede persoon"),
    EvaluationPlanned: _("Evaluatie gepland: een inwoner had gelijk"),
    EvaluationCompleted: _("Geëvalueerd"),
    DevelopmentStarted: _("Bouw of inkoop begonnen"),
    PilotStarted: _("Proef begonnen"),
    SystemTakenIntoUse: _("In gebruik genomen"),
    SystemSuspended: _("Stilgelegd"),
    SystemRetired: _("Gestopt"),
    MonthCorrected: _("Maand verbeterd"),
}
STANDINGS: Mapping[str, str] = {
    "in-progress": _("DPIA begonnen"),
    "submitted": _("DPIA ingediend"),
    "not-required": _("DPIA: niet nodig"),
    "approved": _("DPIA goedgekeurd"),
    "rejected": _("DPIA afgekeurd"),
}
FOUND: Mapping[str, str] = {
    "development": _("er werd al aan gebouwd"),
    "in-use": _("was al in gebruik, zonder besluit"),
    "retired": _("was al gestopt"),
}


class Told(NamedTuple):
    """What happened, and what more there is to say: words of ours, and words of whoever described the system."""

    what: str
    detail: str = ""
    name: str = ""


def entries(history: Sequence[tuple[Envelope, Event]]) -> list[dict[str, Any]]:
    """The facts, newest first, as the timeline of a page shows them."""
    return [
        {"when": envelope.time, "told": told(event, history), "by": stamp(envelope, event).by}
        for envelope, event in reversed(history)
    ]


def told(event: Event, history: Sequence[tuple[Envelope, Event]]) -> Told:
    """One fact in words."""
    what = PLAIN.get(type(event), _("Er is iets veranderd"))
    match event:
        case AssessmentNoted():
            return Told(STANDINGS.get(event.standing, event.standing))
        case SystemRegistered():
            return Told(
                what, FOUND.get(event.found_as or "", ""), event.found_record.register if event.found_record else ""
            )
        case SystemClassified():
            return Told(what, words.word(words.CLASSES, event.ai_act_class))
        case DevelopmentStarted() if event.personal_data:
            return Told(what, _("met echte persoonsgegevens"))
        case MonthCorrected():
            return Told(what, _corrected(event))
    return _named(event, what, history)


def _named(event: Event, what: str, history: Sequence[tuple[Envelope, Event]]) -> Told:
    match event:
        case DataSourceDocumented():
            return Told(what, words.word(words.CHANGES, event.change), event.source.name)
        case ConsultationDocumented():
            return Told(what, words.word(words.PARTIES, event.consultation.party), event.consultation.name or "")
        case DataSourceRemoved():
            return Told(what, "", _name(event.source_id, history))
    return Told(what, words.word(words.CHANGES, getattr(event, "change", None)))


def _corrected(event: MonthCorrected) -> str:
    since, before = month(event.since), month(event.before) or _("niet bekend")
    if event.step == "retired":
        return _("gestopt in {since}; eerst stond er: {before}", since=since, before=before)
    return _("in gebruik sinds {since}; eerst stond er: {before}", since=since, before=before)


def _name(source: str, history: Sequence[tuple[Envelope, Event]]) -> str:
    known = (event for _, event in reversed(history) if isinstance(event, DataSourceDocumented))
    return next((event.source.name for event in known if event.source_id == source), "")
