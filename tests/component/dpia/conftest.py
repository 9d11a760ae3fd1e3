"""A case that was submitted already: made once, copied for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.component.dpia.road import Road
from tests.contracts.fitness import assert_event_fits
from tests.installation import installed


@pytest.fixture(scope="session")
def submitted(tmp_path_factory: pytest.TempPathFactory, onboarded: Path) -> tuple[Path, str]:
    """The data folder with the case in it, and the id of the case."""
    folder = tmp_path_factory.mktemp("submitted")
    shutil.copytree(onboarded, folder, dirs_exist_ok=True)

    async def make() -> str:
        async with installed(folder) as helder:
            road = await Road.begun(helder)
            await road.submit()
            return road.id

    return folder, asyncio.run(make())


@pytest.fixture
async def sent(tmp_path: Path, submitted: tuple[Path, str]) -> AsyncIterator[Road]:
    """The road of a case whose version was submitted: the FG is to act."""
    folder, id = submitted
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path) as helder:
        yield Road.of(helder, id)
        for record in await helder.log("dpia"):
            assert_event_fits(record.bytes)
