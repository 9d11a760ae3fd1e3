"""`python -m bench.serve bare | inventory URL FOLDER | embedded FOLDER`: one server; prints its port."""

import asyncio
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from services import embedded
from services.chassis.access import Keys
from services.chassis.database import Database
from services.chassis.host import host
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.inventory.app import SERVICE as INVENTORY

BODIES: dict[str, bytes] = {}


async def bare(request: Request) -> Response:
    """A constant answer of as many bytes as the address says."""
    size = request.path_params["size"]
    if size not in BODIES:
        BODIES[size] = b"x" * int(size)
    await request.body()
    return Response(BODIES[size], media_type="application/json")


async def application(kind: str, arguments: list[str]) -> ASGIApp:
    """What is measured."""
    if kind == "bare":
        return Starlette(routes=[Route("/{size}", bare, methods=["GET", "POST"])])
    folder = Path(arguments[-1])
    if kind == "embedded":
        return embedded.application(await embedded.prepare(Settings(data=folder)))
    running = Running(INVENTORY, Database(arguments[0]), Settings(data=folder), Keys.open(folder))
    return host([running], [])


async def serve(kind: str, arguments: list[str]) -> None:
    """Until the process is ended."""
    app = await application(kind, arguments)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(
        app, http="httptools", access_log=False, log_level="warning", server_header=False, lifespan="auto"
    )
    await uvicorn.Server(config).serve(sockets=[listener])


if __name__ == "__main__":
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1], sys.argv[2:]))
