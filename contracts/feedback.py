"""Facts of feedback: the channel of a public entry, and what residents say and are answered."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts import topics
from contracts.envelope import Event, OneOf, TextReference

RemarkKind = Annotated[str, OneOf("remark", "question", "complaint", "correction-request")]
Moderation = Annotated[str, OneOf("accepted", "refused")]
RefusalGround = Annotated[str, OneOf("personal-data", "insult", "off-topic", "duplicate", "other")]


class _Feedback(Event):
    TOPIC: ClassVar[str] = topics.FEEDBACK
    AGGREGATE: ClassVar[str] = "remark"


class ChannelOpened(_Feedback):
    """Residents can say something about a public entry from now on."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.channel-opened.v1"
    AGGREGATE: ClassVar[str] = "channel"

    noted_version: int
    written_by: str | None = None


class FeedbackReceived(_Feedback):
    """A resident said something; the words and the contact stand in the texts store."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.feedback-received.v1"

    entry: str
    field: str | None = None
    kind: RemarkKind
    text: TextReference
    contact: TextReference | None = None


class FeedbackModerated(_Feedback):
    """A moderator let the remark be seen by all, or not and on which public ground."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.feedback-moderated.v1"

    outcome: Moderation
    ground: RefusalGround | None = None


class FeedbackAnswered(_Feedback):
    """The remark was answered: publicly (`published_answer`), or only to the person who asked (`answer`)."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.feedback-answered.v1"

    public: bool
    published_answer: Annotated[str, Field(min_length=1, max_length=5000)] | None = None
    answer: TextReference | None = None


EVENTS: tuple[type[Event], ...] = (ChannelOpened, FeedbackReceived, FeedbackModerated, FeedbackAnswered)
