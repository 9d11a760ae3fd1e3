"""`python -m deploy.local`: a region on this machine, until Ctrl-C."""

import asyncio
import signal
import socket
import threading
from pathlib import Path
from typing import Annotated

import typer

from deploy.local import kafka, postgres
from deploy.local.region import HOST, Region, Unready
from services import embedded
from services.chassis.access import Keys
from services.command import server
from services.command.client import fail

Port = Annotated[int, typer.Option(min=1, max=65535, help="port on 127.0.0.1")]
TROUBLE = (Unready, kafka.Unready, postgres.Unready)


def main(
    port: Port = 8000,
    kafka_port: Port = 9092,
    data: Annotated[Path, typer.Option(help="folder of Kafka, the databases, keys and logs")] = Path("data-kafka"),
    demo: Annotated[bool, typer.Option(help="fill an empty installation with a region of three municipalities")] = True,
    example: Annotated[bool, typer.Option("--example", help="fill it with one municipality and one system")] = False,
) -> None:
    """Runs Kafka, PostgreSQL and every service as separate processes on this machine, until Ctrl-C."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    for one, option in ((port, "--port"), (kafka_port, "--kafka-port")):
        _free(one, option)
    try:
        with embedded.lock(data):
            _run(Region(data, port, kafka_port), server.Start(port, data, demo, example=example), ended)
    except embedded.DataInUse:
        fail(f"Another Helder already runs on {data}. Stop it first, or choose another folder with --data.")
    except TROUBLE as error:
        fail(str(error))


def _run(region: Region, start: server.Start, ended: threading.Event) -> None:
    try:
        region.start()
        if not ended.is_set():
            asyncio.run(server.greet(Keys.open(start.data), start))
        ended.wait()
    finally:
        region.stop()
    typer.echo("Stopped.")


def _free(port: int, option: str) -> None:
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        fail(f"Port {port} is in use already. Choose another one with {option}.")


if __name__ == "__main__":
    typer.run(main)
