"""`python -m services.<name>`: what an operator does with one service."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.chassis import inbox, log
from services.chassis.access import KeyLost
from services.chassis.database import ALL, Database
from services.chassis.host import api
from services.chassis.recovery import cli as recovery_cli
from services.chassis.recovery import opening
from services.chassis.service import Running, Service
from services.chassis.serving import Address
from services.chassis.settings import Settings
from services.chassis.tables import parked

if TYPE_CHECKING:
    from services.chassis.check import Finding

Data = Annotated[Path, typer.Option(help="folder of the databases")]
Host = Annotated[str, typer.Option(help="address to listen on")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="port to listen on")]
Json = Annotated[bool, typer.Option("--json", help="answer in JSON")]


def main(service: Service) -> None:
    """The command line of one service."""
    app(service)()


def app(service: Service) -> typer.Typer:
    """The commands of one service; see `--help`."""
    commands = typer.Typer(no_args_is_help=True, add_completion=False, help=f"Helder {service.name}")

    @commands.command()
    def check(as_json: Json = False) -> None:
        """Says what it finds: its code, and the database and topics that the settings name. Exit 1: not all is well."""
        found = asyncio.run(_findings(service))
        lines = [f"{service.name}: {one.subject}: {'' if one.fine else 'WRONG: '}{one.said}" for one in found]
        _say({"findings": [asdict(one) for one in found]}, as_json, lines)
        raise typer.Exit(0 if all(one.fine for one in found) else 1)

    @commands.command("migrate")
    def migrate_(data: Data = Path("data")) -> None:
        """Brings the database to the newest shape: HELDER_DATABASE_URL, else the file in the data folder."""
        asyncio.run(_migrate(service, data))

    @commands.command()
    def openapi() -> None:
        """Prints the OpenAPI document of its API."""
        typer.echo(document(service))

    _add_processes(commands, service)
    recovery_cli.add(commands, service)
    commands.add_typer(_parked_commands(service), name="parked")
    return commands


def _add_processes(commands: typer.Typer, service: Service) -> None:
    @commands.command()
    def topics() -> None:
        """Makes the topics of this service on Kafka, and checks that they are as they must be."""
        from services.chassis import admin
        from services.chassis.broker import BrokerAway

        with _told(admin.WrongTopic, BrokerAway):
            made = admin.create(service.name, Settings())
            typer.echo(f"made: {', '.join(made) or 'nothing, all topics are there'}")

    @commands.command()
    def serve(host: Host = "127.0.0.1", port: Port = 8001) -> None:
        """Answers people and programs over HTTP, until SIGTERM."""
        from services.chassis import process

        _run(process.serve, service, host, port)

    @commands.command()
    def work(host: Host = "127.0.0.1", port: Port = 9001) -> None:
        """Relays, hears, carries out what is due and signs, until SIGTERM; the port answers health and metrics."""
        from services.chassis import worker

        _run(worker.work, service, host, port)


async def _findings(service: Service) -> "list[Finding]":
    from services.chassis.check import findings

    return [one async for one in findings(service, Settings())]


async def _migrate(service: Service, data: Path) -> None:
    from services.chassis import migrate

    await migrate.upgrade(Settings().database_url or Database.file(data / f"{service.name}.db").url, service.name)


def _run(process: Callable[[Service, Settings, Address], None], service: Service, host: str, port: int) -> None:
    from services.chassis.process import Unusable

    settings = Settings()
    log.start(settings.log_level)
    with _told(Unusable, KeyLost):
        process(service, settings, Address(host, port, settings.trusted_proxies))


@contextlib.contextmanager
def _told(*refusals: type[Exception]) -> Iterator[None]:
    """Ends the command with what the operator must do."""
    try:
        yield
    except refusals as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(2) from refusal


def document(service: Service) -> str:
    """The OpenAPI document of a service as it is committed: with the settings that an installation begins with."""
    running = Running(service, Database.file(Path("none.db")), Settings.model_construct())
    return json.dumps(api(running).openapi(), indent=2, ensure_ascii=False)


def _parked_commands(service: Service) -> typer.Typer:
    commands = typer.Typer(no_args_is_help=True, help="Events that could not be applied.")

    @commands.command("list")
    def list_(data: Data = Path("data"), as_json: Json = False) -> None:
        """The events that wait, and why."""
        items = asyncio.run(_with(service, data, _parked))
        lines = [f"{i['organisation']} {i['subject']} {i['sequence']}: {i['error']}" for i in items]
        _say({"items": items}, as_json, lines)

    @commands.command()
    def retry(data: Data = Path("data"), as_json: Json = False) -> None:
        """Tries them again, in order; what still waits is listed."""
        items = asyncio.run(_with(service, data, _retry))
        _say({"items": items}, as_json, [f"{len(items)} still parked"])
        raise typer.Exit(1 if items else 0)

    return commands


def _say(answer: Any, as_json: bool, lines: list[str]) -> None:
    typer.echo(json.dumps(answer) if as_json else "\n".join(lines))


async def _with(service: Service, data: Path, act: Any) -> Any:
    with _told(opening.NotThere):
        async with opening.opened(service, data) as running:
            return await act(running)


async def _parked(running: Running) -> list[dict[str, Any]]:
    async with running.db.view(ALL) as tx:
        rows = await tx.execute(parked.select().order_by(parked.c.tenant, parked.c.topic, parked.c.sequence))
        return [{"service": running.service.name, "organisation": row.tenant, **_fields(row)} for row in rows]


def _fields(row: Any) -> dict[str, Any]:
    return {"subject": row.subject, "sequence": row.sequence, "error": row.error}


async def _retry(running: Running) -> list[dict[str, Any]]:
    for tenant in sorted({item["organisation"] for item in await _parked(running)}):
        await inbox.retry(running, tenant)
    return await _parked(running)
