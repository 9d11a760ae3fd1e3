"""Fills an empty installation once, and goes on where it was when it was cut off."""

from pathlib import Path

import httpx2 as httpx

from services.chassis.access import Keys
from services.command.demo import assessment, municipality, system
from services.command.demo.http import SECONDS, People

BUSY = "example.busy"
"""A file in the data folder while the example is being filled."""


async def fill(keys: Keys, address: str, folder: Path) -> bool:
    """Fills the example when nobody uses the installation yet; False when there was nothing to do.

    Each step looks first whether it was done: a start after a kill does not do it twice. Raises Unexpected.
    """
    async with httpx.AsyncClient(base_url=address, timeout=SECONDS) as http:
        people, busy = People(http, keys), folder / BUSY
        known = await people.operator.get("/inventory/v1/organisations?limit=1")
        if known["items"] and not busy.exists():
            return False
        busy.touch()
        await municipality.found(people)
        id = await system.describe(people)
        await assessment.assess(people, id)
        busy.unlink()
    return True
