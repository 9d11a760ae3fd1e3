"""Servers in processes of their own, and the databases behind them."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.chassis import migrate
from tests import postgres

DURABLE = ("-c", "max_connections=100", "-c", "shared_buffers=256MB")
"""As in production: every commit waits for the disk (fsync and synchronous_commit stay on)."""
LOGINS = ("helder_app", "helder_worker")


class NoPostgres(Exception):
    """This machine has no PostgreSQL, and the wheel with one is not installed."""


@contextmanager
def postgresql() -> Iterator[postgres.Server]:
    """A throw-away server that is careful with what is written."""
    with postgres.running(DURABLE) as server:
        if server is None:
            raise NoPostgres("install PostgreSQL, or run make setup")
        yield server


def database(server: postgres.Server) -> str:
    """The name of a new database for inventory, with roles that can sign in."""
    name = server.create()
    asyncio.run(migrate.upgrade(server.url(name), "inventory"))
    for role in LOGINS:
        server.execute(f"alter role {role} login")
    return name


@contextmanager
def serving(*arguments: str | Path) -> Iterator[int]:
    """Runs `bench.serve` with these arguments; its port."""
    command = [sys.executable, "-m", "bench.serve", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(timeout=20)
