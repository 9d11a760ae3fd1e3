"""What the machine offers to tests: reference files, Node, a browser. What lacks is said, and with CI=true it fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
REFERENCE = Path(os.environ.get("HELDER_REFERENCE") or ROOT.parent / "shared" / "reference")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def cannot_run(reason: str) -> NoReturn:
    """Skip with the reason, which is repeated at the end of the run; in CI everything must run, so fail."""
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def reference(path: str) -> Path:
    """A file or folder of the reference material, which is not in the repository (README, tests)."""
    found = REFERENCE / path
    if not found.exists():
        cannot_run(f"no reference file {path}: set HELDER_REFERENCE to the folder that has it")
    return found


def chromium() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or cannot_run("no browser: install chromium")


def node() -> str:
    """A Node of version 20 or newer: the machine's own, else the one from the wheel."""
    for candidate in (shutil.which("node"), Path(sys.executable).with_name("node")):
        if candidate and _node_version(candidate) >= 20:
            return str(candidate)
    cannot_run("no Node 20 or newer: make setup")


def node_module(path: str) -> Path:
    """A file under node_modules, such as `axe-core/axe.min.js`."""
    found = ROOT / "node_modules" / path
    return found if found.exists() else cannot_run("no node_modules: make node_modules")


def spectral(ruleset: Path, document: Path) -> subprocess.CompletedProcess[str]:
    """Lint an OpenAPI or AsyncAPI document; JSON findings on stdout, exit code 1 when there is an error."""
    program = node_module("@stoplight/spectral-cli/dist/index.js")
    command = [node(), str(program), "lint", "--quiet", "--format", "json", "--ruleset", str(ruleset), str(document)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def _node_version(program: str | Path) -> int:
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    return int(answer.lstrip("v").split(".")[0])
