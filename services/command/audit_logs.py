"""Where an audit reads the logs: databases in a folder, databases by their address, or the topics on Kafka."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import TypeVar

import typer
from sqlalchemy.exc import DBAPIError

from services.chassis.audit.from_kafka import Read
from services.chassis.audit.keys import public_key
from services.chassis.database import Database
from services.chassis.settings import Settings
from services.command.client import fail, wrong

T = TypeVar("T")
Databases = Mapping[str, Database]
Work = Callable[[Databases], Awaitable[T]]


@dataclass(frozen=True)
class Place:
    """Databases of these services: files in a folder, or `NAME=URL` of each."""

    services: Sequence[str]
    data: Path | None = None
    urls: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.data or self.urls)

    @property
    def current_key(self) -> str | None:
        """The key that the installation signs with now, when it lies in the data folder."""
        file = self.data / "audit.key" if self.data else None
        seed = file.read_bytes() if file and file.exists() else b""
        return public_key(seed) if len(seed) == 32 else None

    def run(self, work: Work[T]) -> T:
        """Does the work on the databases that are there, by the name of their service."""
        urls = self._by_name() if self.urls else self._files(self.data) if self.data else {}
        try:
            return asyncio.run(_opened(urls, work))
        except DBAPIError as error:
            where = self.data or ", ".join(urls)
            fail(_("Een database in {data} is niet te lezen: {error}").format(data=where, error=error.orig))
        except OSError as error:
            fail(_("Geen antwoord van {names}: {error}").format(names=", ".join(urls) or "Kafka", error=error))

    def _files(self, data: Path) -> dict[str, str]:
        files = {name: data / f"{name}.db" for name in self.services}
        there = {name: file for name, file in files.items() if file.exists()}
        for name in files.keys() - there.keys():
            typer.echo(_("Let op: {name}.db ontbreekt in {data}.").format(name=name, data=data), err=True)
        if not there:
            wrong(_("In {data} staat geen database van Helder.").format(data=data))
        return {name: f"sqlite+aiosqlite:///{file}" for name, file in there.items()}

    def _by_name(self) -> dict[str, str]:
        given = dict(part.partition("=")[::2] for part in self.urls)
        if not all(name in self.services and "://" in url for name, url in given.items()):
            names = ", ".join(self.services)
            wrong(_("Schrijf --database-url als DIENST=ADRES, met een dienst uit: {names}.").format(names=names))
        return {name: url.replace("postgresql://", "postgresql+asyncpg://", 1) for name, url in given.items()}


async def _opened(urls: Mapping[str, str], work: Work[T]) -> T:
    databases = {name: Database(url) for name, url in urls.items()}
    try:
        return await work(databases)
    finally:
        for database in databases.values():
            await database.close()


def on_kafka(brokers: str, prefix: str | None) -> Read:
    """Reads topics from these brokers; HELDER_KAFKA_... says how to sign in."""
    try:
        from services.chassis import broker
    except ImportError:
        fail(_("Om Kafka te lezen is meer nodig: installeer helder[kafka]."))
    settings = Settings(kafka=brokers)
    if prefix is not None:
        settings = settings.model_copy(update={"kafka_prefix": prefix})
    return partial(broker.read_topic, settings)
