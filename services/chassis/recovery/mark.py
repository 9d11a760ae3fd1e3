"""The mark that the log in this database was compared with the topics since the database came to be where it is.

`work` leaves it, `serve`, which needs no broker, waits for it. It names the start of the PostgreSQL server, the
database and the table, so that a copy of it in a backup says nothing.
"""

import asyncio

from sqlalchemy import text

from services.chassis import log
from services.chassis.database import upsert
from services.chassis.service import Running
from services.chassis.tables import lease

MARK = "log-compared"
_HERE = text(
    "select concat_ws(' ', pg_postmaster_start_time(), oid, 'streams'::regclass::oid) "
    "from pg_database where datname = current_database()"
)
_MARKED = text("select holder from lease where name = :name")


async def leave(running: Running) -> None:
    """From now on `serve` may start."""
    async with running.db.session() as tx:
        here = (await tx.execute(_HERE)).scalar_one()
        await upsert(tx, lease, {"name": MARK, "holder": here, "until": 0.0})


async def is_left(running: Running) -> bool:
    """Was it left for this very database?"""
    async with running.db.view() as tx:
        here = (await tx.execute(_HERE)).scalar_one()
        return bool((await tx.execute(_MARKED, {"name": MARK})).scalar() == here)


async def wait(running: Running, seconds: float = 0.5) -> None:
    """Waits until a worker has compared."""
    said = False
    while not await is_left(running):
        if not said:
            log.alarm(running, "waiting-for-work", detail="serve starts once work has compared the log with the topics")
            said = True
        await asyncio.sleep(seconds)
