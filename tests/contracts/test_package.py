"""helder-contracts, as an outsider installs it: the contracts alone, working without this repository."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pydantic
import pytest

from tests import machine

PACKAGE = machine.ROOT / "release" / "contracts"
PROGRAM = """
import json, sys
from pathlib import Path
import contracts
from contracts import registry
from contracts.envelope import Envelope

here = Path(contracts.__file__).parent
samples = [Envelope(**json.loads(path.read_bytes())) for path in here.joinpath("samples").rglob("*.json")]
assert all(registry.parse(sample) for sample in samples)
print(here, len(samples), len(list(here.joinpath("schemas").rglob("*.json"))), "services" in sys.modules)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    environment = os.environ | {"UV_OFFLINE": "1"}
    subprocess.run([sys.executable, PACKAGE / "build.py", folder], check=True, env=environment, timeout=50)
    (built,) = folder.glob("*.whl")
    return built


def test_the_package_holds_the_contracts_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    ours = {str(path.relative_to(machine.ROOT)) for path in (machine.ROOT / "contracts").rglob("*") if path.is_file()}
    assert {name for name in names if ".dist-info/" not in name and not name.endswith("/")} == {
        name for name in ours if "__pycache__" not in name
    }


@pytest.mark.slow
def test_the_package_works_in_a_fresh_place_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "fresh"
    installed = Path(pydantic.__file__).parents[1]
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True, timeout=50)
    python = place / "bin" / "python"
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python]
    subprocess.run([*install, wheel], check=True, timeout=50)
    (site,) = (place / "lib").glob("python3*/site-packages")
    for name in ("pydantic", "pydantic_core", "annotated_types", "typing_inspection", "typing_extensions.py"):
        (site / name).symlink_to(installed / name)
    said = subprocess.run(
        [python, "-I", "-c", PROGRAM], cwd=tmp_path, check=True, capture_output=True, text=True, timeout=50
    )
    where, samples, schemas, services = said.stdout.split()
    assert Path(where) == site / "contracts"
    assert (int(samples) > 40, int(schemas) > 40, services) == (True, True, "False")


def test_version_and_needs_are_those_of_helder() -> None:
    def project(folder: Path) -> dict[str, Any]:
        found: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
        return found

    package, whole = project(PACKAGE), project(machine.ROOT)
    assert package["version"] == whole["version"]
    assert package["requires-python"] == whole["requires-python"]
    assert package["dependencies"] == [need for need in whole["dependencies"] if need.startswith("pydantic>")]
