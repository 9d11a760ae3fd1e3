"""What may import what: the contracts hold, and each has been seen failing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COPIED = ("contracts", "services", "tests/shape/only.py", "pyproject.toml")

BREACHES = [
    ("contracts", "contracts/inventory.py", "import fastapi"),
    ("contracts", "contracts/envelope.py", "from services.chassis import decider"),
    ("domain", "services/inventory/domain/planted.py", "import uuid"),
    ("domain", "services/dpia/domain/planted.py", "import random"),
    ("domain", "services/feedback/domain/planted.py", "import time"),
    ("domain", "services/publication/domain/planted.py", "import sqlalchemy"),
    ("domain", "services/publication/domain/planted.py", "from services.chassis import store"),
    ("decider", "services/chassis/decider.py", "import sqlalchemy"),
    ("independent", "services/dpia/queries.py", "from services.inventory import tables"),
    ("independent", "services/feedback/domain/planted.py", "from services.publication.domain import entry"),
    ("chassis", "services/chassis/store.py", "from services.inventory import tables"),
    ("chassis", "services/chassis/web.py", "from services import embedded"),
    ("command", "services/command/client.py", "from services.inventory import queries"),
    ("inward", "services/inventory/queries.py", "from services.inventory import api"),
    ("inward", "services/dpia/policies.py", "from services.dpia import projections"),
    ("inward", "services/publication/api.py", "from services.publication import pages"),
    ("inward", "services/feedback/tables.py", "from services.feedback import app"),
    ("inward", "services/inventory/reports.py", ""),
    ("embedded", "services/inventory/app.py", "from services import embedded"),
    ("embedded", "services/embedded.py", "from services import command"),
    ("embedded", "services/billing.py", ""),
    ("faust", "services/dpia/agents.py", "import faust"),
    ("faust", "services/chassis/inbox.py", "from faust import App"),
    ("kafka", "services/chassis/streams.py", "import kafka"),
]


def _lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", *chosen]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _module(path: Path) -> Path:
    """A module that grew too long is a package of the same name."""
    package = path.with_suffix("")
    return package / "__init__.py" if package.is_dir() else path


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    assert _lint(folder).returncode == 0, "the copy must be clean before a breach is planted"
    return folder


def test_nothing_imports_what_it_may_not() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "path", "line"), BREACHES)
def test_a_planted_breach_is_found(copy: Path, contract: str, path: str, line: str) -> None:
    file = _module(copy / path)
    before = file.read_text() if file.exists() else None
    file.write_text(f"{before or ''}\n{line}\n")
    try:
        result = _lint(copy, contract)
    finally:
        file.unlink() if before is None else file.write_text(before)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout, result.stdout + result.stderr


@pytest.mark.slow
def test_who_only_answers_people_loads_no_client_of_kafka() -> None:
    """They took a fifth of the memory of `serve`, which needs no broker."""
    services = ", ".join(f"services.{name}.__main__" for name in ("inventory", "dpia", "publication", "feedback"))
    program = (
        f"import sys, services.chassis.process, {services}\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'faust', 'kafka', 'aiokafka', 'aiohttp'}))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
