"""The erasable store: internal prose and residents' words, to which facts only point."""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import TextReference
from services.chassis import leftovers
from services.chassis.canonical import check_text
from services.chassis.tables import texts


@dataclass(frozen=True)
class Text:
    """A text that is about to be kept: the fact gets its reference, the store its content."""

    content: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    nonce: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def reference(self) -> TextReference:
        """Id and keyed commitment: hex HMAC-SHA256(nonce, content)."""
        return TextReference(
            id=self.id, commitment=hmac.new(self.nonce, self.content.encode(), hashlib.sha256).hexdigest()
        )


class Prose:
    """Collects the texts of one command."""

    def __init__(self) -> None:
        self.texts: list[Text] = []

    def refer(self, content: str | None) -> TextReference | None:
        """A reference for the content; None for no content."""
        return self.say(content) if content else None

    def say(self, content: str) -> TextReference:
        """A reference for the content."""
        self.texts.append(Text(content))
        return self.texts[-1].reference


async def keep(tx: AsyncConnection, tenant: str, subject: str, kept: Iterable[Text]) -> None:
    """Stores the texts in the transaction of the fact that points at them; raises canonical.Unfit."""
    rows = [{"tenant": tenant, "subject": subject, "id": t.id, "content": t.content, "nonce": t.nonce} for t in kept]
    for content in [row["content"] for row in rows]:
        check_text(str(content), "")
    if rows:
        await tx.execute(insert(texts), rows)


async def read(tx: AsyncConnection, tenant: str, ids: Collection[str]) -> dict[str, str]:
    """The contents by id; an erased text is absent."""
    if not ids:
        return {}
    rows = await tx.execute(select(texts.c.id, texts.c.content).where(texts.c.tenant == tenant, texts.c.id.in_(ids)))
    return {row.id: row.content for row in rows}


async def erase(tx: AsyncConnection, tenant: str, ids: Collection[str]) -> None:
    """Deletes contents and nonces for good; the facts that point at them stay. What is gone already writes nothing."""
    these = (texts.c.tenant == tenant, texts.c.id.in_(ids))
    if (await tx.execute(select(texts.c.id).where(*these).limit(1))).first():
        await tx.execute(delete(texts).where(*these))
        await leftovers.mark(tx)
