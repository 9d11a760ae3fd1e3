"""Servers that are gone when the test is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.running import Up


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Callable[..., Up]]:
    """`up("--no-demo")`: Helder on the data folder of this test; may be called again after it was stopped."""
    started: list[Up] = []

    def start(*words: str) -> Up:
        started.append(Up(tmp_path / "data", *words))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.kill()
