"""While an entry is public, residents can say something about it."""

from contracts.envelope import Envelope, Event
from contracts.publication import AlgorithmPublished, AlgorithmWithdrawn
from services.chassis.decider import Command
from services.chassis.due import because_of
from services.chassis.service import Policy
from services.feedback.domain import channel
from services.feedback.domain.channel import CloseChannel, OpenChannel


def open_channel(envelope: Envelope, event: Event) -> Command | None:
    """One channel for each public entry, with the same id."""
    if not isinstance(event, AlgorithmPublished):
        return None
    return OpenChannel(**because_of("open-channel", envelope, event), noted_version=envelope.version)


def close_channel(envelope: Envelope, event: Event) -> Command | None:
    """Nothing new is said about an entry that should not have been public."""
    if not isinstance(event, AlgorithmWithdrawn):
        return None
    return CloseChannel(**because_of("close-channel", envelope, event), noted_version=envelope.version)


OPEN_CHANNEL = Policy("open-channel", channel, OpenChannel, open_channel)
CLOSE_CHANNEL = Policy("close-channel", channel, CloseChannel, close_channel)
