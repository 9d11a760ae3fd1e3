"""Example facts of feedback: what residents of Eskerwold say about "Voorsorteren aanvragen bijstand"."""

from contracts.envelope import TextReference
from contracts.feedback import (
    ChannelClosed,
    ChannelOpened,
    CommitteeEngaged,
    DialogueCancelled,
    DialogueHeld,
    DialoguePlan,
    DialoguePlanned,
    DialoguePublished,
    DialogueSignedUp,
    ErasureRefused,
    ErasureRequested,
    FeedbackAnswered,
    FeedbackClosed,
    FeedbackForwarded,
    FeedbackModerated,
    FeedbackReceived,
    FeedbackReopened,
    OutcomeFollowedUp,
    OutcomeRecorded,
    PersonalDataErased,
    TermExtended,
)

ENTRY = "0192f0c4-7a11-7c3e-9f00-5b1d3c2a4e61"
WORDS = TextReference(id="0192f0c4-9b20-7d11-8a00-2c4e6f8a0b1d", commitment="3f" * 32)
CONTACT = TextReference(id="0192f0c4-9b21-7d11-8a00-2c4e6f8a0b1e", commitment="a7" * 32)
PRIVATE_WORDS = TextReference(id="0192f0c5-1c30-7e22-8b00-3d5f7a9b1c2e", commitment="5c" * 32)
PUBLIC_WORDS = "Een medewerker kijkt naar elke aanvraag. U kunt altijd vragen om uitleg."

CHANNEL_OPENED = ChannelOpened(noted_version=1)
CHANNEL_CLOSED = ChannelClosed(noted_version=2)

RECEIVED = FeedbackReceived(entry=ENTRY, kind="question", text=WORDS, contact=CONTACT)
RECEIVED_ON_GOAL = FeedbackReceived(entry=ENTRY, field="goal", kind="remark", text=WORDS)
ACCEPTED = FeedbackModerated(outcome="accepted")
REFUSED = FeedbackModerated(outcome="refused", ground="insult")
ANSWERED_PUBLICLY = FeedbackAnswered(public=True, published_answer=PUBLIC_WORDS)
ANSWERED_PRIVATELY = FeedbackAnswered(public=False, answer=PRIVATE_WORDS)
FORWARDED = FeedbackForwarded(to=WORDS, reason=PRIVATE_WORDS)
CLOSED, REOPENED = FeedbackClosed(), FeedbackReopened(reason=WORDS)
COMPLAINT = FeedbackReceived(entry=ENTRY, kind="complaint", text=WORDS, contact=CONTACT)
EXTENDED = TermExtended(until="2027-02-02", reason=PRIVATE_WORDS)
AGREED = TermExtended(until="2027-03-01", agreed=True, reason=PRIVATE_WORDS)
ENGAGED = CommitteeEngaged(until="2027-02-02", reason=PRIVATE_WORDS)
ERASURE_ASKED, KEPT = ErasureRequested(), ErasureRefused(reason=PRIVATE_WORDS)
CONTACT_ERASED = PersonalDataErased(scope="contact", texts=(CONTACT.id,))
ALL_ERASED = PersonalDataErased(scope="everything", texts=(CONTACT.id, WORDS.id))

PLAN = DialoguePlan(
    title="Wie leest mijn aanvraag?",
    kind="information-evening",
    day="2026-12-10",
    time="19:30",
    place="Buurthuis De Linde",
    about="Wij laten zien hoe aanvragen op volgorde komen.",
    entry=ENTRY,
    seats=2,
)
PLANNED, PUBLISHED = DialoguePlanned(plan=PLAN), DialoguePublished()
HELD = DialogueHeld(published_report="Er is gepraat over de brief.", attendance=23)
CANCELLED = DialogueCancelled(published_reason="De zaal is ondergelopen.")
SIGNED_UP = DialogueSignedUp(sign_up="nora", name=WORDS, email=CONTACT)
SIGNED_UP_TOO = DialogueSignedUp(sign_up="sem", name=WORDS, email=CONTACT)
OUTCOME = OutcomeRecorded(
    outcome="brief",
    said="De brief zegt niets over de computer.",
    promise="Wij zetten dat in de brief.",
    owner="process-owner",
    due="2027-02-01",
)
FOLLOWED_UP = OutcomeFollowedUp(outcome="brief", did="De tekst is klaar.", done=False)
DONE = OutcomeFollowedUp(outcome="brief", did="De nieuwe brief gaat de deur uit.", done=True)
