"""What dpia finds for a person who looks for words."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask
from services.chassis.finding import Found
from services.dpia import queries


async def find(tx: AsyncConnection, ask: Ask, typed: str, most: int) -> list[Found]:
    """DPIAs, by the name of their system that hold all the words."""
    rows = await queries.list_cases(tx, ask.tenant, typed, {}, (None, most))
    return [Found(name=row["name"], link=f"/dpia/{ask.tenant}/cases/{row['id']}") for row in rows]
