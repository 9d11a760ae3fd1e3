"""A fresh installation for each test, with one municipality in it; every event it made is checked at the end."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.fitness import assert_event_fits
from tests.installation import Installation, installed, template


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def onboarded(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Path:
    """The data folder with one municipality: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("onboarded")
    shutil.copytree(empty, folder, dirs_exist_ok=True)

    async def make() -> None:
        async with installed(folder) as installation:
            await installation.onboard()

    asyncio.run(make())
    return folder


@pytest.fixture
async def helder(tmp_path: Path, onboarded: Path) -> AsyncIterator[Installation]:
    shutil.copytree(onboarded, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path) as installation:
        yield installation
        for running in installation.services.values():
            for topic in running.service.topics:
                for record in await installation.log(running.service.name, topic=topic):
                    assert_event_fits(record.bytes)
