"""Serves an application over HTTP until a signal, and finishes what is under way."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.types import ASGIApp

PATIENCE = 5
"""Seconds that requests under way get when the process stops."""


@dataclass(frozen=True)
class Address:
    """Where the process listens."""

    host: str
    port: int
    trusted_proxies: str = ""
    """Whose word on the visitor's address and scheme is believed."""


def server(app: ASGIApp, address: Address) -> uvicorn.Server:
    """Answers HTTP until a signal; what is under way is finished.

    What is there by now stays: looking through it for garbage stops everything for more than a tenth of a second.
    """
    gc.freeze()
    config = uvicorn.Config(
        app,
        host=address.host,
        port=address.port,
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(address.trusted_proxies),
        forwarded_allow_ips=address.trusted_proxies,
        lifespan="on",
        timeout_graceful_shutdown=PATIENCE,
    )
    return uvicorn.Server(config)


async def answer(app: ASGIApp, address: Address) -> None:
    """Serves HTTP until a signal."""
    await server(app, address).serve()


def run(serving: Coroutine[Any, Any, Any]) -> None:
    """In uvloop where it is there. A signal ends it: at once while it waits, else after what is under way."""
    factory = None
    with contextlib.suppress(ImportError):
        import uvloop

        factory = uvloop.new_event_loop
    ended = contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError)
    with asyncio.Runner(loop_factory=factory) as runner, ended:
        runner.run(_until_signalled(serving))


async def _until_signalled(serving: Coroutine[Any, Any, Any]) -> None:
    """uvicorn takes the signals over while it serves."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(task.cancel) if task else None)
    await serving
