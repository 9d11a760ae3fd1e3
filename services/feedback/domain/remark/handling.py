"""From a resident's hand to an answer: received, moderated, answered or forwarded, closed, and perhaps reopened."""

from datetime import timedelta

from contracts.envelope import Event
from contracts.feedback import (
    FeedbackAnswered,
    FeedbackClosed,
    FeedbackForwarded,
    FeedbackModerated,
    FeedbackReceived,
    FeedbackReopened,
)
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.feedback.domain.remark.commands import (
    AnswerRemark,
    CloseRemark,
    ForwardRemark,
    ModerateRemark,
    ReceiveRemark,
    ReopenRemark,
)
from services.feedback.domain.remark.deciding import decide
from services.feedback.domain.remark.state import Remark, need_open, need_remark, need_words

TO_REOPEN = 14
"""So many days after the last step a remark can be reopened."""


@decide.register
def receive(command: ReceiveRemark, state: Remark) -> list[Event]:
    """Only while the channel is open, and about something that stands in the entry."""
    if state.received:
        raise Rejected("already-received", _("Uw reactie is al binnen. U hoeft haar niet nog eens te sturen."))
    if not command.channel_open:
        raise Rejected("channel-closed", _("U kunt hier niet op reageren. Neem contact op met de organisatie."))
    if command.field is not None and command.field not in command.fields:
        raise Rejected(
            "unknown-field", _("Dit onderdeel staat niet in de vermelding. Kies een ander, of laat het leeg.")
        )
    return [
        FeedbackReceived(
            entry=command.entry, field=command.field, kind=command.kind, text=command.text, contact=command.contact
        )
    ]


@decide.register
def moderate(command: ModerateRemark, state: Remark) -> list[Event]:
    """Once. A refusal names its ground; residents can read it."""
    need_remark(state)
    need_words(state)
    if state.moderation is not None:
        raise Rejected("already-moderated", _("Deze reactie is al beoordeeld. Bekijk de uitkomst bij de reactie."))
    if command.outcome == "refused" and command.ground is None:
        raise Rejected(
            "ground-missing", _("Kies waarom deze reactie niet openbaar wordt. Iedereen kan die reden lezen.")
        )
    if command.outcome == "accepted" and command.ground is not None:
        raise Rejected("ground-needless", _("Wat openbaar wordt, heeft geen reden van weigering. Haal die weg."))
    return [FeedbackModerated(outcome=command.outcome, ground=command.ground)]


@decide.register
def answer(command: AnswerRemark, state: Remark) -> list[Event]:
    """Once; in public only under a remark that all may see."""
    need_remark(state)
    need_open(state)
    need_words(state)
    if state.answered:
        raise Rejected("already-answered", _("Deze reactie is al beantwoord. Bekijk het antwoord bij de reactie."))
    if command.public:
        _need_accepted(state)
    _need_answer(command)
    return [FeedbackAnswered(public=command.public, published_answer=command.published_answer, answer=command.answer)]


@decide.register
def forward(command: ForwardRemark, state: Remark) -> list[Event]:
    """Once, while it waits for an answer."""
    need_remark(state)
    need_open(state)
    need_words(state)
    if state.answered:
        raise Rejected("already-answered", _("Deze reactie is al beantwoord. Doorsturen hoeft niet meer."))
    return [FeedbackForwarded(to=command.to, reason=command.reason)]


@decide.register
def close(command: CloseRemark, state: Remark) -> list[Event]:
    """When who sent it knows what became of it."""
    need_remark(state)
    if state.closed:
        return []
    if not (state.answered or state.forwarded or state.moderation == "refused"):
        raise Rejected(
            "not-answered", _("Beantwoord de reactie eerst, of stuur haar door. Daarna kunt u haar sluiten.")
        )
    return [FeedbackClosed()]


@decide.register
def reopen(command: ReopenRemark, state: Remark) -> list[Event]:
    """Within fourteen days after the last step that ended it."""
    need_remark(state)
    if state.erased:
        raise Rejected("erased", _("Uw opmerking is gewist. Stuur een nieuwe opmerking."))
    if state.ended_on is None:
        raise Rejected("not-ended", _("Uw opmerking is nog in behandeling. U hoeft niets te doen."))
    if command.today > state.ended_on + timedelta(days=TO_REOPEN):
        raise Rejected(
            "too-late",
            _("Heropenen kan tot {days} dagen na ons bericht. Stuur een nieuwe opmerking.", days=TO_REOPEN),
        )
    return [FeedbackReopened(reason=command.reason)]


def _need_accepted(state: Remark) -> None:
    if state.moderation is None:
        raise Rejected("not-moderated", _("Beoordeel de reactie eerst. Daarna kunt u in het openbaar antwoorden."))
    if state.moderation != "accepted":
        raise Rejected("remark-refused", _("Deze reactie is niet openbaar. Stuur het antwoord alleen aan de inzender."))


def _need_answer(command: AnswerRemark) -> None:
    """Words for all go in the fact; words for one person never do."""
    given = (command.published_answer is not None, command.answer is not None)
    if given != (command.public, not command.public):
        raise Rejected(
            "answer-missing", _("Schrijf het antwoord, en kies of iedereen het leest of alleen de inzender.")
        )
