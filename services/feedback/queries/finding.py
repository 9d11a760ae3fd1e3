"""What feedback finds for a person who looks for words."""

import re

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.finding import Found
from services.chassis.tables import texts
from services.feedback.tables import dialogues, remarks

SHOWN = 110
"""Signs of a remark that are shown."""


async def find(tx: AsyncConnection, ask: Ask, typed: str, most: int) -> list[Found]:
    """Remarks and dialogues that hold all the words, the newest first; moderators alone may read them all."""
    if "moderator" not in ask.roles:
        return []
    here = f"/feedback/{ask.tenant}"
    words = select(remarks.c.id, texts.c.content).join(
        texts, and_(texts.c.tenant == remarks.c.tenant, texts.c.id == remarks.c.text_id)
    )
    said = words.where(remarks.c.tenant == ask.tenant, _holds(texts.c.content, typed))
    held = select(dialogues.c.id, dialogues.c.title)
    held = held.where(dialogues.c.tenant == ask.tenant, _holds(dialogues.c.title, typed))
    spoken = (await tx.execute(said.order_by(remarks.c.received_at.desc(), remarks.c.id).limit(most))).all()
    met = (await tx.execute(held.order_by(dialogues.c.day.desc(), dialogues.c.id).limit(most))).all()
    found = [Found(name=shortened(row.content), link=f"{here}/remarks/{row.id}") for row in spoken]
    return [*found, *(Found(name=row.title, link=f"{here}/dialogues/{row.id}") for row in met)][:most]


def _holds(column: ColumnElement[str], typed: str) -> ColumnElement[bool]:
    words = re.findall(r"[^\W_]+", typed.lower())
    return and_(true(), *(func.lower(column).contains(word, autoescape=True) for word in words))


def shortened(content: str) -> str:
    """The beginning of a text that people typed, for a list."""
    return content if len(content) <= SHOWN else f"{content[:SHOWN].rstrip()}…"
