"""What stands in the repository agrees with itself."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project


def test_one_version_everywhere() -> None:
    publiccode = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    released = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert publiccode["softwareVersion"] == _project()["version"] == released[0]


def test_one_licence_everywhere() -> None:
    publiccode = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert publiccode["legal"]["license"] == _project()["license"] == "EUPL-1.2"
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text()


def test_locks_have_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        pins = re.split(r"\n(?=\S)", lock.read_text().strip())
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins)
        assert "://" not in lock.read_text()
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_running_and_testing_use_the_same_versions() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^([^ \n]+==[^ \n]+)", (ROOT / "requirements" / lock).read_text(), re.MULTILINE))

    assert pins("run.txt") <= pins("serve.txt") <= pins("dev.txt")
