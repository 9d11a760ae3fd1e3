"""A service for an operator's command: on its database, and with where its topics can be read back from."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from contracts import topics
from services.chassis.database import Database
from services.chassis.recovery.sources import DatabaseSource, Source, TopicSource
from services.chassis.service import Running, Service
from services.chassis.settings import Settings
from services.chassis.topic import Reader

NAMES = ("inventory", "dpia", "publication", "feedback")


class NotThere(Exception):
    """What the command needs is not there; the message says what to do."""


@contextlib.asynccontextmanager
async def opened(service: Service, data: Path) -> AsyncIterator[Running]:
    """On HELDER_DATABASE_URL, else on its file in the folder, beside those of the others; raises NotThere."""
    settings = Settings()
    async with contextlib.AsyncExitStack() as stack:
        sources = files(stack, data, service) if settings.database_url is None else {}
        if settings.database_url is None and not (data / f"{service.name}.db").exists():
            raise NotThere(f"There is no {service.name}.db in {data}. Name the data folder with --data.")
        db = Database(settings.database_url) if settings.database_url else Database.file(data / f"{service.name}.db")
        stack.push_async_callback(db.close)
        yield Running(service, db, settings, sources=sources)


@contextlib.asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Reader]:
    """The topics on Kafka; raises NotThere."""
    from services.chassis import broker

    if not settings.kafka:
        raise NotThere("HELDER_KAFKA is not set: host:port of the brokers, separated by commas")
    try:
        async with broker.KafkaReader(settings) as reader:
            yield reader
    except broker.BrokerAway as error:
        raise NotThere(str(error)) from error


def files(stack: contextlib.AsyncExitStack, folder: Path, service: Service) -> dict[str, Source]:
    """What the files in a folder are the logs of; the checkpoints are those of this service."""
    found: dict[str, Source] = {}
    for name in (name for name in NAMES if (folder / f"{name}.db").exists()):
        db = Database.file(folder / f"{name}.db")
        stack.push_async_callback(db.close)
        found |= dict.fromkeys(_written_by(name), DatabaseSource(db))
    if service.topic in found:
        found[topics.CHECKPOINTS] = found[service.topic]
    return found


def on_kafka(service: Service, reader: Reader) -> dict[str, Source]:
    """Every topic that the service writes or hears."""
    names = (*service.topics, topics.CHECKPOINTS, *service.subscriptions)
    return dict.fromkeys(names, TopicSource(reader, service.name))


def _written_by(name: str) -> tuple[str, ...]:
    own = f"helder.{name}"
    return (own, topics.REGISTER) if own == topics.PUBLICATION else (own,)
