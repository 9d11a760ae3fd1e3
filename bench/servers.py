"""Servers in processes of their own, and the databases behind them."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx

from deploy.local.kafka import free_port
from services.chassis import migrate
from tests import postgres

DURABLE = ("-c", "max_connections=100", "-c", "shared_buffers=256MB", "-c", "track_commit_timestamp=on")
"""As in production: every commit waits for the disk (fsync and synchronous_commit stay on); and it has a time."""
SERVE = "fastapi, uvicorn, uvloop, sqlalchemy.ext.asyncio, asyncpg, jinja2, joserfc.jwt, babel.dates, typer"
LIBRARIES = {
    "serve": SERVE,
    "work": f"{SERVE}, aiokafka, kafka, faust.app, faust.transport.drivers.aiokafka",
    "embedded": f"{SERVE}, aiosqlite",
}
"""What each kind of process imports of others."""
PROCESSES: dict[int, int] = {}
"""Which process listens on which port."""
ROLES = {"work": "helder_worker", "serve": "helder_app"}
"""The role of the database in which each kind of process runs; `serve` waits until `work` has been there once."""


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
    for role in ROLES.values():
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


@dataclass(frozen=True)
class Process:
    """A real process of the product that is ready."""

    program: "subprocess.Popen[bytes]"
    port: int

    def resident(self) -> float:
        """Megabytes that it holds."""
        return resident(self.program)


def process(service: str, kind: str, environment: Mapping[str, str]) -> AbstractContextManager[Process]:
    """`serve` or `work` of a service."""
    return _ready(["-m", f"services.{service}", kind], environment)


def embedded(folder: Path) -> AbstractContextManager[Process]:
    """All services on the files in this folder."""
    code = "from services.command import main; main()"
    return _ready(["-c", code, "up", "--no-demo", "--data", str(folder)], {})


@contextmanager
def _ready(words: list[str], environment: Mapping[str, str], patience: float = 60) -> Iterator[Process]:
    port = free_port()
    command = [sys.executable, *words, "--port", str(port)]
    with tempfile.TemporaryFile() as said:
        program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env={**os.environ, **environment})
        PROCESSES[port] = program.pid
        try:
            if not _comes_up(program, port, patience):
                said.seek(0)
                raise RuntimeError(f"{' '.join(words)} does not come up: {said.read().decode()[-2000:]}")
            yield Process(program, port)
        finally:
            program.terminate()
            program.wait(timeout=30)


def _comes_up(program: "subprocess.Popen[bytes]", port: int, patience: float) -> bool:
    end = time.monotonic() + patience
    while program.poll() is None and time.monotonic() < end:
        if _says_ready(port):
            return True
        time.sleep(0.02)
    return False


def _says_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=5).is_success
    except httpx.TransportError:
        return False


def ran(*words: str, environment: Mapping[str, str] = {}) -> dict[str, Any]:
    """The figures of one piece of work of `bench.alone`."""
    command = [sys.executable, "-m", "bench.alone", *words]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}, check=True, timeout=900
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def resident(process: "subprocess.Popen[Any]") -> float:
    """Megabytes of memory that a process holds."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def imported(kind: str) -> float:
    """Megabytes of a process that has imported the libraries of this kind of process and does nothing."""
    code = f"import {LIBRARIES[kind]}; print(flush=True); input()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        return resident(process)
    finally:
        process.kill()
        process.wait()
