"""Servers in processes of their own, and the databases behind them."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from services.chassis import migrate
from tests import postgres

DURABLE = ("-c", "max_connections=100", "-c", "shared_buffers=256MB")
"""As in production: every commit waits for the disk (fsync and synchronous_commit stay on)."""
LIBRARIES = (
    "fastapi",
    "uvicorn",
    "uvloop",
    "sqlalchemy.ext.asyncio",
    "asyncpg",
    "jinja2",
    "joserfc.jwt",
    "babel.dates",
)
PROCESSES: dict[int, int] = {}
"""Which process listens on which port."""
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


def database(server: postgres.Server, service: str) -> str:
    """The name of a new database for a service, with roles that can sign in."""
    name = server.create()
    asyncio.run(migrate.upgrade(server.url(name), service))
    for role in LOGINS:
        server.execute(f"alter role {role} login")
    return name


@contextmanager
def serving(*arguments: str | Path, environment: Mapping[str, str] = {}) -> Iterator[int]:
    """Runs `bench.serve` with these arguments; its port."""
    process, port = started(*arguments, environment=environment)
    try:
        yield port
    finally:
        stopped(process)


def started(*arguments: str | Path, environment: Mapping[str, str] = {}) -> tuple[subprocess.Popen[str], int]:
    """A process of `bench.serve` that listens, and its port."""
    command = [sys.executable, "-m", "bench.serve", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})
    assert process.stdout is not None
    port = int(process.stdout.readline())
    PROCESSES[port] = process.pid
    return process, port


def processor(port: int) -> float:
    """Seconds of processor time that the server on this port has used."""
    fields = Path(f"/proc/{PROCESSES[port]}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def stopped(process: subprocess.Popen[str]) -> None:
    """Ends it, and waits until it is gone."""
    process.terminate()
    process.wait(timeout=20)


def resident(process: subprocess.Popen[str]) -> float:
    """Megabytes of memory that a process holds."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def imported() -> float:
    """Megabytes of a process that has imported the libraries of a service and does nothing."""
    code = f"import {', '.join(LIBRARIES)}; print(flush=True); input()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        return resident(process)
    finally:
        process.kill()
        process.wait()
