"""A fresh installation for each test, with one municipality in it; every event it made is checked at the end."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.fitness import assert_event_fits
from tests.installation import Installation, installed, template


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("empty"))


@pytest.fixture
async def helder(tmp_path: Path, empty: Path) -> AsyncIterator[Installation]:
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path) as installation:
        await installation.onboard()
        yield installation
        for running in installation.services.values():
            for topic in running.service.topics:
                for record in await installation.log(running.service.name, topic=topic):
                    assert_event_fits(record.bytes)
