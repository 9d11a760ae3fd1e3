"""`python -m bench.serve bare | by_hand URL | SERVICE URL FOLDER`: one server; prints its port."""

import asyncio
import importlib
import logging
import socket
import sys
from pathlib import Path

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bench import by_hand
from services.chassis.access import Keys
from services.chassis.database import Database
from services.chassis.host import host
from services.chassis.service import Running
from services.chassis.settings import Settings

BODIES: dict[str, bytes] = {}


async def bare(request: Request) -> Response:
    """A constant answer of as many bytes as the address says."""
    size = request.path_params["size"]
    if size not in BODIES:
        BODIES[size] = b"x" * int(size)
    return Response(BODIES[size], media_type="application/json")


async def application(kind: str, arguments: list[str]) -> ASGIApp:
    """What is measured; a service as its process `serve` has it."""
    if kind == "bare":
        return Starlette(routes=[Route("/{size}", bare)])
    if kind == "by_hand":
        return await by_hand.application(arguments[0])
    service = importlib.import_module(f"services.{kind}.app").SERVICE
    url, folder = arguments
    return host([Running(service, Database(url), Settings(), Keys.open(Path(folder)))], [])


async def serve(kind: str, arguments: list[str]) -> None:
    """Until the process is ended."""
    app = await application(kind, arguments)
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # nobody receives the spans that are measured
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, http="httptools", access_log=False, log_level="warning", server_header=False)
    await uvicorn.Server(config).serve(sockets=[listener])


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1], sys.argv[2:]))
