"""An organisation with everything in it: made once, copied for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.component.marked import Marked
from tests.installation import ZANDVEEN, installed


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, onboarded: Path) -> tuple[Path, dict[str, str]]:
    """The data folder with a marked word everywhere in Eskerwold, and the ids of what is in it."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copytree(onboarded, folder, dirs_exist_ok=True)

    async def make() -> dict[str, str]:
        async with installed(folder) as helder:
            await helder.onboard(ZANDVEEN)
            return (await Marked.filled(helder)).ids

    return folder, asyncio.run(make())


@pytest.fixture
async def marked(tmp_path: Path, filled: tuple[Path, dict[str, str]]) -> AsyncIterator[Marked]:
    """Eskerwold with everything in it, next to Zandveen with nothing."""
    folder, ids = filled
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path) as helder:
        yield Marked(helder, ids)
