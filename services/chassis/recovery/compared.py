"""Whether the log in this database was compared with the topics since the database came to be where it is.

A database that was put back from a backup must not be written to before what is missing was taken back. `work` compares
at each start and leaves a mark, for which `serve` waits (`recovery/mark.py`).
"""

import asyncio
import os

from services.chassis import log
from services.chassis.broker import BrokerAway, KafkaReader
from services.chassis.database import is_trouble
from services.chassis.recovery import mark, restore
from services.chassis.recovery.on_topic import SecondHistory
from services.chassis.recovery.restore import Ahead
from services.chassis.service import Running

EXIT_REFUSED = 2


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
    await mark.leave(running)


async def keep(running: Running, seconds: float = 2.0) -> None:
    """Compares again when PostgreSQL was started anew, or with other data: `serve` waits for the mark when it starts.

    Ends the process when the log must be restored first.
    """
    while True:
        await asyncio.sleep(seconds)
        try:
            if not await mark.is_left(running):
                await compare(running)
        except Refused as refusal:
            log.error("refused", refusal, detail=str(refusal))
            os._exit(EXIT_REFUSED)
        except Exception as error:
            if not is_trouble(error):
                raise
