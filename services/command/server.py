"""`helder up`: the embedded services on one address of this machine, until someone stops them."""

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import httpx2 as httpx
import typer
import uvicorn

from services import embedded
from services.chassis import log, serving
from services.chassis.access import KeyLost, Keys
from services.chassis.settings import Settings
from services.chassis.sign_in import OPERATOR_PERSON, DemoPerson
from services.command import demo
from services.command.client import fail

HOST = "127.0.0.1"
"""Signing in here needs no password, so nobody but this machine may reach it."""


@dataclass(frozen=True)
class Start:
    """What `up` was asked."""

    port: int
    data: Path
    demo: bool
    accept_loss: bool = False
    example: bool = False
    """The small example instead of the region."""

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.port}"

    @property
    def people(self) -> list[DemoPerson]:
        """Who can sign in beside the operator."""
        return demo.people(self.example)


def up(start: Start) -> None:
    """Serves until SIGINT or SIGTERM; ends the command with one line when the port or the folder is taken."""
    settings = Settings(data=start.data, base_url=start.address)
    log.start(settings.log_level)
    try:
        with _port(start) as listener, embedded.lock(start.data):
            serving.run(_serve(settings, start, listener))
    except embedded.DataInUse:
        fail(f"Another Helder already runs on {start.data}. Stop it first, or choose another folder with --data.")
    except embedded.LogsBehind as behind:
        lines = "\n".join(f"  {loss}" for loss in behind.losses)
        fail(
            f"{start.data} holds a file from an older backup than the others. Lost:\n{lines}\n"
            "Put back all files from the same backup, or go on without these events: helder up --accept-loss"
        )
    except KeyLost as error:
        fail(f"{error}. Put it back from the backup: without it nobody is who they were.")
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        fail(f"{start.data} cannot be used as data folder: {error.strerror}.")


def _port(start: Start) -> socket.socket:
    try:
        return socket.create_server((HOST, start.port), backlog=512)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "is in use already" if taken else f"cannot be used ({error.strerror})"
        fail(f"Port {start.port} {why}. Choose another one with --port (make run PORT=...).")


async def _serve(settings: Settings, start: Start, listener: socket.socket) -> None:
    services = await embedded.prepare(settings, start.accept_loss)
    server = serving.server(embedded.application(services, start.people), serving.Address(HOST, start.port))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    greeting = asyncio.create_task(_greet(server, services[0].keys, start))
    await server.serve(sockets=[listener])
    greeting.cancel()
    await asyncio.gather(greeting, return_exceptions=True)
    if server.started:
        typer.echo("Stopped.")


async def _greet(server: uvicorn.Server, keys: Keys, start: Start) -> None:
    while not server.started:
        await asyncio.sleep(0.01)
    await greet(keys, start)


async def greet(keys: Keys, start: Start) -> None:
    """Once it answers: fills the example at a first start, then says where it is and who can sign in."""
    if start.demo:
        await _fill(keys, start)
    _say(start, [*start.people, OPERATOR_PERSON])


async def _fill(keys: Keys, start: Start) -> None:
    try:
        await demo.fill(keys, start.address, start.data, start.example)
    except (httpx.HTTPError, demo.Unexpected) as error:
        log.error("demo-not-filled", error)
        typer.echo(f"The example is not complete ({error}). The next start goes on with it.", err=True)


def _say(start: Start, people: Sequence[DemoPerson]) -> None:
    width = max(len(person.name) for person in people)
    who = []
    for place, there in groupby(people, lambda person: person.place):
        who += [f"  {place}:"] if place else []
        who += [f"    {person.name:{width}}  {person.role}" for person in there]
    following = [demo.NEXT] if start.demo else []
    lines = [
        f"Helder is running: {start.address}",
        f"Sign in: {start.address}/sign-in",
        *who,
        *following,
        "Stop: Ctrl-C",
    ]
    typer.echo("\n".join(lines))
    sys.stdout.flush()
