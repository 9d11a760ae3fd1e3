"""`python -m deploy.local.prepare inventory=URL ...`: `migrate` and `topics` of several services in one process."""

import asyncio
import sys

from services.chassis import admin, migrate
from services.chassis.settings import Settings


def main(*services: str) -> None:
    """Each service with the address of its database; the rest of the settings as always."""
    for service, url in (given.split("=", 1) for given in services):
        asyncio.run(migrate.upgrade(url, service))
        admin.create(service, Settings())


if __name__ == "__main__":
    main(*sys.argv[1:])
