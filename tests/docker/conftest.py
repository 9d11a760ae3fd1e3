"""The region in containers, for all tests of this folder; gone after them."""

import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from services.chassis.access import Keys
from tests.docker import engine
from tests.docker.region import Region
from tests.journeys.running import free_port

ADDRESSES = (*(f"/{service}/v1/openapi.json" for service in engine.SERVICES), "/sign-in", "/register/")


@pytest.fixture(scope="session")
def docker_compose_command() -> str:
    return engine.compose()


@pytest.fixture(scope="session")
def docker_compose_file(docker_compose_command: str) -> list[str]:
    return [str(path) for path in engine.compose_files()]


@pytest.fixture(scope="session")
def docker_setup() -> list[str]:
    """Nothing: what fails to start must also be taken away, see `address`."""
    return []


@pytest.fixture(scope="session")
def address(
    docker_compose_command: str, docker_compose_file: list[str], docker_compose_project_name: str, docker_services: Any
) -> str:
    """Builds the images and starts everything; where the whole answers."""
    files = [word for path in docker_compose_file for word in ("-f", path)]
    command = [*docker_compose_command.split(), *files, "-p", docker_compose_project_name, "up", "--build", "--detach"]
    port = free_port()
    environment = {**os.environ, "PORT": str(port)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    url = f"http://127.0.0.1:{port}"
    docker_services.wait_until_responsive(lambda: _answers(url), timeout=300, pause=0.5)
    return url


def _answers(url: str) -> bool:
    try:
        return all(httpx.get(url + path, timeout=5).status_code == 200 for path in ADDRESSES)
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def containers(address: str, docker_compose_project_name: str) -> dict[str, Any]:
    return engine.containers(docker_compose_project_name)


@pytest.fixture(scope="session")
def keys(containers: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder: Path = tmp_path_factory.mktemp("installation") / "keys"
    return Keys.open(engine.copied(containers["development-issuer"], "/keys", folder))


@pytest.fixture
async def region(address: str, keys: Keys) -> AsyncIterator[Region]:
    made = Region(address, keys)
    yield made
    await made.close()
