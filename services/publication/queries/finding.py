"""What publication finds for a person who looks for words."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.finding import Found
from services.publication.queries import desk


async def find(tx: AsyncConnection, ask: Ask, typed: str, most: int) -> list[Found]:
    """Entries that hold all the words."""
    rows = await desk.list_entries(tx, ask.tenant, typed, {}, (None, most))
    return [Found(name=row["name"], link=f"/publication/{ask.tenant}/entries/{row['id']}") for row in rows]
