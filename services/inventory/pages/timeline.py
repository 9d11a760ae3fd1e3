"""What happened to a system, in words: who did it is not told."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from contracts.envelope import Envelope, Event
from contracts.inventory import (
    AssessmentNoted,
    ChangeClassified,
    ClassificationConfirmed,
    DataSourceDocumented,
    DataSourceRemoved,
    DevelopmentStarted,
    EvaluationCompleted,
    EvaluationPlanned,
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
from services.inventory.pages import words

PLAIN: Mapping[type[Event], str] = {
    SystemRegistered: "Geregistreerd",
    SystemDescribed: "Beschrijving aangepast",
    ChangeClassified: "Gezegd hoe groot de wijzigingen zijn",
    DataSourceDocumented: "Gegevensbron beschreven",
    DataSourceRemoved: "Gegevensbron verwijderd",
    OversightArranged: "Toezicht en herstel beschreven",
    SystemClassified: "Ingedeeld volgens de AI-verordening",
    ClassificationConfirmed: "Indeling bevestigd door een tweede persoon",
    EvaluationPlanned: "Evaluatie gepland: een inwoner had gelijk",
    EvaluationCompleted: "Geëvalueerd",
    DevelopmentStarted: "Bouw of inkoop begonnen",
    PilotStarted: "Proef begonnen",
    SystemTakenIntoUse: "In gebruik genomen",
    SystemSuspended: "Stilgelegd",
    SystemRetired: "Gestopt",
}
STANDINGS: Mapping[str, str] = {
    "in-progress": "DPIA begonnen",
    "submitted": "DPIA ingediend",
    "not-required": "DPIA: niet nodig",
    "approved": "DPIA goedgekeurd",
    "rejected": "DPIA afgekeurd",
}
FOUND: Mapping[str, str] = {
    "development": "er werd al aan gebouwd",
    "in-use": "was al in gebruik, zonder besluit",
    "retired": "was al gestopt",
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
    what = PLAIN.get(type(event), "Er is iets veranderd")
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
            return Told(what, "met echte persoonsgegevens")
        case DataSourceDocumented():
            return Told(what, words.word(words.CHANGES, event.change), event.source.name)
        case DataSourceRemoved():
            return Told(what, "", _name(event.source_id, history))
    return Told(what, words.word(words.CHANGES, getattr(event, "change", None)))


def _name(source: str, history: Sequence[tuple[Envelope, Event]]) -> str:
    known = (event for _, event in reversed(history) if isinstance(event, DataSourceDocumented))
    return next((event.source.name for event in known if event.source_id == source), "")
