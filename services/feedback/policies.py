"""While an entry is public, residents can say something about it; who came to a dialogue is forgotten after a while."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, select

from contracts.envelope import Envelope, Event
from contracts.publication import AlgorithmPublished, AlgorithmWithdrawn
from services.chassis import days
from services.chassis.database import ALL
from services.chassis.decider import POLICY, Command
from services.chassis.due import because_of
from services.chassis.execute import Order, Origin, execute
from services.chassis.service import Policy, Running
from services.feedback.domain import channel, dialogue
from services.feedback.domain.channel import CloseChannel, OpenChannel
from services.feedback.domain.dialogue import KEPT, EraseSignUp
from services.feedback.tables import dialogues, sign_ups

FORGETTER = POLICY + "forget-sign-ups"
AT_ONCE = 50


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


async def forget_sign_ups(running: Running, today: date | None = None) -> int:
    """Erases names and addresses of dialogues whose day is long enough past; how many it erased."""
    day = today or days.today()
    past = await _past(running, (day - KEPT).isoformat())
    for row in past:
        command = EraseSignUp(by=FORGETTER, today=day, sign_up=row.id)
        await execute(running, Origin(row.tenant, FORGETTER), Order(dialogue, row.dialogue, command))
    return len(past)


async def _past(running: Running, before: str) -> Sequence[Row[Any]]:
    same = and_(dialogues.c.tenant == sign_ups.c.tenant, dialogues.c.id == sign_ups.c.dialogue)
    query = select(sign_ups.c.tenant, sign_ups.c.id, sign_ups.c.dialogue).select_from(sign_ups.join(dialogues, same))
    query = query.where(sign_ups.c.erased_at.is_(None), dialogues.c.day < before)
    async with running.db.view(ALL) as tx:
        return (await tx.execute(query.order_by(sign_ups.c.tenant, sign_ups.c.id).limit(AT_ONCE))).all()


OPEN_CHANNEL = Policy("open-channel", channel, OpenChannel, open_channel)
CLOSE_CHANNEL = Policy("close-channel", channel, CloseChannel, close_channel)
