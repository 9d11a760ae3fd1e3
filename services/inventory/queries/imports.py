"""The register file that someone offered last, and how far it is."""

from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.inventory.tables import import_entries, imports


async def offered(tx: AsyncConnection, tenant: str) -> Row[Any] | None:
    """The file that is kept for this organisation, if there is one."""
    return (await tx.execute(select(imports).where(imports.c.tenant == tenant))).first()


async def tried(tx: AsyncConnection, file: Row[Any]) -> tuple[int, int]:
    """How many rows were tried so far, and how many there are."""
    result = import_entries.c.expected if file.state == "checking" else import_entries.c.result
    mine = (import_entries.c.tenant == file.tenant, import_entries.c.import_id == file.id)
    row = (await tx.execute(select(func.count(result), func.count()).where(*mine))).one()
    return row[0], row[1]


async def refused(tx: AsyncConnection, file: Row[Any], most: int | None = None) -> list[Row[Any]]:
    """The rows that do not go in, in the order of the file."""
    result = import_entries.c.result if file.state == "done" else import_entries.c.expected
    columns = (import_entries.c.number, import_entries.c.field, import_entries.c.reason, import_entries.c.entry)
    mine = (import_entries.c.tenant == file.tenant, import_entries.c.import_id == file.id, result == "refused")
    return list(await tx.execute(select(*columns).where(*mine).order_by(import_entries.c.number).limit(most)))
