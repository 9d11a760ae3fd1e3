"""The container engine of this machine: which commands and which images it has."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests import machine

DEPLOY = machine.ROOT / "deploy"
PULLED = "python:3.13-slim"
SERVICES = ("inventory", "dpia", "publication", "feedback")


def compose() -> str:
    """The command of Compose 2, else of 1.29; without an engine the test cannot run."""
    if _fails("docker", "info"):
        machine.cannot_run("no container engine: install docker.io and docker-compose, start dockerd")
    if not _fails("docker", "compose", "version"):
        return "docker compose"
    return "docker-compose" if shutil.which("docker-compose") else machine.cannot_run("no docker-compose: install it")


def build() -> list[str]:
    """Builds every image; the files that say how."""
    compose()
    files = _files()
    composes(files, "build")
    return files


def composes(files: list[str], *words: str, **environment: str) -> None:
    """Runs Compose with these files."""
    command = [*compose().split(), *(word for path in files for word in ("-f", path)), *words]
    settings = {**os.environ, **environment}
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def _files() -> list[str]:
    """compose.yaml; where no image can be pulled also the file that names the image made here."""
    files = [DEPLOY / "compose.yaml"]
    if _fails("docker", "image", "inspect", PULLED) and _fails("docker", "pull", "--quiet", PULLED):
        _make_image()
        files.append(DEPLOY / "compose.offline.yaml")
    return list(map(str, files))


def _make_image() -> None:
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        machine.cannot_run("no container image can be pulled: debootstrap, as root, would make one")
    made = subprocess.run([DEPLOY / "images" / "make.sh"], capture_output=True, text=True, check=False, timeout=500)
    assert made.returncode == 0, made.stdout + made.stderr


def _fails(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=300).returncode != 0
    except OSError:
        return True


def python_in_image(service: str, code: str) -> str:
    """What Python says in a new container of the service's image."""
    command = ["docker", "run", "--rm", "--network", "none", "--entrypoint", "python", f"helder-{service}", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def containers(project: str) -> dict[str, dict[str, Any]]:
    """The running containers of a project, by the name that compose.yaml gives them."""
    ids = _docker("ps", "--quiet", "--filter", f"label=com.docker.compose.project={project}").split()
    found: list[dict[str, Any]] = json.loads(_docker("inspect", *ids))
    return {one["Config"]["Labels"]["com.docker.compose.service"]: one for one in found}


def shell(container: dict[str, Any], command: str) -> subprocess.CompletedProcess[str]:
    """A shell command in a running container, as its own user."""
    words = ["docker", "exec", container["Id"], "sh", "-c", command]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)


def copied(container: dict[str, Any], path: str, to: Path) -> Path:
    """A folder out of a container."""
    _docker("cp", f"{container['Id']}:{path}", str(to))
    return to


def _docker(*words: str) -> str:
    return subprocess.run(["docker", *words], capture_output=True, text=True, check=True, timeout=60).stdout
