"""`python -m tests.backends.evolving produce|listen URL ...`: one process of one release; the release is whose
contracts lie in the working directory."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import select

from contracts import topics
from services.chassis import log, streams
from services.chassis.database import ALL, Database
from services.chassis.hearing import Hearing
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.chassis.tables import inbox, parked
from services.inventory.app import SERVICE
from tests.backends.cluster import Topics
from tests.backends.listener import LISTENER
from tests.backends.story import describe, register, rows

SYSTEMS = {name: f"01980f3c-42d0-7a01-8c11-{number:012}" for number, name in enumerate("ABC")}


async def produce(url: str, *told: str) -> None:
    """`A=name` registers or describes system A; then everything is relayed."""
    running = Running(SERVICE, Database(url), Settings())
    for word in told:
        system, _, name = word.partition("=")
        act = describe if system.islower() else register
        await act(running, SYSTEMS[system.upper()], name)
    sys.stdout.write(json.dumps(await Topics(running.settings).relay(running)))
    await running.db.close()


async def listen(url: str, heard: str, waiting: str) -> None:
    """Hears until so many events are heard and so many of them parked, and says what it knows then."""
    running = Running(LISTENER, Database(url), Settings())
    loop = asyncio.create_task(streams.run(Hearing(running)))
    while await _state(running) != (int(heard), int(waiting)):
        assert not loop.done()
        await asyncio.sleep(0.1)
    loop.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await loop
    known = {row["name"]: row["times"] for row in await rows(running)}
    sys.stdout.write(json.dumps({"known": known, "parked": await _errors(running)}))
    await running.db.close()


async def _state(running: Running) -> tuple[int, int]:
    async with running.db.view(ALL) as tx:
        found = (await tx.execute(select(inbox.c.sequence).where(inbox.c.topic == topics.INVENTORY))).scalar()
    return found or 0, len(await _errors(running))


async def _errors(running: Running) -> list[str]:
    async with running.db.view(ALL) as tx:
        return list((await tx.execute(select(parked.c.error).order_by(parked.c.sequence))).scalars())


ACTS: dict[str, Callable[..., Awaitable[Any]]] = {"produce": produce, "listen": listen}

if __name__ == "__main__":
    log.start()
    asyncio.run(ACTS[sys.argv[1]](*sys.argv[2:]))
