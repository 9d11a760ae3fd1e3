"""Whether the log in this database was compared with the topics since the database came to be where it is.

A database that was put back from a backup must not be written to before what is missing was taken back. `work` compares
at each start and leaves a mark; `serve`, which needs no broker, waits for that mark. The mark names the start of the
PostgreSQL server, the database and the table, so that a copy of it in a backup says nothing.
"""

import asyncio
import os

from sqlalchemy import text

from services.chassis import log
from services.chassis.broker import BrokerAway, KafkaReader
from services.chassis.database import is_trouble, upsert
from services.chassis.recovery import restore
from services.chassis.recovery.on_topic import SecondHistory
from services.chassis.recovery.restore import Ahead
from services.chassis.service import Running
from services.chassis.tables import lease

MARK = "log-compared"
EXIT_REFUSED = 2
_HERE = text(
    "select concat_ws(' ', pg_postmaster_start_time(), oid, 'streams'::regclass::oid) "
    "from pg_database where datname = current_database()"
)
_MARKED = text("select holder from lease where name = :name")


class Refused(Exception):
    """The log must be restored first; the message says how."""


async def compare(running: Running, seconds: float = 1.0) -> None:
    """Waits for the broker, compares and leaves the mark; raises Refused."""
    while True:
        try:
            async with KafkaReader(running.settings) as reader:
                await restore.check_log(running, reader)
            break
        except (Ahead, SecondHistory) as refusal:
            raise Refused(str(refusal)) from refusal
        except BrokerAway as error:
            log.alarm(running, "broker-trouble", detail=str(error))
            await asyncio.sleep(seconds)
    async with running.db.session() as tx:
        here = (await tx.execute(_HERE)).scalar_one()
        await upsert(tx, lease, {"name": MARK, "holder": here, "until": 0.0})


async def keep(running: Running, seconds: float = 2.0) -> None:
    """Compares again when PostgreSQL was started anew, or with other data: `serve` waits for the mark when it starts.

    Ends the process when the log must be restored first.
    """
    while True:
        await asyncio.sleep(seconds)
        try:
            if not await _is_marked(running):
                await compare(running)
        except Refused as refusal:
            log.error("refused", refusal, detail=str(refusal))
            os._exit(EXIT_REFUSED)
        except Exception as error:
            if not is_trouble(error):
                raise


async def wait(running: Running, seconds: float = 0.5) -> None:
    """Waits until a worker has compared."""
    said = False
    while not await _is_marked(running):
        if not said:
            log.alarm(running, "waiting-for-work", detail="serve starts once work has compared the log with the topics")
            said = True
        await asyncio.sleep(seconds)


async def _is_marked(running: Running) -> bool:
    async with running.db.view() as tx:
        here = (await tx.execute(_HERE)).scalar_one()
        return bool((await tx.execute(_MARKED, {"name": MARK})).scalar() == here)
