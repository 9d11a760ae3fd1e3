"""Tells the other processes of a service that something was committed (PostgreSQL NOTIFY)."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from services.chassis.service import Running

CHANNEL = "helder"
SHORTEST = 0.005
"""Seconds between two notifications at least: one for each commit, or inside its transaction, costs dearly."""
PING = 5.0


async def tell(running: Running) -> None:
    """Tells of commits here, until cancelled."""
    committed = asyncio.Event()
    running.outward.append(committed)
    try:
        await _connected(running, lambda connection: _tell(connection, committed))
    finally:
        running.outward.remove(committed)


async def _tell(connection: Any, committed: asyncio.Event) -> None:
    while True:
        await committed.wait()
        committed.clear()
        await connection.execute("select pg_notify($1, '')", CHANNEL)
        await asyncio.sleep(SHORTEST)


async def hear(running: Running) -> None:
    """Hears of commits in other processes, until cancelled. Who waits also looks once a second by itself."""
    await _connected(running, lambda connection: _hear(running, connection))


async def _hear(running: Running, connection: Any) -> None:
    await connection.add_listener(CHANNEL, lambda *_: running.wake())
    while True:
        await asyncio.sleep(PING)
        await connection.execute("select 1")


async def _connected(running: Running, use: Callable[[Any], Awaitable[None]], pause: float = 1.0) -> None:
    address = running.db.url.replace("+asyncpg", "", 1)
    while True:
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            connection = await asyncpg.connect(address, timeout=5, command_timeout=5)
            try:
                await use(connection)
            finally:
                connection.terminate()
        await asyncio.sleep(pause)
