"""What inventory finds for a person who looks for words."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.finding import Found
from services.inventory import queries


async def find(tx: AsyncConnection, ask: Ask, typed: str, most: int) -> list[Found]:
    """Systems that hold all the words."""
    rows = await queries.list_systems(tx, ask.tenant, typed, {}, (None, most))
    return [Found(name=row["name"], link=f"/inventory/{ask.tenant}/systems/{row['id']}") for row in rows]
