"""`rebuild`, `replay` and `restore`: what an operator does after a loss, or with new read tables."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from services.chassis.database import Database
from services.chassis.recovery import opening, rebuilding
from services.chassis.recovery import replay as replaying
from services.chassis.recovery.on_topic import SecondHistory
from services.chassis.service import Service
from services.chassis.settings import Settings

Data = Annotated[Path, typer.Option(help="folder of the databases, where HELDER_DATABASE_URL is not set")]
Json = Annotated[bool, typer.Option("--json", help="answer in JSON")]
Source = Annotated[Path | None, typer.Option(help="folder with the files to read; left out: the topics on Kafka")]


def add(commands: typer.Typer, service: Service) -> None:
    """Adds the three commands of one service."""

    @commands.command()
    def rebuild(data: Data = Path("data"), as_json: Json = False) -> None:
        """Fills the read tables again from the logs, while the service goes on."""
        tables = _run(_rebuild(service, data))
        _say({"tables": tables}, as_json, [f"{name}: {rows}" for name, rows in tables.items()])

    @commands.command()
    def replay(data: Data = Path("data"), source: Source = None, as_json: Json = False) -> None:
        """Reads whole logs into an empty database; started again after it was killed, it goes on."""
        count = _run(_replay(service, data, source))
        _say({"events": count}, as_json, [f"{count} events"])

    @commands.command()
    def restore(as_json: Json = False) -> None:
        """Takes back what the topics have and the database lost, after a backup was put back."""
        answer = _run(_restore(service))
        lines = [f"{answer['events']} events taken back", *(_lost(text) for text in answer["texts"])]
        _say(answer, as_json, lines)


def _lost(text: dict[str, str]) -> str:
    return f"lost: a text of {text['subject']} of {text['organisation']} ({text['id']})"


async def _rebuild(service: Service, data: Path) -> dict[str, int]:
    async with contextlib.AsyncExitStack() as stack:
        running = await stack.enter_async_context(opening.opened(service, data))
        if not running.sources:
            reader = await stack.enter_async_context(opening.reading(running.settings))
            running.sources = opening.on_kafka(service, reader)
        return await rebuilding.rebuild(running, stack.enter_context(_progress("rebuild")))


async def _replay(service: Service, data: Path, source: Path | None) -> int:
    if not Settings().database_url:
        data.mkdir(parents=True, exist_ok=True)
        from services.chassis import migrate

        await migrate.upgrade(Database.file(data / f"{service.name}.db").url, service.name)
    async with contextlib.AsyncExitStack() as stack:
        running = await stack.enter_async_context(opening.opened(service, data))
        if source:
            sources = opening.files(stack, source, service)
        else:
            reader = await stack.enter_async_context(opening.reading(running.settings))
            sources = opening.on_kafka(service, reader)
        if missing := sorted({*service.topics, *service.subscriptions} - sources.keys()):
            raise opening.NotThere(f"There is no file with {', '.join(missing)} in {source}.")
        return await replaying.replay(running, sources, stack.enter_context(_progress("replay")))


async def _restore(service: Service) -> dict[str, Any]:
    from services.chassis.recovery import restore

    async with contextlib.AsyncExitStack() as stack:
        if not Settings().database_url:
            raise opening.NotThere("HELDER_DATABASE_URL is not set. Files have no topics; see helder up --accept-loss.")
        running = await stack.enter_async_context(opening.opened(service, Path()))
        reader = await stack.enter_async_context(opening.reading(running.settings))
        restored = await restore.restore(running, reader, stack.enter_context(_progress("restore")))
    texts = [{"organisation": text.tenant, "subject": text.subject, "id": text.id} for text in restored.texts]
    return {"events": restored.events, "texts": texts}


def _run(answer: Coroutine[Any, Any, Any]) -> Any:
    """What it answers; ends the command with one line when that cannot be."""
    try:
        return asyncio.run(answer)
    except opening.NotThere as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except (rebuilding.Missing, SecondHistory, replaying.NotEmpty) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _say(answer: Any, as_json: bool, lines: list[str]) -> None:
    typer.echo(json.dumps(answer) if as_json else "\n".join(lines))


@contextlib.contextmanager
def _progress(name: str) -> Iterator[rebuilding.Progress]:
    """A line that counts events, on a terminal."""
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} events"))
    with Progress(*columns, disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(name)
        yield lambda done: bar.advance(task, done)
