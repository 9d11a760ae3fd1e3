"""Fills an empty installation once, and goes on where it was when it was cut off."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from pathlib import Path

import httpx2 as httpx

from contracts.topics import DPIA, FEEDBACK, INVENTORY, PUBLICATION, REGISTER
from services.chassis import days
from services.chassis.access import Keys
from services.command.demo import assessments, entries, municipality, region, residents, systems
from services.command.demo.http import SECONDS, People
from services.command.demo.place import Place, Story

BUSY = "example.busy"
"""A file in the data folder while the example is being filled; in it stands the day on which that began."""
AT_ONCE = 2
"""So many systems go their road side by side."""
ROAD: tuple[tuple[Callable[[Story], Awaitable[None]], tuple[tuple[str, str], ...]], ...] = (
    (systems.describe, (("dpia", INVENTORY), ("publication", INVENTORY))),
    (assessments.assess, (("inventory", DPIA), ("publication", DPIA))),
    (systems.live, (("publication", INVENTORY),)),
    (entries.publish, (("feedback", REGISTER), ("inventory", PUBLICATION))),
    (residents.talk, (("inventory", FEEDBACK),)),
    (systems.change, (("publication", INVENTORY),)),
)
"""The stretches of the road, and which service must have heard what before the next one."""


async def fill(keys: Keys, address: str, folder: Path, small: bool) -> bool:
    """Fills the region or the small example when nobody uses the installation yet.

    False when there was nothing to do. Each step looks first whether it was done: a start after a kill does not do it
    twice. Raises Unexpected.
    """
    async with httpx.AsyncClient(base_url=address, timeout=SECONDS) as http:
        people, busy = People(http, keys), folder / BUSY
        known = await people.operator.get("/inventory/v1/organisations?limit=1")
        if known["items"] and not busy.exists():
            return False
        places = [Place(people, one) for one in region.chosen(_begun(busy), small)]
        await _walk(places)
        busy.unlink()
    return True


def _begun(busy: Path) -> date:
    """The day on which the filling began: what goes on the day after says the same days."""
    if not busy.exists():
        part = busy.with_suffix(".part")
        part.write_text(days.today().isoformat())
        part.rename(busy)
    return date.fromisoformat(busy.read_text())


async def _walk(places: list[Place]) -> None:
    await _side_by_side(municipality.found(place) for place in places)
    await _heard(places, (("dpia", INVENTORY), ("publication", INVENTORY), ("feedback", INVENTORY)))
    stories = [Story(place, name) for place in places for name in place.of.systems]
    for stretch, hearing in ROAD:
        await _side_by_side(stretch(story) for story in stories)
        await _heard(places, hearing)
        if stretch is entries.publish:
            await _side_by_side(residents.meet(place) for place in places)


async def _heard(places: list[Place], hearing: Iterable[tuple[str, str]]) -> None:
    for service, topic in hearing:
        await asyncio.gather(*(place.people.heard(place.of.id, service, topic) for place in places))


async def _side_by_side(doing: Iterable[Awaitable[None]]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(awaitable: Awaitable[None]) -> None:
        async with gate:
            await awaitable

    await asyncio.gather(*map(one, doing))
