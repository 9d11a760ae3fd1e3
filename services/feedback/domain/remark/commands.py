"""What someone can want of a remark."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.envelope import TextReference, YesNo
from contracts.feedback import Moderation, RefusalGround, RemarkKind, Scope
from contracts.inventory import Day
from services.chassis.decider import Command


class ReceiveRemark(Command):
    """A resident says something about a public entry, or about one of its fields."""

    CREATES: ClassVar[bool] = True

    entry: str
    channel_open: bool
    fields: tuple[str, ...]
    """What the public entry has now: `field` is one of these."""
    field: str | None = None
    kind: RemarkKind
    text: TextReference
    contact: TextReference | None = None


class ModerateRemark(Command):
    """Let all see the remark, or refuse that on a ground which is public itself."""

    outcome: Moderation
    ground: RefusalGround | None = None


class AnswerRemark(Command):
    """Answer it: `published_answer` for all to read, or `answer` only for who asked."""

    public: bool
    published_answer: Annotated[str, Field(min_length=1, max_length=5000)] | None = None
    answer: TextReference | None = None


class ForwardRemark(Command):
    """Send it to who does decide on it (Awb 2:3), and tell who sent it."""

    to: TextReference
    reason: TextReference


class CloseRemark(Command):
    """Say that nothing is left to do."""


class ReopenRemark(Command):
    """Who sent it is not helped yet."""

    reason: TextReference


class ExtendTerm(Command):
    """Answer a complaint later and say why. `since`: the day on which its term began.

    `until`: as who sent it agreed to; without it, by what the law allows once.
    """

    since: date
    until: Day | None = None
    reason: TextReference


class EngageCommittee(Command):
    """A person or committee treats a complaint; who, and why, is the reason. `since`: as in ExtendTerm."""

    since: date
    reason: TextReference


class ResolveCorrection(Command):
    """Say what who watches over the system found: is the request right, and does it touch personal data?"""

    upheld: YesNo
    privacy: YesNo = False
    reason: TextReference


class AskErasure(Command):
    """Who sent it wants words to be erased: the contact, or everything."""

    scope: Scope


class EraseWords(Command):
    """Erase them, because who sent it asked for it."""

    scope: Scope


class KeepWords(Command):
    """Say why all words stay, though who sent them asked to erase them."""

    reason: TextReference
