"""`rebuild`, `replay` and `restore` at a terminal, on real files."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from services.chassis import cli
from services.chassis.service import Service
from services.dpia.app import SERVICE as DPIA
from services.inventory.app import SERVICE as INVENTORY
from tests.installation import installed

SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
NOT_FROM_THE_LOG = {"due", "texts", "lease", "checkpoints", "partitions", "people"}


def run(service: Service, *words: str | Path) -> Result:
    return CliRunner().invoke(cli.app(service), [str(word) for word in words])


def rows(file: Path) -> dict[str, list[Any]]:
    """What follows from the logs."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        found = {name: sorted(map(repr, db.execute(f'select * from "{name}"'))) for name in names}  # noqa: S608
        streams = db.execute("select topic, tenant, last from streams order by topic, tenant").fetchall()
    kept = {name: lines for name, lines in found.items() if name not in NOT_FROM_THE_LOG}
    return kept | {"streams": streams}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which one organisation registered two systems, of which dpia has heard."""

    async def live() -> None:
        async with installed(tmp_path / "data") as helder:
            await helder.onboard()
            for name in ("Een", "Twee"):
                answer = await helder.client("anna", "coordinator").post(SYSTEMS, json={"name": name})
                assert answer.status_code == 201, answer.text
            await helder.settle()

    asyncio.run(live())
    return tmp_path / "data"


@pytest.mark.parametrize("service", [INVENTORY, DPIA], ids=lambda service: service.name)
def test_replay_fills_an_empty_file_from_the_files_of_an_installation(
    data: Path, tmp_path: Path, service: Service
) -> None:
    words = ("replay", "--data", tmp_path / "new", "--source", data, "--json")
    result = run(service, *words)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["events"] > 0
    assert rows(tmp_path / "new" / f"{service.name}.db") == rows(data / f"{service.name}.db")
    again = run(service, *words)
    assert (again.exit_code, "is not empty" in again.stderr) == (1, True)


def test_rebuild_says_how_many_rows_each_table_has(data: Path) -> None:
    before = rows(data / "dpia.db")
    result = run(DPIA, "rebuild", "--data", data, "--json")
    assert json.loads(result.stdout)["tables"]["systems"] == 2
    assert rows(data / "dpia.db") == before


def test_rebuild_from_a_log_that_lost_events_changes_nothing(data: Path) -> None:
    before = rows(data / "dpia.db")
    with closing(sqlite3.connect(data / "inventory.db")) as db, db:
        db.execute("delete from events where sequence = 3")
        db.execute("update streams set last = 2")
    result = run(DPIA, "rebuild", "--data", data)
    assert (result.exit_code, result.stderr) == (1, "helder.inventory ends too early for eskerwold\n")
    assert rows(data / "dpia.db") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rebuild", "--data", "{empty}"), "There is no inventory.db"),
        (("replay", "--data", "{new}", "--source", "{empty}"), "There is no file with"),
        (("replay", "--data", "{new}"), "HELDER_KAFKA is not set"),
        (("restore",), "HELDER_DATABASE_URL is not set"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    folders = {"empty": tmp_path / "empty", "new": tmp_path / "new"}
    result = run(INVENTORY, *(word.format(**folders) for word in words))
    assert result.exit_code == 2
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1
