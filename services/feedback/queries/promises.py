"""Promises of dialogues: who can see to one, and the orders to make one and to say what was done."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.decider import Command
from services.chassis.execute import NotFound, Order, uuid7
from services.chassis.others import holders
from services.feedback.domain import dialogue
from services.feedback.domain.dialogue import OWNERS, FollowUpOutcome, RecordOutcome
from services.feedback.tables import dialogues, outcomes


async def list_owners(tx: AsyncConnection, tenant: str) -> list[tuple[str, str]]:
    """Role and member of everyone who can see to a promise today, in the order of the roles."""
    held = [(row.role, row.member) for row in await tx.execute(holders(tenant)) if row.role in OWNERS]
    return sorted(held, key=lambda one: (OWNERS.index(one[0]), one[1]))


async def get_outcome(tx: AsyncConnection, tenant: str, id: str) -> RowMapping:
    """One promise with the title and the version of its dialogue; raises NotFound."""
    made_at = (dialogues.c.tenant == outcomes.c.tenant) & (dialogues.c.id == outcomes.c.dialogue)
    query = select(outcomes, dialogues.c.title, dialogues.c.version).select_from(outcomes.join(dialogues, made_at))
    row = (await tx.execute(query.where(outcomes.c.tenant == tenant, outcomes.c.id == id))).mappings().first()
    if row is None:
        raise NotFound(f"outcome/{id}")
    return row


def recording(ask: Ask, id: str, given: Mapping[str, Any], expected: int | None) -> Order:
    """The order to promise something; `given`: said, promise, owner, owner_member and due."""
    outcome = uuid7()

    async def prepare(tx: AsyncConnection) -> Command:
        named = (given["owner"], given["owner_member"])
        known = named[1] is None or named in await list_owners(tx, ask.tenant)
        return ask.command(RecordOutcome, outcome=outcome, owner_known=known, **given)

    return Order(dialogue, id, prepare, expected)


def following_up(ask: Ask, id: str, given: Mapping[str, Any], expected: int | None) -> Order:
    """The order to say what was done; `given`: outcome, did and done."""
    return Order(dialogue, id, ask.command(FollowUpOutcome, **given), expected)
