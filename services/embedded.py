"""All four services in one process, on SQLite files, without Kafka."""

import fcntl
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from services.chassis import migrate
from services.chassis.access import Keys
from services.chassis.database import Database
from services.chassis.host import embedded_loops, host
from services.chassis.language import Languages
from services.chassis.recovery import losses
from services.chassis.recovery.losses import Loss
from services.chassis.recovery.sources import DatabaseSource
from services.chassis.service import Running, Service
from services.chassis.settings import Settings
from services.chassis.sign_in import OPERATOR_PERSON, DemoPerson
from services.dpia.app import SERVICE as DPIA
from services.feedback.app import SERVICE as FEEDBACK
from services.inventory.app import SERVICE as INVENTORY
from services.publication.app import SERVICE as PUBLICATION

SERVICES: tuple[Service, ...] = (INVENTORY, DPIA, PUBLICATION, FEEDBACK)


class DataInUse(Exception):
    """Another server runs on this data folder."""


def lock(folder: Path) -> IO[str]:
    """Keeps a second server away from the data folder, until the file that is answered is closed."""
    folder.mkdir(parents=True, exist_ok=True)
    held = (folder / "lock").open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise DataInUse(f"another server already runs on {folder}") from error
    return held


class LogsBehind(Exception):
    """Files were put back from a backup: others have heard of events that are no longer there."""

    def __init__(self, losses: Sequence[Loss]) -> None:
        super().__init__("; ".join(map(str, losses)))
        self.losses = losses


async def prepare(settings: Settings, accept_loss: bool = False) -> list[Running]:
    """The services on their files, which are made or brought to the newest shape; raises LogsBehind."""
    settings.data.mkdir(parents=True, exist_ok=True)
    keys = Keys.open(settings.data)
    files = {service.name: Database.file(settings.data / f"{service.name}.db") for service in SERVICES}
    for service in SERVICES:  # one after the other: Alembic keeps what it is doing in globals
        await migrate.upgrade(files[service.name].url, service.name)
    sources = {topic: DatabaseSource(files[service.name]) for service in SERVICES for topic in service.topics}
    services = [Running(service, files[service.name], settings, keys, sources) for service in SERVICES]
    if lost := await losses.find(services):
        if not accept_loss:
            for db in files.values():
                await db.close()
            raise LogsBehind(lost)
        await losses.accept(lost)
    return services


def application(services: Sequence[Running], people: Sequence[DemoPerson] = ()) -> Languages:
    """The ASGI application of the whole."""
    return host(services, [*people, OPERATOR_PERSON], embedded_loops(services))
