"""Who of several workers does what only one should do: a row with an expiry, by the database's own clock."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from sqlalchemy import delete, text

from services.chassis import log
from services.chassis.database import Database, is_trouble
from services.chassis.service import Running
from services.chassis.tables import lease

SECONDS = 5.0
"""How long a lease lasts: a worker that was killed is followed after this time at most."""

_NOW = {
    "sqlite": "(julianday('now') - 2440587.5) * 86400.0",
    "postgresql": "extract(epoch from clock_timestamp())",
}
_TAKE = """
insert into lease (name, holder, until) values (:name, :holder, {now} + :seconds)
on conflict (name) do update set holder = excluded.holder, until = excluded.until
where lease.holder = excluded.holder or lease.until < {now}
"""


async def take(db: Database, name: str, holder: str, seconds: float = SECONDS) -> bool:
    """Takes the lease, or keeps it longer; False while another one holds it."""
    async with db.session() as tx:
        statement = text(_TAKE.format(now=_NOW[tx.dialect.name]))
        done = await tx.execute(statement, {"name": name, "holder": holder, "seconds": seconds})
    return bool(done.rowcount)


async def give_back(db: Database, name: str, holder: str) -> None:
    """Lets another one take it at once."""
    async with db.session() as tx:
        mine = (lease.c.name == name, lease.c.holder == holder)
        await tx.execute(delete(lease).where(*mine))


async def holding(running: Running, name: str, holder: str, work: Callable[[], Awaitable[None]]) -> None:
    """Does the work while this process holds the lease, again and again, until cancelled."""
    while True:
        if await _taken(running, name, holder):
            await _work(running, name, holder, work)
        await asyncio.sleep(SECONDS / 3)


async def _work(running: Running, name: str, holder: str, work: Callable[[], Awaitable[None]]) -> None:
    working = asyncio.ensure_future(work())
    try:
        while not working.done() and await _taken(running, name, holder):
            await asyncio.wait([working], timeout=SECONDS / 3)
        if working.done():
            working.result()
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        with contextlib.suppress(Exception):
            await give_back(running.db, name, holder)


async def _taken(running: Running, name: str, holder: str) -> bool:
    """A database in trouble, or one that does not answer, leases nothing: the work stops until it is there again."""
    try:
        async with asyncio.timeout(SECONDS / 3):
            return await take(running.db, name, holder)
    except Exception as error:
        if not is_trouble(error):
            raise
        log.alarm(running, "database-trouble")
        return False
