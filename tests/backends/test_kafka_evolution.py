"""Two releases beside each other on the real cluster: a consumer with the contracts of before, a newer producer."""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from services.chassis.service import Running
from services.inventory.app import SERVICE as INVENTORY
from tests import machine
from tests.backends.cluster import Topics, settings_of
from tests.backends.conftest import Backend
from tests.backends.story import add_tenant
from tests.kafka import Cluster

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.parametrize("backend", ["postgresql"], indirect=True),
    pytest.mark.timeout(180),
]
PLANTED = {
    "inventory/system.py": (
        ('    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-registered.v1"\n',
         '    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-registered.v1"\n    MINOR: ClassVar[int] = 1\n\n'
         '    colour: str = "red"\n'),
        ('    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-described.v1"\n',
         '    TYPE: ClassVar[str] = "nl.algoritmes.inventory.system-described.v2"\n\n    language: str = "nl"\n'),
    ),
    "registry.py": (
        ('UPCASTS: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {}\n',
         'UPCASTS: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {\n'
         '    "nl.algoritmes.inventory.system-described.v1": (\n'
         '        "nl.algoritmes.inventory.system-described.v2", lambda old: {**old, "language": "nl"})\n}\n'),
    ),
}  # fmt: skip
"""What the newer release adds: a field inside a major version, and a new major version with its upcast."""


@dataclass
class Releases:
    """The installed release, and a newer one."""

    newer: Path
    environment: Mapping[str, str]
    producer: str
    listener: str

    async def older_says(self, *words: str) -> Any:
        return await self._run(machine.ROOT, *words)

    async def newer_says(self, *words: str) -> Any:
        return await self._run(self.newer, *words)

    async def _run(self, release: Path, act: str, *words: str) -> Any:
        url = self.producer if act == "produce" else self.listener
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.backends.evolving", act, url, *words),
            cwd=release, env=self.environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            out, said = await asyncio.wait_for(process.communicate(), 60)
        except TimeoutError:
            process.kill()
            raise
        assert process.returncode == 0, said.decode()[-3000:]
        return json.loads(out)


@pytest.fixture
async def releases(kafka_server: Cluster, kafka_prefix: str, backend: Backend, tmp_path: Path) -> Releases:
    settings = settings_of(kafka_server, kafka_prefix)
    await Topics(settings).create("inventory")
    shutil.copytree(machine.ROOT / "contracts", tmp_path / "contracts", ignore=shutil.ignore_patterns("__pycache__"))
    for file, changes in PLANTED.items():
        text = (tmp_path / "contracts" / file).read_text()
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (tmp_path / "contracts" / file).write_text(text)
    named = {"HELDER_KAFKA": str(settings.kafka), "HELDER_KAFKA_PREFIX": kafka_prefix, "PYTHONPATH": str(machine.ROOT)}
    (_, producer), (_, listener) = await backend.database(), await backend.database()
    await add_tenant(Running(INVENTORY, producer, settings), "t1")
    return Releases(tmp_path, os.environ | named, producer.url, listener.url)


async def test_an_older_consumer_passes_over_a_later_field_and_leaves_a_later_version_to_the_next_release(
    releases: Releases,
) -> None:
    """One test, because each process takes a second to start."""
    assert await releases.older_says("produce", "A=een", "a=een, oud beschreven") == 2
    told = ("B=twee, met een veld erbij", "a=een, nieuw beschreven", "b=twee, nieuw beschreven", "C=drie")
    assert await releases.newer_says("produce", *told) == 4
    waits = await releases.older_says("listen", "6", "2")
    assert waits["known"] == {"een, oud beschreven": 2, "twee, met een veld erbij": 1, "drie": 1}
    assert {error.partition(":")[0] for error in waits["parked"]} == {"newer-version"}
    assert await releases.newer_says("listen", "6", "0") == {
        "known": {"een, nieuw beschreven": 3, "twee, nieuw beschreven": 2, "drie": 1},
        "parked": [],
    }
