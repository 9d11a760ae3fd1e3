"""What happened to a remark, for moderators: in words, and by whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from contracts.envelope import Envelope, Event
from contracts.feedback import (
    CommitteeEngaged,
    CorrectionResolved,
    ErasureRefused,
    ErasureRequested,
    FeedbackAnswered,
    FeedbackClosed,
    FeedbackForwarded,
    FeedbackModerated,
    FeedbackReceived,
    FeedbackReopened,
    PersonalDataErased,
    TermExtended,
)
from services.chassis.execute import stamp
from services.chassis.wording import _

PLAIN: Mapping[type[Event], str] = {
    FeedbackReceived: _("Ontvangen"),
    FeedbackAnswered: _("Beantwoord"),
    FeedbackForwarded: _("Doorgestuurd"),
    FeedbackClosed: _("Gesloten"),
    FeedbackReopened: _("Gevraagd om er nog eens naar te kijken"),
    TermExtended: _("De termijn is verlengd"),
    CommitteeEngaged: _("Een commissie behandelt de klacht"),
    CorrectionResolved: _("Uitkomst opgeschreven"),
    ErasureRequested: _("Gevraagd om alles te wissen"),
    ErasureRefused: _("Niet gewist, met een reden"),
    PersonalDataErased: _("Gewist"),
}
MODERATED = {"accepted": _("Geplaatst"), "refused": _("Niet geplaatst")}


def entries(history: Sequence[tuple[Envelope, Event]]) -> list[dict[str, Any]]:
    """The facts, newest first; `by` is empty for what the sender did."""
    return [
        {"when": envelope.time, "what": _told(event), "by": stamp(envelope, event).by}
        for envelope, event in reversed(history)
    ]


def _told(event: Event) -> str:
    if isinstance(event, FeedbackModerated):
        return MODERATED[event.outcome]
    return PLAIN.get(type(event), _("Er is iets veranderd"))
