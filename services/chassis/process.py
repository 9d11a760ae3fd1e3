"""The process of one service that answers people, on PostgreSQL; beside it runs the one of `worker`."""

from services.chassis import nudge
from services.chassis.access import Keys
from services.chassis.database import Database
from services.chassis.host import Loop, host
from services.chassis.recovery import mark
from services.chassis.service import Running, Service
from services.chassis.serving import Address, answer, run
from services.chassis.settings import Settings


class Unusable(Exception):
    """The settings do not suffice, or what they name is not as it must be; the message says what to do."""


def serve(service: Service, settings: Settings, address: Address) -> None:
    """Answers people and programs until SIGTERM."""
    run(_serve(service, settings, address))


async def _serve(service: Service, settings: Settings, address: Address) -> None:
    running = connected(service, settings)
    await mark.wait(running)
    loops: list[tuple[Running, Loop]] = [(running, lambda: nudge.tell(running))]
    await answer(host([running], (), loops), address)


def connected(service: Service, settings: Settings) -> Running:
    """The service on its database; raises Unusable."""
    if not settings.database_url:
        raise Unusable("HELDER_DATABASE_URL is not set: postgresql+asyncpg://user:password@host/database")
    if not settings.kafka:
        raise Unusable("HELDER_KAFKA is not set: host:port of the brokers, separated by commas")
    return Running(service, Database(settings.database_url), settings, Keys.read(settings.keys or settings.data))
