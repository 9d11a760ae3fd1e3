"""Facts of feedback: the channel of a public entry, what residents say and are answered, and dialogues with them."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts import topics
from contracts.envelope import Event, OneOf, Part, TextReference, Whole, YesNo
from contracts.inventory.words import Day, Line, Prose, Role

RemarkKind = Annotated[str, OneOf("remark", "question", "complaint", "correction-request")]
Moderation = Annotated[str, OneOf("accepted", "refused")]
Scope = Annotated[str, OneOf("contact", "everything")]
"""What is erased of a remark: the contact, or all words that were written about it with the contact."""
RefusalGround = Annotated[str, OneOf("personal-data", "insult", "off-topic", "duplicate", "other")]
DialogueKind = Annotated[str, OneOf("information-evening", "dialogue-table")]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day in the Netherlands."""
Number = Annotated[Whole, Field(ge=0, le=100_000)]


class _Feedback(Event):
    TOPIC: ClassVar[str] = topics.FEEDBACK
    AGGREGATE: ClassVar[str] = "remark"


class ChannelOpened(_Feedback):
    """Residents can say something about a public entry from now on."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.channel-opened.v1"
    AGGREGATE: ClassVar[str] = "channel"

    noted_version: int
    written_by: str | None = None


class ChannelClosed(_Feedback):
    """Residents can say nothing more about an entry that was taken off the public site."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.channel-closed.v1"
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


class FeedbackForwarded(_Feedback):
    """The remark went to who does decide on it; to whom and why stand in the texts store, for who sent it."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.feedback-forwarded.v1"

    to: TextReference
    reason: TextReference


class FeedbackClosed(_Feedback):
    """Nothing is left to do with the remark."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.feedback-closed.v1"


class FeedbackReopened(_Feedback):
    """Who sent the remark is not helped yet, and said why; the words stand in the texts store."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.feedback-reopened.v1"

    reason: TextReference


class TermExtended(_Feedback):
    """A complaint is answered later, once by law (Awb 9:11) or as who sent it agreed; why stands in the texts store."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.term-extended.v1"

    until: Day
    """The last day of the term now."""
    agreed: YesNo = False
    """Who sent it agreed to that day."""
    reason: TextReference


class CommitteeEngaged(_Feedback):
    """A person or committee treats a complaint: ten weeks (Awb 9:11, 9:14). Which one stands in the texts store."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.committee-engaged.v1"

    until: Day
    """The last day of the term now."""
    reason: TextReference


class CorrectionResolved(_Feedback):
    """Who watches over the system looked at a correction request and found it right, or not; why is internal."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.correction-resolved.v1"

    entry: str
    """The public entry, which has the id of its system."""
    upheld: YesNo
    privacy: YesNo = False
    """What was found right touches the protection of personal data."""
    reason: TextReference


class ErasureRequested(_Feedback):
    """Who sent the remark asks to erase everything; the organisation decides on that."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.erasure-requested.v1"


class ErasureRefused(_Feedback):
    """The words of the remark stay though erasing them was asked; why stands in the texts store, for who asked."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.erasure-refused.v1"

    reason: TextReference


class PersonalDataErased(_Feedback):
    """Texts of the remark were erased for good; facts that point at them stay."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.personal-data-erased.v1"

    scope: Scope
    texts: tuple[str, ...]
    """Ids of the texts that were erased."""


class DialoguePlan(Part):
    """What a dialogue will be: all of it is meant for the public."""

    title: Line
    kind: DialogueKind
    day: Day
    time: Clock
    place: Line
    about: Prose
    entry: str | None = None
    """The public entry that it is about; absent when it is about none in particular."""
    seats: Annotated[Whole, Field(ge=1, le=100_000)] | None = None
    """How many people can come; absent when there is room for everyone."""


class _Dialogue(_Feedback):
    AGGREGATE: ClassVar[str] = "dialogue"


class DialoguePlanned(_Dialogue):
    """An information evening or a dialogue table was planned."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.dialogue-planned.v1"

    plan: DialoguePlan


class DialogueChanged(_Dialogue):
    """The plan of a dialogue is now this."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.dialogue-changed.v1"

    plan: DialoguePlan


class DialoguePublished(_Dialogue):
    """The dialogue stands in the public agenda, and residents can sign up."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.dialogue-published.v1"


class DialogueSignedUp(_Dialogue):
    """Someone will come; the name and the e-mail address stand in the texts store."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.dialogue-signed-up.v1"
    NOTED: ClassVar[bool] = True

    sign_up: str
    name: TextReference
    email: TextReference


class SignUpErased(_Dialogue):
    """Who signed up will not come, and the name and the e-mail address were erased."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.sign-up-erased.v1"
    NOTED: ClassVar[bool] = True

    sign_up: str


class DialogueHeld(_Dialogue):
    """The dialogue took place: what was talked about, for all to read, and how many people came."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.dialogue-held.v1"

    published_report: Prose
    attendance: Number | None = None


class DialogueCancelled(_Dialogue):
    """The dialogue will not take place, and why; where it stood in the agenda, all can read that."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.dialogue-cancelled.v1"

    published_reason: Prose


class OutcomeRecorded(_Dialogue):
    """What people said at a dialogue and what will be done with it; public, except which person sees to it."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.outcome-recorded.v1"
    MINOR: ClassVar[int] = 1

    outcome: str
    said: Prose
    promise: Prose
    owner: Role
    owner_member: str | None = None
    """Reference of who sees to it, in that role; absent when that is everyone in it."""
    due: Day


class OutcomeFollowedUp(_Dialogue):
    """What was done so far with an outcome, for all to read; `done` when nothing is left to do."""

    TYPE: ClassVar[str] = "nl.algoritmes.feedback.outcome-followed-up.v1"

    outcome: str
    did: Prose
    done: YesNo


EVENTS: tuple[type[Event], ...] = (
    ChannelOpened, ChannelClosed, FeedbackReceived, FeedbackModerated, FeedbackAnswered, FeedbackForwarded,
    FeedbackClosed, FeedbackReopened, TermExtended, CommitteeEngaged, CorrectionResolved, ErasureRequested,
    ErasureRefused, PersonalDataErased, DialoguePlanned, DialogueChanged, DialoguePublished, DialogueSignedUp,
    SignUpErased, DialogueHeld, DialogueCancelled, OutcomeRecorded, OutcomeFollowedUp,
)  # fmt: skip
