"""The code of the previous release goes the whole way of one system on databases with the newest schema."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from services.chassis import migrate
from services.chassis.database import Database
from services.embedded import SERVICES
from tests import machine
from tests.backends.test_released_tables import COMMIT

PLUGIN = """
import os, shutil
from services.chassis import migrate

async def newest(url, service):
    target = url.partition(":///")[2]
    if not os.path.exists(target):
        shutil.copy(os.path.join(os.environ["NEWEST"], service + ".db"), target)

migrate.upgrade = newest
"""
"""Instead of migrating, the old code finds files that the new code has made."""


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """The code and the tests of the release, from the history; not every clone has it."""
    git, archive = ["git", "-C", str(machine.ROOT)], tmp_path / "released.tar"
    if subprocess.run([*git, "cat-file", "-e", f"{COMMIT}^{{commit}}"], capture_output=True, check=False).returncode:
        pytest.skip("the history of this clone does not reach back to the previous release")
    parts = ["contracts", "services", "tests", "pyproject.toml"]
    subprocess.run([*git, "archive", "--output", archive, COMMIT, *parts], check=True)
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "released", filter="data")
    (tmp_path / "released" / "newest_schema.py").write_text(PLUGIN)
    return tmp_path / "released"


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_the_code_of_the_release_before_goes_the_whole_way_on_the_newest_schema(
    released: Path, tmp_path: Path
) -> None:
    newest = tmp_path / "newest"
    newest.mkdir()
    for service in SERVICES:
        db = Database.file(newest / f"{service.name}.db")
        await migrate.upgrade(db.url, service.name)
        await db.close()
    environment = os.environ | {"NEWEST": str(newest), "PYTHONPATH": str(released)}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "newest_schema", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "tests/journeys/test_straight_way.py"],
        cwd=released, env=environment, capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
