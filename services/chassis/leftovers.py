"""What SQLite leaves of deleted rows in its file, and how that goes too.

A deleted row stays in the free room of pages and in the write-ahead log; where pages were split or joined, a copy stays
that SQLite's own `secure_delete` does not reach. So after an erasure the file is written anew, and its log is emptied.
On PostgreSQL that is the work of its own vacuum.
"""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import log
from services.chassis.database import ALL
from services.chassis.service import Running

IN_PAGES, IN_LOG = 1, 2
"""Where something is left. SQLite keeps such a number in the file, within transactions; nothing else here uses it."""
_LEFT, _MARK = text("pragma user_version"), text(f"pragma user_version = {IN_PAGES}")


async def mark(tx: AsyncConnection) -> None:
    """Says, in the transaction that deletes, that something is left in the file."""
    if tx.dialect.name == "sqlite":
        await tx.execute(_MARK)


async def run(running: Running, seconds: float = 2.0) -> None:
    """Looks every so often whether something is left, and tidies up; until cancelled."""
    while True:
        try:
            await tidy(running)
        except sqlite3.OperationalError:
            log.alarm(running, "erased-words-left")
            await asyncio.sleep(30 * seconds)
        await asyncio.sleep(seconds)


async def tidy(running: Running) -> bool:
    """Leaves nothing of what was erased, if anything was; False when a reader stands in the way: try again."""
    async with running.db.view(ALL) as tx:
        left = (await tx.execute(_LEFT)).scalar()
    return not left or await running.db.alone_on_file(_tidy)


def _tidy(file: Path) -> bool:
    """Once anew, and then only the log, which waits for who still reads an older state of it."""
    with contextlib.closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as connection:
        if connection.execute("pragma user_version").fetchone()[0] == IN_PAGES:
            connection.execute("vacuum")
            connection.execute(f"pragma user_version = {IN_LOG}")
        busy = connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        if not busy:
            connection.execute("pragma user_version = 0")
        return not busy
