"""The subscriber of the guide, word for word, on the real cluster."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts import topics
from contracts.publication import AlgorithmPublished
from services.chassis.canonical import number, read, serialise
from tests import machine
from tests.backends.cluster import Topics, settings_of
from tests.contracts import frozen
from tests.kafka import Cluster

pytestmark = pytest.mark.kafka
GUIDE = machine.ROOT / "docs" / "subscribers.md"
KEY = b"eskerwold"


@pytest.fixture
async def register(kafka_server: Cluster, kafka_prefix: str) -> Topics:
    made = Topics(settings_of(kafka_server, kafka_prefix))
    await made.create("publication")
    return made


@pytest.fixture
def subscriber(register: Topics, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The one program in the guide, with nothing of this repository but the contracts."""
    (program,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    (tmp_path / "subscriber.py").write_text(program)
    (tmp_path / "contracts").symlink_to(machine.ROOT / "contracts")
    settings = register.settings
    named = {"HELDER_KAFKA": str(settings.kafka), "HELDER_KAFKA_PREFIX": settings.kafka_prefix, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "subscriber.py"], cwd=tmp_path, env=os.environ | named, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def published(sequence: int, version: int, name: str, **changes: Any) -> tuple[bytes, bytes]:
    """The sample of a published algorithm as a record."""
    sample = frozen.today(AlgorithmPublished) | {"sequence": "0" * 20, "version": version}
    sample["data"]["version"] = version
    sample["data"]["public"]["record"]["name"] = name
    return KEY, number(serialise(read(json.dumps(sample | changes).encode())), sequence)


async def test_the_subscriber_of_the_guide_keeps_a_copy_of_the_register(
    register: Topics, subscriber: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    first, second = published(1, 1, "Voorsorteren"), published(2, 2, "Voorsorteren bijstand")
    newer = published(3, 3, "Later", type="nl.algoritmes.register.algorithm-published.v2")
    unknown = published(4, 4, "Geschilderd", type="nl.algoritmes.register.algorithm-painted.v1")
    later = json.loads(published(5, 5, "Met een veld erbij")[1])
    later["data"]["public"]["laterField"] = {"a": 1}
    minor = (KEY, number(serialise(read(json.dumps(later | {"sequence": "0" * 20}).encode())), 5))
    await register.send(topics.REGISTER, first, second, first, second, newer, unknown, minor)
    id = read(first[1]).subject_id
    assert said(subscriber, 6) == [
        f"{id} 1 Voorsorteren",
        f"{id} 2 Voorsorteren bijstand",
        f"{id} 1 Voorsorteren",
        f"{id} 2 Voorsorteren bijstand",
        "skipped, install a newer helder-contracts: nl.algoritmes.register.algorithm-published.v2: "
        "this release knows version 1 at most",
        f"{id} 5 Met een veld erbij",
    ]
    with sqlite3.connect(tmp_path / "register.db") as copy:
        assert copy.execute("select id, version, name from algorithms").fetchall() == [(id, 5, "Met een veld erbij")]
    copy.close()


def test_the_subscriber_of_the_guide_is_short() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert len([line for line in program.splitlines() if line.strip()]) <= 30


def said(process: "subprocess.Popen[str]", lines: int) -> list[str]:
    """The first lines that it says; fails when it ends before."""
    assert process.stdout is not None
    found = [process.stdout.readline().strip() for _ in range(lines)]
    assert process.poll() is None, found
    return found
