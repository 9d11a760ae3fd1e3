"""What is known of one remark, and what a step asks of it."""

from dataclasses import dataclass
from datetime import date

from services.chassis.decider import Rejected
from services.chassis.wording import _


@dataclass(frozen=True)
class Remark:
    """The words are not here: they stand in the erasable store."""

    received: bool = False
    kind: str = ""
    entry: str = ""
    contact: str | None = None
    """Id of the text with the contact; None when there was none, or not any more."""
    words: tuple[str, ...] = ()
    """Ids of all other texts that were written about it and not erased."""
    moderation: str | None = None
    answered: bool = False
    forwarded: bool = False
    closed: bool = False
    ended_on: date | None = None
    """The day of the last step that ended it."""
    extended_until: date | None = None
    """The last day to answer it, when that was made later."""
    committee: bool = False
    """A person or committee treats the complaint, which may take ten weeks."""
    resolved: bool = False
    """Who watches over the system said whether this correction request is right."""
    erasure_asked: bool = False
    """Who sent it asked to erase all words, and nobody decided on that yet."""
    erased: bool = False
    """All words are gone."""


def initial() -> Remark:
    """Nobody said anything yet."""
    return Remark()


def need_open(state: Remark) -> None:
    """Refuses what another answers, or nobody any more."""
    if state.forwarded:
        raise Rejected("already-forwarded", _("Deze reactie is al doorgestuurd. Wie haar kreeg, antwoordt."))
    if state.closed:
        raise Rejected("already-closed", _("Deze reactie is gesloten. De inzender kan haar heropenen."))


def need_remark(state: Remark) -> None:
    """Refuses a remark that nobody sent."""
    if not state.received:
        raise Rejected("unknown", _("Deze reactie is er niet. Kijk in de lijst met reacties."))


def need_words(state: Remark) -> None:
    """Refuses a step with what was erased."""
    if state.erased:
        raise Rejected("erased", _("De tekst van deze reactie is gewist. U hoeft er niets meer mee te doen."))
