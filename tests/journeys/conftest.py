"""Servers that are gone when the test is."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from deploy.local import kafka, postgres
from tests import machine
from tests.journeys.running import Up, UpRegion
from tests.journeys.visiting import FLAGS


@pytest.fixture
def region_folder() -> Iterator[Path]:
    """A data folder that the user of PostgreSQL can reach; the test says so when this machine can run no region."""
    reason = kafka.lacks() or (None if postgres.programs() else "no PostgreSQL: make setup, or install a server")
    if reason:
        machine.cannot_run(reason)
    folder = Path(tempfile.mkdtemp(prefix="helder-region-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=machine.chromium(), args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture
def up(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Up]]:
    """`up("--no-demo")`: Helder on the data folder of this test; may be called again after it was stopped.

    Embedded, or the region in a test that is marked `everywhere`.
    """
    regional = getattr(request, "param", "embedded") == "region"
    folder = request.getfixturevalue("region_folder") if regional else tmp_path
    started: list[Up] = []

    def start(*words: str) -> Up:
        started.append((UpRegion if regional else Up)(folder / "data", *words))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.kill()
